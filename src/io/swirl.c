/* SPDX-License-Identifier: MIT
 *
 * swirl: lesson.yaml of swirl courses: a list of units, each with a `Class`. Code is never run and never carried. */
#include "base/likeness.h"
#include "io/import.h"

#include <string.h>
#include <strings.h>
#include "base/tr.h"
#include "io/yaml.h"

struct unit {
	struct import *import;
	const struct node *map;
	struct import_question question;
};

/* -- What a unit says ------------------------------------------------------------------------- */

/* A text of the unit, or NULL; R writes NA for nothing. */
static const struct node *text_of(const struct unit *unit, const char *key)
{
	const struct node *node = node_child(unit->map, key);

	return node && node->type == NODE_SCALAR && node->len && strcmp(node->text, "NA") != 0 ? node : NULL;
}

static const char *words_of(const struct unit *unit, const char *key)
{
	const struct node *node = text_of(unit, key);

	return node ? node->text : NULL;
}

static void trim(const char **at, size_t *len)
{
	while (*len && strchr(" \t\n", **at)) {
		(*at)++;
		(*len)--;
	}
	while (*len && strchr(" \t\n", (*at)[*len - 1]))
		(*len)--;
}

static const char *trimmed(struct arena *arena, const char *text)
{
	size_t len = strlen(text);

	trim(&text, &len);
	return arena_copy(arena, text, len);
}

/* What a simple test of one value compares with: omnitest(correctVal='x'), exact=3, word=x. NULL: the test is code. */
static const char *tested(struct arena *arena, const char *tests)
{
	static const char *const heads[] = { "omnitest(correctVal", "exact", "word", "range" };

	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		size_t n = strlen(heads[i]);
		if (strncmp(tests, heads[i], n) != 0)
			continue;
		const char *at = tests + n + strspn(tests + n, " ");
		if (*at++ != '=')
			return NULL;
		at += strspn(at, " ");
		char quote = *at == '"' || *at == '\'' ? *at : 0;
		at += quote != 0;
		size_t len = quote ? strcspn(at, quote == '"' ? "\"" : "'") : strcspn(at, ");");
		const char *after = at + len + (quote && at[len] == quote);
		after += strspn(after, " )");
		return *after ? NULL : trimmed(arena, arena_copy(arena, at, len));
	}
	return NULL;
}

/* The answer the unit names; code in its tests is noted. */
static const char *answer_of(struct unit *unit)
{
	struct arena *arena = &unit->import->arena;
	const char *answer = words_of(unit, "CorrectAnswer"), *tests = words_of(unit, "AnswerTests");
	const char *value = tests ? tested(arena, tests) : NULL;

	if (tests && !value)
		import_notef(unit->import, unit->map->at.line,
			tr("`AnswerTests` was not carried: it is code, and nothing here runs any"));
	return answer ? trimmed(arena, answer) : value;
}

static void take_hint(struct unit *unit)
{
	const struct node *hint = text_of(unit, "Hint");

	if (hint)
		unit->question.hint = import_line(unit->import, &unit->question, hint->text, hint->len, PROSE_PLAIN);
}

static void take_ask(struct unit *unit)
{
	const struct node *output = text_of(unit, "Output");

	if (output)
		import_ask(unit->import, &unit->question, output->text, output->len, PROSE_PLAIN);
	take_hint(unit);
}

static void lose(struct unit *unit, const char *why)
{
	unit->import->found++;
	import_notef(unit->import, unit->map->at.line, tr("this %s was not carried: %s"),
		words_of(unit, "Class") ? words_of(unit, "Class") : tr("unit"), tr(why));
	mem_free(unit->question.parts);
}

/* -- Classes ---------------------------------------------------------------------------------- */

static void read_text(struct unit *unit)
{
	const struct node *output = text_of(unit, "Output");

	unit->question.kind = IMPORT_READ;
	if (output)
		unit->question.text =
			import_text(unit->import, &unit->question, output->text, output->len, PROSE_PLAIN);
	import_add(unit->import, &unit->question);
}

static void read_figure(struct unit *unit)
{
	const char *name = words_of(unit, "Figure");

	import_notef(unit->import, unit->map->at.line,
		tr("the figure %s was not carried: it is drawn by code. The words beside it may speak of it"),
		name ? name : "");
	read_text(unit);
}

/* Its words ask whether to watch; the address follows, for a learner to type where they can. */
static void read_video(struct unit *unit)
{
	const char *output = words_of(unit, "Output"), *link = words_of(unit, "VideoLink");
	struct arena *arena = &unit->import->arena;

	link = link ? link : words_of(unit, "Video");
	import_notef(unit->import, unit->map->at.line, tr("the video was not carried: its address stands on the page"));
	const char *text = arena_print(arena, "%s\n\n%s", output ? output : "", link ? link : "");
	unit->question.kind = IMPORT_READ;
	unit->question.text = import_text(unit->import, &unit->question, text, strlen(text), PROSE_PLAIN);
	import_add(unit->import, &unit->question);
}

static void add_choice(struct unit *unit, const char *at, size_t len, const char *answer)
{
	trim(&at, &len);
	if (!len)
		return;
	struct import_part *part = import_part(&unit->question);
	const char *words = arena_copy(&unit->import->arena, at, len);
	part->right = answer && text_same(words, answer);
	part->text = import_line(unit->import, &unit->question, words, len, PROSE_PLAIN);
}

static void read_choice(struct unit *unit)
{
	const char *choices = words_of(unit, "AnswerChoices"), *answer = answer_of(unit);

	unit->question.kind = IMPORT_CHOICE;
	take_ask(unit);
	while (choices && *choices) {
		size_t len = strcspn(choices, ";");
		add_choice(unit, choices, len, answer);
		choices += len + (choices[len] == ';');
	}
	import_add(unit->import, &unit->question);
}

static void read_word(struct unit *unit)
{
	const char *answer = answer_of(unit);

	unit->question.kind = IMPORT_FILL;
	if (!answer) {
		lose(unit, TR("it names no answer"));
		return;
	}
	take_ask(unit);
	struct import_part *part = import_part(&unit->question);
	part->text = answer;
	part->right = true;
	import_add(unit->import, &unit->question);
}

/* The number a text begins with, NULL: none; *rest is what follows it. */
static const char *number(struct arena *arena, const char *text, const char **rest)
{
	text += strspn(text, " ");
	const char *at = text + (*text == '-');

	at += strspn(at, "0123456789");
	at += *at == '.' ? 1 + strspn(at + 1, "0123456789") : 0;
	*rest = at + strspn(at, " ");
	return import_number(arena, text, (size_t)(at - text));
}

static void read_exact(struct unit *unit)
{
	const char *answer = answer_of(unit), *rest = "";

	unit->question.kind = IMPORT_ESTIMATE;
	take_ask(unit);
	unit->question.answer = answer ? number(&unit->import->arena, answer, &rest) : NULL;
	if (*rest)
		unit->question.answer = NULL;
	unit->question.near = "0";
	import_add(unit->import, &unit->question);
}

/* "7-13" or "7; 13": the middle, and how far its ends are. */
static bool take_range(struct unit *unit, const char *text)
{
	struct arena *arena = &unit->import->arena;
	const char *rest = "", *low = text ? number(arena, text, &rest) : NULL;

	if (!low || !*rest || !strchr("-;,", *rest))
		return false;
	const char *high = number(arena, rest + 1, &rest);
	return !*rest && import_range(unit->import, &unit->question, low, high);
}

/* The test is asked first: spreadsheets have made dates of some answers. */
static void read_range(struct unit *unit)
{
	const char *tests = words_of(unit, "AnswerTests");
	const char *range = tests ? tested(&unit->import->arena, tests) : NULL;

	unit->question.kind = IMPORT_ESTIMATE;
	take_ask(unit);
	if (!take_range(unit, range) && !take_range(unit, words_of(unit, "CorrectAnswer"))) {
		lose(unit, TR("its answer is no range of numbers"));
		return;
	}
	import_add(unit->import, &unit->question);
}

static void read_command(struct unit *unit)
{
	lose(unit, TR("it asks for code, and nothing here runs any"));
}

static void read_script(struct unit *unit)
{
	lose(unit, TR("it is a script to be written and run"));
}

static void read_meta(struct unit *unit)
{
	struct import *import = unit->import;
	struct str all = { 0 };

	if (words_of(unit, "Lesson"))
		import->title = import_words(import, &unit->question, words_of(unit, "Lesson"),
			text_of(unit, "Lesson")->len, PROSE_PLAIN);
	for (const struct node *child = unit->map->first; child; child = child->next)
		if (child->type == NODE_SCALAR && child->len && strcmp(child->key, "Class") != 0)
			str_print(&all, "%s: %s\n", child->key, child->text);
	if (all.len)
		import->comments = arena_copy(&import->arena, all.at, all.len);
	str_release(&all);
}

/* -- The file --------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	void (*read)(struct unit *);
	const char *keys; /* those that are read, or are rightly left: each with a blank after it */
} classes[] = {
	{ "meta", read_meta, NULL },
	{ "text", read_text, "Output " },
	{ "figure", read_figure, "Output Figure FigureType " },
	{ "video", read_video, "Output Video VideoLink " },
	{ "mult_question", read_choice, "Output AnswerChoices CorrectAnswer AnswerTests Hint " },
	{ "text_question", read_word, "Output CorrectAnswer AnswerTests Hint " },
	{ "exact_question", read_exact, "Output CorrectAnswer AnswerTests Hint " },
	{ "range_question", read_range, "Output CorrectAnswer AnswerTests Hint " },
	{ "cmd_question", read_command, NULL },
	{ "script", read_script, NULL },
};

static void note_unknown(const struct unit *unit, const char *keys)
{
	for (const struct node *child = unit->map->first; keys && child; child = child->next) {
		const char *known = strstr(keys, child->key);
		size_t len = strlen(child->key);
		bool is = known && known[len] == ' ' && (known == keys || known[-1] == ' ');
		bool empty = child->type == NODE_SCALAR && (!child->len || strcmp(child->text, "NA") == 0);
		if (!is && !empty && strcmp(child->key, "Class") != 0)
			import_notef(unit->import, child->key_at.line, tr("`%s` was not carried"), child->key);
	}
}

static void read_unit(struct unit *unit)
{
	const char *class = words_of(unit, "Class");

	unit->question.line = unit->map->at.line;
	if (!class) {
		lose(unit, TR("it has no `Class`"));
		return;
	}
	class = trimmed(&unit->import->arena, class);
	for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
		if (strcmp(classes[i].name, class) != 0)
			continue;
		note_unknown(unit, classes[i].keys);
		classes[i].read(unit);
		return;
	}
	lose(unit, TR("units of this class are not known here"));
}

static void note_faults(struct import *import, const struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++)
		if (diag_severity(diags->list[i].code) == SEVERITY_ERROR)
			import_notef(import, diags->list[i].at.line, tr("nothing was carried: %s"),
				diags->list[i].message);
}

void swirl_read(struct import *import, const char *text, size_t len)
{
	struct diags diags = { 0 };
	const struct node *root = yaml_parse(text, len, "lesson.yaml", &import->arena, &diags);

	if (!root)
		note_faults(import, &diags);
	else if (root->type != NODE_LIST)
		import_notef(import, root->at.line, tr("nothing was carried: a swirl lesson is a list of units"));
	else
		for (const struct node *map = root->first; map; map = map->next) {
			struct unit unit = { .import = import, .map = map };
			if (map->type == NODE_MAP)
				read_unit(&unit);
			else
				lose(&unit, TR("it is no map of keys"));
		}
	diags_release(&diags);
}
