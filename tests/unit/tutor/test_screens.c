/* SPDX-License-Identifier: MIT
 *
 * The screens as pictures, at three sizes. tests/golden/NAME-WxH.frame: each row as it reads, a map of style letters under it
 * where not all is plain (letters: STYLES in view/frame.h), then the cursor. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "support/golden.h"
#include "support/pseudo.h"
#include "support/session.h"

static struct session s;

static const struct {
	const char *name;
	const char *page;   /* NULL: home */
	const char *before; /* keys of an earlier session */
	const char *keys;
	bool asks;          /* how words are kept is not settled */
	enum err_kind trouble;
	bool away;          /* much was done two days ago, and the place is in the second chapter */
	bool wide, listens; /* --spacing=2, --screen-reader */
} pictures[] = {
	{.name = "home-new"},
	{.name = "home-continuing", .before = "Enter Space s 1 3 Enter Enter s"},
	{.name = "home-broken", .keys = "Down Down Down"},
	{.name = "home-chapter-ended", .page = "sum", .keys = "Enter q"},
	{.name = "summary-chapter-ended", .page = "sum", .keys = "Enter"},
	{.name = "myth-unrated", .page = "myth", .keys = "Space"},
	{.name = "home-back", .away = true},
	{.name = "review-asks", .keys = "v", .away = true},
	{.name = "review-ends", .keys = "v 2 Enter l s", .away = true},
	{.name = "summary", .page = "warm", .keys = "S", .away = true},
	{.name = "summary-course", .keys = "S", .away = true},
	{.name = "contents", .before = "Enter Space Right", .keys = "t"},
	{.name = "page-read", .page = "warm"},
	{.name = "page-read-last-screenful", .page = "warm", .keys = "G"},
	{.name = "choice-before", .page = "bitter"},
	{.name = "choice-hint", .page = "bitter", .keys = "i"},
	{.name = "choice-sure", .page = "bitter", .keys = "3 Enter"},
	{.name = "choice-wrong", .page = "bitter", .keys = "3 Enter 2"},
	{.name = "choice-right", .page = "bitter", .keys = "2 Enter 3"},
	{.name = "choice-revealed", .page = "bitter", .keys = "1 Enter 1 r"},
	{.name = "multi-partly", .page = "good", .keys = "1 2 Enter"},
	{.name = "multi-revealed", .page = "good", .keys = "2 r"},
	{.name = "myth-before", .page = "myth", .keys = "7"},
	{.name = "myth-reading", .page = "myth", .keys = "7 Enter"},
	{.name = "myth-after", .page = "myth", .keys = "7 Enter 2 Enter"},
	{.name = "rate-half", .page = "rate", .keys = "4 Enter"},
	{.name = "rate-kept", .page = "rate", .keys = "4 Enter 6 Enter"},
	{.name = "reflect-empty", .page = "own"},
	{.name = "reflect-writing", .page = "own", .keys = "'When it rained, and my aunt sat down beside me and said nothing for a while.' Enter 'Then'"},
	{.name = "reflect-kept", .page = "own", .keys = "'My aunt sat down beside me.' Esc"},
	{.name = "pause", .page = "stop"},
	{.name = "recap", .page = "own", .keys = "'My aunt sat down beside me.' Esc l l"},
	{.name = "keep-question", .page = "own", .keys = "'My'", .asks = true},
	{.name = "phrase", .page = "own", .keys = "'M' Down 1 'abc'", .asks = true},
	{.name = "help-page", .page = "warm", .keys = "?"},
	{.name = "help-choice", .page = "bitter", .keys = "?"},
	{.name = "help-field", .page = "own", .keys = "C-g"},
	{.name = "care", .page = "warm", .keys = "!"},
	{.name = "care-countries", .page = "warm", .keys = "! 3"},
	{.name = "terms", .page = "warm", .keys = "d"},
	{.name = "sources", .page = "warm", .keys = "e"},
	{.name = "words-none", .page = "warm", .keys = "w"},
	{.name = "words", .page = "own", .keys = "'My aunt sat down beside me.' Esc w"},
	{.name = "hidden", .page = "own", .keys = "'My aunt' C-o"},
	{.name = "hidden-key-pressed", .page = "own", .keys = "'My aunt' C-o x"},
	{.name = "note", .keys = "Down Down Enter"},
	{.name = "note-of-a-page", .page = "easy", .keys = "l"},
	{.name = "fault", .keys = "Down Down Down Enter"},
	{.name = "where", .page = "bitter", .keys = "="},
	{.name = "spacing-page", .page = "warm", .wide = true},
	{.name = "spacing-choice", .page = "bitter", .keys = "3 Enter 2", .wide = true},
	{.name = "listening-home", .before = "Enter Space s", .listens = true},
	{.name = "listening-choice", .page = "bitter", .keys = "2 Enter 3", .listens = true},
	{.name = "not-saved", .page = "warm", .keys = "l", .trouble = ERR_FULL},
};

static const int sizes[][2] = {{40, 15}, {80, 24}, {132, 43}};

#define LAST_WORDS "It rained. My aunt sat down beside me."

static void learn_and_go(int width, int height)
{
	static const struct {
		const char *page, *keys;
	} ways[] = {{"bitter", "1 Enter 3"}, {"good", "1 3 Enter"}, {"myth", "7 Enter 2 Enter"}, {"own", "'" LAST_WORDS "' Esc"},
		{"stop", "l"}, {"easy", ""}};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		session_start(&s, width, height, ways[i].page);
		session_press(&s, ways[i].keys);
	}
	session_wait(&s, (int64_t)2 * 24 * 3600 * 1000);
}

static void go_to(size_t i, int width, int height)
{
	s.options.keep = pictures[i].asks ? NULL : "readable";
	s.options.country = "US";
	s.options.spacing = pictures[i].wide ? 2 : 1;
	s.options.listens = pictures[i].listens;
	if (pictures[i].before) {
		session_start(&s, width, height, NULL);
		session_press(&s, pictures[i].before);
	}
	if (pictures[i].away)
		learn_and_go(width, height);
	session_start(&s, width, height, pictures[i].page);
	s.trouble.kind = pictures[i].trouble;
	(void)snprintf(s.trouble.words, sizeof s.trouble.words, "%s", pictures[i].trouble ? "the disk is full" : "");
	if (pictures[i].keys)
		session_press(&s, pictures[i].keys);
}

static void every_screen_is_as_agreed(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
		for (size_t n = 0; n < sizeof sizes / sizeof *sizes; n++) {
			char name[64];

			(void)snprintf(name, sizeof name, "%s-%dx%d.frame", pictures[i].name, sizes[n][0], sizes[n][1]);
			session_open(&s, NULL);
			go_to(i, sizes[n][0], sizes[n][1]);
			wrong += !golden_matches(name, session_picture(&s));
			session_close(&s);
		}
	assert_int_equal(wrong, 0);
}

/* A11Y-6, A11Y-5: title on row 0, hints on the last, and no sign of ours beyond ASCII. */
static void frames_have_their_parts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
		for (size_t n = 0; n < sizeof sizes / sizeof *sizes; n++) {
			const struct frame *f = &s.frame;
			bool title = false, hints = false, ascii = true;

			session_open(&s, NULL);
			go_to(i, sizes[n][0], sizes[n][1]);
			(void)session_picture(&s);
			for (int c = 0; c < f->width; c++) {
				title |= f->cells[c].style == STYLE_TITLE;
				hints |= f->cells[(f->height - 1) * f->width + c].style == STYLE_FOOTER;
			}
			for (int c = 0; c < f->width * f->height; c++)
				ascii &= f->cells[c].len == 1 && (unsigned char)f->cells[c].bytes[0] < 0x7f;
			bool hidden = strncmp(pictures[i].name, "hidden", 6) == 0;

			if (title == hidden || !hints || !ascii)
				fail_msg("%s: title %d, hints %d, ASCII %d", pictures[i].name, title, hints, ascii);
			session_close(&s);
		}
}

/* What the learner of the picture at hand typed. */
static const char *typed;

/* What is the course's, what the learner typed, what is called the same in every language, and the made-up disk's words. */
static bool is_not_ours(const char *word, size_t len)
{
	static const char *const same[] = {"Esc", "Enter", "Space", "PgDn", "PgUp", "Tab", "Shift", "Alt", "Ctrl", "Up", "Down", "Left", "Right", "Home", "End", "Backspace", "https", "doi", "org", "com", "US",
		"courses", "chapters", "local", "share", "anew", "quit", "attune", "yaml", "error", "the", "disk", "is", "full", "lated", "borin", "hitak"};

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		if (strlen(same[i]) == len && strncmp(same[i], word, len) == 0)
			return true;
	for (const char *at = typed; at && *at; at++)
		if (strncmp(at, word, len) == 0)
			return true;
	return session_course_says(word, len);
}

static const char *shown(struct str *text)
{
	str_cut(text, 0);
	for (int c = 0; c < s.frame.width * s.frame.height; c++) {
		str_add(text, s.frame.cells[c].bytes, s.frame.cells[c].len);
		if (c % s.frame.width == s.frame.width - 1)
			str_add(text, "\n", 1);
	}
	return str_text(text);
}

/* I18N-2, on a screen tall enough for all that a doc says. */
static void every_word_passes_the_translators(void **state)
{
	struct str text = {0};
	size_t len;
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
		typed = pictures[i].away ? LAST_WORDS : pictures[i].keys;
		pseudo_begin();
		session_open(&s, NULL);
		go_to(i, 80, 120);
		(void)session_picture(&s);
		const char *left = pseudo_untranslated(shown(&text), is_not_ours, &len);
		if (left)
			print_error("%s: '%.*s' is not translated\n", pictures[i].name, (int)len, left);
		bool cut = pseudo_cut(str_text(&text));
		if (cut)
			print_error("%s: a message is cut:\n%s\n", pictures[i].name, str_text(&text));
		wrong += left || cut;
		session_close(&s);
		pseudo_end();
	}
	str_release(&text);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_screen_is_as_agreed),
		cmocka_unit_test(frames_have_their_parts),
		cmocka_unit_test(every_word_passes_the_translators),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
