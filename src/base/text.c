/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
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

size_t text_plain(const char *at, size_t len)
{
	size_t i = 0;
	while (i < len && is_printable(at[i]))
		i++;
	return i > 0 && i < len && !is_ascii(at[i]) ? i - 1 : i;
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

bool text_is_space(uint32_t point)
{
	return point < 0x80 ? point == ' ' || (point >= '\t' && point <= '\r') : uc_is_property_white_space(point);
}

bool text_is_letter(uint32_t point)
{
	return uc_is_property_alphabetic(point);
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
	while (from < len && text_is_space(text_point(at + from, len - from, &size)))
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
	while (from > 0 && text_is_space(point_before(at, from, &before)))
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
		size = text_plain(at + i, len - i);
		if (size) {
			cells += (unsigned)size;
			continue;
		}
		size = text_grapheme(at + i, len - i);
		cells += text_grapheme_cells(at + i, size);
	}
	return cells;
}

/* libunistring marks the line-break character itself; what we want is the place after it. */
static void mark_places(const char *at, size_t len, unsigned char *marks)
{
	bool must = false;
	for (size_t i = 0; i < len; i++) {
		unsigned char mark = marks[i];
		marks[i] = mark == UC_BREAK_POSSIBLE ? TEXT_BREAK_MAY : TEXT_BREAK_NO;
		if (!must && mark != UC_BREAK_MANDATORY)
			continue;
		bool starts = (bytes_of(at)[i] & 0xC0) != 0x80;
		if (starts && must)
			marks[i] = TEXT_BREAK_MUST;
		must = mark == UC_BREAK_MANDATORY || !starts;
	}
	marks[0] = TEXT_BREAK_NO;
}

/* Whether the hyphens that end at `end` are the beginning of a word. */
static bool begins_word(const char *at, size_t end)
{
	while (end > 0 && at[end - 1] == '-')
		end--;
	return end == 0 || at[end - 1] == ' ' || at[end - 1] == '`';
}

/* "history -w", "--data=DIR": hyphens that begin a word stay with it. */
static void keep_hyphens(const char *at, size_t len, unsigned char *marks)
{
	for (const char *hyphen = memchr(at, '-', len); hyphen; hyphen = memchr(hyphen, '-', len - (size_t)(hyphen - at))) {
		size_t i = (size_t)(++hyphen - at);
		if (i < len && begins_word(at, i) && marks[i] == TEXT_BREAK_MAY && at[i] != ' ')
			marks[i] = TEXT_BREAK_NO;
	}
}

static bool is_word_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* `:a11y` and `/home` are words that begin with their sign. The rules would keep it with the word before, as they do for the colon
 * of a sentence, and break after it. */
static void keep_beginning(const char *at, size_t len, unsigned char *marks, char sign)
{
	for (const char *found = memchr(at, sign, len); found; found = memchr(found, sign, len - (size_t)(found - at))) {
		size_t i = (size_t)(found++ - at);
		if (i == 0 || at[i - 1] != ' ' || i + 1 >= len || !is_word_letter(at[i + 1]))
			continue;
		marks[i] = TEXT_BREAK_MAY;
		marks[i + 1] = TEXT_BREAK_NO;
	}
}

/* "988lifeline.org": an address in a sentence is read out or typed as one word (UAX 14, LB29). */
static void keep_dots(const char *at, size_t len, unsigned char *marks)
{
	for (const char *dot = memchr(at, '.', len); dot; dot = memchr(dot, '.', len - (size_t)(dot - at))) {
		size_t i = (size_t)(++dot - at);
		if (i > 1 && i < len && is_word_letter(at[i]) && at[i - 2] != ' ' && at[i - 2] != '.' && marks[i] == TEXT_BREAK_MAY)
			marks[i] = TEXT_BREAK_NO;
	}
}

void text_breaks(const char *at, size_t len, unsigned char *marks)
{
	if (!len)
		return;
	u8_possible_linebreaks(bytes_of(at), len, "UTF-8", (char *)marks);
	mark_places(at, len, marks);
	keep_hyphens(at, len, marks);
	keep_dots(at, len, marks);
	keep_beginning(at, len, marks, ':');
	keep_beginning(at, len, marks, '/');
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
