/* SPDX-License-Identifier: MIT
 *
 * Questions as the lesson format has them: what fits is taken over and named, what does not is noted. */
#include "base/likeness.h"
#include "io/import.h"

#include <string.h>
#include "base/ascii.h"
#include "base/tr.h"
#include "course/course.h"
#include "course/field.h"

#define PAGES_GUESS 400 /* where the loader has no limit */
#define OPTIONS_MOST 9  /* each has a digit: kinds choice, multi, match, fill */
#define BINS_MOST 9
#define CARDS_MOST 20   /* kind sort */
#define WORDS_MOST 100  /* accepted or caught: kind fill */
#define WORD_MOST 200   /* bytes typed into a blank: kind fill */
#define TITLE_MOST 300
#define PAGE_ID_MOST 36 /* bytes, with room for a number */
#define PART_ID_MOST 24
#define DIGITS_MOST 15  /* of a number */

/* -- Ids -------------------------------------------------------------------------------------- */

const char *import_slug(struct arena *arena, const char *text, size_t most)
{
	struct str ascii = { 0 };
	size_t len = strlen(text), size;

	for (size_t at = 0; at < len && ascii.len < 4 * most; at += size) {
		uint32_t point = text_point(text + at, len - at, &size);
		if (text[at] == '\'' || point == 0x2019) /* "it's" is one word */
			continue;
		ascii_add(&ascii, point);
	}
	char *slug = arena_copy(arena, "", 0);
	const char *whole = id_slug(arena, str_text(&ascii));
	size_t cut = strlen(whole);
	str_release(&ascii);
	if (cut > most) {
		for (cut = most; cut && whole[cut] != '-'; cut--)
			;
		cut = cut ? cut : most;
	}
	slug = arena_copy(arena, whole, cut);
	while (cut && slug[cut - 1] == '-')
		slug[--cut] = '\0';
	return slug;
}

static bool has_page(const struct import *import, const char *id)
{
	if (import->taken && names_have(import->taken, id))
		return true;
	for (size_t i = 0; i < import->nquestions; i++)
		if (strcmp(import->questions[i].id, id) == 0)
			return true;
	return false;
}

static const char *page_id(struct import *import, const struct import_question *question)
{
	const char *from[] = { question->title, question->ask, question->text };
	const char *id = "";
	unsigned long number = import->nquestions ? import->nquestions + 1 : 2;

	for (size_t i = 0; i < sizeof from / sizeof from[0] && strlen(id) < 2; i++)
		if (from[i])
			id = import_slug(&import->arena, prose_fill_gap(&import->arena, from[i], " "), PAGE_ID_MOST);
	if (!*id)
		id = "question";
	const char *base = id;
	while (has_page(import, id))
		id = arena_print(&import->arena, "%s-%lu", base, number++);
	return id;
}

static bool has_part(const struct import_question *question, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(question->parts[i].id, id) == 0)
			return true;
	return false;
}

static void name_parts(struct import *import, struct import_question *question, const char *what)
{
	for (size_t i = 0; i < question->nparts; i++) {
		const char *id = import_slug(&import->arena, question->parts[i].text, PART_ID_MOST);
		if (!*id)
			id = arena_print(&import->arena, "%s-%zu", what, i + 1);
		if (has_part(question, i, id))
			id = arena_print(&import->arena, "%s-%zu", id, i + 1);
		while (has_part(question, i, id))
			id = arena_print(&import->arena, "%s-x", id);
		question->parts[i].id = id;
	}
}

/* -- Options and words ------------------------------------------------------------------------ */

/* A text cut for a note. */
static const char *brief(struct import *import, const char *text)
{
	size_t len = strlen(text), at = 0;

	while (at < len && at < 40)
		at += text_grapheme(text + at, len - at);
	return at < len ? arena_print(&import->arena, "%.*s...", (int)at, text) : text;
}

static void remove_part(struct import_question *question, size_t at)
{
	question->nparts--;
	memmove(question->parts + at, question->parts + at + 1, (question->nparts - at) * sizeof question->parts[0]);
}

static bool is_asked(struct import *import, const struct import_question *question)
{
	if (question->ask)
		return true;
	import_notef(import, question->line, tr("this question was not carried: no words of it are left"));
	return false;
}

/* Leaves out what is too much, of what does not fit first. */
static void keep_most(struct import *import, struct import_question *question)
{
	for (int right = 0; right < 2; right++)
		for (size_t i = question->nparts; i-- > 0 && question->nparts > OPTIONS_MOST;) {
			if (question->parts[i].right != (bool)right)
				continue;
			import_notef(import, question->line, tr("'%s' was not carried: a page holds %d of these"),
				brief(import, question->parts[i].text), OPTIONS_MOST);
			remove_part(question, i);
		}
}

/* As the checker compares what a learner reads. */
static bool reads_the_same(const char *a, const char *b)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct str words[2] = { { 0 }, { 0 } };
	const char *texts[] = { a, b };

	for (int i = 0; i < 2; i++) {
		struct node node = { .type = NODE_SCALAR, .at = { 1, 1 }, .width = 1, .text = texts[i] };
		node.len = strlen(texts[i]);
		struct markup markup = markup_read(&node, MARKUP_INLINE, &arena, &diags);
		markup_plain(&markup, &words[i]);
	}
	bool same = text_same(str_text(&words[0]), str_text(&words[1]));
	str_release(&words[0]);
	str_release(&words[1]);
	diags_release(&diags);
	arena_release(&arena);
	return same;
}

static unsigned line_of(const struct import_question *question, const struct import_part *part)
{
	return part->line ? part->line : question->line;
}

/* An option that reads like an earlier one is left out: either of them was right if one was. */
static void merge_twins(struct import *import, struct import_question *question)
{
	for (size_t i = 1; i < question->nparts; i++) {
		struct import_part *part = &question->parts[i], *twin = question->parts;
		while (twin < part && !reads_the_same(twin->text, part->text))
			twin++;
		if (twin == part)
			continue;
		twin->right |= part->right;
		twin->partly |= part->partly;
		twin->say = twin->say ? twin->say : part->say;
		import_notef(import, line_of(question, part), tr("the answer '%s' was not carried: %s"), brief(import, part->text),
			tr("it reads like another of the answers"));
		remove_part(question, i--);
	}
}

static bool has_words(struct import *import, const struct import_question *question)
{
	for (size_t i = 0; i < question->nparts; i++) {
		if (question->parts[i].text)
			continue;
		import_notef(import, question->line,
			tr("this question was not carried: no words are left of option %zu"), i + 1);
		return false;
	}
	return true;
}

static bool choice_fits(struct import *import, struct import_question *question)
{
	size_t right = 0;

	if (!has_words(import, question))
		return false;
	merge_twins(import, question);
	for (size_t i = 0; i < question->nparts; i++)
		right += question->parts[i].right;
	if (!right || question->nparts < 2) {
		import_notef(import, question->line,
			right ? tr("this question was not carried: it has only one option")
			      : tr("this question was not carried: none of its options is right"));
		return false;
	}
	keep_most(import, question);
	name_parts(import, question, "option");
	return true;
}

static void folded(const char *text, struct str *out)
{
	str_cut(out, 0);
	text_fold(text, out);
}

static bool is_told_twice(const struct import_question *question, size_t at)
{
	struct str one = { 0 }, other = { 0 };
	bool twice = false;

	folded(question->parts[at].text, &one);
	for (size_t i = 0; i < at && !twice; i++) {
		folded(question->parts[i].text, &other);
		twice = strcmp(str_text(&one), str_text(&other)) == 0;
	}
	str_release(&one);
	str_release(&other);
	return twice;
}

static const char *word_fault(const struct import_question *question, size_t at)
{
	const char *word = question->parts[at].text;
	struct str fold = { 0 };

	if (!word)
		return TR("nothing of it is left");
	if (strlen(word) > WORD_MOST)
		return TR("it is too long for a blank");
	folded(word, &fold);
	bool empty = fold.len == 0;
	str_release(&fold);
	if (empty)
		return TR("it has neither letters nor digits");
	return is_told_twice(question, at) ? TR("it reads like another of the answers") : NULL;
}

static bool fill_fits(struct import *import, struct import_question *question)
{
	size_t right = 0;

	for (size_t i = 0; i < question->nparts;) {
		const char *fault = i >= WORDS_MOST ? TR("there are too many answers") : word_fault(question, i);
		if (!fault) {
			right += question->parts[i++].right;
			continue;
		}
		import_notef(import, line_of(question, &question->parts[i]), tr("the answer '%s' was not carried: %s"),
			brief(import, question->parts[i].text ? question->parts[i].text : ""), tr(fault));
		remove_part(question, i);
	}
	if (!right)
		import_notef(import, question->line,
			tr("this question was not carried: no answer to it is left that can be typed"));
	return right > 0;
}

/* -- Pairs ------------------------------------------------------------------------------------ */

/* Whether a left side stands twice; notes it. */
static bool has_twins(struct import *import, const struct import_question *question)
{
	for (size_t i = 0; i < question->nparts; i++)
		for (size_t j = 0; j < i; j++) {
			if (!reads_the_same(question->parts[i].text, question->parts[j].text))
				continue;
			import_notef(import, question->line,
				tr("this question was not carried: '%s' stands in two of its pairs"),
				brief(import, question->parts[i].text));
			return true;
		}
	return false;
}

/* Gives each part the group of those with the same partner; how many there are. */
static unsigned group_partners(struct import_question *question)
{
	unsigned groups = 0;

	for (size_t i = 0; i < question->nparts; i++) {
		size_t j = 0;
		while (j < i && !reads_the_same(question->parts[i].other, question->parts[j].other))
			j++;
		question->parts[i].group = j < i ? question->parts[j].group : groups++;
	}
	return groups;
}

static bool match_fits(struct import *import, struct import_question *question)
{
	for (size_t i = 0; i < question->nparts;) {
		struct import_part *part = &question->parts[i];
		const char *left = part->text ? part->text : part->other ? part->other : "";
		if (part->text && part->other && i < CARDS_MOST) {
			i++;
			continue;
		}
		import_notef(import, question->line,
			i < CARDS_MOST ? tr("'%s' was not carried: it has no partner")
				       : tr("'%s' was not carried: there are too many pairs"),
			brief(import, left));
		remove_part(question, i);
	}
	if (has_twins(import, question))
		return false;
	unsigned groups = group_partners(question);
	question->sorts = groups < question->nparts;
	if (groups < 2 || question->nparts < 2 || (question->sorts && groups > BINS_MOST)) {
		import_notef(import, question->line,
			groups < 2 ? tr("this question was not carried: there are not two pairs to tell apart")
				   : tr("this question was not carried: it has more groups than a page holds"));
		return false;
	}
	if (!question->sorts)
		keep_most(import, question);
	name_parts(import, question, question->sorts ? "card" : "pair");
	return true;
}

/* -- Does it fit? ----------------------------------------------------------------------------- */

static bool number_fits(const char *number)
{
	size_t digits = 0;

	for (const char *at = number; at && *at; at++)
		digits += *at >= '0' && *at <= '9';
	return number && digits > 0 && digits <= DIGITS_MOST;
}

static bool estimate_fits(struct import *import, struct import_question *question)
{
	if (number_fits(question->answer) && number_fits(question->near))
		return true;
	import_notef(import, question->line,
		tr("this question was not carried: its answer is no number that can be guessed"));
	return false;
}

static bool read_fits(struct import *import, struct import_question *question)
{
	if (question->text || question->title)
		return true;
	import_notef(import, question->line, tr("this page was not carried: no words of it are left"));
	return false;
}

static bool fits(struct import *import, struct import_question *question)
{
	if (question->unholdable) {
		import_notef(import, question->line,
			tr("this question was not carried: it has a text too long, or of more signs than words"));
		return false;
	}
	if (question->title && strlen(question->title) > TITLE_MOST) {
		import_notef(import, question->line, tr("the name was not carried: it is too long for a title"));
		question->title = NULL;
	}
	if (question->kind != IMPORT_READ && !is_asked(import, question))
		return false;
	switch (question->kind) {
	case IMPORT_READ: return read_fits(import, question);
	case IMPORT_CHOICE: return choice_fits(import, question);
	case IMPORT_FILL: return fill_fits(import, question);
	case IMPORT_MATCH: return match_fits(import, question);
	case IMPORT_ESTIMATE: return estimate_fits(import, question);
	case IMPORT_REFLECT: return true;
	}
	return false;
}

/* Braces of the text itself would be blanks. */
static const char *without_braces(struct arena *arena, const char *ask)
{
	struct str out = { 0 };

	for (; *ask; ask++)
		str_add(&out, *ask == '{' ? "{ " : ask, *ask == '{' ? 2 : 1);
	const char *kept = arena_copy(arena, str_text(&out), out.len);
	str_release(&out);
	return kept;
}

static void settle_gap(struct import *import, struct import_question *question)
{
	if (!question->ask)
		return;
	bool fill = question->kind == IMPORT_FILL, gap = strstr(question->ask, PROSE_GAP) != NULL;

	if (fill)
		question->ask = without_braces(&import->arena, question->ask);
	question->ask = prose_fill_gap(&import->arena, question->ask, fill ? "{answer}" : IMPORT_DOTS);
	if (fill && !gap)
		question->ask = arena_print(&import->arena, "%s {answer}", question->ask);
}

/* How many pages a chapter holds, from the loader's own table. */
static size_t pages_most(void)
{
	for (size_t i = 0; i < chapter_fields.n; i++)
		if (strcmp(chapter_fields.list[i].key, "pages") == 0 && chapter_fields.list[i].most)
			return chapter_fields.list[i].most;
	return PAGES_GUESS;
}

static bool is_full(struct import *import, const struct import_question *question)
{
	if (import->nquestions < pages_most())
		return false;
	import_notef(import, question->line,
		tr("this question was not carried: a chapter holds at most %zu pages; import the file in parts"),
		pages_most());
	return true;
}

void import_add(struct import *import, struct import_question *question)
{
	import->found++;
	if (is_full(import, question) || !fits(import, question)) {
		mem_free(question->parts);
		*question = (struct import_question){ 0 };
		return;
	}
	question->id = page_id(import, question);
	settle_gap(import, question);
	if (import->nquestions == import->room) {
		import->room = import->room ? import->room * 2 : 32;
		import->questions = mem_grow(import->questions, import->room, sizeof import->questions[0]);
	}
	import->questions[import->nquestions++] = *question;
	*question = (struct import_question){ 0 };
}
