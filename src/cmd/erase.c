/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/reply.h"
#include "base/tr.h"
#include "cmd/answer.h"
#include "cmd/command.h"
#include "cmd/open.h"
#include "cmd/out.h"
#include "cmd/settings.h"
#include "cmd/shared.h"
#include "io/fs.h"
#include "io/index.h"
#include "io/store.h"
#include "io/told.h"
#include "io/vault.h"

enum { WAIT_STEP = 50, WAIT_MOST = 2000 }; /* milliseconds */

/* Files in a class's box are out of our folder: whoever erases all shall know of them. */
static void say_shared(const struct request *request, const struct opened *opened, struct str *out)
{
	struct shared shared;
	struct err err = { 0 };

	shared_begin(&shared, str_text(&opened->data), opened->course->id);
	bool known = shared_read(&shared, &err);
	if (!known || shared_level(&shared, settings_value(request, SETTING_CLASS)) != 0)
		str_add_text(out, tr("What you gave to a class stays in its drop box: `attune share` shows it, and 1 there takes it back.\n"));
	shared_end(&shared);
}

static void say_reach(struct str *out)
{
	str_add_text(out, tr("Backups attune made go, too. Snapshots of a file server and backups of this computer are not in our "
			     "reach: they may keep a copy for a while.\n"));
}

/* What will be gone, what stays, and whom this does not reach. */
static void say_plan(const struct request *request, const struct opened *opened, enum store_part part, struct str *out)
{
	if (part == STORE_WORDS)
		str_print(out, tr("This erases what you wrote in \"%s\": words, plans, half answers. Your place and what you chose "
				  "stay.\n"), opened->course->title);
	else
		str_print(out, tr("This erases all that is kept of \"%s\": your place, answers and words.\n"), opened->course->title);
	say_reach(out);
	if (part == STORE_ALL)
		say_shared(request, opened, out);
}

/* Only yes is yes, and only after the question: anything else, what was typed ahead, and the end of the input keep it. */
static bool is_sure(const struct request *request)
{
	char line[32];

	return answer_ask(request, tr("Erase it? y erases, Enter keeps it: "), line, sizeof line) && reply_of(line) == REPLY_YES;
}

static int refused(const struct request *request, const struct opened *opened, const struct store_erased *done)
{
	struct err err = { 0 };

	if (done->busy) {
		err_set(&err, ERR_BUSY, 0, tr("\"%s\" is open in another window; nothing was erased"), opened->course->title);
		err_advise(&err, "%s", tr("Leave it there, and try again"));
	} else {
		err_set(&err, ERR_REFUSED, 0, "%s", tr("a newer version of attune wrote here; nothing was erased"));
		err_advise(&err, "%s", tr("Erase it with that version"));
	}
	out_trouble(request, &err);
	return STATUS_UNSAVED;
}

/* Nothing of the learner's, but a trace of the course. */
static bool erase_traces(const struct opened *opened, struct err *err)
{
	struct str state = { 0 }, own = { 0 };

	open_state_folder(&state);
	str_print(&own, "%s/%s", str_text(&opened->data), opened->course->id);
	bool gone = !state.len || (index_erase(str_text(&state), str_text(&opened->folder), err) &&
		told_erase(str_text(&state), str_text(&own), err));
	str_release(&own);
	str_release(&state);
	return gone;
}

struct others {
	int dir;
	size_t n;
};

/* What `attune share` still has to take back is no word that a phrase opens. */
static void count_inside(void *ctx, const char *name)
{
	size_t *n = ctx;
	*n += strncmp(name, SHARED_FILE, sizeof SHARED_FILE - 1) != 0;
}

static void count_other(void *ctx, const char *name)
{
	struct others *others = ctx;
	struct err err = { 0 };
	size_t inside = 0;
	int dir = name[0] == '.' ? -1 : openat(others->dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (dir < 0) {
		others->n += name[0] != '.' && errno != ENOTDIR; /* one that cannot be looked into may hold words */
		return;
	}
	others->n += !fs_names(dir, count_inside, &inside, &err) || inside > 0;
	fs_close(&dir, NULL);
}

/* One phrase opens the words of all courses. With the last of them it goes, so that whoever forgot it can begin anew; and so
 * does the name of the last course. */
static bool erase_beside(const struct opened *opened, bool *phrase_stays, struct err *err)
{
	struct others others = { .dir = open(str_text(&opened->data), O_RDONLY | O_DIRECTORY | O_CLOEXEC) };

	*phrase_stays = false;
	if (others.dir < 0)
		return true;
	bool good = fs_names(others.dir, count_other, &others, err);
	if (good && others.n == 0)
		good = fs_remove(others.dir, VAULT_FILE, err) && fs_remove(others.dir, OPEN_LAST_FILE, err);
	else
		*phrase_stays = vault_is_there(str_text(&opened->data));
	fs_close(&others.dir, NULL);
	return good;
}

/* A session that was left a moment ago still puts its record in order, and is no other window. */
static bool erase_record(const struct opened *opened, enum store_part part, struct store_erased *done, struct err *err)
{
	for (int waited = 0;; waited += WAIT_STEP) {
		if (!store_erase(str_text(&opened->data), opened->course->id, part, done, err))
			return false;
		if (!done->busy || waited >= WAIT_MOST)
			return true;
		poll(NULL, 0, WAIT_STEP);
	}
}

static int erase(const struct request *request, const struct opened *opened, enum store_part part)
{
	struct store_erased done;
	struct err err = { 0 };
	struct str out = { 0 };

	if (!erase_record(opened, part, &done, &err)) {
		err_advise(&err, "%s", done.files + done.words > 0 ? tr("Not everything could be erased; doing it again is safe")
			: tr("Nothing was erased. `attune doctor` names what is in the way"));
		out_trouble(request, &err);
		return STATUS_UNSAVED;
	}
	if (done.busy || done.newer)
		return refused(request, opened, &done);
	bool phrase_stays = false, had_phrase = vault_is_there(str_text(&opened->data));
	if (part == STORE_ALL && (!erase_traces(opened, &err) || !erase_beside(opened, &phrase_stays, &err))) {
		out_trouble(request, &err);
		return STATUS_UNSAVED;
	}
	if (part == STORE_ALL && done.files == 0 && phrase_stays == had_phrase)
		str_print(&out, "%s\n", tr("Nothing was kept, so nothing was erased."));
	else
		str_print(&out, "%s\n", part == STORE_WORDS ? tr("Your words are erased.") : tr("All of it is erased."));
	if (request_has(request, OPTION_YES) && done.files > 0) /* else it was said before */
		say_reach(&out);
	if (phrase_stays)
		str_print(&out, "%s\n", tr("Your phrase stays: it opens the words of other courses."));
	if (part == STORE_ALL && request_has(request, OPTION_YES)) /* else it was said before */
		say_shared(request, opened, &out);
	int status = out_words(request, &out);
	str_release(&out);
	return status;
}

/* Without anybody to ask nothing is erased, unless --yes said so. */
static int decide(const struct request *request, const struct opened *opened, enum store_part part)
{
	struct str out = { 0 };

	if (request_has(request, OPTION_YES))
		return erase(request, opened, part);
	if (request_has(request, OPTION_NO_INPUT) || !isatty(STDIN_FILENO))
		return request_wrong(request, "%s", tr("nobody is here to be asked; --yes erases without asking"));
	say_plan(request, opened, part, &out);
	(void)out_words(request, &out);
	str_cut(&out, 0);
	bool sure = is_sure(request);
	str_print(&out, "%s\n", tr("Nothing was erased."));
	int status = sure ? erase(request, opened, part) : out_words(request, &out);
	str_release(&out);
	return status;
}

int cmd_erase(const struct request *request)
{
	bool words = request_has(request, OPTION_ERASE_WORDS), all = request_has(request, OPTION_ALL);
	struct opened opened = { 0 };

	if (words == all)
		return request_wrong(request, "%s", tr("--words erases what you wrote, --all everything kept of the course: name one"));
	int status = open_course(&opened, request, request_word(request, 0));
	if (status == STATUS_DONE && opened.data.len)
		status = decide(request, &opened, all ? STORE_ALL : STORE_WORDS);
	open_release(&opened);
	return status;
}
