/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <uninorm.h>
#include <uniwbrk.h>
#include <wchar.h>
#include "base/mem.h"
#include "base/text.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])
#define REPLACEMENT 0xFFFDu
#define ZWNJ 0x200Cu
#define ZWJ 0x200Du

struct range {
	uint32_t first, last;
};

/* Beyond C0, DEL and C1: what could reorder, hide or forge what is read. */
static const struct range forbidden[] = {
	{ 0x061C, 0x061C },   /* Arabic letter mark */
	{ 0x180E, 0x180E },   /* Mongolian vowel separator */
	{ 0x200B, 0x200B },   /* zero-width space */
	{ 0x200E, 0x200F },   /* bidi marks */
	{ 0x2028, 0x202E },   /* line and paragraph separator, embeddings and overrides */
	{ 0x2060, 0x206F },   /* word joiner, invisible operators, isolates, deprecated controls */
	{ 0xFEFF, 0xFEFF },   /* byte order mark */
	{ 0xFFF9, 0xFFFB },   /* interlinear annotation */
	{ 0xE0000, 0xE007F }, /* tags */
};

/* Scripts in which U+200C and U+200D change how neighbours are written (Unicode 15, 9.2, 12 and 23.2). */
static const struct range joining_scripts[] = {
	{ 0x0600, 0x08FF },   /* Arabic, Syriac, Thaana, N'Ko, Mandaic */
	{ 0x0900, 0x0DFF },   /* Devanagari to Sinhala */
	{ 0x0F00, 0x109F },   /* Tibetan, Myanmar */
	{ 0x1780, 0x18AF },   /* Khmer, Mongolian */
	{ 0xA840, 0xA87F },   /* Phags-pa */
	{ 0xFB50, 0xFDFF },   /* Arabic presentation forms A */
	{ 0xFE70, 0xFEFC },   /* Arabic presentation forms B */
	{ 0x10A00, 0x10FFF }, /* Kharoshthi to Sogdian */
	{ 0x11000, 0x11FFF }, /* Brahmi and its children */
};

static bool is_in(uint32_t point, const struct range *ranges, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (point >= ranges[i].first && point <= ranges[i].last)
			return true;
	return false;
}

/* Unicode 15, table 3-7: for a first byte beyond ASCII, how many bytes follow and what the second may be. */
static const struct shape {
	unsigned char first, last, follow, low, high;
} shapes[] = {
	{ 0xC2, 0xDF, 1, 0x80, 0xBF },
	{ 0xE0, 0xE0, 2, 0xA0, 0xBF },
	{ 0xE1, 0xEC, 2, 0x80, 0xBF },
	{ 0xED, 0xED, 2, 0x80, 0x9F },
	{ 0xEE, 0xEF, 2, 0x80, 0xBF },
	{ 0xF0, 0xF0, 3, 0x90, 0xBF },
	{ 0xF1, 0xF3, 3, 0x80, 0xBF },
	{ 0xF4, 0xF4, 3, 0x80, 0x8F },
};

static const unsigned char *bytes_of(const char *at)
{
	return (const unsigned char *)at;
}

static bool is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

static bool is_printable(char c)
{
	return c >= ' ' && c < 0x7F;
}

/* Bytes of the code point that begins at `at`, or 0 if that is not strict UTF-8. */
static size_t point_size(const unsigned char *at, size_t len)
{
	if (at[0] < 0x80)
		return 1;
	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		const struct shape *s = &shapes[i];
		if (at[0] < s->first || at[0] > s->last)
			continue;
		if (len <= s->follow || at[1] < s->low || at[1] > s->high)
			return 0;
		for (size_t k = 2; k <= s->follow; k++)
			if (at[k] < 0x80 || at[k] > 0xBF)
				return 0;
		return 1u + s->follow;
	}
	return 0;
}

/* Most text is ASCII, and eight of its bytes are looked at as quickly as one. */
size_t text_ascii(const char *at, size_t len)
{
	uint64_t eight;
	size_t i = 0;
	for (; len - i >= sizeof eight; i += sizeof eight) {
		memcpy(&eight, at + i, sizeof eight);
		if (eight & 0x8080808080808080u)
			break;
	}
	while (i < len && is_ascii(at[i]))
		i++;
	return i;
}

/* Whether eight bytes are all printable ASCII or newlines. A newline becomes a star by one bit; then no byte may be beyond
 * ASCII, or be so after 0x20 is taken away or 1 added. */
static bool are_printable(uint64_t eight)
{
	const uint64_t ones = 0x0101010101010101u, lows = ones * 0x7F, highs = ones << 7;
	uint64_t apart = eight ^ ones * '\n', newlines = ~(((apart & lows) + lows) | apart | lows);
	eight |= newlines >> 2;
	return !((eight | (eight - ones * ' ') | (eight + ones)) & highs);
}

static bool is_harmless(char c)
{
	return is_printable(c) || c == '\n' || c == '\t';
}

size_t text_harmless(const char *at, size_t len)
{
	uint64_t eight;
	size_t i = 0;
	while (i < len) {
		size_t end = len - i < sizeof eight ? len : i + sizeof eight;
		if (end - i == sizeof eight && (memcpy(&eight, at + i, sizeof eight), are_printable(eight)))
			i = end;
		while (i < end && is_harmless(at[i]))
			i++;
		if (i < end)
			break;
	}
	return i;
}

bool text_valid(const char *at, size_t len, size_t *bad)
{
	for (size_t i = 0; (i += text_ascii(at + i, len - i)) < len;) {
		size_t size = point_size(bytes_of(at) + i, len - i);
		if (!size) {
			if (bad)
				*bad = i;
			return false;
		}
		i += size;
	}
	return true;
}

uint32_t text_point(const char *at, size_t len, size_t *size)
{
	static const unsigned char lead_bits[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
	const unsigned char *bytes = bytes_of(at);
	*size = 1;
	if (bytes[0] < 0x80)
		return bytes[0];
	*size = point_size(bytes, len);
	if (!*size) {
		*size = 1;
		return REPLACEMENT;
	}
	uint32_t point = bytes[0] & lead_bits[*size];
	for (size_t i = 1; i < *size; i++)
		point = point << 6 | (bytes[i] & 0x3Fu);
	return point;
}

size_t text_put_point(uint32_t point, char out[4])
{
	static const unsigned char leads[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
		return 0;
	size_t size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
	for (size_t i = size - 1; i > 0; i--, point >>= 6)
		out[i] = (char)(0x80 | (point & 0x3F));
	out[0] = (char)(leads[size] | point);
	return size;
}

/* The code point that ends at `end`, and where it begins in *from. */
static uint32_t point_before(const char *at, size_t end, size_t *from)
{
	size_t i = end - 1, size;
	while (i > 0 && end - i < 4 && (bytes_of(at)[i] & 0xC0) == 0x80)
		i--;
	uint32_t point = text_point(at + i, end - i, &size);
	if (i + size != end) { /* not UTF-8: the last byte stands for itself */
		*from = end - 1;
		return REPLACEMENT;
	}
	*from = i;
	return point;
}

/* A place to write one byte for each of a text: on the stack when that is short. */
struct marks {
	char few[256];
	char *at;
};

static char *marks_get(struct marks *m, size_t len)
{
	m->at = len <= sizeof m->few ? m->few : mem_get(len);
	return m->at;
}

static void marks_release(struct marks *m)
{
	if (m->at != m->few)
		mem_free(m->at);
}

/* The first break after 0 in the first `window` bytes, or 0. */
static size_t first_break(const char *at, size_t window)
{
	struct marks m;
	char *marks = marks_get(&m, window);
	size_t i = 1;
	u8_grapheme_breaks(bytes_of(at), window, marks);
	while (i < window && !marks[i])
		i++;
	marks_release(&m);
	return i < window ? i : 0;
}

/* What is certain without looking far: a code point without a property of its own, the marks upon it, and then another
 * such code point or the end (GB9, GB999). 0 when it is not that simple. */
static size_t plain_grapheme(const char *at, size_t len)
{
	size_t size, i;
	int property = uc_graphemeclusterbreak_property(text_point(at, len, &i));
	if (property != GBP_OTHER)
		return 0;
	for (; i < len; i += size) {
		property = uc_graphemeclusterbreak_property(text_point(at + i, len - i, &size));
		if (property != GBP_EXTEND)
			break;
	}
	return i == len || property == GBP_OTHER ? i : 0;
}

size_t text_grapheme(const char *at, size_t len)
{
	if (len < 2)
		return len;
	if (is_ascii(at[0]) && is_ascii(at[1]))
		return at[0] == '\r' && at[1] == '\n' ? 2 : 1;
	size_t size;
	if (text_point(at, len, &size) == REPLACEMENT && size == 1)
		return size;
	size_t plain = plain_grapheme(at, len);
	if (plain)
		return plain;
	for (size_t window = 32; window < len; window *= 2) {
		size_t end = window;
		while (end > 4 && (bytes_of(at)[end] & 0xC0) == 0x80)
			end--;
		size_t found = first_break(at, end);
		if (found)
			return found;
	}
	size_t found = first_break(at, len);
	return found ? found : len;
}

size_t text_grapheme_before(const char *at, size_t end)
{
	if (end < 2)
		return 0;
	/* Backwards to a place where a break is sure (GB999), and from there forwards. */
	size_t here, start;
	uint32_t point = point_before(at, end, &here);
	bool plain = uc_graphemeclusterbreak_property(point) == GBP_OTHER;
	for (start = here; start > 0;) {
		size_t before;
		point = point_before(at, start, &before);
		bool plain_before = uc_graphemeclusterbreak_property(point) == GBP_OTHER;
		if (plain && plain_before)
			break;
		plain = plain_before;
		start = before;
	}
	for (size_t next; (next = start + text_grapheme(at + start, end - start)) < end;)
		start = next;
	return start;
}

static bool is_space(uint32_t point)
{
	return point < 0x80 ? point == ' ' || (point >= '\t' && point <= '\r') : uc_is_property_white_space(point);
}

/* Marks the places that are word and grapheme boundaries at once, so that no caret is led into a character. */
static void word_breaks(const char *at, size_t len, char *words, char *graphemes)
{
	if (!len)
		return;
	u8_wordbreaks(bytes_of(at), len, words);
	u8_grapheme_breaks(bytes_of(at), len, graphemes);
	for (size_t i = 0; i < len; i++)
		words[i] = words[i] && graphemes[i];
}

size_t text_word_after(const char *at, size_t len, size_t from)
{
	struct marks words, graphemes;
	size_t size;
	while (from < len && is_space(text_point(at + from, len - from, &size)))
		from += size;
	if (from >= len)
		return len;
	char *marks = marks_get(&words, len);
	word_breaks(at, len, marks, marks_get(&graphemes, len));
	for (from++; from < len && !marks[from];)
		from++;
	marks_release(&words);
	marks_release(&graphemes);
	return from;
}

size_t text_word_before(const char *at, size_t from)
{
	struct marks words, graphemes;
	size_t len = from, before;
	while (from > 0 && is_space(point_before(at, from, &before)))
		from = before;
	if (!from)
		return 0;
	char *marks = marks_get(&words, len);
	word_breaks(at, len, marks, marks_get(&graphemes, len));
	for (from--; from > 0 && !marks[from];)
		from--;
	marks_release(&words);
	marks_release(&graphemes);
	return from;
}

bool text_is_forbidden(uint32_t point)
{
	if (point < 0x20)
		return point != '\n' && point != '\t';
	if (point < 0x300)
		return point >= 0x7F && point <= 0x9F;
	return is_in(point, forbidden, ARRAY_LEN(forbidden));
}

static bool is_control(uint32_t point)
{
	return point < 0x20 || point == 0x7F;
}

bool text_is_replaced(uint32_t point)
{
	if (point < 0x7F || is_control(point))
		return false;
	return text_is_forbidden(point) || wcwidth((wchar_t)point) < 0;
}

unsigned text_point_cells(uint32_t point)
{
	if (point >= 0x20 && point < 0x7F)
		return 1;
	if (is_control(point))
		return point == '\n' || point == '\t' ? 1 : 2;
	if (text_is_forbidden(point))
		return 1;
	int width = wcwidth((wchar_t)point);
	return width < 0 ? 1 : (unsigned)width;
}

unsigned text_grapheme_cells(const char *at, size_t len)
{
	unsigned cells = 0;
	if (len == 1 && is_printable(at[0]))
		return 1;
	for (size_t i = 0, size; i < len; i += size) {
		unsigned more = text_point_cells(text_point(at + i, len - i, &size));
		if (cells + more > 2)
			break;
		cells += more;
	}
	return cells;
}

unsigned text_cells(const char *at, size_t len)
{
	unsigned cells = 0;
	for (size_t i = 0, size; i < len; i += size) {
		for (; i + 1 < len && is_printable(at[i]) && is_printable(at[i + 1]); i++)
			cells++;
		size = text_grapheme(at + i, len - i);
		cells += text_grapheme_cells(at + i, size);
	}
	return cells;
}

void text_breaks(const char *at, size_t len, unsigned char *marks)
{
	if (!len)
		return;
	u8_possible_linebreaks(bytes_of(at), len, "UTF-8", (char *)marks);
	/* libunistring marks the line-break character itself; what we want is the place after it. */
	bool must = false;
	for (size_t i = 0; i < len; i++) {
		unsigned char mark = marks[i];
		bool starts = (bytes_of(at)[i] & 0xC0) != 0x80;
		marks[i] = mark == UC_BREAK_POSSIBLE ? TEXT_BREAK_MAY : TEXT_BREAK_NO;
		if (starts && must)
			marks[i] = TEXT_BREAK_MUST;
		if (mark == UC_BREAK_MANDATORY)
			must = true;
		else if (starts)
			must = false;
	}
	marks[0] = TEXT_BREAK_NO;
	for (size_t i = 1; i < len; i++) /* "history -w": a hyphen that begins a word stays with it */
		if (at[i - 1] == '-' && (i == 1 || at[i - 2] == ' ') && marks[i] == TEXT_BREAK_MAY && at[i] != ' ')
			marks[i] = TEXT_BREAK_NO;
}

static bool stays_in_emoji(uint32_t point)
{
	return point == 0xFE0F || (point >= 0x1F3FB && point <= 0x1F3FF);
}

bool text_joiner_fits(const char *at, size_t len, size_t i)
{
	size_t size, from = i;
	uint32_t joiner = text_point(at + i, len - i, &size);
	if (i == 0 || i + size >= len || (joiner != ZWJ && joiner != ZWNJ))
		return false;
	uint32_t after = text_point(at + i + size, len - i - size, &size);
	uint32_t before = point_before(at, i, &from);
	if (is_in(before, joining_scripts, ARRAY_LEN(joining_scripts)) && !text_is_forbidden(before))
		return is_in(after, joining_scripts, ARRAY_LEN(joining_scripts)) && !text_is_forbidden(after);
	while (from > 0 && stays_in_emoji(before))
		before = point_before(at, from, &from);
	return joiner == ZWJ && uc_is_property_extended_pictographic(before) &&
		uc_is_property_extended_pictographic(after);
}

static bool is_word_gap(uint32_t point)
{
	return point == '-' || point == '_' || is_space(point);
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
	uint8_t *at = text_valid(text, n, NULL) ? u8_casefold(bytes_of(text), n, NULL, UNINORM_NFC, NULL, len) : NULL;
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
	at = u8_casefold(bytes_of(cluster), len, NULL, UNINORM_NFC, NULL, &n);
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
	uint8_t *parts = u8_normalize(UNINORM_NFD, bytes_of(str_text(&fold)), fold.len, NULL, &len);
	for (size_t i = 0; parts && i < len; i += size) {
		uint32_t point = text_point((char *)parts + i, len - i, &size);
		if (uc_combining_class((ucs4_t)point) == UC_CCC_NR)
			str_add(out, (char *)parts + i, size);
	}
	mem_free(parts);
	str_release(&fold);
}

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

#define CUT_LEAST 3 /* bytes; of fewer, nothing can be guessed */

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

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_vowel(char c)
{
	return c && strchr("aeiouyAEIOUY", c);
}

unsigned text_words(const char *at, size_t len)
{
	unsigned words = 0;
	bool inside = false;
	for (size_t i = 0, size; i < len; i += size) {
		uint32_t point = text_point(at + i, len - i, &size);
		bool part = point < 0x80 ? is_letter((char)point) || point == '\'' : uc_is_property_alphabetic(point);
		/* A typographic apostrophe or a combining mark goes on with a word and begins none. */
		if (!part && inside)
			part = point == 0x2019 || (point >= 0x80 && uc_combining_class(point) != 0);
		words += part && !inside;
		inside = part;
	}
	return words;
}

/* Groups of vowels in a word of [A-Za-z'], without a silent e at its end; at least one. */
static unsigned syllables(const char *word, size_t len)
{
	unsigned n = 0;
	bool inside = false;
	while (len > 0 && word[len - 1] == '\'')
		len--;
	if (len > 0 && (word[len - 1] == 'e' || word[len - 1] == 'E'))
		len--;
	for (size_t i = 0; i < len; i++) {
		if (word[i] == '\'')
			continue;
		n += is_vowel(word[i]) && !inside;
		inside = is_vowel(word[i]);
	}
	return n ? n : 1;
}

static bool is_stop(char c)
{
	return c == '.' || c == '!' || c == '?';
}

/* Runs of stops before white space or the end. */
static unsigned sentences(const char *at, size_t len)
{
	unsigned n = 0;
	for (size_t i = 0, size; i < len; i++) {
		if (!is_stop(at[i]))
			continue;
		while (i + 1 < len && is_stop(at[i + 1]))
			i++;
		n += i + 1 == len || is_space(text_point(at + i + 1, len - i - 1, &size));
	}
	return n ? n : 1;
}

double text_grade(const char *at, size_t len)
{
	unsigned words = 0, all = 0;
	for (size_t i = 0; i < len;) {
		size_t from = i;
		while (i < len && (is_letter(at[i]) || at[i] == '\''))
			i++;
		if (i == from) {
			i++;
			continue;
		}
		words++;
		all += syllables(at + from, i - from);
	}
	/* Kincaid, Fishburne, Rogers and Chissom 1975, with our estimate of syllables. */
	return 0.39 * words / sentences(at, len) + 11.8 * all / (words ? words : 1) - 15.59;
}

/* Makes room for `len` bytes and the NUL. What is outgrown is wiped, so realloc will not do. */
static void str_room(struct str *s, size_t len)
{
	assert(len < SIZE_MAX / 4);
	if (len < s->room)
		return;
	size_t room = s->room ? s->room : 32;
	while (room <= len)
		room *= 2;
	char *at = mem_grow(NULL, room, 1);
	if (s->len)
		memcpy(at, s->at, s->len);
	at[s->len] = '\0';
	if (s->at)
		explicit_bzero(s->at, s->room);
	mem_free(s->at);
	s->at = at;
	s->room = room;
}

void str_add(struct str *s, const char *bytes, size_t len)
{
	str_room(s, s->len + len);
	if (len)
		memcpy(s->at + s->len, bytes, len);
	s->len += len;
	s->at[s->len] = '\0';
}

void str_add_text(struct str *s, const char *text)
{
	str_add(s, text, strlen(text));
}

void str_print(struct str *s, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	size_t len = n > 0 ? (size_t)n : 0;
	str_room(s, s->len + len);
	if (n >= 0)
		vsnprintf(s->at + s->len, len + 1, format, again);
	s->len += len;
	va_end(again);
	va_end(args);
}

void str_cut(struct str *s, size_t len)
{
	if (len >= s->len)
		return;
	explicit_bzero(s->at + len, s->len - len);
	s->len = len;
}

void str_splice(struct str *s, size_t from, size_t gone, const char *in, size_t len)
{
	assert(from <= s->len && gone <= s->len - from);
	size_t was = s->len, is = was - gone + len;
	str_room(s, is);
	memmove(s->at + from + len, s->at + from + gone, was - from - gone);
	if (len)
		memcpy(s->at + from, in, len);
	if (is < was)
		explicit_bzero(s->at + is, was - is);
	s->len = is;
	s->at[is] = '\0';
}

const char *str_text(const struct str *s)
{
	return s->at ? s->at : "";
}

void str_release(struct str *s)
{
	if (s->at)
		explicit_bzero(s->at, s->room);
	mem_free(s->at);
	*s = (struct str){ 0 };
}

bool text_nfc(const char *at, size_t len, struct str *out)
{
	size_t n = 0;
	uint8_t *normal = text_valid(at, len, NULL) ? u8_normalize(UNINORM_NFC, (const uint8_t *)at, len, NULL, &n) : NULL;
	if (!normal)
		return false;
	str_add(out, (const char *)normal, n);
	explicit_bzero(normal, n);
	free(normal);
	return true;
}
