/* SPDX-License-Identifier: MIT
 *
 * census: how many answers there are, of how many there were.
 *
 * Use: census_record() for every record that was read, from whatever file; census_claim()
 * for what a fold says it held, census_damage() for lines that could not be read;
 * then census_sum().
 *
 * Ownership: a zeroed struct census is an empty one; census_release().
 *
 * Never knows: files, lines, what an answer says.
 */
#ifndef ATTUNE_IO_CENSUS_H
#define ATTUNE_IO_CENSUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where a record was read: bits, for it may stand in several. */
enum census_from { FROM_JOURNAL = 1, FROM_RECORD = 2, FROM_BACKUP = 4 };

struct census_key {
	uint64_t sid, seq;
	unsigned from;
	bool answer;
};

struct census_claim {
	uint64_t sid;
	size_t claimed; /* by a fold: the session has at least so many */
	size_t damaged; /* in the session's journals */
};

struct census {
	struct census_key *keys;
	size_t nkeys, keys_room;
	struct census_claim *claims;
	size_t nclaims, claims_room;
	size_t unclaimed; /* damaged in a folded record that could not say how many it held */
};

void census_record(struct census *, uint64_t sid, uint64_t seq, enum census_from, bool answer);
void census_claim(struct census *, uint64_t sid, size_t answers);
void census_damage(struct census *, uint64_t sid, size_t answers);

/* Counts each record and each answer once. `of` is never below `kept`. A damaged line whose answer was read elsewhere is no loss. */
void census_sum(struct census *, size_t *records, size_t *kept, size_t *of);
void census_release(struct census *);

#endif
