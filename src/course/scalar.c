/* SPDX-License-Identifier: MIT */
#include "course/scalar.h"

#include <string.h>
#include "base/likeness.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/tr.h"
#include "course/emoji.h"
#include "course/form.h"
#include "course/lookalike.h"

#define COUNT_DIGITS 9
#define NUMBER_DIGITS 15 /* what a double holds exactly */
#define BLANKS " \t\n"   /* around a text they are not part of it */

/* -- Ids -------------------------------------------------------------------------------------- */

/* Of "chapters/one.yaml", which is no id but the file of one, "one". */
static const char *better_id(const struct slot *slot, const char *text)
{
	const char *slash = strrchr(text, '/'), *name = slash ? slash + 1 : text;
	size_t len = strlen(name);

	if (len > 5 && strcmp(name + len - 5, ".yaml") == 0)
		len -= 5;
	return id_slug(slot->reader->arena, arena_copy(slot->reader->arena, name, len));
}

/* A word with a letter that is not the one it looks like: said at that letter. `slug`: an id is wanted in its place. */
static bool says_lookalike(const struct slot *slot, const struct node *node, bool slug)
{
	struct lookalike found;
	struct str plain = { 0 };
	bool has = lookalike_find(node->text, &found, &plain);

	if (has)
		lookalike_say_letter(slot->reader->diags, DIAG_BAD_ID, &found, node->text,
			slug ? better_id(slot, str_text(&plain)) : str_text(&plain), node_place(node, found.at));
	str_release(&plain);
	return has;
}

static bool bad_id(const struct slot *slot, const struct node *node)
{
	struct diags *diags = slot->reader->diags;

	if (says_lookalike(slot, node, true))
		return slot_lack(slot);
	const char *better = better_id(slot, node->text);

	diag_add(diags, DIAG_BAD_ID, node->at, node->width, "'%s' is not an id", slot_quote(slot, node->text));
	if (lookalike_help(diags, node->text))
		return slot_lack(slot);
	if (node->len > ID_MOST)
		diag_help(diags, "an id has at most %d characters", ID_MOST);
	else if (*better)
		diag_help(diags, "lower-case letters, digits and single hyphens, such as '%s'", better);
	else
		diag_help(diags, "lower-case letters, digits and single hyphens");
	return slot_lack(slot);
}

static bool bad_topic(const struct slot *slot, const struct node *node)
{
	if (says_lookalike(slot, node, false))
		return false;
	diag_add(slot->reader->diags, DIAG_BAD_ID, node->at, node->width, "'%s' is not a topic id",
		slot_quote(slot, node->text));
	if (!lookalike_help(slot->reader->diags, node->text))
		diag_help(slot->reader->diags, "letters, digits, dots and hyphens, such as 'S1.24'");
	return false;
}

bool scalar_id(const struct slot *slot, const struct node *node, const char **out)
{
	if (!slot_is_scalar(slot, node, tr("an id")))
		return false;
	if (!node->len)
		return slot_is_empty(slot, node);
	*out = arena_copy(slot->reader->arena, node->text, node->len);
	return id_is_well_formed(node->text) || bad_id(slot, node);
}

bool scalar_topic(const struct slot *slot, const struct node *node, const char **out)
{
	if (!slot_is_scalar(slot, node, tr("a topic id")))
		return false;
	if (!node->len)
		return slot_is_empty(slot, node);
	*out = arena_copy(slot->reader->arena, node->text, node->len);
	return topic_is_well_formed(node->text) || bad_topic(slot, node);
}

bool scalar_read_id(const struct slot *slot, const struct node *node)
{
	return scalar_id(slot, node, (const char **)(void *)slot->into);
}

/* -- Texts ------------------------------------------------------------------------------------ */

static const char *trimmed(const struct slot *slot, const struct node *node)
{
	const char *from = node->text, *to = node->text + node->len;

	while (from < to && strchr(BLANKS, *from))
		from++;
	while (to > from && strchr(BLANKS, to[-1]))
		to--;
	return arena_copy(slot->reader->arena, from, (size_t)(to - from));
}

/* Where a sign of Markdown stands just before a place, and how many bytes it has; `len` is 0 where there is none. */
static size_t sign_before(const struct node *node, struct place at, size_t *len)
{
	size_t sign = 0;

	*len = 0;
	for (size_t i = 0; i < node->len && *len == 0; i++) {
		struct place end = node_place(node, i + 1);
		if (!strchr("*_`", node->text[i]) || end.line != at.line || end.column != at.column)
			continue;
		sign = i > 0 && node->text[i - 1] == node->text[i] ? i - 1 : i;
		*len = i + 1 - sign;
	}
	return sign;
}

/* The first word that would be strong, emphasised or code where Markdown is read: where its sign stands. */
static size_t styled_at(const struct node *node, size_t *len)
{
	struct arena arena = { 0 };
	struct diags unheard = { 0 };
	struct markup markup = markup_read(node, MARKUP_INLINE, &arena, &unheard);
	size_t sign = 0;

	*len = 0;
	for (size_t b = 0; b < markup.nblocks; b++)
		for (size_t s = 0; s < markup.blocks[b].nspans && *len == 0; s++)
			if (markup.blocks[b].spans[s].role != SPAN_TEXT)
				sign = sign_before(node, markup.blocks[b].spans[s].at, len);
	diags_release(&unheard);
	arena_release(&arena);
	return sign;
}

/* Signs that nobody types for themselves. */
static size_t bare_sign_at(const struct node *node, size_t *len)
{
	static const char *const signs[] = { "[[", "**", "](" };

	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		const char *sign = strstr(node->text, signs[i]);
		*len = sign ? strlen(signs[i]) : 0;
		if (sign)
			return (size_t)(sign - node->text);
	}
	return 0;
}

/* Markdown where it is shown as typed. */
static void judge_plain(const struct slot *slot, const struct node *node)
{
	char sign[3] = "";
	size_t len, at = bare_sign_at(node, &len);

	if (!len && strpbrk(node->text, "*_`"))
		at = styled_at(node, &len);
	if (!len)
		return;
	memcpy(sign, node->text + at, len);
	diag_add(slot->reader->diags, DIAG_PLAIN_MARKUP, node_place(node, at), (unsigned)len,
		"'%s' is shown as typed here: '%s' is no Markdown", sign, slot->field->key);
	diag_help(slot->reader->diags, "write the words alone");
}

/* YAML takes ' #' for the start of a comment, wherever it stands. */
static void judge_cut(const struct slot *slot, const struct node *node)
{
	if (!node->cut.line)
		return;
	diag_add(slot->reader->diags, DIAG_CUT, node->cut, 1, "'%s' ends before this '#': YAML reads a comment here",
		slot->field->key);
	diag_help(slot->reader->diags, "put quotes around the text; a comment has a space after its '#'");
}

void scalar_judge_typed(const struct slot *slot, const struct node *word)
{
	size_t at = lookalike_mixed(word->text, word->len), size;

	if (at == word->len)
		return;
	unsigned long point = text_point(word->text + at, word->len - at, &size);
	diag_add(slot->reader->diags, DIAG_MIXED, node_place(word, at), 1, "U+%04lX in '%s' is of another script than the letters around it",
		point, slot_quote(slot, word->text));
	diag_help(slot->reader->diags, "type the word anew: what learners type for it is another word to a computer");
}

bool scalar_line(const struct slot *slot, const struct node *node, const char **out)
{
	if (!slot_is_text(slot, node, tr("one line of text")))
		return false;
	if (slot->field->typed)
		scalar_judge_typed(slot, node);
	judge_cut(slot, node);
	emoji_judge_line(node, slot->reader->diags);
	*out = trimmed(slot, node);
	if (!**out)
		return slot_is_empty(slot, node);
	const char *end = strchr(*out, '\n'), *start = node->text + strspn(node->text, BLANKS);
	if (!end) {
		judge_plain(slot, node);
		return true;
	}
	diag_add(slot->reader->diags, DIAG_WRONG_TYPE,
		node_place(node, (size_t)(start - node->text + (end - *out) + 1)), 1,
		"'%s' should be one line of text, and has several", slot->field->key);
	return false; /* nothing lacks: the lines are there */
}

bool scalar_read_plain(const struct slot *slot, const struct node *node)
{
	return scalar_line(slot, node, (const char **)(void *)slot->into);
}

bool scalar_read_verbatim(const struct slot *slot, const struct node *node)
{
	if (!slot_is_text(slot, node, tr("a text")))
		return false;

	size_t len = node->len;
	while (len > 0 && node->text[len - 1] == '\n')
		len--;
	*(const char **)(void *)slot->into = arena_copy(slot->reader->arena, node->text, len);
	return len > 0 || slot_is_empty(slot, node);
}

/* Questions from elsewhere come without reasons, and a plain sentence stands in their place. */
static void judge_unwritten(const struct slot *slot, const struct node *node)
{
	if (!node->unwritten.line)
		return;
	diag_add(slot->reader->diags, DIAG_UNWRITTEN, node->unwritten, 1, "this '%s' was put here by an import, and tells no reason",
		slot->field->key);
	diag_help(slot->reader->diags, "write why, and take the mark away");
}

bool scalar_markup(const struct slot *slot, const struct node *node, enum markup_level level, struct markup *out)
{
	if (!slot_is_text(slot, node, tr("a text")))
		return false;
	judge_cut(slot, node);
	judge_unwritten(slot, node);
	if (strspn(node->text, BLANKS) == node->len)
		return slot_is_empty(slot, node);

	size_t errors = slot->reader->diags->errors;
	*out = markup_read(node, level, slot->reader->arena, slot->reader->diags);
	emoji_judge_markup(out, slot->reader->diags);
	if (slot->reader->diags->errors == errors)
		return true;
	slot_unsure(slot);
	return false;
}

bool scalar_read_inline(const struct slot *slot, const struct node *node)
{
	return scalar_markup(slot, node, MARKUP_INLINE, (struct markup *)(void *)slot->into);
}

bool scalar_read_block(const struct slot *slot, const struct node *node)
{
	return scalar_markup(slot, node, MARKUP_BLOCKS, (struct markup *)(void *)slot->into);
}

/* -- Numbers and words ------------------------------------------------------------------------ */

static bool bad_number(const struct slot *slot, const struct node *node, const char *wanted)
{
	diag_add(slot->reader->diags, DIAG_BAD_NUMBER, node->at, node->width, "'%s' should be %s, and is '%s'",
		slot->field->key, wanted, slot_quote(slot, node->text));
	lookalike_help(slot->reader->diags, node->text);
	return slot_lack(slot);
}

bool scalar_read_count(const struct slot *slot, const struct node *node)
{
	if (!slot_is_scalar(slot, node, tr("a whole number")))
		return false;

	size_t n = strspn(node->text, "0123456789");
	unsigned value = n <= COUNT_DIGITS ? form_digits(node->text, n) : 0;
	if (n == 0 || n != node->len || value == 0)
		return bad_number(slot, node, tr("a whole number from 1"));
	*(unsigned *)(void *)slot->into = value;
	return true;
}

/* Not strtod, which reads the comma of some locales. */
static bool parse_number(const char *text, double *out)
{
	bool negative = *text == '-', point = false;
	double value = 0, scale = 1;
	int n = 0;

	for (text += negative; form_is_digit(*text) || (*text == '.' && !point && n > 0); text++) {
		if (*text == '.') {
			point = true;
			continue;
		}
		value = value * 10 + (*text - '0');
		scale *= point ? 10 : 1;
		if (++n > NUMBER_DIGITS)
			return false;
	}
	*out = (negative ? -value : value) / scale;
	return n > 0 && !*text && form_is_digit(text[-1]);
}

bool scalar_read_number(const struct slot *slot, const struct node *node)
{
	if (!slot_is_scalar(slot, node, tr("a number")))
		return false;
	return parse_number(node->text, (double *)(void *)slot->into) ||
		bad_number(slot, node, tr("a number such as 12 or 0.5"));
}

static bool bad_word(const struct slot *slot, const struct node *node, const char *const *words)
{
	struct diags *diags = slot->reader->diags;
	struct str all = { 0 };
	size_t n = 0;

	for (; words[n]; n++)
		str_print(&all, "%s%s", n ? ", " : "", words[n]);
	diag_add(diags, DIAG_BAD_WORD, node->at, node->width, "'%s' is not one of: %s", slot_quote(slot, node->text),
		str_text(&all));
	if (!lookalike_help(diags, node->text))
		slot_suggest(slot, node->text, words, n);
	str_release(&all);
	return slot_lack(slot);
}

bool scalar_read_flag(const struct slot *slot, const struct node *node)
{
	static const char *const words[] = { "true", "false", NULL };
	/* What other readers of YAML take for a truth value, in any case of letters. */
	static const char *const yes[] = { "yes", "y", "on", "true", "1" },
				 *const no[] = { "no", "n", "off", "false", "0" };

	if (!slot_is_scalar(slot, node, tr("true or false")))
		return false;
	enum flag *flag = (enum flag *)(void *)slot->into;
	*flag = strcmp(node->text, "true") == 0 ? FLAG_YES : strcmp(node->text, "false") == 0 ? FLAG_NO : FLAG_UNSET;
	if (*flag != FLAG_UNSET)
		return true;
	bad_word(slot, node, words);
	for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
		if (text_same(node->text, yes[i]))
			diag_help(slot->reader->diags, "write true; '%s' is a word here", node->text);
		if (text_same(node->text, no[i]))
			diag_help(slot->reader->diags, "write false; '%s' is a word here", node->text);
	}
	return false;
}

bool scalar_read_word(const struct slot *slot, const struct node *node)
{
	if (!slot_is_scalar(slot, node, tr("a word")))
		return false;
	for (int i = 0; slot->field->words[i]; i++) {
		if (strcmp(slot->field->words[i], node->text) == 0) {
			*(int *)(void *)slot->into = i + 1;
			return true;
		}
	}
	return bad_word(slot, node, slot->field->words);
}

bool scalar_read_date(const struct slot *slot, const struct node *node)
{
	if (!slot_is_scalar(slot, node, tr("a date")))
		return false;
	*(const char **)(void *)slot->into = arena_copy(slot->reader->arena, node->text, node->len);
	if (form_is_day(node->text))
		return true;
	diag_add(slot->reader->diags, DIAG_BAD_DATE, node->at, node->width, "'%s' is not a day",
		slot_quote(slot, node->text));
	if (!lookalike_help(slot->reader->diags, node->text))
		diag_help(slot->reader->diags, "write the year, month and day, such as 2026-11-22");
	return false;
}
