/* SPDX-License-Identifier: MIT
 *
 * text: bytes, code points, graphemes and cells are different counts; this converts between them.
 *
 * Use: everything inside attune is UTF-8, and is checked once at the door with
 * text_valid(). After that walk with text_grapheme() (what a person calls a
 * letter), measure with text_cells() (what a terminal calls a column), and find
 * the places where a line may end with text_breaks(). A text that grows is
 * base/str, whether two say the same base/likeness.
 *
 * Ownership: a `const char *` is borrowed.
 *
 * Never knows: the terminal, the lesson, files. libunistring is included here, in base/likeness and in base/grade alone.
 *
 * Widths come from wcwidth(), because that is what curses asks; so the process
 * needs LC_CTYPE to be a UTF-8 one (main sees to that; so do the unit tests).
 */
#ifndef ATTUNE_BASE_TEXT_H
#define ATTUNE_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

/* True if all `len` bytes are strict UTF-8 (Unicode 15, table 3-7: no overlong form, no surrogate, nothing above
 * U+10FFFF). Otherwise *bad (may be NULL) is the offset of the first byte that is not. NUL is valid here. */
bool text_valid(const char *at, size_t len, size_t *bad);

/* How many bytes from `at` on are ASCII; and how many no rule of ours forbids, which for those beyond ASCII is not known here:
 * for stepping over what needs no look. */
size_t text_ascii(const char *at, size_t len);
size_t text_harmless(const char *at, size_t len);

/* How many bytes from `at` on are signs of ASCII that take a cell each and are joined by nothing: the last one before something
 * beyond ASCII, which may be a mark upon it, is not counted. */
size_t text_plain(const char *at, size_t len);

/* The code point at `at` (of `len` > 0 bytes) and how many bytes it takes in *size. Invalid bytes give U+FFFD, size 1. */
uint32_t text_point(const char *at, size_t len, size_t *size);

/* Writes `point` as UTF-8 into `out`; returns 1..4, or 0 for what is no scalar value. */
size_t text_put_point(uint32_t point, char out[4]);

/* Bytes of the first grapheme cluster (UAX #29) of a text; 0 only when len is 0. */
size_t text_grapheme(const char *at, size_t len);

/* Offset of the grapheme that ends at `end` (0 < end <= len); how Backspace and Left find their way. */
size_t text_grapheme_before(const char *at, size_t end);

/* Offset just after / start of the word at or after / before `from`, by UAX #29 word boundaries, skipping white space. */
size_t text_word_after(const char *at, size_t len, size_t from);
size_t text_word_before(const char *at, size_t from);

/* Terminal columns of a text of valid UTF-8; controls and unprintables count as they are shown by frame_put: "^[" and the like. */
unsigned text_cells(const char *at, size_t len);

/* Columns of one grapheme cluster, 0..2: those of its code points from the first on, as far as they fit into two. */
unsigned text_grapheme_cells(const char *at, size_t len);

/* Columns of one code point as frame_put shows it: 0 for marks that join what is before, 2 for "^X", 1 for LF, TAB and for
 * what is shown as U+FFFD (text_is_replaced). */
unsigned text_point_cells(uint32_t point);
bool text_is_replaced(uint32_t point);

/* White space of any kind; a letter of any script. */
bool text_is_space(uint32_t point);
bool text_is_letter(uint32_t point);

/* Where lines may end (UAX #14). `marks` has len bytes; marks[i] is set to one of these for the place *before* byte i. */
enum text_break { TEXT_BREAK_NO, TEXT_BREAK_MAY, TEXT_BREAK_MUST };
void text_breaks(const char *at, size_t len, unsigned char *marks);

/* True for code points no lesson and no screen may carry: C0 (but LF and TAB), DEL, C1, bidi marks, overrides and isolates,
 * zero-width space and joiner-like controls, line and paragraph separators, tag characters, BOM. U+200C and U+200D are
 * judged by text_joiner_fits. */
bool text_is_forbidden(uint32_t point);

/* Whether a ZWJ or ZWNJ at byte `i` of a text stands inside an emoji sequence or between letters of a joining script. */
bool text_joiner_fits(const char *at, size_t len, size_t i);

/* Appends a text in normal form C (UAX #15): what looks the same and was typed on another keyboard is the same bytes. False,
 * and nothing added, for what is no UTF-8. */
bool text_nfc(const char *at, size_t len, struct str *out);

#endif
