/* SPDX-License-Identifier: MIT */
#include "tutor/footer.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/keyname.h"

/* The first key of a binding that does the same in another place; NULL when none does. */
static const char *shared_key(const struct binding *b, unsigned beside, bool letters, size_t *len)
{
	for (const char *at = b->keys; *at; at += *len + strspn(at + *len, " ")) {
		*len = strcspn(at, " ");
		if (!letters && keyname_is_letter(at, *len))
			continue;
		if ((b->where & beside) || keymap_command((enum where)beside, keyname_key(at, *len)) == b->command)
			return at;
	}
	return NULL;
}

/* What a footer is made for. */
struct footing {
	unsigned where, beside;
	uint64_t idle;
	unsigned width;
};

static bool has_letters(uint64_t idle)
{
	return !(idle & KEYMAP_LETTERS);
}

/* What is said of a hint where its own words leave no room for those that have to stand: in 20 columns a key of five letters
 * has five for its word beside "? help" (some are here for the languages that need more). */
static const struct {
	const char *hint, *brief;
} briefs[] = {
	{TR("next or check"), TR_IN("briefly: next blank", "next")},
	{TR("next chapter"), TR_IN("briefly: next chapter", "next")},
	{TR_IN("next page", "next"), TR_IN("briefly: next page", "next")},
	{TR("skip this"), TR_IN("briefly", "skip")},
	{TR("continue"), TR_IN("briefly", "go on")},
	{TR("go on"), TR_IN("briefly", "go on")},
	{TR_IN("what Enter does", "show answer"), TR_IN("briefly: what Enter does", "reveal")},
	{TR_IN("verb", "open"), TR_IN("briefly", "open")},
	{TR_IN("verb", "check"), TR_IN("briefly", "check")},
	{TR_IN("verb", "choose"), TR_IN("briefly", "choose")},
	{TR_IN("verb", "keep"), TR_IN("briefly", "keep")},
	{TR_IN("verb", "write"), TR_IN("briefly", "write")},
	{TR_IN("start screen", "home"), TR_IN("briefly: start screen", "home")},
	{TR("not now"), TR_IN("briefly", "not now")},
};

static const char *brief_of(const char *hint)
{
	for (size_t i = 0; i < sizeof briefs / sizeof *briefs; i++)
		if (strcmp(briefs[i].hint, hint) == 0)
			return briefs[i].brief;
	return hint;
}

/* Briefly Ctrl-G is ^G. */
static void hint_key(const struct binding *b, const struct footing *f, bool brief, char *out, size_t size)
{
	size_t len;
	const char *key = shared_key(b, f->beside, has_letters(f->idle), &len);

	if (strncmp(b->keys, "1 2 3", 5) == 0)
		(void)snprintf(out, size, "%s", b->command == CMD_SURE ? "1-3" : "1-9");
	else if (b->command == CMD_RATE)
		(void)snprintf(out, size, "0-9");
	else
		keyname_words(key, len, out, size);
	if (brief && strncmp(out, "Ctrl-", 5) == 0)
		(void)snprintf(out, size, "^%c", key[2] - 32);
}

static const struct binding *next_hint(const struct footing *f, unsigned after)
{
	const struct binding *found = NULL;
	size_t len;

	for (size_t i = 0; i < keymap_count; i++) {
		const struct binding *b = &keymap[i];

		if (!(b->where & f->where) || !b->hint || b->rank <= after || (f->idle & KEYMAP_BIT(b->command)) ||
		    !shared_key(b, f->beside, has_letters(f->idle), &len))
			continue;
		if (!found || b->rank < found->rank)
			found = b;
	}
	return found;
}

/* Digits and marks stand before each row of the screen, and that Enter ends a line that is typed, everybody knows. */
static bool speaks_for_itself(const struct binding *b, const struct footing *f)
{
	if (b->command == CMD_ENTER)
		return f->where & (AT_PROMPT | AT_PHRASE);
	return b->command == CMD_TOGGLE || b->command == CMD_CHOOSE || b->command == CMD_SURE || b->command == CMD_RATE;
}

/* Where an answer is owed Enter does not go on. */
static const char *hint_of(const struct binding *b, const struct footing *f)
{
	return b->command == CMD_ENTER && (f->idle & KEYMAP_OWED) ? TR_IN("what Enter does", "show answer") : b->hint;
}

static void hint_words(const struct binding *b, const struct footing *f, bool brief, char *out, size_t size)
{
	char key[24];
	const char *hint = hint_of(b, f);

	hint_key(b, f, brief, key, sizeof key);
	(void)snprintf(out, size, "%s %s", key, tr(brief ? brief_of(hint) : hint));
}

static const struct binding *help_hint(unsigned where)
{
	for (size_t i = 0; i < keymap_count; i++)
		if ((keymap[i].where & where) && keymap[i].hint && keymap[i].rank == 0)
			return &keymap[i];
	return NULL;
}

static const struct binding *care_hint(unsigned where)
{
	for (size_t i = 0; i < keymap_count; i++)
		if ((keymap[i].where & where) && keymap[i].hint && keymap[i].command == CMD_CARE)
			return &keymap[i];
	return NULL;
}

#define HINTS_MOST 16 /* at one place */

/* The hints of a place in their order, but for help, which is last. */
struct hints {
	const struct binding *list[HINTS_MOST], *help;
	size_t n;
};

static void find_hints(const struct footing *f, struct hints *hints)
{
	const struct binding *b;

	hints->help = help_hint(f->where);
	hints->n = 0;
	for (unsigned rank = 0; hints->n < HINTS_MOST && (b = next_hint(f, rank)) != NULL; rank = b->rank)
		hints->list[hints->n++] = b;
}

/* The one that goes on, or where a line is typed the way out: the first that the screen does not say itself. */
static const struct binding *leading_hint(const struct hints *hints, const struct footing *f)
{
	for (size_t i = 0; i < hints->n; i++)
		if (hints->list[i]->command != CMD_CARE && !speaks_for_itself(hints->list[i], f))
			return hints->list[i];
	return NULL;
}

static void add_hint(const struct binding *b, const struct footing *f, bool brief, char *out, size_t size)
{
	size_t used = strlen(out);
	char hint[240]; /* other languages have longer words */

	hint_words(b, f, brief, hint, sizeof hint);
	(void)snprintf(out + used, size - used, "%s%s", used ? "  " : "", hint);
}

/* What stands whatever else is dropped, NULL: nothing; help always does. */
struct standing_hints {
	const struct binding *lead, *care;
	bool brief;
};

/* Those that stand, and the first `most` of all. False when that is wider than there is room. */
static bool put_hints(const struct hints *hints, const struct footing *f, const struct standing_hints *stand, size_t most, char *out, size_t size)
{
	out[0] = '\0';
	for (size_t i = 0; i < hints->n; i++)
		if (i < most || hints->list[i] == stand->lead || hints->list[i] == stand->care)
			add_hint(hints->list[i], f, stand->brief, out, size);
	if (hints->help)
		add_hint(hints->help, f, stand->brief, out, size);
	return text_cells(out, strlen(out)) <= f->width;
}

/* What stands is the hint that goes on, support and help (UX-2); where there is no room for all three, in fewer words. Where there
 * is none for these either, support is the one that goes: help always stands and names it, and its key is the same everywhere. A
 * key without its word is no hint. */
void footer_make(enum where where, enum where beside, uint64_t idle, unsigned width, char *out, size_t size)
{
	const struct footing footing = {(unsigned)where, (unsigned)beside, idle, width};
	struct hints hints;

	find_hints(&footing, &hints);
	const struct binding *lead = leading_hint(&hints, &footing), *care = care_hint(footing.where);
	const struct standing_hints stands[] = {{lead, care, false}, {lead, care, true}, {lead, NULL, false}, {lead, NULL, true}};

	for (size_t i = 0; i < sizeof stands / sizeof *stands; i++)
		for (size_t most = hints.n + 1; most-- > 0;)
			if (put_hints(&hints, &footing, &stands[i], most, out, size))
				return;
	out[0] = '\0';
	if (hints.help || lead)
		add_hint(hints.help ? hints.help : lead, &footing, false, out, size);
}

const char *footer_again(struct footer *made, enum where where, enum where beside, uint64_t idle, unsigned width)
{
	if (made->where == where && made->beside == beside && made->idle == idle && made->width == width)
		return made->hints;
	*made = (struct footer){.where = where, .beside = beside, .idle = idle, .width = width};
	footer_make(where, beside, idle, width, made->hints, sizeof made->hints);
	return made->hints;
}
