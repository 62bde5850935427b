/* SPDX-License-Identifier: MIT
 *
 * aiken: a line that asks, a line for each option ("A. ..." or "A) ..."), and "ANSWER: B". */
#include "io/import.h"

#include <string.h>
#include <strings.h>
#include "base/tr.h"

#define LETTERS 26

struct aiken {
	struct import *import;
	struct import_question question;
	struct str text;               /* what is asked */
	struct str options[LETTERS];
	unsigned noptions;
	unsigned line;                 /* of the first line of the question; 0: none is open */
	bool answered;                 /* only feedback may follow */
	bool spoilt;                   /* it was said why */
};

static bool begins(const char *line, size_t len, const char *word)
{
	return len >= strlen(word) && strncasecmp(line, word, strlen(word)) == 0;
}

/* "A. text" or "A) text": the length of what stands before the text, else 0. */
static size_t label_len(const char *line, size_t len)
{
	bool is = len >= 2 && line[0] >= 'A' && line[0] <= 'Z' && (line[1] == '.' || line[1] == ')') &&
		(len == 2 || line[2] == ' ' || line[2] == '\t');

	return is ? 2 : 0;
}

static void lose(struct aiken *aiken, unsigned line, const char *why)
{
	if (!aiken->spoilt)
		import_notef(aiken->import, line, tr("this question was not carried: %s"), tr(why));
	aiken->spoilt = true;
}

static void forget(struct aiken *aiken)
{
	str_cut(&aiken->text, 0);
	for (unsigned i = 0; i < aiken->noptions; i++)
		str_cut(&aiken->options[i], 0);
	aiken->noptions = aiken->line = 0;
	aiken->answered = aiken->spoilt = false;
	mem_free(aiken->question.parts);
	aiken->question = (struct import_question){ 0 };
}

/* What was read so far is a question, whole or not. */
static void finish(struct aiken *aiken)
{
	if (aiken->line && !aiken->answered)
		lose(aiken, aiken->line, TR("it has no line \"ANSWER: ...\""));
	if (aiken->line && !aiken->spoilt)
		import_add(aiken->import, &aiken->question);
	else if (aiken->line)
		aiken->import->found++;
	forget(aiken);
}

static void add_line(struct str *to, const char *line, size_t len)
{
	if (to->len)
		str_add(to, " ", 1);
	str_add(to, line, len);
}

static void begin(struct aiken *aiken, unsigned line)
{
	if (aiken->line && (aiken->answered || aiken->noptions))
		finish(aiken);
	if (!aiken->line)
		aiken->line = line;
}

static void take_option(struct aiken *aiken, const char *line, size_t len, unsigned number)
{
	if (aiken->answered || !aiken->line) {
		finish(aiken);
		aiken->line = number;
		lose(aiken, number, TR("options begin here, and nothing is asked above them"));
	}
	if (aiken->noptions == LETTERS || (unsigned)(line[0] - 'A') != aiken->noptions) {
		lose(aiken, number, TR("the letters of its options are not A, B, C ... in this order"));
		return;
	}
	size_t lead = 2 + strspn(line + 2, " \t");
	str_add(&aiken->options[aiken->noptions++], line + (lead < len ? lead : len), len - (lead < len ? lead : len));
}

/* The options an answer names, as bits; 0: they are none. */
static unsigned long letters_of(const char *at, size_t len, unsigned noptions)
{
	unsigned long bits = 0;
	bool parted = true;

	for (; len; at++, len--) {
		if (strchr(" \t,;.&", *at)) {
			parted = true;
			continue;
		}
		unsigned letter = (unsigned)((*at | 0x20) - 'a');
		if (!parted || letter >= noptions)
			return 0;
		bits |= 1ul << letter;
		parted = false;
	}
	return bits;
}

static void take_answer(struct aiken *aiken, const char *line, size_t len, unsigned number)
{
	size_t lead = strlen("ANSWER:");
	unsigned long right = letters_of(line + lead, len - lead, aiken->noptions);

	if (!aiken->line || aiken->answered) {
		import_notef(aiken->import, number, tr("an answer was not carried: there is no question above it"));
		return;
	}
	aiken->answered = true;
	if (!right) {
		lose(aiken, number, TR("its answer names none of its options"));
		return;
	}
	aiken->question.kind = IMPORT_CHOICE;
	aiken->question.line = aiken->line;
	import_ask(aiken->import, &aiken->question, str_text(&aiken->text), aiken->text.len, PROSE_PLAIN);
	for (unsigned i = 0; i < aiken->noptions; i++) {
		struct import_part *part = import_part(&aiken->question);
		const struct str *text = &aiken->options[i];
		part->right = right >> i & 1;
		part->text = import_line(aiken->import, &aiken->question, str_text(text), text->len, PROSE_PLAIN);
	}
}

/* Not in the format's own description, but some write it. */
static void take_feedback(struct aiken *aiken, const char *line, size_t len, unsigned number)
{
	size_t lead = strlen("FEEDBACK:");

	if (!aiken->answered || aiken->question.explain) {
		import_notef(aiken->import, number, tr("a line of feedback was not carried: it follows no answer"));
		return;
	}
	aiken->question.explain =
		import_text(aiken->import, &aiken->question, line + lead, len - lead, PROSE_PLAIN);
}

static void take_line(struct aiken *aiken, const char *line, size_t len, unsigned number, bool after_blank)
{
	if (label_len(line, len) && (aiken->noptions || line[0] == 'A')) {
		take_option(aiken, line, len, number);
	} else if (begins(line, len, "ANSWER:")) {
		take_answer(aiken, line, len, number);
	} else if (begins(line, len, "FEEDBACK:")) {
		take_feedback(aiken, line, len, number);
	} else if (aiken->noptions && !aiken->answered && !after_blank) {
		add_line(&aiken->options[aiken->noptions - 1], line, len); /* an option goes on */
	} else {
		begin(aiken, number);
		add_line(&aiken->text, line, len);
	}
}

void aiken_read(struct import *import, const char *text, size_t len)
{
	struct aiken aiken = { .import = import };
	const char *end = text + len;
	bool blank = false;

	for (unsigned number = 1; text < end; number++) {
		const char *line = text, *stop = memchr(text, '\n', (size_t)(end - text));
		stop = stop ? stop : end;
		text = stop + 1;
		while (line < stop && strchr(" \t", *line))
			line++;
		while (stop > line && strchr(" \t", stop[-1]))
			stop--;
		if (stop > line)
			take_line(&aiken, line, (size_t)(stop - line), number, blank);
		blank = stop == line;
	}
	finish(&aiken);
	str_release(&aiken.text);
	for (unsigned i = 0; i < LETTERS; i++)
		str_release(&aiken.options[i]);
}
