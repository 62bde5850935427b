/* SPDX-License-Identifier: MIT
 *
 * dialogue: the same tutor as a conversation in lines: what is typed becomes the same commands, what is shown is said once. */
#include "tutor/screens.h"
#include "view/saving.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/reply.h"
#include "base/tr.h"
#include "kinds/kind.h"

/* The words of plain mode, as its help has them. Most are the keys of the screen; `n` is the one that differs. A word that is
 * NULL is a way to answer: it is for the help alone. */
static const struct {
	const char *word;
	enum command command;
	const char *says;
} words[] = {
	{"n", CMD_NEXT_PAGE, TR("Enter or n  next page")},
	{"b", CMD_PREVIOUS_PAGE, TR("b  previous page")},
	{NULL, CMD_NONE, TR("numbers  answer: 2; 1 3 where several fit; b a c or 2 1 3 to match or order")},
	{"i", CMD_HINT, TR("i  hint")},
	{"r", CMD_REVEAL, TR("r  show the answer")},
	{"s", CMD_SKIP, TR("s  skip")},
	{"!", CMD_CARE, TR("!  support, grounding, stop; also in the middle of writing, and so is ?")},
	{NULL, CMD_NONE, TR("^O, then Enter  hide the screen (scrolling back still shows it)")},
	{"d", CMD_TERMS, TR("d  terms on this page")},
	{"e", CMD_SOURCES, TR("e  sources")},
	{"=", CMD_WHERE, TR("=  where am I")},
	{NULL, CMD_NONE, TR("/ text  every place with these words")},
	{"m", CMD_MARK, TR("m  mark this page, or take the mark away")},
	{"w", CMD_WORDS, TR("w  my words")},
	{"t", CMD_CONTENTS, TR("t  contents, and the pages you marked")},
	{"v", CMD_REVIEW, TR("v  what comes back")},
	{"S", CMD_SUMMARY, TR("S  what this chapter was; at home, the course")},
	{"u", CMD_UNDO, TR("u  clear this answer")},
	{":anew", CMD_ANEW, TR(":anew  begin this chapter anew, or take that back; words and plans stay")},
	{":share", CMD_SHARE, TR(":share  what you give to your class, shown before it leaves")},
	{":a11y", CMD_A11Y, TR(":a11y  what helps with a screen reader, braille or big type")},
	{"?", CMD_HELP, TR("?  this help")},
	{"q", CMD_LEAVE, TR("q  back; at home, quit")},
	{"quit", CMD_QUIT, TR("quit  leave from anywhere; everything is kept")},
};

void app_say_words(struct doc *doc)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		doc_say(doc, STYLE_TEXT, tr(words[i].says));
}

static enum command command_of(const char *line)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i].word && strcmp(words[i].word, line) == 0)
			return words[i].command;
	return CMD_NONE;
}

/* From screen to screen, as `q` again and again, until one of them asks, or is told, what is to become of words. */
static void leave_all(struct app *app, const struct event *ev, struct effects *fx)
{
	bool warned = app->lock.warned;

	for (size_t i = 0; i <= APP_LEVELS && !app_is_leaving(app); i++) {
		app_command(app, CMD_LEAVE, ev, fx);
		if (app_screen(app) == &screen_unsaved || app_screen(app) == &screen_keep || (app->lock.warned && !warned))
			return;
	}
}

/* What was gone through is at its beginning again: numbers are of what stands there, which is said once more. */
static void begin_again(struct app *app, const struct event *ev, struct effects *fx)
{
	const struct kind *kind = app_is_on_page(app) ? kind_of(app->visit.page) : NULL;
	const bool goes_back = kind && kind->tells && !kind->inside && visit_is_begun(&app->visit);

	app_command(app, CMD_UNDO, ev, fx);
	if (goes_back)
		app->spoken = app->arrivals - 1;
}

static void obey(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	if (command == CMD_QUIT)
		leave_all(app, ev, fx);
	else if (command == CMD_UNDO)
		begin_again(app, ev, fx);
	else
		app_command(app, command, ev, fx);
}

/* Who is in need comes first: these two are commands also between the lines of a text. With a full stop they are text. */
static bool is_always(const char *line)
{
	return command_of(line) == CMD_CARE || command_of(line) == CMD_HELP;
}

/* --- a page --- */

/* In a field of many lines, from the first one typed, every line is the learner's own. */
static bool is_in_text(const struct app *app)
{
	return app->visit.heard && visit_where(&app->visit) == WHERE_FIELD;
}

static bool is_in_plan(const struct app *app)
{
	return visit_where(&app->visit) == WHERE_LINE;
}

static void hear_answer(struct app *app, const char *line, struct effects *fx)
{
	struct arena arena = {0};
	struct record record = {0};
	enum visit_did did = visit_hear(&app->visit, line, &record, &arena);

	app_settle_keep(app, fx, strcmp(line, ".") != 0 && (line[0] || !is_in_plan(app))); /* before words are noted, so that they are kept as was chosen */
	if (did == VISIT_IGNORED)
		app_tell(app, "%s", tr("Type ? for help."));
	else
		app_did(app, fx, did, &record);
	arena_release(&arena);
}

/* A word of the list among lines is text; whoever meant the command learns how to come out. */
static void tell_way_out(struct app *app, const char *line)
{
	if (command_of(line) != CMD_NONE && app_screen(app) == &screen_page && !app->message[0])
		app_tell(app, "%s", tr("That is a line of your text. A line with only a full stop (.) ends it; then such words go elsewhere."));
}

/* Going on without saying how sure: what was answered is checked all the same. */
static bool leaves_sure(const char *line)
{
	return line[0] == '\0' || command_of(line) == CMD_SKIP || command_of(line) == CMD_NEXT_PAGE;
}

/* An empty line among the learner's own is one of them, and in a plan leaves what stands. */
static bool keeps_empty(const struct app *app)
{
	return visit_is_writing(&app->visit) && app->visit.page->kind->is_private && app->visit.has_half;
}

/* Enter amid an answer of several lines goes on, as it does everywhere; that what was begun waits is said. */
static void go_on(struct app *app, const struct event *ev, struct effects *fx)
{
	const struct page *page = app->visit.page;
	const bool is_begun = app->visit.has_half && page->kind->graded && app->visit.stage == STAGE_OPEN;

	app_command(app, CMD_ON, ev, fx);
	if (is_begun && app->visit.page != page && !app->message[0])
		app_tell(app, "%s", tr("What you began there is kept, for when you come back (b)."));
}

static void hear_page(struct app *app, const char *line, const struct event *ev, struct effects *fx)
{
	bool is_word = line[0] == '\0' ? !keeps_empty(app) : command_of(line) != CMD_NONE;
	bool is_text = is_in_text(app) && !is_always(line);

	is_word = is_word && !(visit_asks(&app->visit) && reply_of(line) != REPLY_OTHER);
	if (line[0] == '/' && !is_text)
		app_search_all(app, line + 1, fx);
	else if (!is_word || is_text) {
		hear_answer(app, line, fx);
		if (is_text)
			tell_way_out(app, line);
	} else if (app->visit.stage == STAGE_SURE && leaves_sure(line)) /* the question, not the page */
		app_command(app, CMD_ENTER, ev, fx);
	else if (line[0] == '\0')
		go_on(app, ev, fx);
	else
		obey(app, command_of(line), ev, fx);
}

/* --- screens of rows --- */

static bool enter_opens(const struct app *app)
{
	return (app_screen(app) == &screen_summary && app->ended) || app_screen(app) == &screen_home || app_screen(app) == &screen_note || app_screen(app) == &screen_review ||
	       app_screen(app) == &screen_lookback;
}

/* What is no line of the field that is asked about. */
static bool is_no_line(const struct app *app, const char *line)
{
	return is_always(line) || (is_in_plan(app) && command_of(line) != CMD_NONE);
}

/* Who types on while the question is up goes on writing: the line is the field's. But q leaves, as the question is no field. */
static void hear_more(struct app *app, const char *line, const struct event *ev, struct effects *fx)
{
	if (command_of(line) == CMD_LEAVE) {
		app_command(app, CMD_LEAVE, ev, fx); /* the question, and then its page */
		app_command(app, CMD_LEAVE, ev, fx);
		return;
	}
	if (is_no_line(app, line)) {
		obey(app, command_of(line), ev, fx);
		return;
	}
	if (strcmp(line, ".") != 0)
		hear_answer(app, line, fx);
	app_tell(app, "%s", tr("Your lines are there. First the question: 1 locks them, 2 keeps them readable, 3 does not keep them, q leaves."));
}

/* The same while they wait for the phrase, which a full stop asks for. */
static void hear_waiting(struct app *app, const char *line, const struct event *ev, struct effects *fx)
{
	if (strcmp(line, ".") == 0)
		app_command(app, CMD_ENTER, ev, fx);
	else if (is_no_line(app, line))
		obey(app, command_of(line), ev, fx);
	else
		hear_answer(app, line, fx);
}

static void hear_number(struct app *app, const char *line, struct effects *fx)
{
	char *end;
	long number = strtol(line, &end, 10);

	if (!app_screen(app)->open)
		app_tell(app, "%s", tr("Enter goes back."));
	else if (end == line || *end || !app_open_numbered(app, number, fx))
		app_tell(app, "%s", tr("Type a number from the list, Enter, or ? for help."));
}

static void hear_rows(struct app *app, const char *line, const struct event *ev, struct effects *fx)
{
	enum command command = command_of(line);

	if (app_hides_input(app) && !is_always(line)) { /* no phrase is that short */
		app_hear_phrase(app, line, ev, fx);
		return;
	}
	if (app_screen(app) == &screen_waits) {
		hear_waiting(app, line, ev, fx);
		return;
	}
	if (app_screen(app) == &screen_hidden) { /* nothing else is said there, and every line leads back */
		app_command(app, CMD_ENTER, ev, fx);
		return;
	}
	if (app_screen(app) == &screen_keep && !app->departs && app_asks_over_field(app) && (line[0] < '1' || line[0] > '3' || line[1])) {
		hear_more(app, line, ev, fx);
		return;
	}
	if (app_screen(app) == &screen_lookback && app_lookback_item(reply_of(line)) >= 0) { /* n is no, and not the next page */
		app_screen(app)->open(app, app_lookback_item(reply_of(line)), fx);
		return;
	}
	if (line[0] == '/') {
		app_search_all(app, line + 1, fx);
		return;
	}
	if (command == CMD_NEXT_PAGE || line[0] == '\0')
		command = enter_opens(app) ? CMD_ENTER : CMD_LEAVE;
	if (command == CMD_ENTER)
		app_screen(app)->open(app, app_level(app)->focus, fx);
	else if (command != CMD_NONE)
		obey(app, command, ev, fx);
	else
		hear_number(app, line, fx);
}

/* --- what stands around a line --- */

/* Among lines that are kept as they are typed. */
static bool is_kept_as_typed(const struct app *app)
{
	return app_screen(app) == &screen_page && visit_is_writing(&app->visit);
}

/* The line without the blanks around it, which nobody sees: they make no other word of a word, and none of Space and then Enter.
 * Not where they are somebody's own: in a text, and in a phrase, which may be made of them. */
static const char *meant(const struct app *app, const char *line, struct str *bare)
{
	size_t before = strspn(line, " \t"), len = strlen(line);

	while (len > before && strchr(" \t", line[len - 1]))
		len--;
	str_add(bare, line + before, len - before);
	const char *word = str_text(bare);
	if (app_hides_input(app))
		return is_always(word) ? word : line;
	if (is_in_text(app))
		return is_always(word) || !*word || strcmp(word, ".") == 0 ? word : line;
	return *word && is_kept_as_typed(app) && command_of(word) == CMD_NONE && strcmp(word, ".") != 0 ? line : word;
}

/* Whoever looked at something between two lines hears that they are there. */
static void tell_still_there(struct app *app)
{
	if (app_screen(app) == &screen_page && app->visit.heard && !app->message[0])
		app_tell(app, "%s", tr("What you wrote is there: go on. A line with only a full stop (.) ends it."));
}

static void hear(struct app *app, const char *typed, const struct event *ev, struct effects *fx)
{
	struct str bare = {0};
	const char *line = meant(app, typed, &bare);

	if (app_screen(app) == &screen_page) {
		hear_page(app, line, ev, fx);
	} else {
		hear_rows(app, line, ev, fx);
		tell_still_there(app);
	}
	str_release(&bare);
}

/* ^O in a line: what was typed beside it is not lost, half a phrase aside. Nothing is said of it where it could be read. */
static void hear_hiding(struct app *app, const char *line, const struct event *ev, struct effects *fx)
{
	struct str rest = {0};

	for (const char *at = line; *at; at++)
		str_add(&rest, at, *at != EVENT_HIDES);
	if (rest.len > 0 && !app_hides_input(app) && app_screen(app) != &screen_hidden)
		hear(app, str_text(&rest), ev, fx);
	if (!app_is_leaving(app))
		app_command(app, CMD_HIDE, ev, fx);
	app->message[0] = '\0';
	str_release(&rest);
}

void app_hear(struct app *app, const char *line, const struct event *ev, struct effects *fx)
{
	app->now = ev->now;
	app->tick = ev->tick;
	app_touched(app);
	app->message[0] = '\0';
	if (!line) { /* end of input: what is half written is a draft, because nobody said that it is done */
		app_draft_now(app, fx);
		app_tell_lost(app);
		app_leave(app, fx, 0);
	} else if (strchr(line, EVENT_HIDES)) {
		hear_hiding(app, line, ev, fx);
	} else {
		hear(app, line, ev, fx);
	}
	app_look_back(app, fx);
	app_want_outlines(app, fx);
}

/* --- what is said --- */

static void say_head(const struct app *app, struct doc *doc)
{
	struct head head = {{0}, {0}, {0}};

	app_screen(app)->head(app, &head);
	if (head.left[0])
		doc_sayf(doc, STYLE_TITLE, "%s%s%s", head.left, head.right[0] ? ", " : "", head.right);
}

static void say_trouble(const struct app *app, struct doc *doc)
{
	char row[sizeof app->message + 64];

	if (app->trouble.kind == ERR_NONE)
		return;
	saving_say_not(&app->trouble, sizeof row, row, sizeof row);
	doc_say(doc, STYLE_ALERT, row);
}

static size_t tag_length(const char *language)
{
	return strcspn(language, "-_");
}

/* Who listens chooses a voice by it (WCAG 3.1.1): said at the first start, and always where it is not that of these words. */
static void say_language(const struct app *app, struct doc *doc)
{
	static const struct {
		const char *tag, *says;
	} known[] = {{"en", TR("The lessons are in English.")}, {"es", TR("The lessons are in Spanish.")}};
	const char *language = app->course->language, *ours = tr(TR_IN("the language you translate into, as a tag (es, fr)", "en"));
	size_t len = tag_length(language);

	if (app->last_here && len == tag_length(ours) && strncmp(language, ours, len) == 0)
		return;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (len == strlen(known[i].tag) && strncmp(language, known[i].tag, len) == 0) {
			doc_say(doc, STYLE_ASIDE, tr(known[i].says));
			return;
		}
	doc_sayf(doc, STYLE_ASIDE, tr("The language of the lessons: %s"), language);
}

void app_speak(struct app *app, struct doc *doc, const char **prompt)
{
	const struct screen *screen = app_screen(app);
	bool is_page = screen == &screen_page;

	doc->spacing = app->options.spacing;
	if (app->spoken != app->arrivals) {
		doc_gap(doc);
		say_head(app, doc);
		if (!app->spoken)
			say_language(app, doc);
		doc_gap(doc);
		screen->say(app, doc);
	} else if (is_page && app->told != app->visit.news) {
		visit_tell(&app->visit, doc, app->told);
	}
	app->spoken = app->arrivals;
	app->told = app->visit.news;
	if (app->message[0])
		doc_say(doc, STYLE_MESSAGE, app->message);
	else
		say_trouble(app, doc);
	*prompt = screen->prompt(app);
}
