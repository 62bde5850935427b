/* SPDX-License-Identifier: MIT
 *
 * Every shipped course from its first page to its last, in both modes, by right answers and by wrong ones: nobody is ever
 * stuck, every page is reached, and what is said can be shown. What has to hold after each event stands in support/session.c. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "kinds/option.h"
#include "support/lesson.h"
#include "support/session.h"
#include "support/shipped.h"
#include "tutor/screens.h"

static const char *const folders[] = {SHIPPED_COURSE};

#define N(a) (sizeof(a) / sizeof *(a))

static struct session s;

/* --- answers --- */

static const struct page *page_now(void)
{
	return s.app.visit.page;
}

static bool is_kind(const char *name)
{
	return strcmp(page_now()->kind->name, name) == 0;
}

/* The options of choice and multi stand first in what is their own. */
static const struct option *options_now(size_t *n)
{
	const struct parts *options = page_now()->own;

	*n = options->n;
	return options->list;
}

/* The numbers of the right options as they are shown, blank-separated, or of one wrong one. */
static void numbers(bool right, char *out)
{
	unsigned char shown[255];
	size_t n;
	const struct option *options = options_now(&n);
	bool any = false;

	visit_shuffle(&s.app.visit, n, shown);
	*out = '\0';
	for (size_t i = 0; i < n; i++)
		if ((options[shown[i]].right == FLAG_YES) == right && (right || !any)) {
			out += sprintf(out, "%s%zu", any ? " " : "", i + 1);
			any = true;
		}
}

static bool has_options(void)
{
	return is_kind("choice") || is_kind("multi");
}

static void verdict_is(bool right)
{
	enum verdict verdict = s.app.visit.verdict;

	if (right ? verdict != VERDICT_RIGHT : verdict != VERDICT_WRONG && verdict != VERDICT_PARTLY)
		fail_msg("page %s: the verdict is %d", page_now()->id, (int)verdict);
}

/* What is done on a page, in keys and in lines. Kinds that are not named get the reveal, or a try that fits nothing. */
static const struct {
	const char *kind, *keys, *lines;
} ways[] = {
	{"read", "j", ""}, {"recap", "G", ""}, {"pause", "G", ""}, {"myth", "7 Enter 2 Enter", "7\n2\n"},
	{"rate", "1 Enter 2 Enter 3 Enter 4 Enter 5 Enter 6 Enter 7 Enter 8 Enter", "1\n2\n3\n4\n5\n6\n7\n8\n"},
	{"reflect", "'some words' Enter 'and more' Esc", "some words\nand more\n.\n"}, {"plan", "'the door' Tab 'I wait' Esc", "the door\nI wait\n"},
};

/* In a field letters are text, and Esc leaves it. */
static bool is_writing(void)
{
	enum where where = app_screen(&s.app)->where(&s.app);

	return keymap_command(where, (struct key){PRESS_ESCAPE, 0}) == CMD_PUT_DOWN;
}

static const char *way_of(bool lines, bool right)
{
	for (size_t i = 0; i < N(ways); i++)
		if (is_kind(ways[i].kind))
			return lines ? ways[i].lines : ways[i].keys;
	if (lines)
		return right ? "r\n" : "1\n\n2\n";
	if (is_writing())
		return right ? "Esc r" : "'1' Enter";
	return right ? "r" : "1 Enter Enter 2 Enter";
}

static bool is_at(const char *page)
{
	return strcmp(session_at(&s), page) == 0;
}

/* --- what is said --- */

static void look_at_text(const char *text)
{
	for (const char *at = text; *at; at++)
		if ((unsigned char)*at < 0x20 && *at != '\n')
			fail_msg("%s says control %02x", session_at(&s), (unsigned)*at);
	assert_true(text_valid(text, strlen(text), NULL));
}

static void look_at_page(void)
{
	struct str out = {0};
	struct doc doc;

	doc_begin(&doc, 0);
	visit_say(&s.app.visit, &doc);
	doc_lines(&doc, &out);
	look_at_text(str_text(&out));
	assert_true(out.len > 10);
	doc_release(&doc);
	str_release(&out);
}

/* --- on the screen --- */

static void press_while_there(const char *keys, const char *page)
{
	bool in_text = false;
	struct key key;

	while (is_at(page) && lesson_next_key(&keys, &in_text, &key))
		session_event(&s, (struct event){.type = EV_KEY, .key = key});
}

static void answer_by_keys(bool right)
{
	const char *page = page_now()->id;
	char keys[64];

	if (!has_options()) {
		press_while_there(way_of(false, right), page);
		return;
	}
	numbers(right, keys);
	session_press(&s, keys);
	session_press(&s, "Enter");
	if (s.app.visit.stage == STAGE_SURE)
		session_press(&s, "2");
	verdict_is(right);
}

static void leave_by_keys(const char *page)
{
	for (int i = 0; i < 3 && is_at(page); i++) {
		if (is_writing())
			session_press(&s, "Esc");
		session_press(&s, "l");
	}
}

/* --- in lines --- */

static void say_while_there(const char *lines, const char *page)
{
	for (const char *end; *lines && is_at(page); lines = end + 1) {
		end = strchr(lines, '\n');
		look_at_text(session_hear(&s, arena_copy(&s.arena, lines, (size_t)(end - lines))));
	}
}

static void answer_by_lines(bool right)
{
	const char *page = page_now()->id;
	char line[64];

	if (!has_options()) {
		say_while_there(way_of(true, right), page);
		return;
	}
	numbers(right, line);
	look_at_text(session_hear(&s, line));
	if (s.app.visit.stage == STAGE_SURE)
		look_at_text(session_hear(&s, ""));
	verdict_is(right);
}

static void leave_by_lines(const char *page)
{
	say_while_there("n\ns\n.\nn\ns\n", page);
}

/* --- the walk --- */

struct walk {
	bool lines, right;
};

/* Home, a content note, what a chapter was: Enter goes on. */
static bool go_on(const struct walk *w)
{
	if (!is_at("home") && !is_at("note") && !is_at("summary"))
		return false;
	if (w->lines)
		look_at_text(session_hear(&s, ""));
	else
		session_press(&s, "Enter");
	return true;
}

static void do_page(const struct walk *w, const char *page)
{
	look_at_page();
	if (w->lines)
		answer_by_lines(w->right);
	else
		answer_by_keys(w->right);
	if (!is_at(page))
		return;
	look_at_page();
	if (w->lines)
		leave_by_lines(page);
	else
		leave_by_keys(page);
	if (is_at(page))
		fail_msg("%s: there is no way on", page);
}

static void follow(const struct walk *w)
{
	const char *ids[1000];
	size_t n = shipped_pages(&s, ids, N(ids));

	for (size_t i = 0; i < n; i++) {
		while (go_on(w))
			;
		if (!is_at(ids[i]))
			fail_msg("after %s: at %s, not at %s", i ? ids[i - 1] : "the start", session_at(&s), ids[i]);
		do_page(w, ids[i]);
		assert_true(learner_has_seen(s.learner, ids[i]));
	}
	assert_true(is_at("summary"));
	for (size_t i = 0; i < s.course->chapters.n; i++)
		assert_true(app_chapter_is_done(&s.app, i));
}

static void walk(struct walk w, int width, int height)
{
	for (size_t i = 0; i < N(folders); i++) {
		const struct session_shelf shelf = shipped_shelf(folders[i]);

		session_open(&s, &shelf);
		s.options.keep = "readable";
		s.options.plain = w.lines;
		session_start(&s, width, height, NULL);
		if (w.lines)
			look_at_text(session_says(&s));
		follow(&w);
		session_close(&s);
	}
}

static void by_right_answers_on_the_screen(void **state)
{
	(void)state;
	walk((struct walk){.right = true}, 80, 24);
}

static void by_wrong_answers_on_a_small_screen(void **state)
{
	(void)state;
	walk((struct walk){.right = false}, 40, 15);
}

static void by_right_answers_in_lines(void **state)
{
	(void)state;
	walk((struct walk){.lines = true, .right = true}, 80, 24);
}

static void by_wrong_answers_in_lines(void **state)
{
	(void)state;
	walk((struct walk){.lines = true, .right = false}, 80, 24);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_right_answers_on_the_screen),
		cmocka_unit_test(by_wrong_answers_on_a_small_screen),
		cmocka_unit_test(by_right_answers_in_lines),
		cmocka_unit_test(by_wrong_answers_in_lines),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
