/* SPDX-License-Identifier: MIT */
#include "base/reply.h"

#include <stdbool.h>
#include <string.h>
#include "base/likeness.h"
#include "base/text.h"
#include "base/tr.h"

static const char *const words[] = {
	[REPLY_OTHER] = "",
	[REPLY_YES] = TR_IN("all words for yes, commas between", "y, yes"),
	[REPLY_NO] = TR_IN("all words for no, commas between", "n, no"),
};

/* English is always taken: a manual may have been read in it. */
static const char *const english[] = {[REPLY_OTHER] = "", [REPLY_YES] = "y, yes", [REPLY_NO] = "n, no"};

/* Whether one of the words, commas between them, folds to `folded`. */
static bool is_among(const char *list, const char *folded)
{
	struct str word = {0}, one = {0};
	bool found = false;

	for (const char *at = list; *at && !found; at += strcspn(at, ",") + (strchr(at, ',') != NULL)) {
		str_cut(&word, 0);
		str_add(&word, at, strcspn(at, ","));
		str_cut(&one, 0);
		text_fold(str_text(&word), &one);
		found = strcmp(str_text(&one), folded) == 0;
	}
	str_release(&word);
	str_release(&one);
	return found;
}

static bool says(enum reply reply, const char *folded)
{
	return is_among(tr(words[reply]), folded) || is_among(english[reply], folded);
}

enum reply reply_of(const char *line)
{
	struct str folded = {0};
	enum reply reply = REPLY_OTHER;

	text_fold(line, &folded);
	if (says(REPLY_YES, str_text(&folded)))
		reply = REPLY_YES;
	else if (says(REPLY_NO, str_text(&folded)))
		reply = REPLY_NO;
	str_release(&folded);
	return reply;
}
