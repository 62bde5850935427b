/* SPDX-License-Identifier: MIT */
#include "kinds/kind.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "base/likeness.h"
#include "base/tr.h"
#include "course/check.h"

/* A page's kind_form is the head of its kind. */
static_assert(offsetof(struct kind, form) == 0, "a kind begins with its form");

const struct kind_form *const kinds_all[] = {
#define X(name) &kind_##name.form,
	KINDS(X)
#undef X
	NULL
};

const struct kind *kind_of(const struct page *page)
{
	return (const struct kind *)(const void *)page->kind;
}

const struct kind *kind_named(const char *name)
{
	for (const struct kind_form *const *form = kinds_all; *form; form++)
		if (strcmp((*form)->name, name) == 0)
			return (const struct kind *)(const void *)*form;
	return NULL;
}

/* --- verdicts --- */

static const struct {
	const char *word;
	enum style style;
	const char *became;
} verdicts[] = {
	[VERDICT_NONE] = {"", STYLE_TEXT, TR_IN("of a question", "passed over")},
	[VERDICT_RIGHT] = {TR("Correct."), STYLE_RIGHT, TR_IN("of a question", "right")},
	[VERDICT_PARTLY] = {TR("Partly."), STYLE_PARTLY, TR_IN("of a question", "partly")},
	[VERDICT_WRONG] = {TR("Not yet."), STYLE_NOT_YET, TR("not yet")},
	[VERDICT_REVEALED] = {TR("The answer:"), STYLE_STRONG, TR_IN("of a question", "looked up")},
};

const char *verdict_word(enum verdict verdict)
{
	return tr(verdicts[verdict].word);
}

const char *verdict_became(enum verdict verdict)
{
	return tr(verdicts[verdict].became);
}

enum style verdict_style(enum verdict verdict)
{
	return verdicts[verdict].style;
}

void verdict_say(const struct visit *v, struct doc *doc, unsigned fit, unsigned of)
{
	if (v->verdict == VERDICT_PARTLY)
		doc_sayf(doc, verdict_style(v->verdict), tr("%s %u of %u fit."), verdict_word(v->verdict), fit, of);
	else
		doc_say(doc, verdict_style(v->verdict), verdict_word(v->verdict));
}

void say_chosen(const struct visit *v, struct doc *doc, char first, const unsigned char *chosen, size_t n)
{
	struct str typed = {0};

	if (v->stage != STAGE_SURE)
		return;
	for (size_t i = 0; i < n; i++)
		str_print(&typed, "%s%c", i ? " " : "", first + chosen[i]);
	doc_gap(doc);
	doc_sayf(doc, STYLE_TEXT, tr("You answered: %s"), str_text(&typed));
	str_release(&typed);
}

const char *verdict_fits(bool fits)
{
	return fits ? tr("fits") : tr("not yet");
}

const char *verdict_beside(const struct visit *v, bool fits)
{
	return v->stage == STAGE_TOLD ? verdict_fits(fits) : NULL;
}

void say_of(struct doc *doc, const struct markup *what, const struct markup *say)
{
	struct str word = {0};

	markup_plain(what, &word);
	while (word.len > 0 && strchr("\n.", word.at[word.len - 1])) /* a colon follows */
		str_cut(&word, word.len - 1);
	str_add_text(&word, ":");
	doc_verdict(doc, STYLE_STRONG, str_text(&word), say);
	str_release(&word);
}

void visit_refuse(struct visit *v, const char *words)
{
	(void)snprintf(v->message, sizeof v->message, "%s", words);
}

/* --- shuffling --- */

/* SplitMix64 (Steele, Lea, Flood 2014): small, and the same on every machine. */
static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* FNV-1a: the page's id and rev are mixed into the seed, so that pages differ and an order lasts. */
static uint64_t seed_of(const struct visit *v)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (const char *c = v->page->id; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
	return v->seed ^ hash ^ ((uint64_t)v->page->rev << 32);
}

void visit_shuffle(const struct visit *v, size_t n, unsigned char *shown)
{
	uint64_t state = seed_of(v);

	assert(n <= 255);
	for (size_t i = 0; i < n; i++)
		shown[i] = (unsigned char)i;
	if (v->page->fixed == FLAG_YES)
		return;
	for (size_t i = n; i > 1; i--) {
		size_t j = (size_t)(next_random(&state) % i);
		unsigned char kept = shown[i - 1];

		shown[i - 1] = shown[j];
		shown[j] = kept;
	}
}

void visit_mix(const struct visit *v, size_t n, unsigned char *shown)
{
	size_t in_place = 0;

	visit_shuffle(v, n, shown);
	while (in_place < n && shown[in_place] == in_place)
		in_place++;
	for (size_t i = 0; in_place == n && i < n; i++)
		shown[i] = (unsigned char)((i + 1) % n);
}

/* --- keys --- */

int key_digit(struct key key)
{
	return key.press == PRESS_TEXT && key.point >= '0' && key.point <= '9' ? (int)(key.point - '0') : -1;
}

static enum acted acted_of(struct visit *v, enum edit_result result, const char *full)
{
	switch (result) {
	case EDIT_IGNORED:
		return ACT_IGNORED;
	case EDIT_MOVED:
		return ACT_MOVED;
	case EDIT_CHANGED:
		return ACT_CHANGED;
	case EDIT_FULL:
		visit_refuse(v, full);
		return ACT_REFUSED;
	}
	return ACT_IGNORED;
}

/* --- fields and blanks --- */

static enum acted in_field(struct visit *v, enum edit_result result)
{
	return acted_of(v, result, tr("This field is full: 64 KiB. What stands in it stays."));
}

enum acted field_key(struct visit *v, struct edit *edit, struct key key)
{
	return in_field(v, edit_key(edit, key));
}

enum acted field_paste(struct visit *v, struct edit *edit, const char *text, size_t len)
{
	enum acted acted = in_field(v, edit_paste(edit, text, len));

	if (acted == ACT_CHANGED && edit->cut)
		visit_refuse(v, tr("Only a part of it fitted: this field holds 64 KiB."));
	return acted;
}

bool visit_is_put_down(struct visit *v)
{
	if (!v->writing)
		visit_refuse(v, tr("This is kept. Enter goes on, u writes more; ? has the words for going elsewhere."));
	return !v->writing;
}

static enum acted in_blank(struct visit *v, enum edit_result result)
{
	return acted_of(v, result, tr("This blank is full."));
}

static bool adds(struct key key)
{
	return key.press == PRESS_TEXT || (key.press == PRESS_CTRL && key.point == 'y');
}

enum acted blank_key(struct visit *v, struct edit *edit, struct key key, size_t most)
{
	return in_blank(v, edit->text.len >= most && adds(key) ? EDIT_FULL : edit_key(edit, key));
}

/* The bytes of whole graphemes that fit into `room`. */
static size_t whole_within(const char *text, size_t len, size_t room)
{
	size_t at = 0, size;

	while (at < len && at + (size = text_grapheme(text + at, len - at)) <= room)
		at += size;
	return at;
}

enum acted blank_paste(struct visit *v, struct edit *edit, const char *text, size_t len, size_t most)
{
	size_t room = edit->text.len < most ? most - edit->text.len : 0, taken = whole_within(text, len, room);
	enum acted acted = in_blank(v, taken == 0 ? EDIT_FULL : edit_paste(edit, text, taken));

	if (acted == ACT_CHANGED && taken < len)
		visit_refuse(v, tr("Only the beginning of it fitted: this blank is full."));
	return acted;
}

bool visit_is_closed(struct visit *v)
{
	if (v->stage == STAGE_DONE)
		visit_refuse(v, tr("This one is done. u clears it, if you want to try again."));
	return v->stage == STAGE_DONE;
}

/* --- hearing numbers --- */

static bool hear_one(const char **at, size_t n, unsigned char *picked)
{
	size_t value = 0;

	if (**at >= 'a' && **at <= 'z' && (size_t)(**at - 'a') < n) {
		*picked = (unsigned char)(*(*at)++ - 'a');
		return true;
	}
	while (**at >= '0' && **at <= '9' && value <= n)
		value = value * 10 + (size_t)(*(*at)++ - '0');
	if (value < 1 || value > n)
		return false;
	*picked = (unsigned char)(value - 1);
	return true;
}

bool visit_hear_numbers(const char *line, size_t n, unsigned char *picked, size_t *npicked)
{
	return visit_hear_list(line, n, n, picked, npicked);
}

bool visit_hear_list(const char *line, size_t n, size_t most, unsigned char *picked, size_t *npicked)
{
	*npicked = 0;
	for (line += strspn(line, " ,;\t"); *line; line += strspn(line, " ,;\t")) {
		if (*npicked == most || !hear_one(&line, n, &picked[*npicked]))
			return false;
		if (*line && !strchr(" ,;\t", *line))
			return false;
		(*npicked)++;
	}
	return *npicked > 0;
}

/* --- parts in general --- */

/* The first before `i` that reads the same, or `i`. What was not read, or not whole, reads like nothing. */
static size_t first_same(const struct str *words, size_t i)
{
	for (size_t j = 0; words[i].len && j < i; j++)
		if (words[j].len && text_same(str_text(&words[i]), str_text(&words[j])))
			return j;
	return i;
}

void judged_same(const struct page *page, const struct judged *list, size_t n, const char *what, struct diags *diags)
{
	struct str *words = mem_get((n + 1) * sizeof *words);

	for (size_t i = 0; i < n; i++) {
		if (list[i].text && !places_lack(&page->places, list[i].text))
			markup_plain(list[i].text, &words[i]);
		size_t same = first_same(words, i);
		if (same == i)
			continue;
		diag_add(diags, DIAG_SAME_TEXT, list[i].at, 1, "this %s reads like the one on line %u", tr(what), list[same].at.line);
		diag_help(diags, "give each words of its own: only one of the two would count as right");
	}
	for (size_t i = 0; i < n; i++)
		str_release(&words[i]);
	mem_free(words);
}

void judged_enough(const struct page *page, const struct parts *parts, const char *what, struct diags *diags)
{
	if (parts->n >= 2 || places_lack(&page->places, parts))
		return;
	diag_add(diags, DIAG_TOO_FEW, page->at, 1, "page '%s' has only one %s", page->id ? page->id : "?", tr(what));
	diag_help(diags, "two are the least there is to choose among");
}

static void ids_once(const struct page *page, const struct judged *list, size_t n, const char *what, struct diags *diags)
{
	struct named *named = mem_get((n + 1) * sizeof *named);

	for (size_t i = 0; i < n; i++)
		named[i] = (struct named){.id = list[i].id, .at = places_find(&page->places, list[i].id, list[i].at)};
	check_unique(named, n, what, diags);
	mem_free(named);
}

/* How such a struct begins. */
struct part {
	struct place at;
	const char *id;
};

void parts_once(const struct page *page, const struct parts *parts, const struct fields *fields, struct diags *diags)
{
	struct judged *list = mem_get((parts->n + 1) * sizeof *list);

	for (size_t i = 0; i < parts->n; i++) {
		const struct part *part = (const void *)((const char *)parts->list + i * fields->size);

		list[i] = (struct judged){.at = part->at, .id = part->id};
	}
	ids_once(page, list, parts->n, fields->what, diags);
	mem_free(list);
}

/* --- parts that are judged --- */

static void check_said(const struct page *page, const struct judged *list, size_t n, const char *what, struct diags *diags)
{
	for (size_t i = 0; i < n; i++) {
		if (!list[i].say || !markup_is_empty(list[i].say) || places_lack(&page->places, list[i].say))
			continue;
		diag_add(diags, DIAG_NO_SAY, list[i].at, 1, "this %s has no `say`", tr(what));
		diag_help(diags, "add `say:` with why it tempts and what is truer");
	}
}

void judged_check(
	const struct page *page, const struct parts *of, const struct judged *list, const char *what, struct diags *diags)
{
	judged_enough(page, of, what, diags);
	ids_once(page, list, of->n, what, diags);
	judged_same(page, list, of->n, what, diags);
	check_said(page, list, of->n, what, diags);
}
