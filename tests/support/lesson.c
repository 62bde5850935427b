/* SPDX-License-Identifier: MIT */
#include "support/lesson.h"

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "support/nodes.h"
#include "tutor/keymap.h"
#include "tutor/keyname.h"

static const char the_course[] = "{attune: 1, id: tea, title: Tea, language: en, version: '1', chapters: [chapter]}";

/* --- keys --- */

static bool find_key(const char *name, size_t len, struct key *key)
{
	for (unsigned press = PRESS_TEXT; press < PRESS_OTHER; press++)
		for (uint32_t point = 0; point < 127; point++) {
			*key = (struct key){(enum press)press, point};
			if (keyname_matches(name, len, *key))
				return true;
		}
	return false;
}

struct key lesson_key(const char *name, size_t len)
{
	struct key key;

	if (find_key(name, len, &key))
		return key;
	fprintf(stderr, "no key is called '%.*s'\n", (int)len, name);
	abort();
}

bool lesson_next_key(const char **keys, bool *in_text, struct key *key)
{
	size_t len;

	if (!*in_text)
		*keys += strspn(*keys, " ");
	if (**keys == '\'') {
		*in_text = !*in_text;
		++*keys;
		return lesson_next_key(keys, in_text, key);
	}
	if (!**keys)
		return false;
	if (*in_text) {
		*key = (struct key){.press = PRESS_TEXT};
		key->point = text_point(*keys, strlen(*keys), &len);
	} else {
		len = strcspn(*keys, " ");
		*key = lesson_key(*keys, len);
	}
	*keys += len;
	return true;
}

/* --- records in words --- */

static const char *const type_words[RECORD_TYPES] = {
	[RECORD_OPEN] = "open", [RECORD_NOTICE] = "notice", [RECORD_KEEP] = "keep", [RECORD_PLACE] = "place", [RECORD_SEEN] = "left",
	[RECORD_ANSWER] = "answer", [RECORD_BELIEF] = "belief", [RECORD_WORDS] = "words", [RECORD_PLAN] = "plan", [RECORD_DRAFT] = "draft",
	[RECORD_CHAPTER] = "met", [RECORD_TAKEN] = "taken", [RECORD_MARK] = "mark", [RECORD_AFRESH] = "afresh", [RECORD_INDEX] = "index", [RECORD_OTHER] = "other",
};
static const char *const verdict_words[] = {
	[VERDICT_NONE] = "", [VERDICT_RIGHT] = " right", [VERDICT_PARTLY] = " partly", [VERDICT_WRONG] = " wrong", [VERDICT_REVEALED] = " revealed",
};

static void dump_picks(const struct record *r, struct str *out)
{
	for (size_t i = 0; i < r->npicks; i++) {
		str_print(out, "%s%s", i ? "+" : " ", r->picks[i].id);
		if (r->picks[i].number >= 0)
			str_print(out, "=%d", r->picks[i].number);
		if (r->picks[i].text)
			str_print(out, "='%s'", r->picks[i].text);
	}
}

void lesson_dump(const struct record *r, struct str *out)
{
	bool is_draft = r->type == RECORD_DRAFT;

	str_add_text(out, type_words[r->type]);
	if (r->page && r->type != RECORD_ANSWER && r->type != RECORD_BELIEF && r->type != RECORD_WORDS)
		str_print(out, " %s", r->page);
	else if (r->chapter && r->type == RECORD_PLACE)
		str_print(out, " chapter %s", r->chapter);
	dump_picks(r, out);
	if (r->text && r->type != RECORD_OPEN)
		str_print(out, " '%s'", r->text);
	if (r->word)
		str_print(out, " %s", r->word);
	str_add_text(out, verdict_words[r->verdict]);
	if (r->sure)
		str_print(out, " sure %u", r->sure);
	if (r->attempt && !is_draft)
		str_print(out, r->type == RECORD_WORDS ? " copy %u" : " try %u", r->attempt);
	if (r->hints)
		str_print(out, " hints %u", r->hints);
	if (r->review)
		str_print(out, " back %u", r->review);
	if (r->sealed)
		str_add_text(out, " sealed");
}

/* --- life --- */

static void *no_fault(void *made, struct diags *diags)
{
	struct str line = {0};

	if (made && diags->errors == 0)
		return made;
	for (size_t i = 0; i < diags->count; i++)
		diag_print(&diags->list[i], DIAG_SHORT, &line);
	fprintf(stderr, "the test's own lesson has a fault:\n%s\n", str_text(&line));
	abort();
}

void lesson_begin(struct lesson *l, const char *pages)
{
	*l = (struct lesson){.now = 1000};
	l->course = no_fault(course_read(nodes_of(&l->arena, the_course), "/courses/tea", &l->diags), &l->diags);
	l->chapter = no_fault(chapter_read(nodes_of(&l->arena, arena_print(&l->arena, "{id: chapter, title: One, minutes: 6, pages: %s}", pages)), "chapter",
		kinds_all, &l->diags), &l->diags);
	l->learner = learner_new();
	learner_begin(l->learner, 1);
	(void)learner_note(l->learner, &(struct record){.type = RECORD_OPEN, .text = "1", .seed = LESSON_SEED}, l->now);
}

void lesson_end(struct lesson *l)
{
	visit_end(&l->visit);
	learner_free(l->learner);
	chapter_free(l->chapter);
	course_free(l->course);
	diags_release(&l->diags);
	str_release(&l->kept);
	str_release(&l->text);
	arena_release(&l->arena);
}

/* As io/store has it: what is empty clears the draft. */
static bool is_empty(const struct record *half)
{
	return half->npicks == 0 && (!half->text || !*half->text) && half->hints == 0 && half->stage == 0;
}

void lesson_visit(struct lesson *l, const char *page)
{
	struct record half;
	int index = chapter_find(l->chapter, page);

	assert(index >= 0);
	if (l->visit.page) {
		visit_half(&l->visit, &half, &l->arena);
		l->half = is_empty(&half) ? NULL : record_copy(&l->arena, &half);
	}
	visit_end(&l->visit);
	visit_begin(&l->visit, l->course, l->chapter, &l->chapter->pages[index], l->learner, l->half);
}

static void take(struct lesson *l, enum visit_did did, const struct record *record)
{
	l->did = did;
	if (did != VISIT_KEEP)
		return;
	if (l->kept.len)
		str_add_text(&l->kept, "; ");
	lesson_dump(learner_note(l->learner, record, l->now++), &l->kept);
	visit_kept(&l->visit, record);
}

static void move(struct lesson *l, int by)
{
	int to = l->visit.focus + by;

	if (to >= 0 && to < visit_items(&l->visit))
		l->visit.focus = to;
}

static bool is_letter(struct key key, char letter)
{
	return key.press == PRESS_TEXT && key.point == (unsigned char)letter;
}

static void press(struct lesson *l, struct key key)
{
	struct visit *v = &l->visit;
	struct arena arena = {0};
	struct record out = {0};
	bool field = visit_is_writing(v);

	if (key.press == PRESS_ESCAPE)
		take(l, visit_put_down(v, &out, &arena), &out);
	else if (field)
		take(l, visit_key(v, key, &out, &arena), &out);
	else if (key.press == PRESS_ENTER)
		take(l, visit_check(v, &out, &arena), &out);
	else if (is_letter(key, 'i'))
		take(l, visit_hint(v), &out);
	else if (is_letter(key, 'r'))
		take(l, visit_reveal(v, &out, &arena), &out);
	else if (is_letter(key, 'u'))
		take(l, visit_clear(v), &out);
	else if (key.press == PRESS_UP || key.press == PRESS_DOWN)
		move(l, key.press == PRESS_UP ? -1 : 1);
	else
		take(l, visit_key(v, key, &out, &arena), &out);
	arena_release(&arena);
}

void lesson_press(struct lesson *l, const char *keys)
{
	bool in_text = false;
	struct key key;

	while (lesson_next_key(&keys, &in_text, &key))
		press(l, key);
}

static const char *text_of(struct lesson *l, struct doc *doc)
{
	str_cut(&l->text, 0);
	doc_lines(doc, &l->text);
	doc_release(doc);
	return str_text(&l->text);
}

const char *lesson_hear(struct lesson *l, const char *line)
{
	struct arena arena = {0};
	struct record out = {0};
	struct doc doc;
	unsigned news = l->visit.news;

	l->visit.in_lines = true;
	if (!*line) /* an empty line skips how sure, as Enter does */
		take(l, visit_check(&l->visit, &out, &arena), &out);
	else
		take(l, visit_hear(&l->visit, line, &out, &arena), &out);
	doc_begin(&doc, 0);
	visit_tell(&l->visit, &doc, news);
	if (l->visit.message[0])
		doc_say(&doc, STYLE_MESSAGE, l->visit.message);
	arena_release(&arena);
	return text_of(l, &doc);
}

const char *lesson_view(struct lesson *l)
{
	struct doc doc;

	doc_begin(&doc, 66);
	visit_view(&l->visit, &doc);
	return text_of(l, &doc);
}

const char *lesson_said(struct lesson *l)
{
	struct doc doc;

	doc_begin(&doc, 0);
	visit_say(&l->visit, &doc);
	return text_of(l, &doc);
}

const char *lesson_kept(struct lesson *l)
{
	str_cut(&l->text, 0);
	str_add_text(&l->text, str_text(&l->kept));
	str_cut(&l->kept, 0);
	return str_text(&l->text);
}

/* --- ways --- */

static bool expect(const struct way *w, bool holds, const char *what, const char *wanted, const char *found)
{
	if (!holds)
		fprintf(stderr, "%s: %s\n  wanted: %s\n  found:  %s\n", w->name, what, wanted, found);
	return holds;
}

static void say_lines(struct lesson *l, const char *lines, struct str *told)
{
	for (const char *end; *lines; lines = end + 1) {
		end = strchr(lines, '\n');
		str_add_text(told, lesson_hear(l, arena_copy(&l->arena, lines, (size_t)(end - lines))));
	}
}

static bool number_is(const struct way *w, const char *what, int wanted, int found)
{
	char a[12], b[12];

	(void)snprintf(a, sizeof a, "%d", wanted);
	(void)snprintf(b, sizeof b, "%d", found);
	return expect(w, wanted == found, what, a, b);
}

static bool ends_as_it_should(struct lesson *l, const struct way *w, const char *seen, const char *message)
{
	bool good = number_is(w, "stage", (int)w->stage, (int)l->visit.stage);
	const char *kept = w->kept ? lesson_kept(l) : "";

	good &= number_is(w, "verdict", (int)w->verdict, (int)l->visit.verdict);
	good &= !w->kept || expect(w, strcmp(kept, w->kept) == 0, "kept", w->kept, kept);
	good &= !w->sees || expect(w, strstr(seen, w->sees), "sees", w->sees, seen);
	good &= !w->sees_too || expect(w, strstr(seen, w->sees_too), "sees", w->sees_too, seen);
	good &= !w->lacks || expect(w, !strstr(seen, w->lacks), "lacks", w->lacks, seen);
	good &= !w->lacks_too || expect(w, !strstr(seen, w->lacks_too), "lacks", w->lacks_too, seen);
	return good & (!w->message || expect(w, strcmp(message, w->message) == 0, "message", w->message, message));
}

static bool goes(const char *pages, const struct way *w)
{
	struct lesson l;
	struct str told = {0};
	char message[sizeof l.visit.message];
	bool good;

	lesson_begin(&l, pages);
	lesson_visit(&l, w->page);
	if (w->before) {
		lesson_press(&l, w->before);
		lesson_visit(&l, w->page);
	}
	if (w->keys)
		lesson_press(&l, w->keys);
	if (w->lines)
		say_lines(&l, w->lines, &told);
	else
		str_add_text(&told, lesson_view(&l));
	memcpy(message, l.visit.message, sizeof message);
	good = ends_as_it_should(&l, w, str_text(&told), message);
	str_release(&told);
	lesson_end(&l);
	return good;
}

bool lesson_goes(const char *pages, const struct way *ways, size_t n)
{
	bool good = true;

	for (size_t i = 0; i < n; i++)
		good &= goes(pages, &ways[i]);
	return good;
}

/* --- faults --- */

static bool is_judged_so(const char *kind, const struct faulty *f)
{
	struct arena arena = {0};
	struct diags diags = {0};
	struct str codes = {0};
	const char *ask = strstr(f->keys, "ask:") ? "" : "ask: Which?, ";
	bool good;

	chapter_free(chapter_read(nodes_of(&arena, arena_print(&arena, "{id: one, title: One, pages: [{id: page, kind: %s, %s%s}]}", kind, ask, f->keys)),
		"one", kinds_all, &diags));
	for (size_t i = 0; i < diags.count; i++)
		str_print(&codes, "%s%s", i ? " " : "", diag_code_text(diags.list[i].code));
	good = strcmp(str_text(&codes), f->codes) == 0;
	if (!good)
		fprintf(stderr, "%s: faults\n  wanted: %s\n  found:  %s\n", f->name, f->codes, str_text(&codes));
	str_release(&codes);
	diags_release(&diags);
	arena_release(&arena);
	return good;
}

bool lesson_faults(const char *kind, const struct faulty *list, size_t n)
{
	bool good = true;

	for (size_t i = 0; i < n; i++)
		good &= is_judged_so(kind, &list[i]);
	return good;
}

/* --- tables as tests --- */

void lesson_test(void **state)
{
	const struct lesson_table *t = *state;

	if (!(t->ways ? lesson_goes(t->pages, t->ways, t->n) : lesson_faults(t->kind, t->faults, t->n)))
		_fail(t->file, t->line);
}

/* --- records that do not fit --- */

void lesson_endures(const char *pages, const char *page, const struct pick *picks, size_t n)
{
	for (int verdict = VERDICT_NONE; verdict <= VERDICT_REVEALED; verdict++) {
		struct record odd = {.type = RECORD_ANSWER, .chapter = "chapter", .page = page, .rev = 1, .picks = picks, .npicks = n,
			.verdict = (enum verdict)verdict, .attempt = 1, .focus = 99, .stage = 7, .hints = 9};
		struct lesson l;

		lesson_begin(&l, pages);
		if (verdict == VERDICT_NONE) {
			odd.type = RECORD_DRAFT;
			l.half = record_copy(&l.arena, &odd);
		} else {
			(void)learner_note(l.learner, &odd, l.now);
		}
		lesson_visit(&l, page);
		(void)lesson_view(&l);
		(void)lesson_said(&l);
		lesson_press(&l, "1 Down 2 Enter 1 Enter");
		(void)lesson_view(&l);
		(void)lesson_hear(&l, "1 2");
		lesson_press(&l, "Esc r");
		(void)lesson_view(&l);
		lesson_end(&l);
	}
}
