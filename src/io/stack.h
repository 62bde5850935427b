/* SPDX-License-Identifier: MIT
 *
 * stack: what deep calls left on the stack: pages that stay taken for as long as the process lives, and the words in them.
 *
 * Use: stack_return() where nobody waits, beside mem_return().
 *
 * Ownership: nothing of its own.
 *
 * Never knows: whose calls they were.
 */
#ifndef ATTUNE_IO_STACK_H
#define ATTUNE_IO_STACK_H

/* Gives the stack below the caller back to the system, up to 256 KiB of it; where that cannot be, nothing. */
void stack_return(void);

#endif
