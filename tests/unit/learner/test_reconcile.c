/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "learner/reconcile.h"
#include "support/nodes.h"
#include "support/some_kinds.h"

#define R(id) "{id: " id ", kind: read}"
#define W(id, was) "{id: " id ", kind: read, was: [" was "]}"
#define V(id, rev) "{id: " id ", kind: read, rev: " rev "}"

struct chapters {
	struct arena arena;
	struct diags diags;
};

static struct chapter *chapter_of(struct chapters *made, const char *id, const char *more, const char *pages)
{
	struct str out = { 0 };
	const char *text = arena_print(&made->arena, "{id: %s, title: T, %spages: [%s]}", id, more, pages);
	struct chapter *chapter = chapter_read(nodes_of(&made->arena, text), id, some_kinds, &made->diags);

	if (!chapter)
		fail_msg("%s: %s", text, nodes_faults(&made->diags, &out));
	return chapter;
}

static void release(struct chapters *made)
{
	diags_release(&made->diags);
	arena_release(&made->arena);
}

/* The learner met the chapter, answered every page with its rev, and is at `place`. */
static void meet(struct learner *learner, const struct chapter *chapter, const char *place)
{
	struct arena arena = { 0 };
	struct revision revision;

	if (reconcile_chapter(learner, chapter, &arena, &revision))
		learner_note(learner, &revision.news, 1);
	for (size_t i = 0; i < chapter->npages; i++) {
		const struct page *page = &chapter->pages[i];
		learner_note(learner,
			&(struct record){
				.type = RECORD_ANSWER, .chapter = chapter->id, .page = page->id, .rev = page->rev },
			1);
		learner_note(learner,
			&(struct record){
				.type = RECORD_SEEN, .chapter = chapter->id, .page = page->id, .word = "seen" },
			1);
	}
	if (place)
		learner_note(
			learner, &(struct record){ .type = RECORD_PLACE, .chapter = chapter->id, .page = place }, 1);
	arena_release(&arena);
}

/* -- One chapter edited in every way an author would ------------------------------------------- */

static const struct edit {
	const char *name;
	const char *before, *now;  /* pages */
	const char *place, *lands; /* ids; lands NULL: nothing is known */
	const char *told;
	const char *answered; /* pages of now that have an answer, in order */
} edits[] = {
	{ "nothing", R("a") ", " R("b"), R("a") ", " R("b"), "b", "b", "", "a b" },
	{ "other words", "{id: a, kind: read, text: x}", "{id: a, kind: read, text: y}", "a", "a", "", "a" },
	{ "a page before the place", R("a") ", " R("b"), R("a") ", " R("n") ", " R("b"), "b", "b",
		"This chapter was revised: 1 new page. Your answers are kept.", "a b" },
	{ "two new, one of another meaning", R("a") ", " R("b"), R("n") ", " V("a", "2") ", " R("m") ", " R("b"), "a",
		"a", "This chapter was revised: 1 page changed, 2 new. Your answers are kept.", "a b" },
	{ "another order", R("a") ", " R("b") ", " R("c"), R("c") ", " R("b") ", " R("a"), "b", "b", "", "c b a" },
	{ "the page of the place is gone", R("a") ", " R("b") ", " R("c"), R("a") ", " R("c"), "b", "c",
		"This chapter was revised: 1 page is no longer here. Your answers are kept.", "a c" },
	{ "it and the next are gone", R("a") ", " R("b") ", " R("c") ", " R("d"), R("a") ", " R("d"), "b", "d",
		"This chapter was revised: 2 pages are no longer here. Your answers are kept.", "a d" },
	{ "it is gone and the order is another", R("a") ", " R("b") ", " R("c"), R("c") ", " R("a"), "b", "c",
		"This chapter was revised: 1 page is no longer here. Your answers are kept.", "c a" },
	{ "the last is gone", R("a") ", " R("b"), R("a"), "b", "a",
		"This chapter was revised: 1 page is no longer here. Your answers are kept.", "a" },
	{ "the last is replaced", R("a") ", " R("b"), R("a") ", " R("n"), "b", "n",
		"This chapter was revised: 1 new page, 1 no longer here. Your answers are kept.", "a" },
	{ "everything is replaced", R("a") ", " R("b"), R("x") ", " R("y"), "b", NULL,
		"This chapter was revised: 2 new pages, 2 no longer here. Your answers are kept.", "" },
	{ "a rename", R("a") ", " R("b"), R("a") ", " W("bee", "b"), "b", "bee", "", "a bee" },
	{ "a rename of what came after a page that is gone", R("a") ", " R("b") ", " R("c"), R("a") ", " W("sea", "c"),
		"b", "sea", "This chapter was revised: 1 page is no longer here. Your answers are kept.", "a sea" },
	{ "a rename and another meaning", R("a"), "{id: ah, kind: read, was: a, rev: 2}", "a", "ah",
		"This chapter was revised: 1 page changed. Your answers are kept.", "ah" },
	{ "split, the first part keeps the id", R("a") ", " R("b"), R("a") ", " R("a-2") ", " R("b"), "a", "a",
		"This chapter was revised: 1 new page. Your answers are kept.", "a b" },
	{ "split, both parts list the old id", R("a"), W("a-1", "a") ", " W("a-2", "a"), "a", "a-1",
		"This chapter was revised: 1 new page. Your answers are kept.", "a-1" },
	{ "two in one", R("a") ", " R("b"), W("ab", "a, b"), "b", "ab", "", "ab" },
	{ "an old id that is a page is no old id", R("a") ", " R("b"), R("a") ", " W("b", "a"), "a", "a", "", "a b" },
};

static const char *answered(const struct learner *learner, const struct chapter *chapter, struct str *out)
{
	for (size_t i = 0; i < chapter->npages; i++)
		if (learner_latest(learner, RECORD_ANSWER, chapter->pages[i].id))
			str_print(out, "%s%s", out->len ? " " : "", chapter->pages[i].id);
	return str_text(out);
}

static void edit_goes(const struct edit *edit)
{
	struct chapters made = { 0 };
	struct str out = { 0 };
	struct revision revision;
	char told[200] = "";
	struct learner *learner = learner_new();
	learner_begin(learner, 1);
	struct chapter *before = chapter_of(&made, "chap", "", edit->before);
	meet(learner, before, edit->place);
	struct chapter *now = chapter_of(&made, "chap", "", edit->now);

	reconcile_names(learner, now);
	int page = reconcile_page(learner, now, edit->place);
	const char *lands = page < 0 ? "nowhere" : now->pages[page].id;
	if (strcmp(lands, edit->lands ? edit->lands : "nowhere") != 0)
		fail_msg("%s: the place is %s", edit->name, lands);
	if (reconcile_chapter(learner, now, &made.arena, &revision)) {
		reconcile_say(&revision, told, sizeof told);
		learner_note(learner, &revision.news, 2);
	}
	if (strcmp(told, edit->told) != 0)
		fail_msg("%s: told '%s'", edit->name, told);
	if (reconcile_chapter(learner, now, &made.arena, &revision))
		fail_msg("%s: told twice", edit->name);
	if (strcmp(answered(learner, now, &out), edit->answered) != 0)
		fail_msg("%s: answered are '%s'", edit->name, out.at);
	str_release(&out);
	chapter_free(before);
	chapter_free(now);
	learner_free(learner);
	release(&made);
}

static void a_chapter_that_was_edited(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++)
		edit_goes(&edits[i]);
}

/* -- A course edited --------------------------------------------------------------------------- */

static const struct rearranged {
	const char *name;
	const char *a, *b;  /* pages of both chapters as they were met */
	const char *ids[2]; /* of the chapters now */
	const char *more[2];
	const char *pages[2];
	const char *place; /* a page of a */
	int chapter;       /* where it is now, -1: nowhere */
	const char *lands; /* NULL: where the learner left off */
} rearrangements[] = {
	{ "a page moved to the other chapter", R("a1") ", " R("a2"), R("b1"), { "a", "b" }, { "", "" },
		{ R("a1"), R("b1") ", " R("a2") }, "a2", 1, "a2" },
	{ "moved and renamed", R("a1") ", " R("a2"), R("b1"), { "a", "b" }, { "", "" },
		{ R("a1"), R("b1") ", " W("x", "a2") }, "a2", 1, "x" },
	{ "the page is gone", R("a1") ", " R("a2"), R("b1"), { "a", "b" }, { "", "" }, { R("a1"), R("b1") }, "a2", 0,
		"a1" },
	{ "the chapters changed places", R("a1"), R("b1"), { "b", "a" }, { "", "" }, { R("b1"), R("a1") }, "a1", 1,
		"a1" },
	{ "the chapter is renamed", R("a1") ", " R("a2"), R("b1"), { "ay", "b" }, { "was: [a], ", "" },
		{ R("a1") ", " R("a2"), R("b1") }, "a2", 0, "a2" },
	{ "renamed, and the page is gone", R("a1") ", " R("a2") ", " R("a3"), R("b1"), { "ay", "b" },
		{ "was: [a], ", "" }, { R("a1") ", " R("a3"), R("b1") }, "a2", 0, "a3" },
	{ "the chapter is gone, the page is in another", R("a1"), R("b1"), { "x", "b" }, { "", "" },
		{ R("x1"), R("b1") ", " R("a1") }, "a1", 1, "a1" },
	{ "gone, and what came after the page is in another", R("a1") ", " R("a2"), R("b1"), { "x", "b" }, { "", "" },
		{ R("x1"), R("a2") ", " R("b1") }, "a1", 1, "a2" },
	{ "all of the chapter is another", R("a1"), R("b1"), { "a", "b" }, { "", "" }, { R("n1"), R("b1") }, "a1", 0,
		NULL },
	{ "another course", R("a1"), R("b1"), { "x", "y" }, { "", "" }, { R("x1"), R("y1") }, "a1", -1, NULL },
};

static void rearranged_goes(const struct rearranged *r)
{
	struct chapters made = { 0 };
	struct learner *learner = learner_new();
	struct chapter *a = chapter_of(&made, "a", "", r->a), *b = chapter_of(&made, "b", "", r->b), *now[2];
	size_t chapter = 9;
	int page = -1;

	learner_begin(learner, 1);
	meet(learner, b, NULL);
	meet(learner, a, r->place);
	for (size_t i = 0; i < 2; i++) {
		now[i] = chapter_of(&made, r->ids[i], r->more[i], r->pages[i]);
		reconcile_names(learner, now[i]);
	}
	bool found = reconcile_course(learner, (const struct chapter *const *)now, 2, &chapter, &page);
	if (found != (r->chapter >= 0) || (found && chapter != (size_t)r->chapter))
		fail_msg("%s: found %d, in chapter %zu", r->name, found, chapter);
	const char *lands = page >= 0 ? now[chapter]->pages[page].id : "nowhere";
	if (strcmp(lands, r->lands ? r->lands : "nowhere") != 0)
		fail_msg("%s: the place is %s", r->name, lands);
	if (!learner_latest(learner, RECORD_ANSWER, "a1"))
		fail_msg("%s: an answer is lost", r->name);
	for (size_t i = 0; i < 2; i++)
		chapter_free(now[i]);
	chapter_free(a);
	chapter_free(b);
	learner_free(learner);
	release(&made);
}

static void a_course_that_was_edited(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rearrangements / sizeof rearrangements[0]; i++)
		rearranged_goes(&rearrangements[i]);
}

/* -- The rest ---------------------------------------------------------------------------------- */

/* A journal of before RECORD_CHAPTER: what is known of the pages comes from the answers. */
static void without_a_meeting(void **state)
{
	struct chapters made = { 0 };
	struct revision revision;
	char told[200];
	struct learner *learner = learner_new();

	(void)state;
	learner_begin(learner, 1);
	learner_note(learner, &(struct record){ .type = RECORD_ANSWER, .chapter = "chap", .page = "a", .rev = 1 }, 1);
	struct chapter *now = chapter_of(&made, "chap", "", V("a", "2") ", " R("b"));
	assert_true(reconcile_chapter(learner, now, &made.arena, &revision));
	reconcile_say(&revision, told, sizeof told);
	assert_string_equal(told, "This chapter was revised: 1 page changed. Your answers are kept.");
	assert_int_equal(revision.news.npicks, 2);
	chapter_free(now);
	learner_free(learner);
	release(&made);
}

static void the_first_meeting_is_no_news(void **state)
{
	struct chapters made = { 0 };
	struct revision revision;
	char told[200];
	struct learner *learner = learner_new();

	(void)state;
	struct chapter *now = chapter_of(&made, "chap", "", R("a"));
	assert_true(reconcile_chapter(learner, now, &made.arena, &revision));
	reconcile_say(&revision, told, sizeof told);
	assert_string_equal(told, "");
	chapter_free(now);
	learner_free(learner);
	release(&made);
}

static void half_answers(void **state)
{
	struct chapters made = { 0 };
	struct learner *learner = learner_new();

	(void)state;
	learner_begin(learner, 1);
	struct chapter *now = chapter_of(&made, "chap", "", W("b", "a") ", " R("z"));
	reconcile_names(learner, now);
	struct record half =
		*learner_note(learner, &(struct record){ .type = RECORD_DRAFT, .page = "a", .text = "ha" }, 1);
	half.page = "a";
	assert_true(reconcile_draft(learner, &now->pages[0], &half));
	assert_false(reconcile_draft(learner, &now->pages[1], &half));
	struct record others = half, chosen = half;
	others.sid = chosen.sid = 2; /* of another session, which the words below know nothing of */
	chosen.text = NULL;
	learner_note(learner, &(struct record){ .type = RECORD_WORDS, .page = "b", .text = "half", .attempt = 1 }, 2);
	assert_false(reconcile_draft(learner, &now->pages[0], &half)); /* written since */
	assert_true(reconcile_draft(learner, &now->pages[0], &others));
	assert_false(reconcile_draft(learner, &now->pages[0], &chosen));
	chapter_free(now);
	learner_free(learner);
	release(&made);
}

/* What is taken after a rename counts the same as what was taken before it; a rename back undoes one. */
static void renames(void **state)
{
	struct learner *learner = learner_new();

	(void)state;
	learner_begin(learner, 1);
	learner_note(learner,
		&(struct record){ .type = RECORD_WORDS, .chapter = "c", .page = "a", .text = "1", .attempt = 1 }, 1);
	learner_note(learner, &(struct record){ .type = RECORD_PLACE, .chapter = "c", .page = "a" }, 1);
	learner_rename(learner, "a", "b");
	learner_rename(learner, "b", "d");
	learner_rename(learner, "c", "chapter");
	learner_take(learner,
		&(struct record){ .type = RECORD_SEEN, .sid = 2, .seq = 1, .clock = 1, .page = "a", .word = "seen" });
	learner_take(learner,
		&(struct record){ .type = RECORD_WORDS, .sid = 2, .seq = 2, .clock = 9, .page = "d", .text = "2" });
	assert_string_equal(learner_name(learner, "a"), "d");
	assert_string_equal(learner_name(learner, "x"), "x");
	assert_true(learner_has_seen(learner, "d") && learner_has_seen(learner, "a") && learner_has_seen(learner, "b"));
	assert_string_equal(learner_first(learner, RECORD_WORDS, "d")->text, "1");
	assert_string_equal(learner_first(learner, RECORD_WORDS, "d")->chapter, "chapter");
	assert_string_equal(learner_latest(learner, RECORD_WORDS, "a")->text, "2");
	assert_int_equal(learner_words(learner), 1);
	assert_string_equal(learner_place(learner)->page, "d");
	assert_string_equal(learner_place(learner)->chapter, "chapter");
	learner_rename(learner, "d", "a");
	assert_string_equal(learner_name(learner, "a"), "a");
	assert_string_equal(learner_name(learner, "b"), "a");
	assert_string_equal(learner_latest(learner, RECORD_WORDS, "d")->page, "a");
	assert_false(learner_is_moved(learner));
	learner_move(learner, "else", NULL);
	assert_string_equal(learner_place(learner)->chapter, "else");
	assert_null(learner_place(learner)->page);
	assert_true(learner_is_moved(learner));
	learner_note(learner, &(struct record){ .type = RECORD_PLACE, .chapter = "else", .page = "p" }, 9);
	assert_false(learner_is_moved(learner));
	learner_free(learner);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_chapter_that_was_edited),
		cmocka_unit_test(a_course_that_was_edited),
		cmocka_unit_test(without_a_meeting),
		cmocka_unit_test(the_first_meeting_is_no_news),
		cmocka_unit_test(half_answers),
		cmocka_unit_test(renames),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
