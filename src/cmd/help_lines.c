/* SPDX-License-Identifier: MIT */
#include <string.h>
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/country.h"
#include "cmd/country_names.h"
#include "cmd/open.h"
#include "cmd/out.h"
#include "cmd/today.h"
#include "io/yaml.h"
#include "view/doc.h"

/* Members of the European Union, where the EU's own lines hold too. */
static const char members[] = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";

/* -- The lines there are ---------------------------------------------------------------------- */

/* The support file of a folder, even of a course that cannot be opened: whoever asks for help gets what there is. */
static struct side_file *read_support(const char *folder)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	const char *path = arena_print(&arena, "%s/%s.yaml", folder, side_name(SIDE_SUPPORT));
	const struct node *root = yaml_load(path, &arena, &diags, NULL, NULL);
	struct side_file *support = root ? side_read(root, SIDE_SUPPORT, &diags) : NULL;

	diags_release(&diags);
	arena_release(&arena);
	return support;
}

static bool take_first(void *ctx, const char *folder)
{
	struct side_file **support = ctx;

	*support = read_support(folder);
	return *support == NULL;
}

/* Those of the course used last, or the only one; else of the first that has any. */
static struct side_file *find_support(const struct request *request)
{
	struct opened opened;
	struct err err = { 0 };
	struct side_file *support = NULL;

	if (open_find(&opened, request, NULL, &err))
		support = read_support(str_text(&opened.folder));
	if (!support)
		shelf_each(&opened.shelf, take_first, &support);
	open_release(&opened);
	return support;
}

static const struct country *country_at(const struct side_file *support, size_t i)
{
	return (const struct country *)support->list.list + i;
}

static const struct country *find_country(const struct side_file *support, const char *code)
{
	for (size_t i = 0; i < support->list.n; i++)
		if (strcmp(country_at(support, i)->country, code) == 0)
			return country_at(support, i);
	return NULL;
}

static bool is_member(const char *code)
{
	return strlen(code) == 2 && strstr(members, code) != NULL;
}

/* -- Saying them ------------------------------------------------------------------------------ */

static void say_part(struct doc *doc, const char *label, const char *text)
{
	if (text)
		doc_sayf(doc, STYLE_TEXT, "%s: %s", label, support_words(text));
}

static void say_line(struct doc *doc, const struct line *line, const char *today)
{
	const char *name = support_words(line->name), *use = line_words(line);

	doc_gap(doc);
	if (use && !strstr(name, use))
		doc_sayf(doc, STYLE_STRONG, "%s (%s)", name, use);
	else
		doc_say(doc, STYLE_STRONG, name);
	doc->indent = 2;
	say_part(doc, tr(TR_IN("by telephone", "Call")), line->call);
	say_part(doc, tr(TR_IN("by telephone", "Text")), line->text);
	say_part(doc, tr("Web"), line->web);
	say_part(doc, tr("Email"), line->email);
	say_part(doc, tr("Hours"), line->hours);
	say_part(doc, tr("Languages"), line->languages);
	say_part(doc, tr("What stays behind"), line->trace);
	if (today_is_past_year(today, line->checked))
		doc_sayf(doc, STYLE_ALERT, tr("Last checked %s, over a year ago: the number may have changed."),
			line->checked);
	doc->indent = 0;
}

static void say_country(struct doc *doc, const struct country *country, const char *title)
{
	const struct line *lines = country->lines.list;
	char today[TODAY_SIZE];

	today_find(today);
	doc_gap(doc);
	doc_say(doc, STYLE_TITLE, title);
	if (country->emergency)
		doc_sayf(doc, STYLE_STRONG, tr("In danger now: %s"), support_words(country->emergency));
	for (size_t i = 0; i < country->lines.n; i++)
		say_line(doc, &lines[i], today);
}

static void say_named(struct doc *doc, const struct side_file *support, const char *code, const char *title)
{
	const struct country *country = find_country(support, code);

	if (country)
		say_country(doc, country, title);
}

static void say_countries(struct doc *doc, const struct side_file *support)
{
	struct str codes = { 0 };

	for (size_t i = 0; i < support->list.n; i++)
		if (strcmp(country_at(support, i)->country, "ANY") != 0)
			str_print(&codes, " %s", country_at(support, i)->country);
	doc_gap(doc);
	if (codes.len)
		doc_sayf(doc, STYLE_ASIDE, tr("There are lines for:%s. Ask with two letters or the name: attune help-lines%.3s"),
			str_text(&codes), str_text(&codes));
	str_release(&codes);
}

/* `code` "": not known, so what holds anywhere comes first, and how a country is named. The union's lines are no answer to
 * somebody who may be elsewhere. */
static void say_support(struct doc *doc, const struct side_file *support, const char *code)
{
	const struct country *known = *code ? find_country(support, code) : NULL;

	if (*code && !known)
		doc_sayf(doc, STYLE_TEXT, tr("There are no lines for %s here."), code);
	if (known)
		say_country(doc, known, tr("Support lines"));
	if (is_member(code))
		say_named(doc, support, "EU", tr("Anywhere in the European Union"));
	if (!known)
		say_named(doc, support, "ANY", tr("Anywhere"));
	say_countries(doc, support);
}

/* -- The command ------------------------------------------------------------------------------ */

/* The country asked for, else the locale's, else "". False when what was typed is none. */
static bool find_code(const struct request *request, char code[3])
{
	const char *typed = request_word(request, 0);

	code[0] = '\0';
	if (!typed) {
		country_wanted(request, code);
		return true;
	}
	if (country_named(typed, code)) /* "UK" is a name: ISO 3166 has GB */
		return true;
	return country_read(typed, code) || strcmp(typed, "ANY") == 0 || strcmp(typed, "any") == 0;
}

static void say_unknown(struct doc *doc, const char *typed)
{
	char near[64];

	if (country_near(typed, near, sizeof near))
		doc_sayf(doc, STYLE_TEXT, tr("No country here is called \"%s\". Did you mean %s?"), typed, near);
	else
		doc_sayf(doc, STYLE_TEXT, tr("No country here is called \"%s\". Its name, or two letters as in GB, will do."), typed);
}

static int no_support(const struct request *request)
{
	struct err err = { 0 };

	err_set(&err, ERR_ABSENT, 0, "%s", tr("there are no support lines on this computer"));
	err_advise(&err, "%s",
		tr("In danger, call your local emergency number: 112 in many countries, 911 in North America"));
	out_trouble(request, &err);
	return STATUS_NO_COURSE;
}

/* Whoever asks here gets lines, whatever was typed. */
int cmd_help_lines(const struct request *request)
{
	struct doc doc = { 0 };
	struct str text = { 0 };
	char code[3];
	bool clear = find_code(request, code);
	struct side_file *support = find_support(request);

	if (!support)
		return no_support(request);
	doc_begin(&doc, request->width ? request->width : OUT_MEASURE);
	if (!clear)
		say_unknown(&doc, request_word(request, 0));
	say_support(&doc, support, code);
	doc_lines(&doc, &text);
	int status = out_text(request, &text);
	str_release(&text);
	doc_release(&doc);
	side_free(support);
	return status;
}
