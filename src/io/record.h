/* SPDX-License-Identifier: MIT
 *
 * record: a record as a line of the journal (io/line is its frame), and back.
 *
 * Use: record_line() writes one, record_scan() walks the lines of a file and says
 * of each whether it is whole. journal, fold, draft slot: one grammar, one parser.
 *
 * Ownership: record_line appends to a str; a scanned record is borrowed for the call.
 *
 * Never knows: which file a line came from. The only file that includes
 * <jansson.h>, the --json writer aside.
 *
 * JSON fields: v grammar (left out for 1), s sequence,
 * c clock, at (RFC 3339 UTC), t type; the rest by type. Unknown types and fields are kept
 * byte for byte by whoever copies lines; a `min` above ours means read only.
 */
#ifndef ATTUNE_IO_RECORD_H
#define ATTUNE_IO_RECORD_H

#include <stdbool.h>
#include <stdint.h>
#include "base/text.h"
#include "learner/record.h"

#define RECORD_GRAMMAR 1

/* Appends one line with its LF. What is empty (NULL, "", 0, no picks) is left out, and comes back as NULL or 0; that an answer
 * is the first (`attempt` 1, as 0 says, too) is left out, and comes back as 1. */
void record_line(const struct record *, struct str *out);

/* The `t` of a type; NULL for RECORD_OTHER. */
const char *record_type_name(enum record_type);
/* How many answers of a session a fold holds. */
struct record_count {
	uint64_t sid;
	size_t answers;
};

struct record_counts {
	struct record_count *list; /* mem_free */
	size_t n, room;
	size_t lines;              /* of the fold, its own apart */
};

/* Appends the line a fold begins with: what is in it, so that a loss can be told from a gap. */
void record_fold_line(const struct record_counts *, struct str *out);

struct record_scan {
	size_t good, damaged, unknown; /* lines: whole, not whole, whole but of a type we do not know */
	size_t answers;                /* of those that are not whole: how many may have been an answer or words */
	size_t strange;                /* of those, too: in how many nothing shows that it was a record */
	bool newer;                    /* a line asks for a newer program (`min`) */
	struct record_counts *counts;  /* NULL, or where the counts of a fold go; its line is none of the above */
	bool counted;                  /* there was such a line, which speaks of so many others: */
	size_t counted_lines;
	bool (*known)(void *ctx, const char *line, size_t len); /* NULL, or asked for each line before it is read, with the `ctx`
	                               * of `each`: true when a whole line of a known type with the very same bytes was read
	                               * before. It counts as good, and `each` is not called */
	bool torn;                     /* the last line was broken off as it was written (counted as damaged, too): nobody was
	                                * told that it was saved */
	size_t torn_answers;           /* 1 when that may have been an answer: one of `answers` */
};

/* Calls `each` for every whole line of a known type, in file order; the last one may lack its LF. Damaged lines are counted and
 * passed over; where only an LF was hit the lines beside it are whole, and one is counted as damaged without an answer. Lines
 * of only spaces or LF (the padding of a slot) are nothing. */
void record_scan(const char *bytes, size_t len, struct record_scan *,
	void (*each)(void *ctx, const struct record *), void *ctx);

/* The same with the line itself (without its LF; borrowed, it stands in `bytes`), and for lines of types we do not know or may
 * not read too: of these sid, seq, clock and page are known, and the type is RECORD_OTHER. For whoever copies lines. */
void record_walk(const char *bytes, size_t len, struct record_scan *,
	void (*each)(void *ctx, const struct record *, const char *line, size_t len), void *ctx);

/* Whether a whole line says nothing but what `record` holds: written anew it would be the same, byte for byte, a `v` apart. */
bool record_is_plain(const struct record *, const char *line, size_t len);

/* What a person said, which is what is counted when something was damaged: answers, ratings, words, plans. */
bool record_is_answer(enum record_type);

/* Appends a whole line (without its LF) with the words of its record in the box of `sealed` instead, with an LF. Fields that
 * we do not know stay. */
void record_rebox(const char *line, size_t len, const struct record *sealed, struct str *out);

/* Appends a whole line (without its LF) as it is when what the person wrote is taken out of it, with an LF. Of words, plans and
 * half answers it stays known that there were some; an answer keeps what was chosen; all other lines stay as they are,
 * and then this is false. */
bool record_blank(const char *line, size_t len, struct str *out);

#endif
