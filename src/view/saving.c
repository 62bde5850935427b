/* SPDX-License-Identifier: MIT */
#include "view/saving.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "base/tr.h"

static const char *const words[SAVING_COUNT] = {
	[SAVING_DONE] = TR("Saved."),
	[SAVING_LATE] = TR("Saving... the file server is not answering"),
	[SAVING_ELSEWHERE] = TR("The disk reported an error; saved again elsewhere"),
	[SAVING_JOINED] = TR("Also open in another window. Go on in either: both are kept."),
	[SAVING_AGAIN] = TR("A file of your record was removed by somebody; what it held is saved again."),
	[SAVING_MOVED] = TR("Your record's folder was moved: your words are saved in it, where it is now."),
};

static const char *const reasons[] = {
	[ERR_NONE] = "",
	[ERR_ABSENT] = TR("your record's folder is not there"),
	[ERR_REFUSED] = TR("this place is read-only"),
	[ERR_INVALID] = TR("your record's folder cannot be used"),
	[ERR_FULL] = TR("your disk space is used up"),
	[ERR_LOST] = TR("the disk reported an error"),
	[ERR_BUSY] = TR("the computer is very busy"),
	[ERR_GONE] = TR("the file server is gone"),
};

const char *saving_words(enum saving how)
{
	return tr(words[how]);
}

/* What a kind of failure would say untruly of these. */
static const struct {
	int code;
	const char *words;
} exactly[] = {
	{EFBIG, TR("a limit on the size of files is reached")}, /* setrlimit(2); to the store it is a full disk */
	{ETIMEDOUT, TR("the file server is not answering")},
	{ELOOP, TR("your record's folder is a link")},
	{EEXIST, TR("a file stands where your record should be")},
};

const char *saving_reason(enum err_kind kind, int code)
{
	for (size_t i = 0; kind != ERR_NONE && i < sizeof exactly / sizeof *exactly; i++)
		if (exactly[i].code == code)
			return tr(exactly[i].words);
	return tr(reasons[kind]);
}

static bool fits(const char *row, unsigned room)
{
	return text_cells(row, strlen(row)) <= room;
}

/* The most that there is room for. A place that is read-only says all there is to say. */
void saving_say_not(const struct err *why, unsigned room, char *out, size_t size)
{
	(void)snprintf(out, size, tr("Not saved: %s; your words are kept here till you leave"), why->words);
	if (!fits(out, room))
		(void)snprintf(out, size, tr("Not saved: %s; your words wait here"), why->words);
	if (why->kind == ERR_REFUSED || !fits(out, room))
		(void)snprintf(out, size, tr("Not saved: %s"), why->words);
}
