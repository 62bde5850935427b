/* SPDX-License-Identifier: MIT
 *
 * record: the line grammar of the journal: `crc32c(8 hex) SP SID(16 hex) SP {json} LF`.
 *
 * Use: record_line() writes one, record_scan() walks the lines of a file and says
 * of each whether it is whole. journal, fold, draft slot: one grammar, one parser.
 *
 * Ownership: record_line appends to a str; a scanned record is borrowed for the call.
 *
 * Never knows: which file a line came from. The only file that includes
 * <jansson.h>, the --json writer aside.
 *
 * The CRC is CRC-32C (Castagnoli; RFC 3720, B.4) of everything after the first
 * space up to, not including, LF. JSON fields: v grammar, s sequence, c clock,
 * at (RFC 3339 UTC), t type; the rest by type. Unknown types and fields are kept
 * byte for byte by whoever copies lines; a `min` above ours means read only.
 */
#ifndef ATTUNE_IO_RECORD_H
#define ATTUNE_IO_RECORD_H

#include <stdbool.h>
#include <stdint.h>
#include "base/text.h"
#include "learner/record.h"

#define RECORD_GRAMMAR 1
#define RECORD_LINE_MOST (256 * 1024 + 64)

/* Appends one line with its LF. What is empty (NULL, "", 0, no picks) is left out, and comes back as NULL or 0. */
void record_line(const struct record *, struct str *out);

/* The `t` of a type; NULL for RECORD_OTHER. */
const char *record_type_name(enum record_type);

struct record_scan {
	size_t good, damaged, unknown; /* lines: whole, not whole, whole but of a type we do not know */
	bool newer;                    /* a line asks for a newer program (`min`) */
	bool torn;                     /* the last line was broken off as it was written (counted as damaged, too): nobody was
	                                * told that it was saved */
};

/* Calls `each` for every whole line of a known type, in file order. Damaged lines are counted and passed over; a torn
 * last line (no LF, or CRC wrong) counts as damaged. Lines of only spaces or LF (the padding of a slot) are nothing. */
void record_scan(const char *bytes, size_t len, struct record_scan *,
	void (*each)(void *ctx, const struct record *), void *ctx);

/* CRC-32C. */
uint32_t record_crc(const char *bytes, size_t len);

#endif
