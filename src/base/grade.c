/* SPDX-License-Identifier: MIT */
#include "base/grade.h"

#include <stdbool.h>
#include <string.h>
#include <unictype.h>
#include "base/text.h"

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
		n += i + 1 == len || text_is_space(text_point(at + i + 1, len - i - 1, &size));
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
