/* SPDX-License-Identifier: MIT */
#include "tutor/keymap.h"

#include <stdio.h>
#include <string.h>
#include "base/likeness.h"
#include "base/tr.h"
#include "tutor/keyname.h"

#define AT_ANY_PAGE (AT_PAGE | AT_CHOICE | AT_SEVERAL | AT_SCALE | AT_SURE | AT_TOLD | AT_DONE | AT_NUMBERS | AT_ASKED | \
	AT_TICK | AT_STORY)
#define AT_ENDS (AT_ENDED | AT_FINISHED)
#define AT_LISTS (AT_LIST | AT_NOTE)
#define AT_ROWS (AT_HOME | AT_CONTENTS | AT_LISTS | AT_TEXT | AT_HELP | AT_CARE | AT_KEEP | AT_ENDS | AT_CODE)
#define AT_LETTERS (AT_ANY_PAGE | AT_ROWS)           /* letters are commands */
#define AT_WRITING (AT_FIELD | AT_BLANK | AT_LINE | AT_KEEP_FIELD) /* letters are text */
#define AT_EVERYWHERE (AT_LETTERS | AT_WRITING | AT_KEEP_ANSWERS | AT_PROMPT | AT_PHRASE)

/* In one place a key means one thing: where another row has it, a row names its other keys alone. */
const struct binding keymap[] = {
	{CMD_ENTER, AT_HOME | AT_CONTENTS | AT_LISTS | AT_CARE | AT_KEEP | AT_KEEP_ANSWERS, "Enter", TR_IN("verb", "open"), 1, TR("open what has the focus")},
	{CMD_CHOOSE, AT_CHOICE, "1 2 3 4 5 6 7 8 9", TR_IN("verb", "choose"), 1, TR("choose an answer")},
	{CMD_CHOOSE, AT_SEVERAL, "1 2 3 4 5 6 7 8 9", NULL, 0, TR("mark or unmark an answer")},
	{CMD_CHOOSE, AT_KEEP | AT_CARE | AT_LISTS, "1 2 3 4 5 6 7 8 9", NULL, 0, TR("choose a line; beyond 9 as :12")},
	{CMD_CHOOSE, AT_KEEP_ANSWERS, "1 2 3 4 5 6 7 8 9", NULL, 0, TR("choose that answer")},
	{CMD_CHOOSE, AT_HOME | AT_CONTENTS, "1 2 3 4 5 6 7 8 9", NULL, 0, TR("open what has that number; beyond 9 as :12")},
	{CMD_TOGGLE, AT_SEVERAL, "Space", TR_IN("verb", "mark"), 1, TR("mark or unmark the answer with the focus")},
	{CMD_CHOOSE, AT_TICK, "1 2 3 4 5 6 7 8 9", NULL, 0, TR("tick or untick a point")},
	{CMD_TOGGLE, AT_TICK, "Space", TR_IN("verb", "tick"), 1, TR("tick or untick the point with the focus")},
	{CMD_CHOOSE, AT_STORY, "1 2 3 4 5 6 7 8 9", TR_IN("verb", "choose"), 1, TR("go to a choice")},
	{CMD_RATE, AT_SCALE, "Left Right 0 1 2 3 4 5 6 7 8 9 + End", TR_IN("verb", "rate"), 1, TR("rate from 0 to 10: 10 is 1 and then 0, or +")},
	{CMD_SURE, AT_SURE, "1 2 3", TR("how sure"), 1, TR("1 a guess, 2 I think so, 3 sure")},
	{CMD_EDIT, AT_BLANK, "Tab Down Shift-Tab Up", NULL, 0, TR("next blank, previous blank")},
	{CMD_EDIT, AT_LINE, "Enter", TR_IN("next line", "next"), 2, TR("to the next line; in the last one, keep them")},
	{CMD_EDIT, AT_LINE, "Tab Down Shift-Tab Up", TR("other line"), 4, TR("to the other line")},
	{CMD_DOWN, AT_KEEP_FIELD, "Down Up Tab Shift-Tab", TR_IN("verb", "choose"), 1, TR("from the field to the answers, where numbers and Enter choose")},
	{CMD_EDIT, AT_WRITING, "C-a C-e C-b C-f C-n C-p M-b M-f", NULL, 0, TR("move in the text, as the arrows do; Ctrl and an arrow go by words")},
	{CMD_EDIT, AT_WRITING, "C-k C-u C-w C-y", NULL, 0, TR("cut to the end, to the start, a word; put it back")},
	{CMD_EDIT, AT_WRITING, "M-u M-e", TR("undo"), 3, TR("undo, redo")},
	{CMD_PUT_DOWN, AT_FIELD | AT_LINE, "Esc C-x", TR_IN("of writing", "done"), 1, TR("done writing; your words are kept")},
	{CMD_ENTER, AT_BLANK, "Enter", TR("next or check"), 1, TR("next blank; in the last one, check them all")},
	{CMD_PUT_DOWN, AT_BLANK, "Esc C-x", TR("to the page"), 2, TR("out of the blank; hint, answer and skip are there")},
	{CMD_ENTER, AT_ASKED, "Enter", TR_IN("verb", "write"), 1, TR("write in the blank with the focus")},
	{CMD_CHOOSE, AT_ASKED, "1 2 3 4 5 6 7 8 9", NULL, 0, TR("write in that blank")},
	{CMD_CHOOSE, AT_DONE, "1 2 3 4 5 6 7 8 9", NULL, 0, TR("another answer, once u has cleared this one")},
	{CMD_CHOOSE, AT_NUMBERS, "1 2 3 4 5 6 7 8 9 0", TR_IN("verb", "number"), 1, TR("number for the row with the focus, then to the next one; 0 takes it away")},
	{CMD_ENTER, AT_CHOICE | AT_SEVERAL | AT_NUMBERS, "Enter", TR_IN("verb", "check"), 2, TR("check the answer, then continue")},
	{CMD_ENTER, AT_TICK, "Enter", TR_IN("verb", "keep"), 2, TR("keep what is ticked and go on")},
	{CMD_ENTER, AT_STORY, "Enter", TR_IN("verb", "take"), 2, TR("take the choice with the focus, and read on")},
	{CMD_ENTER, AT_SCALE, "Enter", TR_IN("verb", "keep"), 2, TR("keep the rating and go on")},
	{CMD_ENTER, AT_SURE, "Enter", TR("skip this"), 2, TR("go on without saying how sure")},
	{CMD_ENTER, AT_DONE, "Enter", TR("continue"), 1, TR("continue")},
	{CMD_ENTER, AT_TOLD, "Enter", TR("go on"), 1, TR("from the feedback to the next page; on an option, check it")},
	{CMD_CHOOSE, AT_TOLD, "1 2 3 4 5 6 7 8 9", TR_IN("verb", "again"), 2, TR("another answer; a number for the next row that does not fit; a blank to write in")},
	{CMD_ENTER, AT_PAGE, "Enter", NULL, 0, TR("continue; on a page with a field, write")},
	{CMD_ON, AT_NUMBERS, "Space PgDn C-f", NULL, 0, TR("next screenful, then next page")},
	{CMD_DOWN, AT_NUMBERS, "Down j C-n Tab", TR_IN("next row", "row"), 3, TR("down one line or item")},
	{CMD_ON, AT_SURE, "Space PgDn C-f", NULL, 0, TR("next screenful, then as Enter")},
	{CMD_LEAVE, AT_SURE, "Esc q", TR("to the answers"), 3, TR("back to the answers, to choose another; nothing is checked")},
	{CMD_ON, AT_PAGE | AT_STORY | AT_CHOICE | AT_ASKED | AT_SCALE | AT_TOLD | AT_DONE, "Space PgDn C-f", TR_IN("next page", "next"), 3, TR("next screenful, then next page")},
	{CMD_ON, AT_SEVERAL | AT_TICK, "PgDn C-f", TR_IN("next page", "next"), 3, TR("next screenful, then next page")},
	{CMD_ENTER, AT_ENDED, "Enter", TR("next chapter"), 1, TR("on to the next chapter")},
	{CMD_ENTER, AT_FINISHED, "Enter", TR_IN("start screen", "home"), 1, TR("home; all of it stays open to you")},
	{CMD_ON, AT_ENDS, "Space PgDn C-f", NULL, 0, TR("next screenful, then as Enter")},
	{CMD_ON, AT_ROWS, "Space PgDn C-f", NULL, 0, TR("next screenful")},
	{CMD_ON, AT_KEEP_ANSWERS, "PgDn C-f", NULL, 0, TR("next screenful")},
	{CMD_BACKWARD, AT_ANY_PAGE, "b PgUp C-b", TR_IN("previous page", "back"), 4, TR("previous screenful, then previous page")},
	{CMD_BACKWARD, AT_ROWS, "b PgUp C-b", NULL, 0, TR("previous screenful")},
	{CMD_BACKWARD, AT_KEEP_ANSWERS, "PgUp C-b", NULL, 0, TR("previous screenful")},
	{CMD_NEXT_PAGE, AT_ANY_PAGE & ~(unsigned)AT_SCALE, "l Right", NULL, 0, TR("next page")},
	{CMD_NEXT_PAGE, AT_SCALE, "l", NULL, 0, TR("next page")},
	{CMD_PREVIOUS_PAGE, AT_ANY_PAGE & ~(unsigned)AT_SCALE, "h Left Backspace", NULL, 0, TR("previous page; from the first one, home")},
	{CMD_PREVIOUS_PAGE, AT_SCALE, "h Backspace", NULL, 0, TR("previous page; from the first one, home")},
	{CMD_DOWN, AT_LETTERS & ~(unsigned)AT_NUMBERS, "j Down C-n Tab", NULL, 0, TR("down one line or item")},
	{CMD_UP, AT_LETTERS, "k Up C-p Shift-Tab", NULL, 0, TR("up one line or item")},
	{CMD_DOWN, AT_KEEP_ANSWERS, "Down C-n Tab", NULL, 0, TR("down one line or item")},
	{CMD_UP, AT_KEEP_ANSWERS, "Up C-p Shift-Tab", NULL, 0, TR("to the answer before; from the first one, to your words")},
	{CMD_FIRST, AT_KEEP_ANSWERS, "Home", NULL, 0, TR("to the first line or item")},
	{CMD_LAST, AT_KEEP_ANSWERS, "End", NULL, 0, TR("to the last line or item")},
	{CMD_FIRST, AT_LETTERS, "g Home", NULL, 0, TR("to the first line or item")},
	{CMD_LAST, AT_LETTERS & ~(unsigned)AT_SCALE, "G End", NULL, 0, TR("to the last line or item")},
	{CMD_LAST, AT_SCALE, "G", NULL, 0, TR("to the last line or item")},
	{CMD_HINT, AT_CHOICE | AT_SEVERAL | AT_NUMBERS | AT_ASKED | AT_TOLD, "i", TR("hint"), 5, TR("show a hint")},
	{CMD_REVEAL, AT_CHOICE | AT_SEVERAL | AT_NUMBERS | AT_ASKED | AT_TOLD | AT_SURE, "r", TR_IN("noun", "answer"), 7, TR("show the answer; there is no blame in it")},
	{CMD_REVEAL, AT_SCALE, "r", NULL, 0, TR("what is truer than the belief, without rating it")},
	{CMD_SKIP, AT_ANY_PAGE, "s", NULL, 0, TR("skip this page")},
	{CMD_UNDO, AT_CHOICE | AT_SEVERAL | AT_NUMBERS | AT_ASKED | AT_SCALE | AT_TOLD | AT_DONE | AT_SURE, "u", NULL, 0, TR("clear this answer and begin it again")},
	{CMD_UNDO, AT_TICK, "u", TR("write more"), 5, TR("back to the field, to write more")},
	{CMD_UNDO, AT_STORY, "u", TR("begin again"), 5, TR("begin the story again")},
	{CMD_CONTENTS, AT_ANY_PAGE | AT_HOME | AT_LISTS | AT_TEXT | AT_ENDS, "t", TR("contents"), 8, TR("contents of the course")},
	{CMD_TERMS, AT_ANY_PAGE, "d", NULL, 0, TR("terms on this page")},
	{CMD_SOURCES, AT_ANY_PAGE, "e", NULL, 0, TR("sources of this page, and how sure they are")},
	{CMD_WORDS, AT_ANY_PAGE | AT_HOME | AT_CONTENTS | AT_TEXT | AT_ENDS, "w", NULL, 0, TR("my words")},
	{CMD_SUMMARY, AT_HOME | AT_CONTENTS | AT_ANY_PAGE, "S", NULL, 0, TR("what this chapter was; at home, the course")},
	{CMD_REVIEW, AT_HOME, "v", TR_IN("what comes back", "review"), 2, TR("what comes back: questions met before, plans to look back on")},
	{CMD_WHERE, AT_LETTERS, "=", NULL, 0, TR("say where I am")},
	{CMD_CARE, (AT_LETTERS & ~(unsigned)AT_CARE) | AT_KEEP_ANSWERS, "!", TR("support"), 6, TR("support, grounding, skip, hide, stop")},
	{CMD_CARE, AT_FIELD | AT_LINE | AT_BLANK, "!", NULL, 0, TR("support, in a field that is still empty; after a space or a letter it is text")},
	{CMD_ENTER, AT_PHRASE, "Enter", TR("go on"), 1, TR("go on with what was typed")},
	{CMD_LEAVE, AT_PHRASE, "Esc", TR("not now"), 2, TR("not now; nothing is lost")},
	{CMD_EDIT, AT_PHRASE, "Backspace C-u", NULL, 0, TR("take back a character, or all of it")},
	{CMD_HELP, AT_KEEP | AT_KEEP_ANSWERS, "C-g F1", TR("help"), 0, TR("the keys of this screen")},
	{CMD_HELP, AT_EVERYWHERE & ~(unsigned)(AT_WRITING | AT_HELP | AT_KEEP | AT_KEEP_ANSWERS | AT_PROMPT | AT_PHRASE), "? F1", TR("help"), 0, TR("the keys of this screen")},
	{CMD_HELP, AT_WRITING | AT_PROMPT | AT_PHRASE, "C-g F1", TR("help"), 0, TR("the keys of this screen, and ! for support")},
	{CMD_MARK, AT_ANY_PAGE, "m", NULL, 0, TR("mark this page, or take the mark away; contents list the marked")},
	{CMD_SEARCH, AT_ANY_PAGE | AT_HOME | AT_CONTENTS | AT_NOTE, "/", TR_IN("verb", "search"), 10, TR("look for words in the page, the chapter, the course")},
	{CMD_SEARCH, AT_HELP, "/", TR_IN("verb", "filter"), 12, TR("only the keys that have to do with a word")},
	{CMD_FIND_NEXT, AT_ANY_PAGE | AT_HOME | AT_CONTENTS | AT_NOTE, "n", NULL, 0, TR("the next place with these words")},
	{CMD_FIND_PREVIOUS, AT_ANY_PAGE | AT_HOME | AT_CONTENTS | AT_NOTE, "N", NULL, 0, TR("the place with these words before")},
	{CMD_COMMANDS, AT_LETTERS & ~(unsigned)(AT_HELP | AT_KEEP), ":", TR("commands"), 11, TR("all commands by name")},
	{CMD_A11Y, AT_LETTERS & ~(unsigned)(AT_HELP | AT_KEEP), ":a11y", NULL, 0, TR("what helps with a screen reader, braille or big type")},
	{CMD_ENTER, AT_PROMPT, "Enter", TR_IN("verb", "go"), 1, TR("look for it, or do it")},
	{CMD_SHARE, AT_LETTERS & ~(unsigned)(AT_HELP | AT_KEEP), ":share", NULL, 0, TR("what you give to your class, shown before it leaves")},
	{CMD_ANEW, AT_ANY_PAGE | AT_ENDS | AT_HOME | AT_CONTENTS, ":anew", NULL, 0, TR("begin this chapter anew, or take that back; words and plans stay")},
	{CMD_LEAVE, AT_PROMPT, "Esc", TR("not now"), 2, TR("back to where you were")},
	{CMD_DOWN, AT_PROMPT, "Down C-n", NULL, 0, TR("down in the list")},
	{CMD_UP, AT_PROMPT, "Up C-p", NULL, 0, TR("up in the list, and back to the line")},
	{CMD_LEAVE, AT_ANY_PAGE & ~(unsigned)AT_SURE, "q Esc", TR_IN("start screen", "home"), 9, TR("home; nothing is lost")},
	{CMD_LEAVE, AT_ENDED, "q Esc", TR_IN("start screen", "home"), 2, TR("home; nothing is lost")},
	{CMD_LEAVE, AT_FINISHED, "q Esc", NULL, 0, TR("home; nothing is lost")},
	{CMD_LEAVE, AT_HOME, "q Esc", TR("quit"), 3, TR("leave; everything is kept")},
	{CMD_LEAVE, AT_KEEP | AT_KEEP_FIELD | AT_KEEP_ANSWERS, "Esc", TR("not now"), 2, TR("back to the field; the question comes again")},
	{CMD_LEAVE, AT_CONTENTS | AT_LISTS | AT_TEXT | AT_CARE, "q Esc", TR_IN("verb", "close"), 2, TR("back to where you were")},
	{CMD_LEAVE, AT_HELP, "q Esc ? F1 C-g", TR_IN("verb", "close"), 2, TR("back to where you were")},
	{CMD_ENTER, AT_CODE, "Enter", TR("go on"), 1, TR("go on: it is on paper")},
	{CMD_LEAVE, AT_CODE, "q Esc", NULL, 0, TR("go on: it is on paper")},
	{CMD_ENTER, AT_HELP | AT_TEXT, "Enter", NULL, 0, TR("back to where you were")},
	{CMD_ENTER, AT_HIDDEN, "Enter", TR("comes back"), 0, TR("come back from the hidden screen")},
	{CMD_HIDE, AT_EVERYWHERE, "C-o", NULL, 0, TR("hide the screen at once")},
	{CMD_REDRAW, AT_EVERYWHERE, "C-l", NULL, 0, TR("draw the screen again")},
	{CMD_SUSPEND, AT_EVERYWHERE, "C-z", NULL, 0, TR("suspend")},
	{CMD_QUIT, AT_LETTERS & ~(unsigned)(AT_HELP | AT_KEEP), ":quit", NULL, 0, TR("leave from here; everything is kept")},
	{CMD_STOP, AT_EVERYWHERE | AT_HIDDEN, "C-c", NULL, 0, TR("keep everything and leave now")},
};

const size_t keymap_count = sizeof keymap / sizeof *keymap;

const char *const keymap_places[] = {
	TR("home"), TR("contents"), TR("page"), TR("choice"), TR("several"), TR("scale"), TR("field"), TR("sure"), TR("feedback"), TR("list"),
	TR("help"), TR("support"), TR("keep"), TR("hidden"), TR("answered"), TR("line"), TR("tick"), TR("story"), TR("numbers"), TR("blank"),
	TR("blanks"), TR("text"), TR("prompt"), TR("phrase"), TR("chapter's end"), TR("course's end"),
	TR("keep, while writing"), TR("note before a match"), TR("recovery code"), TR("keep, on an answer"), NULL
};

static bool binds(const struct binding *b, struct key key)
{
	for (const char *at = b->keys; *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");

		if (keyname_matches(at, len, key))
			return true;
		at += len;
	}
	return false;
}

enum command keymap_command(enum where where, struct key key)
{
	for (size_t i = 0; i < keymap_count; i++)
		if ((keymap[i].where & (unsigned)where) && binds(&keymap[i], key))
			return keymap[i].command;
	return CMD_NONE;
}

struct key keymap_key(const struct binding *b)
{
	return keyname_key(b->keys, strcspn(b->keys, " "));
}

bool keymap_is_letter(struct key key)
{
	return key.press == PRESS_TEXT && key.point < 0x80 && keyname_is_letter(&(char){(char)key.point}, 1);
}

/* --- help --- */

void keymap_keys(const struct binding *b, bool letters, char *out, size_t size)
{
	size_t used = 0;
	char key[24];

	if (strncmp(b->keys, "1 2 3", 5) == 0 || b->command == CMD_RATE) {
		(void)snprintf(out, size, "%s", b->command == CMD_SURE ? "1 2 3" : b->command == CMD_RATE ? tr("Left Right 0-9 + End") : "1-9");
		return;
	}
	out[0] = '\0';
	for (const char *at = b->keys; *at && used < size; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");

		if (!letters && keyname_is_letter(at, len)) {
			at += len;
			continue;
		}
		keyname_words(at, len, key, sizeof key);
		used += (size_t)snprintf(out + used, size - used, "%s%s", used ? " " : "", key);
		at += len;
	}
}

/* Without its letters it has no key: it is done by its name. */
static bool has_key(const struct binding *b, bool letters)
{
	char keys[160];

	keymap_keys(b, letters, keys, sizeof keys);
	return keys[0] != '\0';
}

static void say_binding(const struct binding *b, bool letters, struct doc *doc)
{
	char keys[160], lead[240];
	int pad;

	keymap_keys(b, letters, keys, sizeof keys);
	pad = 18 - (int)text_cells(keys, strlen(keys));
	if (doc->width > 0 && (doc->width < 50 || pad < 0)) { /* narrow: the keys, then what they do under them */
		doc_say(doc, STYLE_STRONG, keys);
		doc_lead(doc, "  ");
	} else {
		(void)snprintf(lead, sizeof lead, "  %s%*s ", keys, pad > 0 ? pad : 1, "");
		doc_lead(doc, lead);
	}
	doc_say(doc, STYLE_TEXT, tr(b->words));
}

static bool holds_everywhere(const struct binding *b)
{
	return (b->where & (AT_PAGE | AT_HOME | AT_LIST)) == (AT_PAGE | AT_HOME | AT_LIST) || (b->where & AT_EVERYWHERE) == AT_EVERYWHERE;
}

/* --- what was typed to find something --- */

static bool has_in_order(const char *text, const char *letters)
{
	for (; *letters; letters++) {
		if (*letters == ' ')
			continue;
		text = strchr(text, *letters);
		if (!text)
			return false;
		text++;
	}
	return true;
}

static bool has_words(const char *text, const char *words)
{
	char word[64];

	for (; *words; words += strspn(words, " ")) {
		size_t len = strcspn(words, " ");

		(void)snprintf(word, sizeof word, "%.*s", (int)len, words);
		if (!strstr(text, word))
			return false;
		words += len;
	}
	return true;
}

bool keymap_answers(const char *text, const char *typed, bool loosely)
{
	struct str a = {0}, b = {0};
	bool answers;

	text_fold(text, &a);
	text_fold(typed, &b);
	answers = loosely ? has_in_order(str_text(&a), str_text(&b)) : has_words(str_text(&a), str_text(&b));
	str_release(&a);
	str_release(&b);
	return answers;
}

/* --- what does nothing here --- */

static const char *const reasons[CMD_COUNT] = {
	[CMD_CHOOSE] = TR("There is nothing to choose by its number here."),
	[CMD_HINT] = TR("There is no hint here: nothing is asked just now."),
	[CMD_REVEAL] = TR("No answer is hidden here."),
	[CMD_SKIP] = TR("Only a page can be skipped."),
	[CMD_UNDO] = TR("There is no answer to take back here."),
	[CMD_TERMS] = TR("Terms belong to a page. Open one first."),
	[CMD_SOURCES] = TR("Sources belong to a page. Open one first."),
	[CMD_MARK] = TR("Only a page can be marked. Open one first."),
	[CMD_ANEW] = TR("A chapter begins anew from one of its pages. Open one first."),
	[CMD_NEXT_PAGE] = TR("There is no next page here. Open one first."),
	[CMD_PREVIOUS_PAGE] = TR("There is no page before this. Open one first."),
	[CMD_WORDS] = TR("Your words are at home and on every page."),
	[CMD_REVIEW] = TR("What comes back is offered at home."),
	[CMD_SEARCH] = TR("Words are looked for at home, in the contents and on pages."),
	[CMD_FIND_NEXT] = TR("Words are looked for at home, in the contents and on pages."),
	[CMD_FIND_PREVIOUS] = TR("Words are looked for at home, in the contents and on pages."),
	[CMD_CONTENTS] = TR("The contents are at home and on every page."),
	[CMD_COMMANDS] = TR("Close this first: the commands are those of where you were."),
};

const char *keymap_reason_of(enum command command)
{
	return reasons[command] ? tr(reasons[command]) : NULL;
}

static bool has_command(enum where where, enum command command)
{
	for (size_t i = 0; i < keymap_count; i++)
		if ((keymap[i].where & (unsigned)where) && keymap[i].command == command)
			return true;
	return false;
}

/* Where numbers do choose, this one is too high, or 0. */
static const char *reason_for(enum where where, enum command command)
{
	bool numbers = command == CMD_CHOOSE && (has_command(where, CMD_CHOOSE) || has_command(where, CMD_SURE));

	return numbers ? TR("Nothing here has that number.") : reasons[command];
}

const char *keymap_reason(enum where where, struct key key)
{
	if (!((unsigned)where & AT_LETTERS & ~(unsigned)AT_KEEP) || key.press != PRESS_TEXT)
		return NULL;
	for (size_t i = 0; i < keymap_count; i++)
		if ((keymap[i].where & AT_LETTERS) && binds(&keymap[i], key) && reasons[keymap[i].command])
			return tr(reason_for(where, keymap[i].command));
	return NULL;
}

/* --- the help screen --- */

static bool is_wanted(const struct binding *b, const char *filter)
{
	char keys[80], text[240];

	keymap_keys(b, true, keys, sizeof keys);
	(void)snprintf(text, sizeof text, "%s %s %s", keys, b->hint ? tr(b->hint) : "", tr(b->words));
	return keymap_answers(text, filter, false);
}

/* Their heading comes with the first of them; false when there is none. */
static bool say_some(unsigned where, bool everywhere, bool letters, const char *filter, struct doc *doc)
{
	bool any = false;

	for (size_t i = 0; i < keymap_count; i++) {
		if (!(keymap[i].where & where) || holds_everywhere(&keymap[i]) != everywhere || !is_wanted(&keymap[i], filter) || !has_key(&keymap[i], letters))
			continue;
		if (!any) {
			doc_gap(doc);
			doc_say(doc, STYLE_STRONG, everywhere ? tr("Everywhere") : tr("On this screen"));
		}
		any = true;
		say_binding(&keymap[i], letters, doc);
	}
	return any;
}

/* What has no key while letters are off. */
static bool say_nameable(unsigned where, const char *filter, struct doc *doc)
{
	bool any = false;

	for (size_t i = 0; i < keymap_count; i++) {
		if (!(keymap[i].where & where) || has_key(&keymap[i], false) || !is_wanted(&keymap[i], filter))
			continue;
		if (!any) {
			doc_gap(doc);
			doc_say(doc, STYLE_STRONG, tr("By name: after : type a word of it"));
		}
		any = true;
		doc_lead(doc, "  ");
		doc_say(doc, STYLE_TEXT, tr(keymap[i].words));
	}
	return any;
}

void keymap_say(enum where where, bool letters, const char *filter, struct doc *doc)
{
	bool here = say_some((unsigned)where, false, letters, filter, doc);
	bool everywhere = say_some((unsigned)where, true, letters, filter, doc);
	bool named = !letters && say_nameable((unsigned)where, filter, doc);

	if (!here && !everywhere && !named)
		doc_sayf(doc, STYLE_TEXT, tr("No key here has to do with \"%s\"."), filter);
}
