/* SPDX-License-Identifier: MIT
 *
 * What is told of saving and locking is one row at 80 columns, whole, in every language; at 40 it is whole, too, and what
 * stands there until something is mended is one row even then. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <errno.h>
#include "base/tr.h"
#include "support/catalogue.h"
#include "support/session.h"
#include "view/saving.h"

#define FIVE_MINUTES 300000
#define ROOM 78 /* cells of a row at 80 columns */

static struct session s;
static const char *language;

static int in_english(void **state)
{
	(void)state;
	language = "English";
	return 0;
}

static int in_spanish(void **state)
{
	(void)state;
	language = "Spanish";
	catalogue_begin("es");
	return 0;
}

static int in_none(void **state)
{
	(void)state;
	catalogue_end();
	return 0;
}

static bool is_told(const struct frame *frame, int row)
{
	const struct cell *cells = frame->cells + row * frame->width;

	for (int x = 0; x < frame->width; x++)
		if (cells[x].len > 0 && cells[x].bytes[0] != ' ')
			return cells[x].style == STYLE_MESSAGE || cells[x].style == STYLE_ALERT;
	return false;
}

/* The rows of the message, and their text without spaces. */
static int told_rows(struct str *out)
{
	const struct frame *frame = &s.frame;
	int end = frame->height - 1, row = end;

	while (row > 1 && is_told(frame, row - 1))
		row--;
	for (int i = row * frame->width; i < end * frame->width; i++)
		if (frame->cells[i].bytes[0] != ' ')
			str_add(out, frame->cells[i].bytes, frame->cells[i].len);
	return end - row;
}

/* Spaces are where rows end, too. */
static void tighten(const char *words, struct str *out)
{
	for (; *words; words++)
		if (*words != ' ')
			str_add(out, words, 1);
}

/* Just now it is told in at most so many rows; `words`, if they are known, whole. */
static void fits(const char *name, int most, const char *words)
{
	struct str shown = {0}, wanted = {0};
	int rows = told_rows(&shown);

	tighten(words ? words : str_text(&shown), &wanted);
	if (rows < 1 || rows > most || strcmp(str_text(&shown), str_text(&wanted)) != 0)
		fail_msg("%s, %s, %d columns: %d rows, wanted %s:\n%s", name, language, s.frame.width, rows, words ? words : "any",
			session_picture(&s));
	str_release(&shown);
	str_release(&wanted);
}

static const struct { int width, height, rows; } sizes[] = { {80, 24, 1}, {40, 15, 2} };

/* The disk answers: well, or with this trouble; `words` are its own. */
static void answers(enum err_kind kind, const char *words)
{
	struct err err = {.kind = kind};

	(void)snprintf(err.words, sizeof err.words, "%s", words);
	session_event(&s, (struct event){.type = EV_SAVED, .err = &err});
}

static void begin(size_t size, const char *page)
{
	session_open(&s, NULL);
	session_start(&s, sizes[size].width, sizes[size].height, page);
}

/* Sentences that come from other rooms: what the store says of the disk, and what is told at the start. */
static const char *const sentences[] = {
	TR("The chapter you were in is not in this course any more. Your answers are kept."),
	TR("Your words are not kept: they last until you leave."),
	TR("Your words are locked, and there is nobody here to ask for the phrase."),
	TR("No terminal to ask for a phrase: words stay in memory till you leave."),
	TR("Not saved: the phrase was not given. w opens your words, and then it is."),
	TR("Not saved yet: your words wait in their field till you say how to keep them."),
	TR("Not saved yet: how your words are kept is still to choose."),
	TR("Not kept, as you chose: this lasts until you leave."),
	TR("Open. This computer does not promise to keep your key out of its swap space."),
	TR("Nothing was typed for five minutes: your words are locked. Nothing is lost."),
	TR("Your words are kept readable, for this account only (mode 0600)."),
	TR("Saved. Only this account can read it (mode 0600). `attune lock` locks it."),
	TR("Words are kept locked from here on. w can change that."),
	TR("Words are kept here from now on. w can change that."),
	TR("New words are not kept. w can change that."),
	TR("This goes on in your field. Enter asks for your phrase."),
};

static void tells(const char *name, const char *words)
{
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		begin(i, "own");
		answers(ERR_NONE, words);
		fits(name, sizes[i].rows, words);
		session_close(&s);
	}
}

static void every_sentence(void **state)
{
	char words[400];

	(void)state;
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
		if (strcmp(language, "English") != 0 && !catalogue_has(sentences[i]))
			fail_msg("it is said in other words now: %s", sentences[i]);
		tells(sentences[i], tr(sentences[i]));
	}
	for (int how = 0; how < SAVING_COUNT; how++)
		tells(saving_words((enum saving)how), saving_words((enum saving)how));
	(void)snprintf(words, sizeof words, tr("Also open since %s. Go on in either window: both are kept."), "2026-11-22");
	tells("another window", words);
	(void)snprintf(words, sizeof words, tr_n("Part of your record was damaged. %zu of %zu answer kept.",
		"Part of your record was damaged. %zu of %zu answers kept.", 12345), (size_t)12344, (size_t)12345);
	tells("damage", words);
	(void)snprintf(words, sizeof words, tr_n("Part of your record was damaged. %zu answer kept, maybe not all.",
		"Part of your record was damaged. %zu answers kept, maybe not all.", 12345), (size_t)12345);
	tells("damage that nobody can count", words);
}

/* What is in the way of the folder is found by the store (test_peek). */
static const char *const in_the_way[] = {
	TR("a file stands where your record should be"),
	TR("your record's folder is a link to nothing"),
	TR("your record's folder is a link"),
};

static void stands(enum err_kind kind, const char *why)
{
	char words[400];

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		begin(i, "own");
		answers(kind, why);
		fits(why, sizes[i].rows, NULL);
		(void)snprintf(words, sizeof words, tr("Not saved: %s; your words are kept here till you leave"), why);
		if (text_cells(words, strlen(words)) > ROOM)
			(void)snprintf(words, sizeof words, tr("Not saved: %s; your words wait here"), why);
		if (i == 0 && kind != ERR_REFUSED)
			fits(why, 1, words);
		(void)snprintf(words, sizeof words, tr("Not saved: %s"), why);
		if (i > 0)
			fits(why, 2, words);
		session_close(&s);
	}
	(void)snprintf(words, sizeof words, tr("Nothing can be saved: %s."), why);
	tells("at the start", words);
}

static void every_trouble(void **state)
{
	static const enum err_kind kinds[] = {ERR_ABSENT, ERR_REFUSED, ERR_INVALID, ERR_FULL, ERR_LOST, ERR_BUSY, ERR_GONE};

	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		stands(kinds[i], saving_reason(kinds[i], 0));
	stands(ERR_FULL, saving_reason(ERR_FULL, EFBIG));
	stands(ERR_BUSY, saving_reason(ERR_BUSY, ETIMEDOUT));
	for (size_t i = 0; i < sizeof in_the_way / sizeof *in_the_way; i++) {
		if (strcmp(language, "English") != 0 && !catalogue_has(in_the_way[i]))
			fail_msg("it is said in other words now: %s", in_the_way[i]);
		stands(ERR_INVALID, tr(in_the_way[i]));
	}
	stands(ERR_REFUSED, tr("a newer version of attune wrote here"));
}

/* A phrase was tried: whatever came of it. */
static void every_lock(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		for (int end = 0; end < LOCK_ENDS; end++) {
			begin(i, "own");
			session_event(&s, (struct event){.type = EV_UNLOCKED, .lock = (enum lock_end)end});
			const char *words = end == LOCK_EXISTS ? tr("Another window made a phrase meanwhile: it is that one that is asked for.")
				: lock_words((enum lock_end)end);
			fits(words, sizes[i].rows, words);
			session_close(&s);
		}
		for (size_t many = 1; many < 200; many += 198) {
			begin(i, "own");
			session_event(&s, (struct event){.type = EV_UNLOCKED, .lock = LOCK_DONE, .missing = many});
			fits("locked texts are gone", sizes[i].rows, NULL);
			session_close(&s);
			begin(i, "own");
			session_event(&s, (struct event){.type = EV_UNLOCKED, .lock = LOCK_DONE, .damaged = many});
			fits("locked texts do not open", sizes[i].rows, NULL);
			session_close(&s);
		}
	}
}

/* As they come to be: locked by five minutes, written while locked, a disk that is silent, a question about where one is. */
static void as_they_happen(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		begin(i, "own");
		session_press(&s, "'m'");
		session_press(&s, "Tab 1 'zauberwort' Enter 'zauberwort' Enter 1");
		session_press(&s, "'y aunt' Esc");
		session_wait(&s, FIVE_MINUTES);
		fits("five minutes", sizes[i].rows, tr("Nothing was typed for five minutes: your words are locked. Nothing is lost."));
		session_press(&s, "Esc");
		session_press(&s, "=");
		fits("where", sizes[i].rows, NULL);
		session_close(&s);
		begin(i, "warm");
		s.silent = true;
		session_press(&s, "l");
		session_wait(&s, 4000);
		fits("no answer", sizes[i].rows, saving_words(SAVING_LATE));
		session_close(&s);
	}
}

/* One line, and the next one when the learner has gone on. */
static void news_come_one_after_the_other(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		session_open(&s, NULL);
		s.news = "The first of them.\nThe second of them.";
		session_start(&s, sizes[i].width, sizes[i].height, NULL);
		fits("the first", 1, "The first of them.");
		session_press(&s, "Down");
		fits("the second", 1, "The second of them.");
		session_press(&s, "Down"); /* which only moves */
		fits("still the second", 1, "The second of them.");
		session_press(&s, "Enter");
		assert_false(session_shows(&s, "of them"));
		session_close(&s);
	}
}

int main(void)
{
	(void)setlocale(LC_ALL, "C.UTF-8"); /* widths of letters, and test output */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(every_sentence, in_english),
		cmocka_unit_test_setup(every_trouble, in_english),
		cmocka_unit_test_setup(every_lock, in_english),
		cmocka_unit_test_setup(as_they_happen, in_english),
		cmocka_unit_test_setup(news_come_one_after_the_other, in_english),
		cmocka_unit_test_setup_teardown(every_sentence, in_spanish, in_none),
		cmocka_unit_test_setup_teardown(every_trouble, in_spanish, in_none),
		cmocka_unit_test_setup_teardown(every_lock, in_spanish, in_none),
		cmocka_unit_test_setup_teardown(as_they_happen, in_spanish, in_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
