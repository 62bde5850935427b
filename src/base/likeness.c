/* SPDX-License-Identifier: MIT */
#include "base/likeness.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include "base/mem.h"
#include "base/text.h"

#define CUT_LEAST 3 /* bytes; of fewer, nothing can be guessed */

/* --- the same word --- */

static bool is_word_gap(uint32_t point)
{
	return point == '-' || point == '_' || text_is_space(point);
}

static char *folded_ascii(const char *text, size_t len)
{
	char *at = mem_get(len);
	for (size_t i = 0; i < len; i++)
		at[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] - 'A' + 'a' : text[i]);
	return at;
}

/* Case folded and composed; the caller frees. */
static char *folded(const char *text, size_t *len)
{
	size_t n = strlen(text);
	*len = 0;
	if (text_ascii(text, n) == n)
		return folded_ascii(text, *len = n);
	uint8_t *at = text_valid(text, n, NULL) ? u8_casefold((const uint8_t *)text, n, NULL, UNINORM_NFC, NULL, len) : NULL;
	if (at)
		return (char *)at;
	*len = n; /* empty, or not UTF-8: compared as it is */
	char *copy = mem_get(n);
	memcpy(copy, text, n);
	return copy;
}

/* Steps over a run of gaps; true if there was one. */
static bool skip_gap(const char *at, size_t len, size_t *i)
{
	size_t from = *i, size;
	while (*i < len && is_word_gap(text_point(at + *i, len - *i, &size)))
		*i += size;
	return *i > from;
}

static bool same_words(const char *a, size_t na, const char *b, size_t nb)
{
	size_t i = 0, k = 0;
	skip_gap(a, na, &i);
	skip_gap(b, nb, &k);
	for (;;) {
		bool gap_a = skip_gap(a, na, &i), gap_b = skip_gap(b, nb, &k);
		if (i == na || k == nb)
			return i == na && k == nb;
		if (gap_a != gap_b || a[i++] != b[k++])
			return false;
	}
}

/* Whether two texts begin with different letters of ASCII: whatever follows, folded and composed they stay different. */
static bool begin_apart(const char *a, const char *b)
{
	unsigned one = (unsigned char)*a | 0x20u, other = (unsigned char)*b | 0x20u;

	return one >= 'a' && one <= 'z' && other >= 'a' && other <= 'z' && one != other;
}

bool text_same(const char *a, const char *b)
{
	size_t na, nb;
	if (begin_apart(a, b))
		return false;
	char *fa = folded(a, &na), *fb = folded(b, &nb);
	bool same = same_words(fa, na, fb, nb);
	mem_free(fa);
	mem_free(fb);
	return same;
}

void text_same_key(const char *text, struct str *out)
{
	size_t len, i = 0, size;
	char *at = folded(text, &len);

	skip_gap(at, len, &i);
	while (i < len) {
		bool gap = skip_gap(at, len, &i);
		if (i == len)
			break;
		(void)text_point(at + i, len - i, &size);
		str_add(out, " ", gap);
		str_add(out, at + i, size);
		i += size;
	}
	mem_free(at);
}

/* --- what is looked for --- */

/* What nobody types and every book has. */
static const char *typed_as(uint32_t point)
{
	switch (point) {
	case 0x2018: case 0x2019: case 0x201A: case 0x2032:
		return "'";
	case 0x201C: case 0x201D: case 0x201E: case 0x2033:
		return "\"";
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2212:
		return "-";
	case ' ': case '\t': case '\n': case '\r': case 0xA0: case 0x2009: case 0x202F: case 0x3000:
		return " ";
	default:
		return NULL;
	}
}

void text_seek(const char *cluster, size_t len, struct str *out)
{
	size_t size, n;
	uint8_t *at;

	if (len == 0)
		return;
	const char *plain = typed_as(text_point(cluster, len, &size));
	if (plain) {
		str_add_text(out, plain);
		return;
	}
	if (len == 1) {
		char c = *cluster >= 'A' && *cluster <= 'Z' ? (char)(*cluster - 'A' + 'a') : *cluster;
		str_add(out, &c, 1);
		return;
	}
	at = u8_casefold((const uint8_t *)cluster, len, NULL, UNINORM_NFC, NULL, &n);
	str_add(out, at ? (char *)at : cluster, at ? n : len);
	mem_free(at);
}

void text_fold(const char *text, struct str *out)
{
	size_t len, from = out->len, size;
	char *at = folded(text, &len);
	bool gap = false;
	for (size_t i = 0; i < len; i += size) {
		uint32_t point = text_point(at + i, len - i, &size);
		gap = gap || is_word_gap(point);
		if (is_word_gap(point) || uc_is_property_punctuation(point))
			continue;
		if (gap && out->len > from)
			str_add(out, " ", 1);
		str_add(out, at + i, size);
		gap = false;
	}
	mem_free(at);
}

void text_bare(const char *text, struct str *out)
{
	struct str fold = {0};
	size_t len = 0, size;

	text_fold(text, &fold);
	uint8_t *parts = u8_normalize(UNINORM_NFD, (const uint8_t *)str_text(&fold), fold.len, NULL, &len);
	for (size_t i = 0; parts && i < len; i += size) {
		uint32_t point = text_point((char *)parts + i, len - i, &size);
		if (uc_combining_class((ucs4_t)point) == UC_CCC_NR)
			str_add(out, (char *)parts + i, size);
	}
	mem_free(parts);
	str_release(&fold);
}

const char *text_script(uint32_t point)
{
	const uc_script_t *script = uc_is_alpha(point) ? uc_script(point) : NULL;

	return script ? script->name : NULL;
}

/* --- nearly the same --- */

static size_t points_of(const char *text, uint32_t *out)
{
	size_t n = 0, len = strlen(text);
	for (size_t i = 0, size; i < len; i += size)
		out[n++] = text_point(text + i, len - i, &size);
	return n;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Optimal string alignment, three rows of the table at a time. */
static unsigned alignment(const uint32_t *a, size_t na, const uint32_t *b, size_t nb, unsigned *rows, unsigned most)
{
	unsigned *before = rows, *last = rows + nb + 1, *here = rows + 2 * (nb + 1);
	for (size_t k = 0; k <= nb; k++)
		last[k] = (unsigned)k;
	for (size_t i = 1; i <= na; i++) {
		unsigned best = here[0] = (unsigned)i;
		for (size_t k = 1; k <= nb; k++) {
			here[k] = least(least(last[k], here[k - 1]) + 1, last[k - 1] + (a[i - 1] != b[k - 1]));
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
				here[k] = least(here[k], before[k - 2] + 1);
			best = least(best, here[k]);
		}
		if (best > most + 1)
			return most + 1;
		unsigned *spare = before;
		before = last;
		last = here;
		here = spare;
	}
	return least(last[nb], most + 1);
}

unsigned text_distance(const char *a, const char *b, unsigned most)
{
	size_t la = strlen(a), lb = strlen(b);
	uint32_t *points = mem_grow(NULL, la + lb + 1, sizeof *points);
	size_t na = points_of(a, points), nb = points_of(b, points + la);
	unsigned distance = most + 1;
	if (na <= nb + most && nb <= na + most) {
		unsigned *rows = mem_grow(NULL, 3 * (nb + 1), sizeof *rows);
		distance = alignment(points, na, points + la, nb, rows, most);
		mem_free(rows);
	}
	mem_free(points);
	return distance;
}

/* The only entry that begins with `word`, which was cut short; NULL when it could be several. */
static const char *completed(const char *word, size_t len, const char *const *list, size_t n)
{
	const char *whole = NULL;

	for (size_t i = 0; i < n; i++) {
		if (strncmp(word, list[i], len) != 0)
			continue;
		if (whole)
			return NULL;
		whole = list[i];
	}
	return whole;
}

const char *text_nearest(const char *word, const char *const *list, size_t n)
{
	unsigned points = 0;
	const char *nearest = NULL;
	size_t len = strlen(word);
	for (size_t i = 0, size; i < len; i += size, points++)
		text_point(word + i, len - i, &size);
	unsigned best = points / 3 + 1;
	for (size_t i = 0; i < n; i++) {
		unsigned distance = text_distance(word, list[i], best - 1);
		if (distance < best) {
			best = distance;
			nearest = list[i];
		}
		if (best == 0)
			break;
	}
	return nearest || len < CUT_LEAST ? nearest : completed(word, len, list, n);
}
