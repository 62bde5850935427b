/* SPDX-License-Identifier: MIT
 *
 * care: support, grounding, skip, hide, stop: one key from everywhere. Nothing that happens here is noted or saved. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"

/* A number means the same wherever support was called; what needs a page is the last. */
enum care_item { CARE_HIDE, CARE_STOP, CARE_COUNTRY, CARE_STEADY, CARE_SKIP, CARE_ITEMS };

static const char *const item_words[CARE_ITEMS] = {
	[CARE_HIDE] = TR("Hide the screen"),
	[CARE_STOP] = TR("Stop here; your place is kept"),
	[CARE_COUNTRY] = TR("Lines in another country"),
	[CARE_STEADY] = TR("A moment to steady"),
	[CARE_SKIP] = TR("Skip this page"),
};

/* There is a page to skip where support was called from one, or from what is asked or told about it. */
static bool is_over_page(const struct app *app)
{
	for (size_t i = app->nlevels; i-- > 0;) {
		const struct screen *screen = app->levels[i].screen;

		if (screen == &screen_page)
			return true;
		if (screen != &screen_care && screen != &screen_countries && screen != &screen_steady && screen != &screen_help && screen != &screen_keep &&
		    screen != &screen_unlock && screen != &screen_waits)
			return false;
	}
	return false;
}

/* Outward things, eyes open: for some people attending to breath or body makes it worse. */
static const char *const grounding[] = {
	TR("Name five things you can see, one after the other."),
	TR("Press your feet to the floor and notice that it holds."),
	TR("Take a sip of water, or hold something cool."),
};

static const struct country *country_of(const struct app *app, const char *code)
{
	const struct side_file *support = app->sides[SIDE_SUPPORT];
	const struct country *list = support ? support->list.list : NULL;

	for (size_t i = 0; support && i < support->list.n; i++)
		if (list[i].country && strcmp(list[i].country, code) == 0)
			return &list[i];
	return NULL;
}

static enum where care_where(const struct app *app)
{
	(void)app;
	return AT_CARE;
}

static void care_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("Support"));
	(void)snprintf(head->right, sizeof head->right, "%s", tr("nothing here is recorded"));
}

static int care_items(const struct app *app)
{
	return is_over_page(app) ? CARE_ITEMS : CARE_SKIP;
}

static void say_line(const struct line *line, struct doc *doc)
{
	struct str said = {0};

	str_add_text(&said, line->name ? support_words(line->name) : "");
	if (line->call)
		str_print(&said, tr(": call %s"), support_words(line->call));
	if (line->text)
		str_print(&said, tr("; text %s"), support_words(line->text));
	if (line->web)
		str_print(&said, "; %s", support_words(line->web));
	if (line->hours)
		str_print(&said, "; %s", support_words(line->hours));
	doc_lead(doc, "- ");
	doc_say(doc, STYLE_TEXT, str_text(&said));
	str_release(&said);
}

static void say_country(const struct country *country, struct doc *doc)
{
	const struct line *lines = country->lines.list;

	if (country->emergency)
		doc_sayf(doc, STYLE_STRONG, tr("%s, in danger now: %s."), country_words(country), support_words(country->emergency));
	for (size_t i = 0; i < country->lines.n; i++)
		say_line(&lines[i], doc);
}

#define SMALL 20 /* rows */

/* There the first line's number is worth more than the heading over it. */
static bool is_small(const struct app *app)
{
	return !app->options.plain && app->height < SMALL;
}

static void say_support(const struct app *app, struct doc *doc)
{
	const struct country *here = app->country[0] ? country_of(app, app->country) : NULL;
	const struct country *any = country_of(app, "ANY");

	if (!is_small(app)) {
		doc_gap(doc);
		doc_say(doc, STYLE_TITLE, tr("Someone to talk to"));
	}
	doc_say(doc, STYLE_TEXT, tr("You don't have to be suicidal to call."));
	if (!app->sides[SIDE_SUPPORT])
		doc_say(doc, STYLE_TEXT, tr("In danger now: your local emergency number; 112 in many countries, 911 in North America."));
	if (here)
		say_country(here, doc);
	else if (app->sides[SIDE_SUPPORT])
		doc_sayf(doc, STYLE_TEXT, tr("%d chooses a country."), CARE_COUNTRY + 1);
	if (any)
		say_country(any, doc);
	if (!app->sides[SIDE_SUPPORT])
		doc_say(doc, STYLE_TEXT, tr("This course has no list of lines. findahelpline.com lists them by country."));
}

static void say_grounding(struct doc *doc)
{
	doc_say(doc, STYLE_TITLE, tr("A moment to steady, if you like; any one will do"));
	for (size_t i = 0; i < sizeof grounding / sizeof *grounding; i++) {
		doc_lead(doc, "- ");
		doc_say(doc, STYLE_TEXT, tr(grounding[i]));
	}
	doc_say(doc, STYLE_TEXT, tr("If none helps, stopping here is a good choice."));
}

static void care_say(const struct app *app, struct doc *doc)
{
	for (int i = 0; i < care_items(app); i++) {
		bool is_plain = i == CARE_HIDE && app->options.plain;

		doc_item(doc, i);
		doc_sayf(doc, STYLE_TEXT, "%d. %s", i + 1, is_plain ? tr("Hide the screen (scrolling back still shows it)") : tr(item_words[i]));
	}
	doc_item(doc, -1);
	say_support(app, doc);
	doc_gap(doc);
	say_grounding(doc);
}

static void care_open(struct app *app, int item, struct effects *fx)
{
	switch ((enum care_item)item) {
	case CARE_HIDE:
		app_command(app, CMD_HIDE, &(struct event){0}, fx); /* locks, too, if words are open */
		break;
	case CARE_STOP:
		app_put_down(app, fx);
		app_depart(app, fx, 0);
		break;
	case CARE_COUNTRY:
		if (app->sides[SIDE_SUPPORT])
			app_push(app, &screen_countries);
		else
			app_tell(app, "%s", tr("This course has no list of lines. findahelpline.com lists them by country."));
		break;
	case CARE_STEADY:
		app_push(app, &screen_steady);
		break;
	case CARE_SKIP:
		app_pop(app);
		if (app->visit.page && app->nlevels > 1)
			app_forward(app, fx, true);
		break;
	case CARE_ITEMS:
		break;
	}
}

static const char *care_prompt(const struct app *app)
{
	(void)app;
	return tr("A number, or Enter to go back: ");
}

const struct screen screen_care = {
	.name = "care",
	.where = care_where,
	.head = care_head,
	.items = care_items,
	.say = care_say,
	.open = care_open,
	.prompt = care_prompt,
};

/* --- grounding by itself: below the lines it is out of sight where the window is small --- */

static enum where steady_where(const struct app *app)
{
	(void)app;
	return AT_TEXT;
}

static void steady_say(const struct app *app, struct doc *doc)
{
	(void)app;
	say_grounding(doc);
}

static const char *steady_prompt(const struct app *app)
{
	(void)app;
	return tr("Enter goes back: ");
}

const struct screen screen_steady = {
	.name = "steady",
	.where = steady_where,
	.head = care_head,
	.say = steady_say,
	.prompt = steady_prompt,
};

/* --- the countries there are lines for --- */

static enum where countries_where(const struct app *app)
{
	(void)app;
	return AT_LIST;
}

static void countries_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("Lines in which country?"));
	(void)snprintf(head->right, sizeof head->right, "%s", tr("nothing here is recorded"));
}

static int countries_items(const struct app *app)
{
	return app->sides[SIDE_SUPPORT] ? (int)app->sides[SIDE_SUPPORT]->list.n : 0;
}

static void countries_say(const struct app *app, struct doc *doc)
{
	const struct country *list = countries_items(app) > 0 ? app->sides[SIDE_SUPPORT]->list.list : NULL;

	for (int i = 0; i < countries_items(app); i++) {
		char lead[24];

		(void)snprintf(lead, sizeof lead, "%2d. ", i + 1);
		doc_item(doc, i);
		doc_lead(doc, lead);
		doc_say(doc, STYLE_TEXT, country_words(&list[i]));
	}
	doc_item(doc, -1);
}

static void countries_open(struct app *app, int item, struct effects *fx)
{
	const struct country *list = app->sides[SIDE_SUPPORT]->list.list;

	(void)fx;
	(void)snprintf(app->country, sizeof app->country, "%s", list[item].country);
	app_pop(app);
}

const struct screen screen_countries = {
	.name = "countries",
	.where = countries_where,
	.head = countries_head,
	.items = countries_items,
	.say = countries_say,
	.open = countries_open,
	.prompt = care_prompt,
};
