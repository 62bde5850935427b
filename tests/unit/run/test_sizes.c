/* SPDX-License-Identifier: MIT
 *
 * Every page of the shipped courses at every size a window may have: what must hold after each event stands in
 * support/session.c; here, that the words are the same at all widths, that lines are not too long, and that a resize leaves
 * the first word where it was. A share of the small sizes is tried each time, another one each month; WHOLE=1 tries all. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>
#include "kinds/kind.h"
#include "support/session.h"
#include "support/shipped.h"
#include "tutor/screens.h"

#define N(a) (sizeof(a) / sizeof *(a))
#define SHARE 24 /* of the small sizes one in so many, by default */
#define WIDTHS 40
#define HEIGHTS 12

static struct session s;
static const char *ids[1000];
static size_t nids;

static int open_session(void **state)
{
	(void)state;
	nids = shipped_open(&s, ids, N(ids));
	return 0;
}

static int close_session(void **state)
{
	(void)state;
	session_close(&s);
	return 0;
}

static unsigned months(void)
{
	time_t now = time(NULL);
	const struct tm *at = gmtime(&now);

	return (unsigned)(at->tm_year * 12 + at->tm_mon);
}

/* --- at every size it can be shown --- */

static void every_page_at_every_size(void **state)
{
	static const int large[][2] = {{80, 24}, {132, 43}, {300, 100}};
	bool whole = getenv("WHOLE") != NULL;
	unsigned seed = months(), shown = 0;

	(void)state;
	for (size_t i = 0; i < nids; i++) {
		session_start(&s, 80, 24, ids[i]);
		for (unsigned n = 0; n < WIDTHS * HEIGHTS; n++)
			if (whole || (n + i + seed) % SHARE == 0) {
				session_size(&s, (int)(n % WIDTHS) + 1, (int)(n / WIDTHS) + 1);
				shown++;
			}
		for (size_t n = 0; n < N(large); n++)
			session_size(&s, large[n][0], large[n][1]);
		session_press(&s, "C-c"); /* leaving works at the last of them */
		assert_true(s.over);
	}
	print_message("sizes: %u small windows, seed %u%s\n", shown, seed, whole ? "" : " (WHOLE=1 tries all)");
}

/* Too small to be read is not too small to leave, or to keep what was typed. */
static void leaving_works_at_any_size(void **state)
{
	static const int small[][2] = {{1, 1}, {19, 5}, {20, 5}, {19, 6}, {3, 40}, {40, 3}};

	(void)state;
	size_t page = 0;
	do
		session_start(&s, 80, 24, ids[page++]);
	while (!s.app.visit.writing);
	for (size_t i = 0; i < N(small); i++) {
		session_start(&s, small[i][0], small[i][1], ids[page - 1]);
		assert_true(s.app.visit.writing);
		session_press(&s, "'x'");
		session_press(&s, "C-c");
		assert_true(s.over);
		assert_int_equal(s.status, 130);
		assert_non_null(s.slot); /* what was typed waits */
	}
}

/* --- the same words at all widths --- */

static void words_of(struct str *out)
{
	str_cut(out, 0);
	for (size_t r = 0; r < s.app.doc.nrows; r++) {
		const struct row *row = &s.app.doc.rows[r];

		for (size_t i = 0; i < row->nsegments; i++)
			for (size_t k = 0; k < row->segments[i].len; k++)
				if (!strchr(" \t\n", row->segments[i].text[k]))
					str_add(out, &row->segments[i].text[k], 1);
		if (row->aside)
			for (const char *at = row->aside; *at; at++)
				if (*at != ' ')
					str_add(out, at, 1);
	}
}

/* Pages that draw a scale or a curve draw it as wide as it may be. */
static bool draws_by_width(void)
{
	static const char *const kinds[] = {"myth", "rate", "recap", "estimate", "quiz"};

	if (s.app.visit.page->figure) /* where it does not fit, words stand for it */
		return true;
	for (size_t i = 0; i < N(kinds); i++)
		if (strcmp(s.app.visit.page->kind->name, kinds[i]) == 0)
			return true;
	return false;
}

static void words_are_the_same_at_all_widths(void **state)
{
	static const int widths[] = {20, 40, 200, 300};
	struct str first = {0}, now = {0};

	(void)state;
	for (size_t i = 0; i < nids; i++) {
		session_start(&s, 80, 24, ids[i]);
		if (!s.app.visit.page || draws_by_width())
			continue;
		words_of(&first);
		for (size_t n = 0; n < N(widths); n++) {
			session_size(&s, widths[n], 24);
			words_of(&now);
			if (strcmp(str_text(&first), str_text(&now)) != 0)
				fail_msg("%s at %d:\n%s\nnot\n%s", ids[i], widths[n], str_text(&now), str_text(&first));
		}
	}
	str_release(&first);
	str_release(&now);
}

/* UX-10: never more than 66 cells, however wide the window is; figures and code apart. */
static void lines_are_no_longer_than_can_be_read(void **state)
{
	static const int widths[] = {70, 80, 132, 300};

	(void)state;
	for (size_t i = 0; i < nids; i++) {
		session_start(&s, 80, 24, ids[i]);
		for (size_t n = 0; n < N(widths); n++) {
			session_size(&s, widths[n], 24);
			for (size_t r = 0; r < s.app.doc.nrows; r++) {
				const struct row *row = &s.app.doc.rows[r];
				unsigned cells = row->indent;

				for (size_t k = 0; k < row->nsegments; k++)
					cells += text_cells(row->segments[k].text, row->segments[k].len);
				if (!row->verbatim && cells > APP_MEASURE)
					fail_msg("%s at %d, row %zu: %u cells", ids[i], widths[n], r, cells);
			}
		}
	}
}

/* "page 3 of 20", or "3/20" where the chapter's name leaves no more room. */
static void the_page_is_numbered_in_a_small_window(void **state)
{
	(void)state;
	for (size_t i = 0; i < nids; i++) {
		char whole[32], brief[32];

		session_start(&s, 40, 15, ids[i]);
		if (!s.app.visit.page || app_screen(&s.app) != &screen_page)
			continue;
		(void)snprintf(whole, sizeof whole, "page %d of %zu", s.app.page_index + 1, s.app.chapter->npages);
		(void)snprintf(brief, sizeof brief, " %d/%zu", s.app.page_index + 1, s.app.chapter->npages);
		if (!session_shows(&s, whole) && !session_shows(&s, brief))
			fail_msg("%s: which page it is cannot be seen", ids[i]);
	}
}

/* --- who writes sees what is asked --- */

/* Runs of white space are one blank. */
static void join_words(const char *text, struct str *out)
{
	for (const char *at = text; *at; at += strcspn(at, " \n")) {
		at += strspn(at, " \n");
		str_print(out, "%.*s ", (int)strcspn(at, " \n"), at);
	}
}

static bool shows_question(const struct page *page)
{
	struct str plain = {0}, asked = {0}, seen = {0};
	bool shows;

	markup_plain(&page->ask, &plain);
	join_words(str_text(&plain), &asked);
	join_words(session_picture(&s), &seen);
	shows = strstr(str_text(&seen), str_text(&asked)) != NULL;
	str_release(&plain);
	str_release(&asked);
	str_release(&seen);
	return shows;
}

/* How many rows of the field are in sight, or lines to be filled in. */
static size_t field_in_sight(void)
{
	const struct doc *doc = &s.app.doc;
	size_t n = 0, last = s.app.levels[s.app.nlevels - 1].top + (size_t)s.app.height - 5;

	for (size_t row = doc->caret_row; row < doc->nrows && row <= last && doc->rows[row].item >= 0; row++)
		n++;
	return n;
}

static void who_writes_sees_the_question(void **state)
{
	unsigned tried = 0;

	(void)state;
	for (size_t i = 0; i < nids; i++) {
		session_start(&s, 40, 15, ids[i]);

		const struct page *page = s.app.visit.page;
		if (!page || !s.app.visit.writing || !page->kind->is_private)
			continue;
		if (!shows_question(page))
			fail_msg("%s: the question is not above its field", ids[i]);
		if (field_in_sight() < (page->kind->asks_after ? 2 : 3))
			fail_msg("%s: %zu rows of the field", ids[i], field_in_sight());
		tried++;
	}
	assert_true(tried > 15);
}

/* --- the first word stays --- */

static size_t top(void)
{
	return s.app.levels[s.app.nlevels - 1].top;
}

/* What is said before the top row ends where it did: it is the row with the word, or the page ends below it. */
static void holds_word(size_t mark, const char *page, int width)
{
	const struct doc *doc = &s.app.doc;
	size_t end = top() + 1 < doc->nrows ? doc->rows[top() + 1].mark : SIZE_MAX;
	size_t height = (size_t)(s.app.height - (s.app.height < 10 ? 1 : 2) - 2);
	bool at_end = top() + height >= doc->nrows;

	if (doc->rows[top()].mark > mark || (end <= mark && !at_end))
		fail_msg("%s at %d: the first word is elsewhere", page, width);
}

static void a_resize_keeps_the_first_word(void **state)
{
	static const int sizes[][2] = {{40, 15}, {20, 6}, {132, 43}, {27, 9}, {60, 12}};
	unsigned tried = 0;

	(void)state;
	for (size_t i = 0; i < nids; i++) {
		session_start(&s, 50, 10, ids[i]);
		if (!s.app.visit.page || s.app.visit.writing || visit_items(&s.app.visit) > 0 || s.app.nlevels != 2)
			continue;
		session_press(&s, "Down Down Down");
		size_t before = top(), mark = s.app.levels[s.app.nlevels - 1].mark;
		for (size_t n = 0; n < N(sizes) && before > 0; n++) {
			session_size(&s, sizes[n][0], sizes[n][1]);
			holds_word(mark, ids[i], sizes[n][0]);
			if (sizes[n][1] > 20) /* all of it may be in sight: then there is no first word to keep */
				continue;
			session_size(&s, 50, 10);
			if (top() + 6 < s.app.doc.nrows && top() != before && s.app.doc.rows[before].nsegments)
				fail_msg("%s, %d and back: from row %zu to %zu", ids[i], sizes[n][0], before, top());
			tried++;
		}
	}
	assert_true(tried > 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_page_at_every_size, open_session, close_session),
		cmocka_unit_test_setup_teardown(leaving_works_at_any_size, open_session, close_session),
		cmocka_unit_test_setup_teardown(words_are_the_same_at_all_widths, open_session, close_session),
		cmocka_unit_test_setup_teardown(lines_are_no_longer_than_can_be_read, open_session, close_session),
		cmocka_unit_test_setup_teardown(the_page_is_numbered_in_a_small_window, open_session, close_session),
		cmocka_unit_test_setup_teardown(who_writes_sees_the_question, open_session, close_session),
		cmocka_unit_test_setup_teardown(a_resize_keeps_the_first_word, open_session, close_session),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
