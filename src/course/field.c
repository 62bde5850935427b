/* SPDX-License-Identifier: MIT */
#include "course/field.h"

#include <string.h>
#include "base/likeness.h"
#include "base/tr.h"

#define ID_MOST 48
#define TOPIC_MOST 48
#define SUGGEST_MOST 64 /* keys and words longer than this are no slip of the finger */
#define KEYS_MOST 64    /* keys one map may know, over all its groups */
#define COUNT_DIGITS 9
#define NUMBER_DIGITS 15 /* what a double holds exactly */
#define BLANKS " \t\n"   /* around a text they are not part of it */

/* The place of one field: its description, and where in its struct it goes. */
struct slot {
	struct reader *reader;
	const struct field *field;
	char *into;
};

typedef bool read_fn(const struct slot *, const struct node *);

/* -- Small judgements ------------------------------------------------------------------------- */

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter_or_digit(char c)
{
	return is_lower(c) || is_digit(c) || (c >= 'A' && c <= 'Z');
}

bool id_is_well_formed(const char *id)
{
	size_t i = 0;

	for (; id[i]; i++) {
		bool hyphen = id[i] == '-' && i > 0 && id[i - 1] != '-' && id[i + 1];
		if (i >= ID_MOST || !(hyphen || is_lower(id[i]) || is_digit(id[i])))
			return false;
	}
	return i > 0;
}

bool topic_is_well_formed(const char *id)
{
	size_t i = 0;

	for (; id[i]; i++) {
		bool inner = i > 0 && (id[i] == '.' || id[i] == '-');
		if (i >= TOPIC_MOST || !(inner || is_letter_or_digit(id[i])))
			return false;
	}
	return i > 0;
}

static unsigned days_in(unsigned year, unsigned month)
{
	static const unsigned days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static unsigned digits(const char *at, size_t n)
{
	unsigned value = 0;

	while (n-- > 0)
		value = value * 10 + (unsigned)(*at++ - '0');
	return value;
}

static bool date_is_real(const char *text)
{
	static const char form[] = "0000-00-00";
	size_t i = 0;

	for (; form[i]; i++)
		if (form[i] == '0' ? !is_digit(text[i]) : text[i] != form[i])
			return false;
	unsigned year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
	return !text[i] && year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month);
}

const char *id_slug(struct arena *arena, const char *text)
{
	char *out = arena_get(arena, ID_MOST + 1);
	size_t n = 0;

	for (; *text && n < ID_MOST; text++) {
		char c = *text;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (is_lower(c) || is_digit(c))
			out[n++] = c;
		else if (n > 0 && out[n - 1] != '-')
			out[n++] = '-';
	}
	if (n > 0 && out[n - 1] == '-')
		n--;
	out[n] = '\0';
	return out;
}

/* -- Places ----------------------------------------------------------------------------------- */

struct placed {
	const void *value;
	struct place at;
};

static void place_add(struct reader *reader, const void *value, struct place at)
{
	struct places *places = reader->places;

	if (!places || !value)
		return;
	if (places->n == places->room) {
		size_t room = places->room ? places->room * 2 : 16;
		struct placed *list = arena_get(reader->arena, room * sizeof *list);
		if (places->n)
			memcpy(list, places->list, places->n * sizeof *list);
		places->list = list;
		places->room = room;
	}
	places->list[places->n++] = (struct placed){ value, at };
}

static void place_field(struct reader *reader, const struct slot *slot, const struct node *node)
{
	bool is_text = slot->field->type == FIELD_ID || slot->field->type == FIELD_PLAIN ||
		slot->field->type == FIELD_DATE || slot->field->type == FIELD_VERBATIM;

	place_add(reader, is_text ? *(const char *const *)(void *)slot->into : slot->into,
		node->nmarks ? node_place(node, 0) : node->at);
}

struct place places_find(const struct places *places, const void *value, struct place otherwise)
{
	for (size_t i = 0; places && value && i < places->n; i++)
		if (places->list[i].value == value)
			return places->list[i].at;
	return otherwise;
}

/* -- Faults ----------------------------------------------------------------------------------- */

/* What was not read: always false. */
static bool lack(const struct slot *slot)
{
	slot->reader->lacks = true;
	return false;
}

static const char *quote(const struct slot *slot, const char *text)
{
	return diag_quote(slot->reader->diags, text);
}

static void suggest(const struct slot *slot, const char *word, const char *const *list, size_t n)
{
	const char *near = strlen(word) <= SUGGEST_MOST ? text_nearest(word, list, n) : NULL;

	if (near)
		diag_help(slot->reader->diags, "did you mean '%s'?", near);
}

static const char *type_words(const struct node *node)
{
	switch (node->type) {
	case NODE_SCALAR: return node->len ? tr("a text") : tr("nothing");
	case NODE_LIST: return tr("a list");
	case NODE_MAP: return tr("a map");
	}
	return "";
}

static bool wrong_type(const struct slot *slot, const struct node *node, const char *wanted)
{
	if (node->broken)
		return lack(slot);
	diag_add(slot->reader->diags, DIAG_WRONG_TYPE, node->at, node->width, "'%s' should be %s, and is %s",
		slot->field->key, wanted, type_words(node));
	return lack(slot);
}

static bool is_empty(const struct slot *slot, const struct node *node)
{
	diag_add(slot->reader->diags, DIAG_EMPTY, node->key ? node->key_at : node->at,
		node->key ? (unsigned)strlen(node->key) : node->width, "'%s' is empty", slot->field->key);
	diag_help(slot->reader->diags, "write something after it, or leave the key out");
	return lack(slot);
}

/* Of a text whose characters were refused the rest is judged all the same: so all faults show in one run. */
static bool is_text(const struct slot *slot, const struct node *node, const char *wanted)
{
	if (node->type == NODE_SCALAR)
		return !node->broken || node->legible || lack(slot);
	if (node->type == NODE_MAP && !node->broken) {
		wrong_type(slot, node, wanted);
		diag_help(slot->reader->diags, "put quotes around a text that has ': ' in it");
		return false;
	}
	return wrong_type(slot, node, wanted);
}

static bool is_scalar(const struct slot *slot, const struct node *node, const char *wanted)
{
	if (node->type == NODE_SCALAR && node->broken)
		return lack(slot);
	return node->type == NODE_SCALAR || wrong_type(slot, node, wanted);
}

/* -- Scalars ---------------------------------------------------------------------------------- */

static const char *trimmed(const struct slot *slot, const struct node *node)
{
	const char *from = node->text, *to = node->text + node->len;

	while (from < to && strchr(BLANKS, *from))
		from++;
	while (to > from && strchr(BLANKS, to[-1]))
		to--;
	return arena_copy(slot->reader->arena, from, (size_t)(to - from));
}

static bool bad_id(const struct slot *slot, const struct node *node)
{
	struct diags *diags = slot->reader->diags;
	const char *better = id_slug(slot->reader->arena, node->text);

	diag_add(diags, DIAG_BAD_ID, node->at, node->width, "'%s' is not an id", quote(slot, node->text));
	if (node->len > ID_MOST)
		diag_help(diags, "an id has at most %d characters", ID_MOST);
	else if (*better)
		diag_help(diags, "lower-case letters, digits and single hyphens, such as '%s'", better);
	else
		diag_help(diags, "lower-case letters, digits and single hyphens");
	return false;
}

static bool bad_topic(const struct slot *slot, const struct node *node)
{
	diag_add(slot->reader->diags, DIAG_BAD_ID, node->at, node->width, "'%s' is not a topic id",
		quote(slot, node->text));
	diag_help(slot->reader->diags, "letters, digits, dots and hyphens, such as 'S1.24'");
	return false;
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

static bool plain_text(const struct slot *slot, const struct node *node, const char **out)
{
	if (!is_text(slot, node, tr("one line of text")))
		return false;
	*out = trimmed(slot, node);
	if (!**out)
		return is_empty(slot, node);
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

static bool one_id(const struct slot *slot, const struct node *node, const char **out)
{
	if (!is_scalar(slot, node, tr("an id")))
		return false;
	if (!node->len)
		return is_empty(slot, node);
	*out = arena_copy(slot->reader->arena, node->text, node->len);
	return id_is_well_formed(node->text) || bad_id(slot, node);
}

static bool one_topic(const struct slot *slot, const struct node *node, const char **out)
{
	if (!is_scalar(slot, node, tr("a topic id")))
		return false;
	if (!node->len)
		return is_empty(slot, node);
	*out = arena_copy(slot->reader->arena, node->text, node->len);
	return topic_is_well_formed(node->text) || bad_topic(slot, node);
}

static bool read_id(const struct slot *slot, const struct node *node)
{
	return one_id(slot, node, (const char **)(void *)slot->into);
}

static bool read_plain(const struct slot *slot, const struct node *node)
{
	return plain_text(slot, node, (const char **)(void *)slot->into);
}

static bool read_verbatim(const struct slot *slot, const struct node *node)
{
	if (!is_text(slot, node, tr("a text")))
		return false;

	size_t len = node->len;
	while (len > 0 && node->text[len - 1] == '\n')
		len--;
	*(const char **)(void *)slot->into = arena_copy(slot->reader->arena, node->text, len);
	return len > 0 || is_empty(slot, node);
}

static bool markup_text(const struct slot *slot, const struct node *node, enum markup_level level, struct markup *out)
{
	if (!is_text(slot, node, tr("a text")))
		return false;
	if (strspn(node->text, BLANKS) == node->len)
		return is_empty(slot, node);

	size_t errors = slot->reader->diags->errors;
	*out = markup_read(node, level, slot->reader->arena, slot->reader->diags);
	return slot->reader->diags->errors == errors;
}

static bool read_inline(const struct slot *slot, const struct node *node)
{
	return markup_text(slot, node, MARKUP_INLINE, (struct markup *)(void *)slot->into);
}

static bool read_block(const struct slot *slot, const struct node *node)
{
	return markup_text(slot, node, MARKUP_BLOCKS, (struct markup *)(void *)slot->into);
}

static bool bad_number(const struct slot *slot, const struct node *node, const char *wanted)
{
	diag_add(slot->reader->diags, DIAG_BAD_NUMBER, node->at, node->width, "'%s' should be %s, and is '%s'",
		slot->field->key, wanted, quote(slot, node->text));
	return lack(slot);
}

static bool read_count(const struct slot *slot, const struct node *node)
{
	if (!is_scalar(slot, node, tr("a whole number")))
		return false;

	size_t n = strspn(node->text, "0123456789");
	unsigned value = n <= COUNT_DIGITS ? digits(node->text, n) : 0;
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

	for (text += negative; is_digit(*text) || (*text == '.' && !point && n > 0); text++) {
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
	return n > 0 && !*text && is_digit(text[-1]);
}

static bool read_number(const struct slot *slot, const struct node *node)
{
	if (!is_scalar(slot, node, tr("a number")))
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
	diag_add(diags, DIAG_BAD_WORD, node->at, node->width, "'%s' is not one of: %s", quote(slot, node->text),
		str_text(&all));
	suggest(slot, node->text, words, n);
	str_release(&all);
	return lack(slot);
}

static bool read_flag(const struct slot *slot, const struct node *node)
{
	static const char *const words[] = { "true", "false", NULL };
	/* What other readers of YAML take for a truth value, in any case of letters. */
	static const char *const yes[] = { "yes", "y", "on", "true", "1" },
				 *const no[] = { "no", "n", "off", "false", "0" };

	if (!is_scalar(slot, node, tr("true or false")))
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

static bool read_word(const struct slot *slot, const struct node *node)
{
	if (!is_scalar(slot, node, tr("a word")))
		return false;
	for (int i = 0; slot->field->words[i]; i++) {
		if (strcmp(slot->field->words[i], node->text) == 0) {
			*(int *)(void *)slot->into = i + 1;
			return true;
		}
	}
	return bad_word(slot, node, slot->field->words);
}

static bool read_date(const struct slot *slot, const struct node *node)
{
	if (!is_scalar(slot, node, tr("a date")))
		return false;
	*(const char **)(void *)slot->into = arena_copy(slot->reader->arena, node->text, node->len);
	if (date_is_real(node->text))
		return true;
	diag_add(slot->reader->diags, DIAG_BAD_DATE, node->at, node->width, "'%s' is not a day",
		quote(slot, node->text));
	diag_help(slot->reader->diags, "write the year, month and day, such as 2026-11-22");
	return false;
}

/* -- Lists ------------------------------------------------------------------------------------ */

/* What stands in a list that may also be written as one scalar. */
static const struct node *elements(const struct slot *slot, const struct node *node, size_t *n, bool *ok)
{
	*ok = true;
	*n = 0;
	if (node->type == NODE_SCALAR) {
		*n = 1;
		return node;
	}
	if (node->type != NODE_LIST) {
		*ok = wrong_type(slot, node, tr("a list"));
		return NULL;
	}
	*n = node->count;
	if (*n == 0 && slot->field->required)
		*ok = is_empty(slot, node);
	return node->first;
}

/* The list's length, or what it may be at most, with a fault at the first element too many. */
static size_t at_most(const struct slot *slot, const struct node *first, size_t n, bool *ok)
{
	size_t most = slot->field->most;

	if (most == 0 || n <= most)
		return n;
	for (size_t i = 0; i < most; i++)
		first = first->next;
	diag_add(slot->reader->diags, DIAG_TOO_MANY_PARTS, first->at, first->width,
		"'%s' has %zu parts, and %zu is the most", slot->field->key, n, most);
	*ok = lack(slot);
	return most;
}

typedef bool word_fn(const struct slot *, const struct node *, const char **);

static bool read_words_by(const struct slot *slot, const struct node *node, word_fn *one)
{
	size_t n;
	bool ok;
	const struct node *element = elements(slot, node, &n, &ok);
	if (!element)
		return ok;

	n = at_most(slot, element, n, &ok);
	const char **list = arena_get(slot->reader->arena, n * sizeof *list);
	struct place *at = arena_get(slot->reader->arena, n * sizeof *at);
	for (size_t i = 0; i < n; i++, element = element->next) {
		at[i] = element->at;
		list[i] = "";
		ok = one(slot, element, &list[i]) && ok;
	}
	*(struct words *)(void *)slot->into = (struct words){ list, at, n };
	return ok;
}

static bool read_ids(const struct slot *slot, const struct node *node)
{
	return read_words_by(slot, node, one_id);
}

static bool read_topics(const struct slot *slot, const struct node *node)
{
	return read_words_by(slot, node, one_topic);
}

static bool read_words(const struct slot *slot, const struct node *node)
{
	return read_words_by(slot, node, plain_text);
}

static bool read_inlines(const struct slot *slot, const struct node *node)
{
	size_t n;
	bool ok;
	const struct node *element = elements(slot, node, &n, &ok);
	if (!element)
		return ok;

	n = at_most(slot, element, n, &ok);
	struct markup *list = arena_get(slot->reader->arena, n * sizeof *list);
	for (size_t i = 0; i < n; i++, element = element->next)
		ok = markup_text(slot, element, MARKUP_INLINE, &list[i]) && ok;
	*(struct markups *)(void *)slot->into = (struct markups){ list, n };
	return ok;
}

/* -- Maps ------------------------------------------------------------------------------------- */

/* Every struct read here begins with its place. */
static bool read_struct(const struct slot *slot, const struct node *map, char *into)
{
	struct field_group group = { slot->field->of, into, false };

	*(struct place *)(void *)into = map->at;
	return fields_read(slot->reader, map, &group, 1);
}

static bool read_part(const struct slot *slot, const struct node *node)
{
	if (node->type != NODE_MAP)
		return wrong_type(slot, node, tr("a map of keys"));

	char *part = arena_get(slot->reader->arena, slot->field->of->size);
	*(void **)(void *)slot->into = part;
	return read_struct(slot, node, part);
}

/* What stands in front of each part that stands under a key of its own. */
static void remember_key(const struct slot *slot, const struct node *element, char *part)
{
	*(struct place *)(void *)part = element->key_at;
	*(const char **)(void *)(part + sizeof(struct place)) = arena_copy(slot->reader->arena, element->key, strlen(element->key));
}

/* Parts in a list, or under keys of their own. */
static bool read_many(const struct slot *slot, const struct node *node, enum node_type holder, const char *of_maps)
{
	if (node->type != holder)
		return wrong_type(slot, node, holder == NODE_LIST ? tr("a list") : of_maps);
	if (!node->first)
		return slot->field->required ? is_empty(slot, node) : true;

	bool ok = true;
	size_t n = at_most(slot, node->first, node->count, &ok), size = slot->field->of->size, filled = 0;
	char *list = arena_get(slot->reader->arena, n * size);
	const struct node *element = node->first;
	for (size_t i = 0; i < n; i++, element = element->next) {
		if (element->type != NODE_MAP) {
			ok = wrong_type(slot, element, of_maps);
			continue;
		}
		char *part = list + size * filled++;
		ok = read_struct(slot, element, part) && ok;
		if (holder == NODE_MAP)
			remember_key(slot, element, part);
	}
	*(struct parts *)(void *)slot->into = (struct parts){ list, filled };
	return ok;
}

static bool read_parts(const struct slot *slot, const struct node *node)
{
	return read_many(slot, node, NODE_LIST, tr("a list of maps"));
}

static bool read_mapped(const struct slot *slot, const struct node *node)
{
	return read_many(slot, node, NODE_MAP, tr("a map of maps"));
}

static bool read_worded(const struct slot *slot, const struct node *node)
{
	if (node->type != NODE_MAP)
		return wrong_type(slot, node, tr("a map of texts"));
	if (!node->first)
		return slot->field->required ? is_empty(slot, node) : true;

	bool ok = true;
	size_t n = at_most(slot, node->first, node->count, &ok), filled = 0;
	struct worded *list = arena_get(slot->reader->arena, n * sizeof *list);
	for (const struct node *element = node->first; filled < n; element = element->next) {
		struct worded *one = &list[filled++];
		one->at = element->key_at;
		one->word = arena_copy(slot->reader->arena, element->key, strlen(element->key));
		ok = markup_text(slot, element, MARKUP_INLINE, &one->text) && ok;
	}
	*(struct parts *)(void *)slot->into = (struct parts){ list, filled };
	return ok;
}

static bool read_nothing(const struct slot *slot, const struct node *node)
{
	(void)slot, (void)node;
	return true;
}

/* -- The map as a whole ----------------------------------------------------------------------- */

static read_fn *const readers[] = {
	[FIELD_ID] = read_id,
	[FIELD_IDS] = read_ids,
	[FIELD_TOPICS] = read_topics,
	[FIELD_PLAIN] = read_plain,
	[FIELD_VERBATIM] = read_verbatim,
	[FIELD_INLINE] = read_inline,
	[FIELD_BLOCK] = read_block,
	[FIELD_INLINES] = read_inlines,
	[FIELD_WORDS] = read_words,
	[FIELD_COUNT] = read_count,
	[FIELD_NUMBER] = read_number,
	[FIELD_FLAG] = read_flag,
	[FIELD_WORD] = read_word,
	[FIELD_DATE] = read_date,
	[FIELD_PART] = read_part,
	[FIELD_PARTS] = read_parts,
	[FIELD_MAPPED] = read_mapped,
	[FIELD_WORDED] = read_worded,
	[FIELD_BY_HAND] = read_nothing,
};

/* The groups of one map, and what they are called together: by the first of them, which is the broadest description. */
struct groups {
	struct field_group *list;
	size_t n;
	const char *what;
	bool open; /* unknown keys pass */
};

static struct groups groups_of(struct field_group *list, size_t n)
{
	struct groups groups = { list, n, tr("this map"), false };

	for (size_t i = n; i-- > 0;) {
		if (list[i].fields)
			groups.what = list[i].fields->what;
		else
			groups.open = true;
	}
	return groups;
}

/* The group that has the key, or NULL. */
static struct field_group *find_slot(const struct groups *groups, const char *key, struct slot *slot)
{
	for (size_t g = 0; g < groups->n; g++) {
		const struct fields *fields = groups->list[g].fields;
		for (size_t i = 0; fields && i < fields->n; i++) {
			if (*fields->list[i].key != *key || strcmp(fields->list[i].key, key) != 0)
				continue;
			slot->field = &fields->list[i];
			slot->into = (char *)groups->list[g].into + fields->list[i].at;
			return &groups->list[g];
		}
	}
	return NULL;
}

static bool unknown_key(struct reader *reader, const struct groups *groups, const struct node *child)
{
	const char *keys[KEYS_MOST];
	struct slot slot = { .reader = reader };
	size_t n = 0;

	if (groups->open)
		return true;
	diag_add(reader->diags, DIAG_UNKNOWN_KEY, child->key_at, (unsigned)strlen(child->key),
		"unknown key '%s' in %s", diag_quote(reader->diags, child->key), tr(groups->what));
	if (reader->diags->dropped)
		return false;
	if (strchr(child->key, ' ') && child->type == NODE_SCALAR && child->len == 0) {
		diag_help(reader->diags, "put quotes around a text with a comma when it stands in { }");
		return false;
	}
	if (reader->help && groups->list[0].fields == reader->helped && reader->help(reader, child->key))
		return false;
	for (size_t g = 0; g < groups->n; g++) {
		const struct fields *fields = groups->list[g].fields;
		for (size_t i = 0; fields && i < fields->n && n < KEYS_MOST; i++)
			keys[n++] = fields->list[i].key;
	}
	suggest(&slot, child->key, keys, n);
	return false;
}

static bool missing_keys(struct reader *reader, const struct groups *groups, const struct node *map)
{
	bool ok = true;

	for (size_t g = 0; g < groups->n; g++) {
		const struct fields *fields = groups->list[g].fields;
		for (size_t i = 0; fields && i < fields->n; i++) {
			const char *key = fields->list[i].key;
			if (!fields->list[i].required || node_child(map, key))
				continue;
			groups->list[g].lacks = reader->lacks = true;
			ok = false;
			if (map->broken)
				continue; /* it may have stood in what was not read */
			diag_add(reader->diags, DIAG_MISSING_KEY, map->at, map->width, "%s has no '%s'",
				tr(groups->what), key);
		}
	}
	return ok;
}

static bool read_field(struct reader *reader, struct slot *slot, struct field_group *group, const struct node *node)
{
	bool lacked = reader->lacks;

	reader->lacks = false;
	bool ok = readers[slot->field->type](slot, node);
	place_field(reader, slot, node);
	group->lacks |= reader->lacks;
	reader->lacks |= lacked;
	return ok;
}

bool fields_read(struct reader *reader, const struct node *map, struct field_group *list, size_t n)
{
	struct groups groups = groups_of(list, n);
	struct slot slot = { .reader = reader };

	if (map->type != NODE_MAP) {
		if (!map->broken)
			diag_add(reader->diags, DIAG_WRONG_TYPE, map->at, map->width,
				"%s should be a map of keys, and is %s", tr(groups.what), type_words(map));
		reader->lacks = true;
		return false;
	}

	bool ok = !map->broken;
	reader->lacks |= map->broken;
	for (const struct node *child = map->first; child; child = child->next) {
		struct field_group *group = find_slot(&groups, child->key, &slot);
		if (group)
			ok = read_field(reader, &slot, group, child) && ok;
		else
			ok = unknown_key(reader, &groups, child) && ok;
	}
	return missing_keys(reader, &groups, map) && ok;
}
