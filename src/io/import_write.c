/* SPDX-License-Identifier: MIT
 *
 * The one writer: questions as the YAML of a chapter. */
#include "io/import.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "base/tr.h"
#include "io/yaml.h"

#define BYTES_MOST (YAML_FILE_MOST - 4096)
#define EVENTS_MOST (YAML_EVENTS_MOST - 64)
#define COMMENT_MOST 400 /* bytes of one line of a comment */
#define WANTED "  " YAML_UNWRITTEN

/* What is said where the source says nothing: true, and no more than the verdict says already. */
static const char *const plain_says[] = { TR("This one does not fit."), TR("This one fits.") };
static const char partly_say[] = TR("This goes part of the way.");
static const char pair_say[] = TR("These two belong together.");
static const char card_say[] = TR("It belongs here.");
static const char near_say[] = TR("This is near.");
static const char far_say[] = TR("This is further off.");

struct writing {
	struct str *out;
	size_t events;       /* as YAML counts them */
	unsigned made_up;    /* says of the question */
	struct str made_for; /* for what */
};

/* -- Scalars ---------------------------------------------------------------------------------- */

/* What other readers of YAML take for a truth value or for nothing. */
static const char *const loaded[] = { "y", "n", "yes", "no", "on", "off", "true", "false", "null" };

/* Whether a text is itself without quotes, to every reader of YAML. */
static bool is_bare(const char *text)
{
	size_t len = strlen(text);
	bool letter = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') || (unsigned char)*text >= 0x80;

	if (!letter || text[len - 1] == ' ' || text[len - 1] == ':' || strstr(text, ": ") || strstr(text, " #"))
		return false;
	for (size_t i = 0; i < sizeof loaded / sizeof loaded[0]; i++)
		if (strcasecmp(text, loaded[i]) == 0)
			return false;
	return !strpbrk(text, "\t\n");
}

/* On one line: bare, in double quotes where there is nothing to escape, else in single quotes. */
static void add_scalar(struct writing *w, const char *text)
{
	w->events++;
	if (is_bare(text)) {
		str_add_text(w->out, text);
		return;
	}
	bool is_double = strchr(text, '\'') && !strpbrk(text, "\"\\");
	str_add(w->out, is_double ? "\"" : "'", 1);
	for (; *text; text++)
		str_add(w->out, *text == '\'' && !is_double ? "''" : text, *text == '\'' && !is_double ? 2 : 1);
	str_add(w->out, is_double ? "\"" : "'", 1);
}

static void add_key(struct writing *w, int indent, const char *key)
{
	w->events++;
	str_print(w->out, "%*s%s: ", indent, "", key);
}

static void add_line(struct writing *w, int indent, const char *key, const char *text)
{
	if (!text)
		return;
	add_key(w, indent, key);
	add_scalar(w, text);
	str_add(w->out, "\n", 1);
}

static void add_flag(struct writing *w, int indent, const char *key)
{
	w->events += 2;
	str_print(w->out, "%*s%s: true\n", indent, "", key);
}

/* Lines as they are, under a key. */
static void add_block(struct writing *w, int indent, const char *key, const char *text)
{
	if (!text)
		return;
	add_key(w, indent, key);
	w->events++;
	str_add(w->out, "|\n", 2);
	while (*text) {
		size_t len = strcspn(text, "\n");
		if (len)
			str_print(w->out, "%*s%.*s", indent + 2, "", (int)len, text);
		str_add(w->out, "\n", 1);
		text += len + (text[len] == '\n');
	}
}

static void begin_list(struct writing *w, int indent, const char *key)
{
	w->events += 3;
	str_print(w->out, "%*s%s:\n", indent, "", key);
}

/* A map in a list begins with its first key. */
static void begin_item(struct writing *w, int indent, const char *key, const char *text)
{
	w->events += 3;
	str_print(w->out, "%*s- %s: ", indent - 2, "", key);
	add_scalar(w, text);
	str_add(w->out, "\n", 1);
}

/* Feedback, or what stands for it and is to be written. */
static void add_say(struct writing *w, int indent, const char *key, const char *say, const char *otherwise, const char *of)
{
	if (say) {
		add_line(w, indent, key, say);
		return;
	}
	add_key(w, indent, key);
	add_scalar(w, tr(otherwise));
	str_add_text(w->out, WANTED "\n");
	str_print(&w->made_for, "%s%s", w->made_up++ ? ", " : "", of);
}

/* -- Comments --------------------------------------------------------------------------------- */

static void add_comments(struct writing *w, int indent, const char *comments)
{
	while (comments && *comments) {
		size_t len = strcspn(comments, "\n"), cut = len;
		if (len > COMMENT_MOST)
			for (cut = COMMENT_MOST; cut && ((unsigned char)comments[cut] & 0xC0) == 0x80; cut--)
				;
		str_print(w->out, "%*s# %.*s\n", indent, "", (int)cut, comments);
		comments += cut;
		comments += *comments == '\n';
	}
}

/* -- Kinds ------------------------------------------------------------------------------------ */

static void write_options(struct writing *w, const struct import_question *q)
{
	begin_list(w, 4, "options");
	for (size_t i = 0; i < q->nparts; i++) {
		const struct import_part *part = &q->parts[i];
		begin_item(w, 8, "id", part->id);
		add_line(w, 8, "text", part->text);
		if (part->right)
			add_flag(w, 8, "right");
		add_say(w, 8, "say", part->say, part->partly ? partly_say : plain_says[part->right], part->id);
	}
}

/* Whether a word is not accepted but answered. */
static bool is_caught(const struct import_part *part)
{
	return !part->right;
}

static void write_caught(struct writing *w, const struct import_question *q)
{
	size_t n = 0;

	for (size_t i = 0; i < q->nparts; i++)
		n += is_caught(&q->parts[i]);
	if (!n)
		return;
	begin_list(w, 8, "catch");
	for (size_t i = 0; i < q->nparts; i++) {
		const struct import_part *part = &q->parts[i];
		if (!is_caught(part))
			continue;
		struct writing key = { .out = &(struct str){ 0 } };
		add_scalar(&key, part->text);
		add_say(w, 10, str_text(key.out), part->say, part->partly ? partly_say : plain_says[0], part->text);
		str_release(key.out);
	}
}

static void write_blank(struct writing *w, const struct import_question *q)
{
	begin_list(w, 4, "blanks");
	begin_list(w, 6, "answer");
	begin_list(w, 8, "accept");
	for (size_t i = 0; i < q->nparts; i++) {
		if (is_caught(&q->parts[i]))
			continue;
		str_print(w->out, "%10s- ", "");
		add_scalar(w, q->parts[i].text);
		str_add(w->out, "\n", 1);
	}
	write_caught(w, q);
}

static void write_pairs(struct writing *w, const struct import_question *q)
{
	begin_list(w, 4, "pairs");
	for (size_t i = 0; i < q->nparts; i++) {
		const struct import_part *part = &q->parts[i];
		begin_item(w, 8, "id", part->id);
		add_line(w, 8, "left", part->text);
		add_line(w, 8, "right", part->other);
		add_say(w, 8, "say", part->say, pair_say, part->id);
	}
}

static const char *bin_id(char id[16], unsigned group)
{
	snprintf(id, 16, "bin-%u", group + 1);
	return id;
}

static void write_cards(struct writing *w, const struct import_question *q)
{
	char id[16];

	begin_list(w, 4, "bins");
	for (size_t i = 0, next = 0; i < q->nparts; i++) {
		if (q->parts[i].group != next)
			continue;
		begin_item(w, 8, "id", bin_id(id, q->parts[i].group));
		add_line(w, 8, "text", q->parts[i].other);
		next++;
	}
	begin_list(w, 4, "items");
	for (size_t i = 0; i < q->nparts; i++) {
		const struct import_part *part = &q->parts[i];
		begin_item(w, 8, "id", part->id);
		add_line(w, 8, "text", part->text);
		add_line(w, 8, "bin", bin_id(id, part->group));
		add_say(w, 8, "say", part->say, card_say, part->id);
	}
}

static void write_number(struct writing *w, const struct import_question *q)
{
	w->events += 4;
	str_print(w->out, "    answer: %s\n    near: %s\n", q->answer, q->near);
	add_say(w, 4, "say-near", q->say_near, near_say, "say-near");
	add_say(w, 4, "say-far", q->say_far, far_say, "say-far");
}

static void write_nothing(struct writing *w, const struct import_question *q)
{
	(void)w;
	(void)q;
}

static const char *kind_name(const struct import_question *q)
{
	static const char *const names[] = {
		[IMPORT_READ] = "read",
		[IMPORT_CHOICE] = "choice",
		[IMPORT_FILL] = "fill",
		[IMPORT_MATCH] = "match",
		[IMPORT_ESTIMATE] = "estimate",
		[IMPORT_REFLECT] = "reflect",
	};
	size_t right = 0;

	for (size_t i = 0; i < q->nparts; i++)
		right += q->parts[i].right;
	if (q->kind == IMPORT_CHOICE && right > 1)
		return "multi";
	return q->sorts ? "sort" : names[q->kind];
}

static void write_question(struct writing *w, const struct import_question *q, const char *id)
{
	static void (*const own[])(struct writing *, const struct import_question *) = {
		[IMPORT_READ] = write_nothing,
		[IMPORT_CHOICE] = write_options,
		[IMPORT_FILL] = write_blank,
		[IMPORT_MATCH] = write_pairs,
		[IMPORT_ESTIMATE] = write_number,
		[IMPORT_REFLECT] = write_nothing,
	};

	add_comments(w, 2, q->comments);
	begin_item(w, 4, "id", id);
	add_line(w, 4, "kind", kind_name(q));
	add_line(w, 4, "title", q->title);
	add_block(w, 4, "text", q->text);
	add_line(w, 4, "ask", q->ask);
	if (q->fixed)
		add_flag(w, 4, "fixed");
	if (q->sorts)
		write_cards(w, q);
	else
		own[q->kind](w, q);
	if (q->hint) {
		begin_list(w, 4, "hints");
		str_print(w->out, "%6s- ", "");
		add_scalar(w, q->hint);
		str_add(w->out, "\n", 1);
	}
	add_block(w, 4, "explain", q->explain);
	add_block(w, 4, "facilitator", q->facilitator);
}

/* -- The chapter ------------------------------------------------------------------------------ */

static bool is_taken(const struct import *import, const char *id, const char *name)
{
	bool taken = strcmp(id, name) == 0 || (import->taken && names_have(import->taken, id));

	for (size_t i = 0; i < import->nquestions && !taken; i++)
		taken = strcmp(import->questions[i].id, id) == 0;
	return taken;
}

/* Pages and their chapter share one namespace. */
static const char *free_id(struct import *import, const char *id, const char *name)
{
	if (strcmp(id, name) != 0)
		return id;
	id = import_slug(&import->arena, id, 30);
	for (unsigned i = 1; is_taken(import, id, name); i++)
		id = arena_print(&import->arena, "%s-page%u", import_slug(&import->arena, name, 30), i);
	return id;
}

static void note_made_up(struct import *import, const struct writing *w, const struct import_question *q, const char *id)
{
	if (w->made_up)
		import_notef(import, q->line,
			tr_n("page '%s' had no feedback in %u place, marked \"write why\": %s",
				"page '%s' had no feedback in %u places, marked \"write why\": %s", w->made_up),
			id, w->made_up, str_text(&w->made_for));
}

/* Lines of the source that stood above a question which does not fit. */
static void note_comments(struct import *import, const struct import_question *q)
{
	for (const char *at = q->comments; at && *at; at += strcspn(at, "\n") + 1)
		import_notef(import, q->line, tr("this comment was not carried: %.*s"), (int)strcspn(at, "\n"), at);
}

/* Adds one page while it fits. */
static bool add_page(struct import *import, const struct import_question *q, const char *name, struct writing *all)
{
	struct str page = { 0 };
	struct writing w = { .out = &page };
	const char *id = free_id(import, q->id, name);

	write_question(&w, q, id);
	bool fits = all->out->len + page.len <= BYTES_MOST && all->events + w.events <= EVENTS_MOST;
	if (fits) {
		str_add(all->out, "\n", import->carried > 0);
		str_add(all->out, page.at, page.len);
		all->events += w.events;
		note_made_up(import, &w, q, id);
	} else {
		import_notef(import, q->line,
			tr("this question was not carried: the chapter is full; import the file in parts"));
		note_comments(import, q);
	}
	str_release(&w.made_for);
	str_release(&page);
	return fits;
}

bool import_write(struct import *import, const char *name, const char *title, const char *from, struct str *out)
{
	struct writing w = { .out = out };

	str_print(out, tr("# From %s. \"write why\" marks feedback the source does not have.\n"), from);
	add_comments(&w, 0, import->comments);
	add_line(&w, 0, "id", name);
	add_line(&w, 0, "title", title);
	begin_list(&w, 0, "pages");
	for (size_t i = 0; i < import->nquestions; i++)
		import->carried += add_page(import, &import->questions[i], name, &w);
	return import->carried > 0;
}
