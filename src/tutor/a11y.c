/* SPDX-License-Identifier: MIT
 *
 * a11y: what helps whoever listens, feels or needs it large; and what was tested with what. `attune a11y` says the same. */
#include "tutor/screens.h"

#include <stdio.h>
#include "base/tr.h"

static const struct part {
	const char *title;
	const char *lines[8]; /* NULL-ended */
} parts[] = {
	{TR("Two ways to use attune"), {
		TR("attune --plain: lines in, lines out. The whole course, numbered answers, nothing that moves. For screen readers, "
			"braille displays, a serial line or a pipe. On by itself where the terminal can show nothing else, or where "
			"ACCESSIBLE or ATTUNE_PLAIN is set."),
		TR("The full screen: the cursor is always on what has the focus, on the letter you type next, or on a new message. "
			"Nothing else changes when it moves: no clock, no counter, no picture that runs."),
		TR("Both keep the same record: begin in one, go on in the other."), NULL}},
	{TR("Switches, for the command line or the settings file"), {
		TR("--screen-reader: nothing stands at the right edge, the cursor goes to each new message, the foot of the screen "
			"stays the same."),
		TR("--theme=high-contrast: 7 to 1 or more. --theme=none or NO_COLOR=1: no colour. Colour never says what a word "
			"does not say too."),
		TR("--width=40: shorter lines. --spacing=2: room between paragraphs and answers. margin: 8 in the settings: more room at "
			"the left."),
		TR("--ascii: nothing beyond ASCII on the screen."), NULL}},
	{TR("Hands"), {
		TR("One key at a time is enough for everything: no keys at once, none held down, no mouse. : lists all that can be "
			"done by name."),
		TR("keys: minimal in the settings: no letter is a command, so that speech or a stray touch does nothing. mouse: yes: rows "
			"can be clicked."),
		TR("Nothing has a time limit. Nothing blinks. A pause is a page like others: it ends when you press a key."), NULL}},
	{TR("Size"), {
		TR("Everything works in 40 columns and 15 rows, reading in 20 by 6: make the letters as large as you like."), NULL}},
	{TR("What was tested"), {
		TR("By programs, at every change: where the cursor is after every key on every screen; what is written for each key, and "
			"that nothing is while nobody presses one; the course in plain mode through pipes; contrast; all sizes."),
		TR("By the screen reader Fenrir, in a real terminal: fifteen journeys, with what it says written down for each key. "
			"Down says the row it comes to, and nothing else."),
		TR("With Enter in a field Fenrir says the row the cursor comes to (\"blank\", or the words that moved down with it): "
			"where rows move, the cursor follows them a twentieth of a second later. It is silent where a slow line brings "
			"both at once, and where the window shows nothing but empty rows."),
		TR("Not tested by people with Orca, NVDA, JAWS, VoiceOver, BRLTTY or a braille display. If something does not "
			"work with yours, that is a fault of attune."), NULL}},
};

void app_say_a11y(struct doc *doc)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		doc_gap(doc);
		doc_say(doc, STYLE_STRONG, tr(parts[i].title));
		for (size_t k = 0; parts[i].lines[k]; k++) {
			doc_lead(doc, "- ");
			doc_say(doc, STYLE_TEXT, tr(parts[i].lines[k]));
		}
	}
}

static enum where a11y_where(const struct app *app)
{
	(void)app;
	return AT_TEXT;
}

static void a11y_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("For ears, fingers and large letters"));
}

static void a11y_say(const struct app *app, struct doc *doc)
{
	(void)app;
	app_say_a11y(doc);
}

static const char *a11y_prompt(const struct app *app)
{
	(void)app;
	return tr("Enter goes back: ");
}

const struct screen screen_a11y = {
	.name = "a11y",
	.where = a11y_where,
	.head = a11y_head,
	.say = a11y_say,
	.prompt = a11y_prompt,
};
