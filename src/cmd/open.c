/* SPDX-License-Identifier: MIT */
#include "cmd/open.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/out.h"
#include "io/folder.h"
#include "io/fs.h"
#include "kinds/kind.h"

#define LAST_MOST 4096

/* -- The data folder -------------------------------------------------------------------------- */

const char *open_home(void)
{
	const char *home = getenv("HOME");
	if (home && *home == '/')
		return home;
	const struct passwd *who = getpwuid(geteuid());
	return who && who->pw_dir && *who->pw_dir == '/' ? who->pw_dir : NULL;
}

/* --data, ATTUNE_DATA, XDG base directory specification: a relative XDG_DATA_HOME counts as not set. */
void open_data_folder(const struct request *request, struct str *out)
{
	const char *asked = request_value(request, OPTION_DATA);
	const char *own = getenv("ATTUNE_DATA"), *xdg = getenv("XDG_DATA_HOME");
	const char *home;

	if (asked)
		str_add_text(out, asked);
	else if (own && *own)
		str_add_text(out, own);
	else if (xdg && *xdg == '/')
		str_print(out, "%s/attune", xdg);
	else if ((home = open_home()) != NULL)
		str_print(out, "%s/.local/share/attune", home);
}

void open_state_folder(struct str *out)
{
	const char *xdg = getenv("XDG_STATE_HOME"), *home;

	if (xdg && *xdg == '/')
		str_print(out, "%s/attune", xdg);
	else if ((home = open_home()) != NULL)
		str_print(out, "%s/.local/state/attune", home);
}

/* The course used last; false when nothing is known of it. Makes nothing. */
static bool read_last(const struct str *data, struct str *out)
{
	struct err err = { 0 };
	int dir = data->len ? open(str_text(data), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	if (dir < 0)
		return false;
	bool known = fs_read(dir, OPEN_LAST_FILE, LAST_MOST, out, &err);
	fs_close(&dir, &err);
	str_cut(out, strcspn(str_text(out), "\n"));
	return known && out->len && text_valid(out->at, out->len, NULL);
}

/* How the course is found again: its id if that finds the same folder, else where it is. */
static char *name_again(const struct opened *opened)
{
	struct str found = { 0 };
	struct err err = { 0 };
	char *here = realpath(str_text(&opened->folder), NULL), *there = NULL;
	const char *id = opened->course->id;

	if (shelf_find(&opened->shelf, id, &found, &err))
		there = realpath(str_text(&found), NULL);
	str_release(&found);
	if (here && there && strcmp(here, there) == 0) {
		free(here);
		here = strdup(id);
	}
	free(there);
	return here;
}

void open_remember(const struct opened *opened)
{
	struct err err = { 0 };
	struct str before = { 0 }, line = { 0 };
	char *name = opened->course && opened->data.len ? name_again(opened) : NULL;
	bool known = read_last(&opened->data, &before);
	int dir = -1;

	if (!name || strchr(name, '\n') || (known && strcmp(str_text(&before), name) == 0))
		goto out;
	dir = fs_dir(str_text(&opened->data), &err);
	if (dir < 0)
		goto out;
	str_print(&line, "%s\n", name);
	(void)fs_replace(dir, OPEN_LAST_FILE, str_text(&line), line.len, &err);
out:
	if (dir >= 0)
		fs_close(&dir, &err);
	free(name);
	str_release(&before);
	str_release(&line);
}

/* -- The course ------------------------------------------------------------------------------- */

/* Asked for by name, else the last one if it still is where it was, else the only one. A kiosk
 * leads to no folder of the learner's own, whoever was there last. */
static bool find_folder(struct opened *opened, const char *name, bool kiosk, struct err *err)
{
	struct str last = { 0 };
	struct err gone = { 0 };
	bool known = !name && read_last(&opened->data, &last) && !(kiosk && strchr(str_text(&last), '/'));
	bool found = known && shelf_find(&opened->shelf, str_text(&last), &opened->folder, &gone);

	str_release(&last);
	return found || shelf_find(&opened->shelf, name, &opened->folder, err);
}

bool open_find(struct opened *opened, const struct request *request, const char *name, struct err *err)
{
	*opened = (struct opened){ 0 };
	shelf_open(&opened->shelf, request->program);
	open_data_folder(request, &opened->data);
	return find_folder(opened, name, request_has(request, OPTION_KIOSK), err);
}

int open_read(struct opened *opened, const struct request *request)
{
	struct diags diags = { 0 };

	opened->course = shelf_course(str_text(&opened->folder), &diags);
	int status = opened->course ? STATUS_DONE : out_fault(request, &diags, str_text(&opened->folder));
	diags_release(&diags);
	return status;
}

int open_quietly(struct opened *opened, const struct request *request, const char *name, struct err *err)
{
	return open_find(opened, request, name, err) ? open_read(opened, request) : STATUS_NO_COURSE;
}

int open_course(struct opened *opened, const struct request *request, const char *name)
{
	struct err err = { 0 };
	int status = open_quietly(opened, request, name, &err);

	if (err.kind != ERR_NONE)
		out_trouble(request, &err);
	return status;
}

void open_release(struct opened *opened)
{
	if (opened->course)
		course_free(opened->course);
	str_release(&opened->folder);
	str_release(&opened->data);
	shelf_release(&opened->shelf);
	*opened = (struct opened){ 0 };
}

/* -- The learner ------------------------------------------------------------------------------ */

/* A line broken off by the end of a session, or by a disk that was full, is written again elsewhere or was never called
 * saved: of no concern to anybody. `but`: how many of the others are told in another way. */
static bool is_damaged(const struct store_found *found, size_t but)
{
	return found->damaged > found->torn + but;
}

/* Nobody knows what is in a file that cannot be read: so nothing is counted. */
static void say_unread(const struct store_found *found, struct str *out)
{
	if (found->nunread > 1)
		str_print(out, tr("%zu files cannot be read. What is in them is not known."), found->nunread);
	else if (found->unread[0])
		str_print(out, tr("Cannot be read: %s. What is in it is not known."), found->unread);
}

/* Of those that can be read. */
static void say_broken(const struct store_found *found, struct str *out)
{
	bool damaged = is_damaged(found, found->nunread);

	if (damaged && found->strange > 0 && found->kept == found->of)
		str_print(out, tr_n("Part of your record was damaged. %zu answer kept, maybe not all.",
			"Part of your record was damaged. %zu answers kept, maybe not all.", found->kept), found->kept);
	else if (damaged || (found->missing && found->kept < found->of))
		str_print(out, tr_n("Part of your record was damaged. %zu of %zu answer kept.",
			"Part of your record was damaged. %zu of %zu answers kept.", found->of), found->kept, found->of);
	else if (found->missing)
		str_add_text(out, tr("A file was missing; what a backup has of it is back."));
}

void open_say_damage(const struct store_found *found, struct str *out)
{
	say_unread(found, out);
	struct str more = { 0 };
	say_broken(found, &more);
	if (more.len)
		str_print(out, "%s%s", out->len ? "\n" : "", str_text(&more));
	str_release(&more);
}

/* What can be done about the first of them. */
static void say_mending(const struct opened *opened, const struct store_found *found, bool folds, struct str *out)
{
	struct fs_facts is = { .regular = false };
	struct str path = { 0 };

	str_print(&path, "%s/%s/%s", str_text(&opened->data), opened->course->id, found->unread);
	(void)fs_facts(AT_FDCWD, str_text(&path), &is);
	if (folds && strcmp(found->unread, FOLDER_RECORD) == 0 && !(is.regular && is.readable))
		str_print(out, tr("%s cannot be read. attune goes on without it, and keeps it as it is in the folder `quarantine` beside it"),
			str_text(&path));
	else if (is.regular)
		str_print(out, tr("%s cannot be read. `chmod 600` and this path let attune read it, if it is yours"), str_text(&path));
	else
		str_print(out, tr("%s cannot be read: it is no file of attune's. Move it away"), str_text(&path));
	if (found->nunread > 1)
		str_print(out, "%s", tr(". `attune doctor` names the others"));
	str_release(&path);
}

/* What is gone is kept nowhere; what cannot be read stays where it is, and attune reads it when it can. */
void open_say_where(const struct opened *opened, const struct store_found *found, bool folds, struct str *out)
{
	if (found->unread[0])
		say_mending(opened, found, folds, out);
	else if (is_damaged(found, 0))
		str_print(out, tr("what was damaged is kept as it was, in %s/%s"), str_text(&opened->data), opened->course->id);
}

/* Nothing of what is there could be read: that is no record with gaps but none at all. */
static bool is_unreadable(const struct store_found *found)
{
	return found->good == 0 && is_damaged(found, 0);
}

static void note_damage(const struct opened *opened, const struct request *request, const struct store_found *found)
{
	struct str words = { 0 }, where = { 0 };

	open_say_damage(found, &words);
	open_say_where(opened, found, false, &where);
	if (words.len && (!where.len || found->unread[0]))
		out_note(request, "%s", str_text(&words));
	else if (words.len)
		out_note(request, tr("%s What was damaged is kept as it was, in %s/%s. A backup of that folder may have them whole; nothing there is deleted."),
			str_text(&words), str_text(&opened->data), opened->course->id);
	if (where.len && found->unread[0])
		out_note(request, "%s", str_text(&where));
	str_release(&words);
	str_release(&where);
}

struct learner *open_learner(struct opened *opened, const struct request *request)
{
	struct learner *learner = learner_new();
	struct store_found found = { .drawer = opened->drawer, .halves = opened->halves, .backups = opened->backups };
	struct err err = { 0 };

	if (!opened->data.len || store_peek(str_text(&opened->data), opened->course->id, learner, &found, &err)) {
		note_damage(opened, request, &found);
		opened->nliving = found.others < STORE_LIVING ? found.others : STORE_LIVING;
		memcpy(opened->living, found.living, sizeof opened->living);
		memcpy(opened->unread, found.unread, sizeof opened->unread);
		if (!is_unreadable(&found))
			return learner;
		err_set(&err, ERR_INVALID, 0, "%s", tr("nothing of this record can be read"));
		err_at_file(&err, str_text(&opened->data));
	}
	out_trouble(request, &err);
	learner_free(learner);
	return NULL;
}

int open_chapter_index(const struct course *course, const char *id)
{
	for (size_t i = 0; i < course->chapters.n; i++)
		if (strcmp(course->chapters.list[i], id) == 0)
			return (int)i;
	for (size_t i = 0; i < course->chapters.n; i++) {
		struct diags diags = { 0 };
		struct chapter *chapter = shelf_chapter(course, course->chapters.list[i], kinds_all, &diags);
		bool was = false;
		for (size_t k = 0; chapter && k < chapter->was.n; k++)
			was |= strcmp(chapter->was.list[k], id) == 0;
		if (chapter)
			chapter_free(chapter);
		diags_release(&diags);
		if (was)
			return (int)i;
	}
	return -1;
}
