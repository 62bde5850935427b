/* SPDX-License-Identifier: MIT */
#include "view/saving.h"

#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "base/tr.h"

static const char *const words[SAVING_COUNT] = {
	[SAVING_DONE] = TR("Saved."),
	[SAVING_LATE] = TR("Saving... the file server is not answering"),
	[SAVING_ELSEWHERE] = TR("The disk reported an error; saved again elsewhere"),
	[SAVING_JOINED] = TR("Also open in another window. Go on in either: both are kept."),
	[SAVING_MOVED] = TR("Your record's folder was moved: your words are saved in it, where it is now."),
};

static const char *const reasons[] = {
	[ERR_NONE] = "",
	[ERR_ABSENT] = TR("your record's folder is not there"),
	[ERR_REFUSED] = TR("this place is read-only"),
	[ERR_INVALID] = TR("your record's folder cannot be used"),
	[ERR_FULL] = TR("Your disk space is used up"),
	[ERR_LOST] = TR("The disk reported an error"),
	[ERR_BUSY] = TR("The computer is very busy"),
	[ERR_GONE] = TR("the file server is gone"),
};

const char *saving_words(enum saving how)
{
	return tr(words[how]);
}

const char *saving_reason(enum err_kind kind)
{
	return tr(reasons[kind]);
}

/* A place that is read-only says all there is to say. */
void saving_say_not(const struct err *why, unsigned room, char *out, size_t size)
{
	(void)snprintf(out, size, tr("Not saved: %s; your words are kept here"), why->words);
	if (why->kind == ERR_REFUSED || text_cells(out, strlen(out)) > room)
		(void)snprintf(out, size, tr("Not saved: %s"), why->words);
}
