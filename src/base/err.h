/* SPDX-License-Identifier: MIT
 *
 * err: one failure, from where it happened to the person who reads it.
 *
 * Use: declare a `struct err e = {0};` on the stack and pass it down. A function
 * that returns false has filled it with err_set(); the one who can do something
 * about it reads `kind`, and whoever cannot hands the same pointer on. At the end
 * err_sentence() makes one sentence: what, where, what to do next.
 *
 * Ownership: a plain value, no allocation, copied by assignment.
 *
 * Never knows: how a failure is shown, nor what was being attempted above.
 */
#ifndef ATTUNE_BASE_ERR_H
#define ATTUNE_BASE_ERR_H

#include <stddef.h>

/* What a failure means to us; the errno it came from is kept beside it. */
enum err_kind {
	ERR_NONE,     /* nothing failed */
	ERR_ABSENT,   /* it is not there */
	ERR_REFUSED,  /* it is there and may not be used: permissions, a read-only place, wrong owner */
	ERR_INVALID,  /* it can be read and is not what it should be */
	ERR_FULL,     /* no space or no quota left */
	ERR_LOST,     /* the device reported an error: a write may be lost */
	ERR_BUSY,     /* the computer is short of something for now */
	ERR_GONE,     /* the other side is no longer there: terminal, scribe, server */
};

struct err {
	enum err_kind kind;
	int code;             /* errno, or 0 */
	unsigned line;        /* from 1; 0 when no place in a file is meant */
	unsigned column;      /* in code points, from 1 */
	char file[256];       /* path as the person would type it, "" when none */
	char words[256];      /* what happened, for a person, without a full stop */
	char advice[256];     /* what to do next, "" when nothing is known */
};

/* Fills `e` with words made as by printf; file, line and advice are emptied. `e` may be NULL. Always returns false,
 * so that a failing function can end with `return err_set(...)`. */
_Bool err_set(struct err *e, enum err_kind kind, int code, const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Adds the file a failure belongs to (cut to fit). Returns false, as err_set does. */
_Bool err_at_file(struct err *e, const char *file);

/* Adds what to do next. Returns false, as err_set does. */
_Bool err_advise(struct err *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What an errno means to us: the first column of the table in the record's design. */
enum err_kind err_kind_of(int code);

/* Writes "file:line:col: words. advice" into `out`, always terminated; parts that are unknown are left out.
 * Returns the length written. */
size_t err_sentence(const struct err *e, char *out, size_t size);

#endif
