/* SPDX-License-Identifier: MIT
 *
 * gift: Moodle's GIFT: ::name:: [format] text { answers } more text, parted by empty lines.
 *
 * What the braces hold decides the kind, in this order: nothing: essay; '#' first: a number; a '~': options; '=' and
 * '->': pairs; T, TRUE, F or FALSE: true or false; else short answers. No braces: a description. Feedback stands after
 * '#', that for everyone after '####', credit as %50% in front. A backslash takes the meaning from : # = { } ~ and
 * itself; \n is a line end. */
#include "io/import.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/tr.h"

#define FULL 100.0 /* credit, in percent */
#define SIGNS "\\:#={}~n"
#define CATEGORY "$CATEGORY:"

/* A stretch of the source. */
struct piece {
	const char *at;
	size_t len;
};

/* A comment or a category: kept with the next question that is carried, or noted. */
struct remark {
	unsigned line;
	bool category; /* holds for all questions after it */
	const char *words;
};

struct gift {
	struct import *import;
	const char *text;        /* the source, comments made blank */
	struct remark *remarks;  /* since the last question */
	size_t nremarks, room;
};

/* One question being read. */
struct asked {
	struct gift *gift;
	struct import_question question;
	enum prose_form form;     /* of all its texts that do not say */
	struct piece answers;     /* between the braces, without what is for everyone */
	bool closed;              /* has braces */
	const char *from;         /* where it begins, on its line */
};

/* -- Pieces ----------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static struct piece trim(struct piece p)
{
	while (p.len && is_blank(*p.at)) {
		p.at++;
		p.len--;
	}
	while (p.len && is_blank(p.at[p.len - 1]))
		p.len--;
	return p;
}

static struct piece from(struct piece p, size_t at)
{
	return (struct piece){ p.at + at, p.len - at };
}

static struct piece upto(struct piece p, size_t at)
{
	return (struct piece){ p.at, at };
}

static bool is_escape(struct piece p, size_t at)
{
	return p.at[at] == '\\' && at + 1 < p.len && strchr(SIGNS, p.at[at + 1]);
}

/* Where the first of the signs stands that is not escaped; p.len when there is none. */
static size_t find(struct piece p, const char *signs)
{
	for (size_t i = 0; i < p.len; i++) {
		if (is_escape(p, i))
			i++;
		else if (strchr(signs, p.at[i]))
			return i;
	}
	return p.len;
}

/* The same for a row of signs. */
static size_t find_row(struct piece p, const char *row)
{
	size_t len = strlen(row);

	for (size_t i = 0; i + len <= p.len; i++) {
		if (is_escape(p, i))
			i++;
		else if (memcmp(p.at + i, row, len) == 0)
			return i;
	}
	return p.len;
}

static bool is_word(struct piece p, const char *word)
{
	return p.len == strlen(word) && strncasecmp(p.at, word, p.len) == 0;
}

/* The [format] a text begins with, if it does. */
static enum prose_form take_form(struct piece *p, enum prose_form otherwise)
{
	static const struct {
		const char *name;
		enum prose_form form;
	} forms[] = {
		{ "[html]", PROSE_HTML },
		{ "[markdown]", PROSE_MARKDOWN },
		{ "[plain]", PROSE_PLAIN },
		{ "[moodle]", PROSE_LINES },
	};

	*p = trim(*p);
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		size_t len = strlen(forms[i].name);
		if (p->len < len || memcmp(p->at, forms[i].name, len) != 0)
			continue;
		*p = from(*p, len);
		return forms[i].form;
	}
	return otherwise;
}

/* Takes the escapes out. In plain words a line end of the source is white space; an escaped one ends a paragraph. */
static void unescape(struct piece p, enum prose_form form, struct str *out)
{
	bool plain = form == PROSE_PLAIN || form == PROSE_LINES;

	for (size_t i = 0; i < p.len; i++) {
		bool escape = is_escape(p, i);
		char c = p.at[i += escape];
		if (escape && c == 'n')
			str_add(out, "\n\n", plain ? 2 : 1);
		else
			str_add(out, c == '\n' && plain ? " " : &c, 1);
	}
}

/* -- Texts ------------------------------------------------------------------------------------ */

typedef const char *text_reader(struct import *, struct import_question *, const char *, size_t, enum prose_form);

static const char *read_piece(struct asked *asked, struct piece p, text_reader *reader)
{
	struct str text = { 0 };
	enum prose_form form = take_form(&p, asked->form);

	unescape(p, form, &text);
	const char *read = reader(asked->gift->import, &asked->question, str_text(&text), text.len, form);
	str_release(&text);
	return read;
}

/* Answer and feedback, parted at '#'. Feedback that is not there stays NULL. */
static struct piece part_feedback(struct asked *asked, struct piece p, const char **say)
{
	size_t sign = find(p, "#");

	if (sign < p.len)
		*say = read_piece(asked, from(p, sign + 1), import_line);
	return trim(upto(p, sign));
}

/* What is for everyone after '####' leaves the answers. */
static void take_general(struct asked *asked)
{
	size_t at = find_row(asked->answers, "####");

	if (at == asked->answers.len)
		return;
	asked->question.explain = read_piece(asked, from(asked->answers, at + 4), import_text);
	asked->answers = trim(upto(asked->answers, at));
}

/* -- Credit ----------------------------------------------------------------------------------- */

/* "%50%" or "%-33.3%" in front of an answer: moves past it. */
static bool take_credit(struct piece *p, double *credit)
{
	size_t i = 1, digits = 0;
	double value = 0, scale = 1;
	bool negative = false, point = false;

	if (p->len < 3 || p->at[0] != '%')
		return false;
	if (p->at[i] == '-') {
		negative = true;
		i++;
	}
	for (; i < p->len && digits < 9 && ((p->at[i] >= '0' && p->at[i] <= '9') || (p->at[i] == '.' && !point)); i++) {
		if (p->at[i] == '.') {
			point = true;
			continue;
		}
		digits++;
		value = value * 10 + (p->at[i] - '0');
		scale *= point ? 10 : 1;
	}
	if (!digits || i >= p->len || p->at[i] != '%')
		return false;
	*credit = (negative ? -value : value) / scale;
	*p = trim(from(*p, i + 1));
	return true;
}

/* One answer after another: its sign ('=' or '~'; 0 before the first), its credit, the rest. */
static bool next_answer(struct piece *rest, char *sign, double *credit, struct piece *answer)
{
	*rest = trim(*rest);
	if (!rest->len)
		return false;
	*sign = strchr("=~", *rest->at) ? *rest->at : 0;
	struct piece p = *sign ? from(*rest, 1) : *rest;
	size_t end = find(p, "=~");
	*rest = from(p, end);
	*answer = trim(upto(p, end));
	*credit = *sign == '~' ? 0 : FULL;
	take_credit(answer, credit);
	return true;
}

/* -- Kinds ------------------------------------------------------------------------------------ */

static void note_credit(struct asked *asked, const char *what, double credit)
{
	import_notef(asked->gift->import, asked->question.line,
		tr("'%s' earned %g%% of the credit; here it counts as not fitting"), what ? what : "", credit);
}

/* Where one answer has it all, only those are right; else all that earn something. */
static void weigh(struct asked *asked, const double *credits)
{
	struct import_question *question = &asked->question;
	double most = 0, first = 0;
	size_t right = 0;
	bool even = true;

	for (size_t i = 0; i < question->nparts; i++)
		most = credits[i] > most ? credits[i] : most;
	for (size_t i = 0; i < question->nparts; i++) {
		struct import_part *part = &question->parts[i];
		part->right = credits[i] > 0 && (most < FULL || credits[i] >= FULL);
		part->partly = credits[i] > 0 && !part->right;
		right += part->right;
		first = part->right && first <= 0 ? credits[i] : first;
		even &= !part->right || (credits[i] >= first && credits[i] <= first);
		if (part->partly)
			note_credit(asked, part->text, credits[i]);
	}
	if (right > 1 && most >= FULL)
		import_notef(asked->gift->import, question->line,
			tr("any one of the right options was enough; here all of them are asked for"));
	if (!even)
		import_notef(asked->gift->import, question->line,
			tr("the right options earned different credit; here each counts alike"));
}

/* The line of the source an answer stands on. */
static unsigned line_of(const struct asked *asked, struct piece answer)
{
	unsigned line = asked->question.line;

	for (const char *at = asked->from, *end = trim(answer).at; at < end; at++)
		line += *at == '\n';
	return line;
}

static void read_options(struct asked *asked)
{
	struct piece rest = asked->answers, answer;
	double *credits = NULL, credit;
	size_t n = 0;
	char sign;

	asked->question.kind = IMPORT_CHOICE;
	while (next_answer(&rest, &sign, &credit, &answer)) {
		const char *say = NULL;
		answer = part_feedback(asked, answer, &say);
		const char *text = read_piece(asked, answer, import_line);
		struct import_part *part = import_part(&asked->question);
		part->text = text;
		part->say = say;
		part->line = line_of(asked, answer);
		credit = sign ? credit : 0;
		credits = mem_grow(credits, ++n, sizeof *credits);
		credits[n - 1] = credit;
	}
	weigh(asked, credits);
	mem_free(credits);
}

/* Moodle's '*' stands for anything; "\*" is a star. */
static bool has_wildcard(const char *word)
{
	for (const char *star = strchr(word, '*'); star; star = strchr(star + 1, '*'))
		if (star == word || star[-1] != '\\')
			return true;
	return false;
}

static const char *without_stars(struct arena *arena, const char *word)
{
	struct str out = { 0 };

	for (; *word; word++)
		if (word[0] != '\\' || word[1] != '*')
			str_add(&out, word, 1);
	const char *kept = arena_copy(arena, str_text(&out), out.len);
	str_release(&out);
	return kept;
}

/* What was said to one of the words that fit is said in the end, once. */
static void explain_word(struct asked *asked, const char *say)
{
	struct arena *arena = &asked->gift->import->arena;
	const char *before = asked->question.explain;

	if (say && !(before && strstr(before, say)))
		asked->question.explain =
			arena_print(arena, "%s%s%s\n", before ? before : "", before ? "\n" : "", say);
}

static void read_words(struct asked *asked)
{
	struct import *import = asked->gift->import;
	struct piece rest = asked->answers, answer;
	double credit;
	char sign;

	asked->question.kind = IMPORT_FILL;
	while (next_answer(&rest, &sign, &credit, &answer)) {
		const char *say = NULL;
		answer = part_feedback(asked, answer, &say);
		const char *word = read_piece(asked, answer, import_words);
		if (word && has_wildcard(word)) {
			import_notef(import, line_of(asked, answer),
				tr("the answer '%s' was not carried: no word here stands for any other"), word);
			continue;
		}
		struct import_part *part = import_part(&asked->question);
		part->line = line_of(asked, answer);
		part->text = word ? without_stars(&import->arena, word) : NULL;
		part->right = credit >= FULL;
		part->partly = credit > 0 && !part->right;
		part->say = say;
		if (part->right)
			explain_word(asked, say);
		if (part->partly)
			note_credit(asked, word, credit);
	}
}

static void read_pairs(struct asked *asked)
{
	struct piece rest = asked->answers, answer;
	double credit;
	char sign;

	asked->question.kind = IMPORT_MATCH;
	while (next_answer(&rest, &sign, &credit, &answer)) {
		size_t arrow = find_row(answer, "->");
		bool has = arrow < answer.len;
		const char *left = read_piece(asked, trim(upto(answer, arrow)), import_line);
		const char *right = has ? read_piece(asked, trim(from(answer, arrow + 2)), import_line) : NULL;
		struct import_part *part = import_part(&asked->question);
		part->line = line_of(asked, answer);
		part->text = left;
		part->other = right;
	}
}

/* The first feedback is for a wrong answer, the second for the right one. */
static void read_truth(struct asked *asked, bool truth)
{
	struct piece p = asked->answers;
	const char *says[2] = { NULL, NULL };

	for (int i = 0; i < 2; i++) {
		size_t sign = find(p, "#");
		if (sign == p.len)
			break;
		p = from(p, sign + 1);
		says[i] = read_piece(asked, upto(p, find(p, "#")), import_line);
	}
	asked->question.kind = IMPORT_CHOICE;
	asked->question.fixed = true;
	for (int i = 0; i < 2; i++) {
		struct import_part *part = import_part(&asked->question);
		part->text = i ? tr("False") : tr("True");
		part->right = truth == !i;
		part->say = says[part->right];
	}
}

/* -- Numbers ---------------------------------------------------------------------------------- */

static const char *number(struct arena *arena, struct piece p)
{
	p = trim(p);
	return import_number(arena, p.at, p.len);
}

/* "3:0.5" is near within 0.5; "1..5" from 1 to 5; "3" is 3. */
static bool read_bounds(struct asked *asked, struct piece p)
{
	struct arena *arena = &asked->gift->import->arena;
	size_t dots = find_row(p, ".."), colon = find(p, ":");

	if (dots < p.len)
		return import_range(asked->gift->import, &asked->question, number(arena, upto(p, dots)),
			number(arena, from(p, dots + 2)));
	asked->question.answer = number(arena, upto(p, colon));
	asked->question.near = colon < p.len ? number(arena, from(p, colon + 1)) : "0";
	return asked->question.answer && asked->question.near && *asked->question.near != '-';
}

static void read_numbers(struct asked *asked)
{
	struct import_question *question = &asked->question;
	struct import *import = asked->gift->import;
	struct piece rest = from(asked->answers, 1), answer;
	double credit;
	char sign;

	question->kind = IMPORT_ESTIMATE;
	while (next_answer(&rest, &sign, &credit, &answer)) {
		const char *say = NULL;
		answer = part_feedback(asked, answer, &say);
		if (sign == '~' && !answer.len) {
			question->say_far = say;
		} else if (credit < FULL || question->answer) {
			import_notef(import, question->line,
				tr("the answer '%.*s' with %g%% of the credit was not carried: one number is asked "
				   "for here"),
				(int)(answer.len < 60 ? answer.len : 60), answer.at, credit);
		} else if (read_bounds(asked, answer)) {
			question->say_near = say;
		} else {
			question->answer = question->near = NULL;
		}
	}
}

/* -- One question ----------------------------------------------------------------------------- */

static bool is_truth(struct piece p, bool *truth)
{
	struct piece word = trim(upto(p, find(p, "#")));

	*truth = is_word(word, "T") || is_word(word, "TRUE");
	return *truth || is_word(word, "F") || is_word(word, "FALSE");
}

static void read_answers(struct asked *asked)
{
	bool truth;

	if (!asked->closed) {
		asked->question.kind = IMPORT_READ;
		return;
	}
	take_general(asked);
	struct piece p = asked->answers;
	if (!p.len)
		asked->question.kind = IMPORT_REFLECT;
	else if (*p.at == '#')
		read_numbers(asked);
	else if (find(p, "~") < p.len)
		read_options(asked);
	else if (find(p, "=") < p.len && find_row(p, "->") < p.len)
		read_pairs(asked);
	else if (is_truth(p, &truth))
		read_truth(asked, truth);
	else
		read_words(asked);
}

/* What was for everyone is not said to those who write freely, nor on a page that asks nothing. */
static void settle_explain(struct asked *asked)
{
	struct import_question *question = &asked->question;

	if (question->kind != IMPORT_REFLECT || !question->explain)
		return;
	question->facilitator = question->explain;
	question->explain = NULL;
	import_notef(asked->gift->import, question->line,
		tr("the feedback of this essay is kept under `facilitator`: no page marks what people write freely"));
}

/* Whether a text after the braces says more than a full stop and the ends of tags. */
static bool says_more(struct piece tail)
{
	bool tag = false;

	for (size_t i = 0; i < tail.len; i++) {
		tag |= tail.at[i] == '<' && i + 1 < tail.len && tail.at[i + 1] == '/';
		if (!tag && !strchr(" \t\n.?!:;,)\"'", tail.at[i]))
			return true;
		tag &= tail.at[i] != '>';
	}
	return false;
}

static void read_text(struct asked *asked, struct piece before, struct piece after)
{
	struct import_question *question = &asked->question;
	struct import *import = asked->gift->import;
	struct str text = { 0 };

	unescape(trim(before), asked->form, &text);
	bool more = says_more(after), ends = !text.len || strchr("?.!:>", text.at[text.len - 1]);
	if (more || (!ends && trim(after).len)) {
		str_add_text(&text, text.len && is_blank(before.at[before.len - 1]) ? " " : "");
		str_add_text(&text, PROSE_GAP);
	}
	if (more || asked->form == PROSE_HTML)
		unescape(after, asked->form, &text);
	if (question->kind == IMPORT_READ)
		question->text = import_text(import, question, str_text(&text), text.len, asked->form);
	else
		import_ask(import, question, str_text(&text), text.len, asked->form);
	str_release(&text);
}

/* -- Remarks ---------------------------------------------------------------------------------- */

static void keep_remark(struct gift *gift, unsigned line, bool category, const char *words)
{
	if (gift->nremarks == gift->room) {
		gift->room = gift->room ? gift->room * 2 : 16;
		gift->remarks = mem_grow(gift->remarks, gift->room, sizeof gift->remarks[0]);
	}
	gift->remarks[gift->nremarks++] = (struct remark){ line, category, words };
}

/* All of them, a line each; NULL when there is none. */
static const char *join_remarks(const struct gift *gift)
{
	struct str lines = { 0 };

	for (size_t i = 0; i < gift->nremarks; i++)
		str_print(&lines, "%s\n", gift->remarks[i].words);
	const char *all = lines.len ? arena_copy(&gift->import->arena, lines.at, lines.len) : NULL;
	str_release(&lines);
	return all;
}

static void note_remark(struct gift *gift, const struct remark *remark)
{
	import_notef(gift->import, remark->line, tr("this comment was not carried: %s"), remark->words);
}

/* Their question was carried, and they with it; or it was not, and only the category goes on to the next. */
static void settle_remarks(struct gift *gift, bool carried)
{
	size_t kept = 0;

	for (size_t i = 0; i < gift->nremarks && !carried; i++) {
		if (gift->remarks[i].category)
			gift->remarks[kept++] = gift->remarks[i];
		else
			note_remark(gift, &gift->remarks[i]);
	}
	gift->nremarks = kept;
}

/* What stands after the last question belongs to the file; where that has no question there will be no file. */
static void end_remarks(struct gift *gift)
{
	if (gift->import->nquestions > 0)
		gift->import->comments = join_remarks(gift);
	for (size_t i = 0; i < gift->nremarks && gift->import->nquestions == 0; i++)
		note_remark(gift, &gift->remarks[i]);
	mem_free(gift->remarks);
}

/* -- The question as a whole ------------------------------------------------------------------ */

static void lose(struct gift *gift, unsigned line, const char *why)
{
	gift->import->found++;
	import_notef(gift->import, line, tr("this question was not carried: %s"), tr(why));
}

/* ::name:: at the start. */
static struct piece take_name(struct asked *asked, struct piece p)
{
	size_t end;

	if (p.len < 4 || memcmp(p.at, "::", 2) != 0)
		return p;
	p = from(p, 2);
	end = find_row(p, "::");
	if (end == p.len)
		return p;
	enum prose_form form = asked->form;
	asked->form = PROSE_LINES;
	asked->question.title = read_piece(asked, upto(p, end), import_words);
	asked->form = form;
	return trim(from(p, end + 2));
}

/* Moodle's bare texts are read for tags as well. */
static void read_question(struct gift *gift, struct piece p, unsigned line)
{
	struct asked asked = { .gift = gift, .form = PROSE_LINES, .question = { .line = line }, .from = p.at };
	struct piece after = { p.at, 0 };

	asked.question.comments = join_remarks(gift);
	p = take_name(&asked, trim(p));
	asked.form = take_form(&p, PROSE_LINES);
	size_t open = find(p, "{");
	struct piece before = upto(p, open);
	if (open < p.len) {
		struct piece inside = from(p, open + 1);
		size_t close = find(inside, "}");
		asked.closed = true;
		asked.answers = trim(upto(inside, close));
		after = close < inside.len ? from(inside, close + 1) : after;
		if (close == inside.len || find(after, "{") < after.len) {
			lose(gift, line,
				close == inside.len ? TR("its '{' is never closed")
						    : TR("it has answers in more than one place (an empty line parts questions)"));
			return;
		}
	}
	read_answers(&asked);
	settle_explain(&asked);
	read_text(&asked, before, after);
	import_add(gift->import, &asked.question);
}

static void take_question(struct gift *gift, struct piece p, unsigned line)
{
	size_t before = gift->import->nquestions;

	read_question(gift, p, line);
	settle_remarks(gift, gift->import->nquestions > before);
}

/* -- The file --------------------------------------------------------------------------------- */

enum line_kind { LINE_BLANK, LINE_TEXT, LINE_CATEGORY };

/* Takes a comment out of its line and keeps it. */
static void keep_comment(struct gift *gift, char *at, size_t len, unsigned line)
{
	size_t lead = 2 + strspn(at + 2, " \t");

	if (lead < len)
		keep_remark(gift, line, false, arena_copy(&gift->import->arena, at + lead, len - lead));
	memset(at, ' ', len);
}

/* A line and what it is; a comment is taken out, and neither parts questions nor joins them. */
static enum line_kind judge_line(struct gift *gift, char *at, size_t len, unsigned line, bool *comment)
{
	size_t lead = 0;

	while (lead < len && is_blank(at[lead]))
		lead++;
	*comment = len - lead >= 2 && at[lead] == '/' && at[lead + 1] == '/';
	if (*comment)
		keep_comment(gift, at + lead, len - lead, line);
	if (lead == len)
		return LINE_BLANK;
	return strncmp(at + lead, CATEGORY, strlen(CATEGORY)) == 0 ? LINE_CATEGORY : LINE_TEXT;
}

/* How far a block goes on whose brace is closed further on, before another opens; 0: it ends here. */
static size_t goes_on(struct piece block, const char *end)
{
	size_t open = find(block, "{");

	if (open == block.len || find(from(block, open), "}") + open < block.len)
		return 0;
	struct piece rest = { block.at + block.len, (size_t)(end - (block.at + block.len)) };
	size_t brace = find(rest, "{}");
	return brace < rest.len && rest.at[brace] == '}' ? block.len + brace : 0;
}

static void keep_category(struct gift *gift, struct piece p, unsigned line)
{
	p = trim(from(p, strlen(CATEGORY)));
	if (p.len)
		keep_remark(gift, line, true, arena_print(&gift->import->arena, tr("Category: %.*s"), (int)p.len, p.at));
}

void gift_read(struct import *import, const char *text, size_t len)
{
	struct gift gift = { .import = import };
	char *copy = arena_copy(&import->arena, text, len), *end = copy + len;
	struct piece block = { copy, 0 };
	unsigned line = 1, begun = 0;
	size_t reach = 0; /* the block goes on at least so far; asked once for each, so that no file takes long */

	for (char *at = copy; at < end; line++) {
		char *stop = memchr(at, '\n', (size_t)(end - at));
		stop = stop ? stop : end;
		bool comment;
		enum line_kind kind = judge_line(&gift, at, (size_t)(stop - at), line, &comment);
		bool ends = (kind == LINE_BLANK && !comment) || kind == LINE_CATEGORY;
		if (begun && ends && at > block.at + reach) {
			reach = kind == LINE_BLANK && !reach ? goes_on(block, end) : 0;
			if (!reach)
				take_question(&gift, block, begun);
			begun = reach ? begun : 0;
		}
		if (kind == LINE_CATEGORY)
			keep_category(&gift, trim((struct piece){ at, (size_t)(stop - at) }), line);
		if (kind == LINE_TEXT && !comment && !begun) {
			block.at = at;
			begun = line;
			reach = 0;
		}
		block.len = begun ? (size_t)(stop - block.at) : 0;
		at = stop + 1;
	}
	if (begun)
		take_question(&gift, block, begun);
	end_remarks(&gift);
}
