/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/text.h"
#include "learner/learner.h"

#define N(a) (sizeof(a) / sizeof *(a))

/* One life with two sessions that overlap, and what is known after it. */
static const struct pick picks[] = { { "b", -1, NULL }, { "c", 4, "word" } };
static const struct record life[] = {
	{ .type = RECORD_OPEN, .sid = 1, .seq = 1, .clock = 1, .at = 100, .text = "2026.11", .seed = 11 },
	{ .type = RECORD_NOTICE, .sid = 1, .seq = 2, .clock = 2, .at = 101 },
	{ .type = RECORD_PLACE, .sid = 1, .seq = 3, .clock = 3, .at = 102, .chapter = "start", .page = "welcome" },
	{ .type = RECORD_SEEN, .sid = 1, .seq = 4, .clock = 4, .at = 103, .page = "welcome", .word = "skipped" },
	{ .type = RECORD_PLACE, .sid = 1, .seq = 5, .clock = 5, .at = 104, .chapter = "start", .page = "first" },
	{ .type = RECORD_ANSWER, .sid = 1, .seq = 6, .clock = 6, .at = 105, .page = "first", .rev = 1, .picks = picks,
		.npicks = 2, .verdict = VERDICT_WRONG, .attempt = 1 },
	{ .type = RECORD_OPEN, .sid = 2, .seq = 1, .clock = 6, .at = 99, .text = "2026.11", .seed = 22 },
	{ .type = RECORD_ANSWER, .sid = 2, .seq = 2, .clock = 7, .at = 98, .page = "first", .rev = 1, .picks = picks,
		.npicks = 1, .verdict = VERDICT_RIGHT, .attempt = 2 },
	{ .type = RECORD_WORDS, .sid = 1, .seq = 7, .clock = 7, .at = 106, .page = "own", .text = "mine", .attempt = 1 },
	{ .type = RECORD_WORDS, .sid = 2, .seq = 3, .clock = 8, .at = 97, .page = "own", .text = "again", .attempt = 1 },
	{ .type = RECORD_PLACE, .sid = 2, .seq = 4, .clock = 9, .at = 96, .chapter = "earned", .page = "own" },
	{ .type = RECORD_PLACE, .sid = 1, .seq = 8, .clock = 9, .at = 107, .chapter = "start", .page = "late" },
	{ .type = RECORD_SEEN, .sid = 2, .seq = 5, .clock = 10, .at = 95, .page = "welcome", .word = "seen" },
	{ .type = RECORD_SEEN, .sid = 2, .seq = 6, .clock = 11, .at = 94, .page = "gate", .word = "skipped" },
	{ .type = RECORD_KEEP, .sid = 2, .seq = 7, .clock = 12, .at = 93, .word = "readable" },
	{ .type = RECORD_KEEP, .sid = 1, .seq = 9, .clock = 11, .at = 108, .word = "none" },
	{ .type = RECORD_BELIEF, .sid = 1, .seq = 10, .clock = 13, .at = 109, .page = "rate", .picks = picks, .npicks = 2 },
	{ .type = RECORD_WORDS, .sid = 1, .seq = 11, .clock = 14, .at = 110, .page = "gone", .text = "x", .attempt = 1 },
	{ .type = RECORD_WORDS, .sid = 1, .seq = 12, .clock = 15, .at = 111, .page = "gone", .text = "", .attempt = 1 },
	{ .type = RECORD_DRAFT, .sid = 2, .seq = 9, .clock = 20, .at = 999, .page = "own", .text = "half" },
};

static void show_record(void *ctx, const struct record *record)
{
	struct str *out = ctx;
	str_print(out, "%d %d.%d@%d %d %s %s %s %s %u", (int)record->type, (int)record->sid, (int)record->seq,
		(int)record->clock, (int)record->at, record->chapter ? record->chapter : "-", record->page ? record->page : "-",
		record->text ? record->text : "-", record->word ? record->word : "-", (unsigned)record->verdict);
	for (size_t i = 0; i < record->npicks; i++)
		str_print(out, " %s=%d%s", record->picks[i].id, record->picks[i].number,
			record->picks[i].text ? record->picks[i].text : "");
	str_add_text(out, "\n");
}

/* All that can be asked, as one text. */
static void show(const struct learner *learner, struct str *out)
{
	static const char *const pages[] = { "welcome", "first", "own", "gate", "rate", "gone", "nowhere" };
	for (unsigned type = 0; type < RECORD_TYPES; type++)
		learner_each(learner, (enum record_type)type, show_record, out);
	for (size_t i = 0; i < N(pages); i++) {
		str_print(out, "%s %d %d\n", pages[i], learner_has_seen(learner, pages[i]), learner_has_skipped(learner, pages[i]));
		const struct record *record;
		for (unsigned type = 0; type < RECORD_TYPES; type++)
			for (size_t nth = 0; (record = learner_nth(learner, (enum record_type)type, pages[i], nth)); nth++)
				show_record(out, record);
	}
	str_print(out, "%d %d %d %s %d %d\n", learner_is_new(learner), learner_saw_notice(learner), (int)learner_seed(learner),
		learner_keep(learner) ? learner_keep(learner) : "-", (int)learner_words(learner), (int)learner_last_at(learner, INT64_MAX));
	if (learner_place(learner))
		show_record(out, learner_place(learner));
}

static struct learner *told(void)
{
	struct learner *learner = learner_new();
	for (size_t i = 0; i < N(life); i++)
		learner_take(learner, &life[i]);
	return learner;
}

static void nothing_known(void **state)
{
	(void)state;
	struct learner *learner = learner_new();
	assert_true(learner_is_new(learner));
	assert_false(learner_saw_notice(learner));
	assert_int_equal(learner_seed(learner), 0);
	assert_null(learner_place(learner));
	assert_null(learner_keep(learner));
	assert_false(learner_has_seen(learner, "any"));
	assert_null(learner_latest(learner, RECORD_ANSWER, "any"));
	assert_null(learner_first(learner, RECORD_ANSWER, NULL));
	assert_int_equal(learner_words(learner), 0);
	assert_int_equal(learner_last_at(learner, INT64_MAX), 0);
	learner_free(learner);
	learner_free(NULL);
}

static void all_is_answered(void **state)
{
	(void)state;
	struct learner *learner = told();
	assert_false(learner_is_new(learner));
	assert_true(learner_saw_notice(learner));
	assert_int_equal(learner_seed(learner), 11);
	assert_string_equal(learner_keep(learner), "readable");
	assert_string_equal(learner_place(learner)->page, "own"); /* clock 9 twice: the higher session wins */
	assert_true(learner_has_seen(learner, "welcome"));
	assert_false(learner_has_skipped(learner, "welcome"));
	assert_true(learner_has_skipped(learner, "gate"));
	assert_int_equal(learner_first(learner, RECORD_ANSWER, "first")->verdict, VERDICT_WRONG);
	assert_int_equal(learner_latest(learner, RECORD_ANSWER, "first")->verdict, VERDICT_RIGHT);
	assert_null(learner_nth(learner, RECORD_ANSWER, "first", 2));
	assert_string_equal(learner_latest(learner, RECORD_WORDS, "own")->text, "again");
	assert_int_equal(learner_words(learner), 1);
	assert_int_equal(learner_last_at(learner, INT64_MAX), 111);
	assert_null(learner_latest(learner, RECORD_DRAFT, "own"));
	learner_free(learner);
}

static uint32_t chance(uint32_t *state)
{
	*state ^= *state << 13; /* Marsaglia 2003, xorshift */
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* Property: whatever the order, and however often each comes, the state is the same, asked in between or not. */
static void order_does_not_matter(void **state)
{
	(void)state;
	uint32_t seed = 20261122;
	struct learner *learner = told();
	struct str expected = { 0 };
	show(learner, &expected);
	learner_free(learner);
	for (int round = 0; round < 500; round++) {
		size_t order[2 * N(life)], n = N(life) + chance(&seed) % (N(life) + 1);
		for (size_t i = 0; i < n; i++)
			order[i] = i % N(life);
		for (size_t i = n; i > 1; i--) {
			size_t k = chance(&seed) % i, held = order[k];
			order[k] = order[i - 1];
			order[i - 1] = held;
		}
		struct str got = { 0 };
		learner = learner_new();
		for (size_t i = 0; i < n; i++) {
			learner_take(learner, &life[order[i]]);
			if (chance(&seed) % 4 == 0)
				show(learner, &got);
		}
		str_cut(&got, 0);
		show(learner, &got);
		assert_string_equal(str_text(&got), str_text(&expected));
		str_release(&got);
		learner_free(learner);
	}
	str_release(&expected);
}

static void notes_are_stamped(void **state)
{
	(void)state;
	struct learner *learner = told();
	learner_begin(learner, 42);
	const struct record news = { .type = RECORD_SEEN, .page = "n", .word = "seen" };
	const struct record *seen = learner_note(learner, &news, 500);
	assert_int_equal(seen->sid, 42);
	assert_int_equal(seen->seq, 1);
	assert_int_equal(seen->clock, 21); /* above the draft, too */
	assert_int_equal(seen->at, 500);
	assert_true(learner_has_seen(learner, "n"));
	const struct record *place = learner_note(learner, &(struct record){ .type = RECORD_PLACE, .page = "m" }, 501);
	assert_int_equal(place->seq, 2);
	assert_string_equal(learner_place(learner)->page, "m");
	const struct record half = { .type = RECORD_DRAFT, .page = "m", .text = "h" };
	const struct record *draft = learner_note(learner, &half, 502);
	assert_int_equal(draft->seq, 3);
	draft = learner_note(learner, draft, 503); /* the same one again: borrowed from itself */
	assert_int_equal(draft->seq, 4);
	assert_string_equal(draft->text, "h");
	assert_null(learner_latest(learner, RECORD_DRAFT, "m"));
	assert_string_equal(place->page, "m");
	assert_int_equal(learner_last_at(learner, INT64_MAX), 501);
	learner_free(learner);
}

static void drafts_alone_are_nothing_known(void **state)
{
	(void)state;
	struct learner *learner = learner_new();
	learner_take(learner, &(struct record){ .type = RECORD_DRAFT, .sid = 1, .seq = 1, .clock = 5, .at = 7, .page = "p" });
	assert_true(learner_is_new(learner));
	learner_begin(learner, 3);
	assert_int_equal(learner_note(learner, &(struct record){ .type = RECORD_NOTICE }, 1)->clock, 6);
	assert_false(learner_is_new(learner));
	learner_free(learner);
}

static void words_are_counted_by_page(void **state)
{
	static const struct {
		const char *name;
		struct record words[4];
		size_t n, pages;
	} cases[] = {
		{ "one", { { .page = "a", .text = "x", .attempt = 1 } }, 1, 1 },
		{ "taken back", { { .page = "a", .text = "x", .attempt = 1 }, { .page = "a", .attempt = 1 } }, 2, 0 },
		{ "written again", { { .page = "a", .text = "", .attempt = 1 }, { .page = "a", .text = "y", .attempt = 1 } }, 2, 1 },
		{ "one copy of two taken back", { { .page = "a", .text = "x", .attempt = 1 }, { .page = "a", .text = "y", .attempt = 2 },
			{ .page = "a", .attempt = 2 } }, 3, 1 },
		{ "both taken back", { { .page = "a", .text = "x", .attempt = 1 }, { .page = "a", .text = "y", .attempt = 2 },
			{ .page = "a", .attempt = 2 }, { .page = "a", .attempt = 1 } }, 4, 0 },
		{ "two pages", { { .page = "a", .text = "x", .attempt = 1 }, { .page = "b", .text = "y", .attempt = 1 } }, 2, 2 },
	};
	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct learner *learner = learner_new();
		learner_begin(learner, 1);
		for (size_t k = 0; k < cases[i].n; k++) {
			struct record words = cases[i].words[k];
			words.type = RECORD_WORDS;
			learner_note(learner, &words, 1);
		}
		if (learner_words(learner) != cases[i].pages)
			fail_msg("%s: %zu pages", cases[i].name, learner_words(learner));
		learner_free(learner);
	}
}

#define BASE(sid_, seq_) { true, sid_, seq_ }
#define OPEN(sid_, clock_) { .type = RECORD_OPEN, .sid = sid_, .seq = 1, .clock = clock_ }
#define WORDS(sid_, seq_, clock_, text_) \
	{ .type = RECORD_WORDS, .sid = sid_, .seq = seq_, .clock = clock_, .page = "p", .text = text_, .attempt = 1 }
#define OVER(sid_, seq_, clock_, text_, base_) \
	{ .type = RECORD_WORDS, .sid = sid_, .seq = seq_, .clock = clock_, .page = "p", .text = text_, .attempt = 1, .base = base_ }

static void words_stand_until_their_reader_writes_over_them(void **state)
{
	static const struct {
		const char *name;
		struct record records[6];
		const char *standing; /* the newest first */
	} cases[] = {
		{ "one", { WORDS(1, 2, 2, "a") }, "a " },
		{ "two sessions that did not know", { OVER(1, 2, 5, "a", BASE(0, 0)), OVER(2, 2, 4, "b", BASE(0, 0)) },
			"a b " },
		{ "written over", { OVER(1, 2, 5, "a", BASE(0, 0)), OVER(2, 2, 9, "b", BASE(1, 2)) }, "b " },
		{ "both over one", { WORDS(1, 2, 5, "a"), OVER(2, 2, 9, "b", BASE(1, 2)), OVER(3, 2, 9, "c", BASE(1, 2)) },
			"c b " },
		{ "one of two goes on", { OVER(1, 2, 5, "a", BASE(0, 0)), OVER(2, 2, 6, "b", BASE(0, 0)),
			OVER(3, 2, 9, "c", BASE(2, 2)) }, "c a " },
		{ "one session's own", { WORDS(1, 2, 5, "a"), OVER(1, 3, 6, "b", BASE(0, 0)) }, "b " },
		{ "another's, then one's own", { WORDS(1, 2, 5, "a"), OVER(2, 2, 6, "b", BASE(0, 0)),
			OVER(1, 3, 7, "c", BASE(1, 2)) }, "c b " },
		{ "taken back", { WORDS(1, 2, 5, "a"), OVER(2, 2, 6, "", BASE(1, 2)) }, "" },
		{ "one of two taken back", { WORDS(1, 2, 5, "a"), OVER(2, 2, 6, "b", BASE(0, 0)),
			OVER(3, 2, 8, NULL, BASE(2, 2)) }, "a " },
		{ "a base that is gone", { WORDS(1, 2, 5, "a"), OVER(2, 2, 6, "b", BASE(7, 7)) }, "b a " },
		{ "no base can lie ahead", { OVER(1, 2, 5, "a", BASE(2, 2)), OVER(2, 2, 6, "b", BASE(1, 2)) }, "b " },
		{ "old: began after", { WORDS(1, 2, 5, "a"), OPEN(2, 6), WORDS(2, 2, 7, "b") }, "b " },
		{ "old: began before", { WORDS(1, 2, 5, "a"), OPEN(2, 4), WORDS(2, 2, 7, "b") }, "b a " },
		{ "old: nobody knows", { WORDS(1, 2, 5, "a"), WORDS(2, 2, 7, "b") }, "b " },
		{ "old: another copy", { WORDS(1, 2, 5, "a"), { .type = RECORD_WORDS, .sid = 2, .seq = 2, .clock = 7, .page = "p",
			.text = "b", .attempt = 2 } }, "b a " },
	};
	(void)state;
	for (size_t i = 0; i < N(cases); i++)
		for (int turned = 0; turned < 2; turned++) {
			struct learner *learner = learner_new();
			struct str got = { 0 };
			const struct record *one;
			for (size_t k = 0; k < 6; k++)
				if (cases[i].records[turned ? 5 - k : k].sid)
					learner_take(learner, &cases[i].records[turned ? 5 - k : k]);
			for (size_t n = 0; (one = learner_standing(learner, RECORD_WORDS, "p", n)); n++)
				str_print(&got, "%s ", one->text);
			if (strcmp(str_text(&got), cases[i].standing) != 0)
				fail_msg("%s: \"%s\"", cases[i].name, str_text(&got));
			assert_int_equal(learner_words(learner), *cases[i].standing ? 1 : 0);
			assert_null(learner_standing(learner, RECORD_PLAN, "p", 0));
			str_release(&got);
			learner_free(learner);
		}
}

/* Property: sessions open, write over what stands first before their eyes, and end, in any overlap. Whatever does not stand
 * in the end was in the learner of a session that wrote on the page later; and the order of taking changes nothing. */
#define LIVES 4
#define MOST 40

struct telling {
	struct record log[MOST];
	size_t n;
	size_t seen[MOST];              /* by record: how many of the log its session had read at its beginning */
	struct {
		struct learner *learner;
		size_t read;
	} lives[LIVES];
	uint64_t sids;
	char texts[MOST][8];
};

static void life_begin(struct telling *t, size_t i)
{
	learner_free(t->lives[i].learner);
	t->lives[i].learner = learner_new();
	for (size_t k = 0; k < t->n; k++)
		learner_take(t->lives[i].learner, &t->log[k]);
	t->lives[i].read = t->n;
	learner_begin(t->lives[i].learner, ++t->sids);
}

static void life_write(struct telling *t, size_t i)
{
	struct learner *learner = t->lives[i].learner;
	const struct record *over = learner_standing(learner, RECORD_WORDS, "p", 0);
	struct record news = { .type = RECORD_WORDS, .page = "p", .attempt = 1, .text = t->texts[t->n], .base = { .known = true } };
	if (over)
		news.base = (struct record_base){ true, over->sid, over->seq };
	snprintf(t->texts[t->n], sizeof t->texts[0], "%zu", t->n);
	struct record noted = *learner_note(learner, &news, 1);
	noted.page = "p";
	noted.text = t->texts[t->n];
	t->seen[t->n] = t->lives[i].read;
	t->log[t->n++] = noted;
}

static bool is_standing(const struct learner *learner, const struct record *record)
{
	const struct record *one;
	for (size_t n = 0; (one = learner_standing(learner, RECORD_WORDS, "p", n)); n++)
		if (one->sid == record->sid && one->seq == record->seq)
			return true;
	return false;
}

static bool was_read_later(const struct telling *t, size_t i)
{
	for (size_t k = i + 1; k < t->n; k++)
		if (t->log[k].sid == t->log[i].sid || i < t->seen[k])
			return true;
	return false;
}

static void unseen_words_are_never_hidden(void **state)
{
	static struct telling t;
	uint32_t seed = 20261123;
	unsigned several = 0;
	(void)state;
	for (int round = 0; round < 400; round++) {
		t = (struct telling){ .sids = 0 };
		while (t.n < MOST - 1) {
			size_t i = chance(&seed) % LIVES;
			if (!t.lives[i].learner || chance(&seed) % 4 == 0)
				life_begin(&t, i);
			else
				life_write(&t, i);
		}
		struct learner *one = learner_new(), *other = learner_new();
		for (size_t k = 0; k < t.n; k++) {
			learner_take(one, &t.log[k]);
			learner_take(other, &t.log[t.n - 1 - k]);
			(void)learner_standing(other, RECORD_WORDS, "p", 0);
		}
		for (size_t k = 0; k < t.n; k++) {
			assert_int_equal(is_standing(one, &t.log[k]), is_standing(other, &t.log[k]));
			if (!is_standing(one, &t.log[k]) && !was_read_later(&t, k))
				fail_msg("round %d: words %zu are hidden, and nobody who wrote later had read them", round, k);
		}
		several += learner_standing(one, RECORD_WORDS, "p", 1) != NULL;
		learner_free(one);
		learner_free(other);
		for (size_t i = 0; i < LIVES; i++)
			learner_free(t.lives[i].learner);
	}
	assert_true(several > 50); /* the property was tried */
}

/* Many pages, so that the hash grows. */
/* What was done before is past and stays known; words stand; the last one counts, whatever order they are taken in. */
static void a_page_begins_anew(void **state)
{
	static const struct record done[] = {
		{ .type = RECORD_SEEN, .sid = 1, .seq = 1, .clock = 1, .page = "p", .word = "skipped" },
		{ .type = RECORD_ANSWER, .sid = 1, .seq = 2, .clock = 2, .page = "p", .rev = 1, .verdict = VERDICT_WRONG, .attempt = 1 },
		{ .type = RECORD_WORDS, .sid = 1, .seq = 3, .clock = 3, .page = "p", .text = "mine", .attempt = 1 },
		{ .type = RECORD_AFRESH, .sid = 1, .seq = 4, .clock = 4, .page = "p", .word = "on" },
		{ .type = RECORD_SEEN, .sid = 1, .seq = 5, .clock = 5, .page = "p", .word = "seen" },
		{ .type = RECORD_AFRESH, .sid = 1, .seq = 6, .clock = 6, .page = "p", .word = "off" },
	};
	static const struct { size_t n; bool seen, answered, past, afresh; } cases[] = {
		{ 3, true, true, false, false }, { 4, false, false, true, true }, { 5, true, false, true, false },
		{ 6, true, true, false, false },
	};

	(void)state;
	for (size_t c = 0; c < N(cases); c++)
		for (int backwards = 0; backwards < 2; backwards++) {
			struct learner *learner = learner_new();
			for (size_t i = 0; i < cases[c].n; i++)
				learner_take(learner, &done[backwards ? cases[c].n - 1 - i : i]);
			const struct record *answer = learner_latest(learner, RECORD_ANSWER, "p");
			assert_non_null(answer);
			if (learner_has_seen(learner, "p") != cases[c].seen || learner_has_answered(learner, "p") != cases[c].answered ||
				learner_is_past(learner, answer) != cases[c].past || learner_is_afresh(learner, "p") != cases[c].afresh)
				fail_msg("after %zu records, %s", cases[c].n, backwards ? "backwards" : "as they came");
			assert_non_null(learner_standing(learner, RECORD_WORDS, "p", 0));
			assert_false(learner_has_seen(learner, "other"));
			learner_free(learner);
		}
}

static void many_pages(void **state)
{
	(void)state;
	struct learner *learner = learner_new();
	learner_begin(learner, 1);
	char page[32];
	for (int i = 0; i < 3000; i++) {
		snprintf(page, sizeof page, "page-%d", i % 1500);
		learner_note(learner, &(struct record){ .type = RECORD_ANSWER, .page = page, .attempt = (unsigned)i }, i);
	}
	for (int i = 0; i < 1500; i++) {
		snprintf(page, sizeof page, "page-%d", i);
		assert_int_equal(learner_first(learner, RECORD_ANSWER, page)->at, i);
		assert_int_equal(learner_latest(learner, RECORD_ANSWER, page)->at, i + 1500);
	}
	learner_free(learner);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_known),
		cmocka_unit_test(all_is_answered),
		cmocka_unit_test(order_does_not_matter),
		cmocka_unit_test(notes_are_stamped),
		cmocka_unit_test(drafts_alone_are_nothing_known),
		cmocka_unit_test(words_are_counted_by_page),
		cmocka_unit_test(words_stand_until_their_reader_writes_over_them),
		cmocka_unit_test(unseen_words_are_never_hidden),
		cmocka_unit_test(a_page_begins_anew),
		cmocka_unit_test(many_pages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
