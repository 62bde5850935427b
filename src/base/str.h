/* SPDX-License-Identifier: MIT
 *
 * str: a text that grows.
 *
 * Use: a zeroed struct str is an empty one; add to it, read it with str_text(), str_release() it.
 *
 * Ownership: a `struct str` by value belongs to its holder. What it outgrows, cuts off or releases is wiped first,
 * because some of these hold private words.
 *
 * Never knows: what the bytes mean.
 */
#ifndef ATTUNE_BASE_STR_H
#define ATTUNE_BASE_STR_H

#include <stddef.h>

/* `at` is NUL-terminated once anything was added. */
struct str {
	char *at;
	size_t len, room;
};
void str_add(struct str *, const char *bytes, size_t len);
void str_add_text(struct str *, const char *text);
void str_print(struct str *, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_cut(struct str *, size_t len);                                       /* shortens to len */
void str_splice(struct str *, size_t from, size_t gone, const char *in, size_t len); /* replaces `gone` bytes at `from` */
const char *str_text(const struct str *);                                     /* "" when empty; never NULL */
void str_release(struct str *);

#endif
