/* SPDX-License-Identifier: MIT
 *
 * cheap_vault: a vault.hdr of the least work that is allowed, made by tests/vault/second.py: opening one that is made
 * on the spot takes three times as long.
 *
 * Use: write the bytes behind the digits to vault.hdr; CHEAP_PHRASE opens it.
 *
 * Ownership: a constant.
 *
 * Never knows: what is sealed with it.
 */
#ifndef ATTUNE_TESTS_CHEAP_VAULT_H
#define ATTUNE_TESTS_CHEAP_VAULT_H

#define CHEAP_PHRASE "lated borin hitak"

static const char cheap_header[] =
	"415454560100010038b4e652e44da7f2370d9e260e27136500000100030000007504d90e945de2e8f54ee781cc75f636d850"
	"99095aa300165a67036f9b540d6b8f0be21124179c3d3ca933bd86a118c3310bb0d29c0ac4fb6d2084e5f3c22f18a7f810e2"
	"ef602a5c222eda525d0328e5a80373ccb7bb95a900000000e6a82c21";

#endif
