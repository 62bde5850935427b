/* SPDX-License-Identifier: MIT
 *
 * phrase: `attune lock` and `attune phrase`: one phrase a learner, for all courses. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/open.h"
#include "cmd/out.h"
#include "cmd/phrase.h"
#include "io/folder.h"
#include "io/fs.h"
#include "io/orphaned.h"
#include "io/sealing.h"
#include "io/store.h"
#include "learner/learner.h"

#define CLOSE_WAIT 3000 /* ms for the disk */
#define FREE_TRIES 3    /* wrong phrases; each one more waits */
#define TRY_WAIT_S 1

/* One run of one of the two commands. */
struct locking {
	const struct request *request;
	struct str data;
	struct ask ask;
	struct vault *vault;
	struct str phrase; /* as it was given, for a new code with the old phrase; "" when it was a code */
	struct arena arena;
	const char **courses; /* names of folders */
	size_t n, room;
	struct sealing_done all;
	struct str kept; /* folders with damaged files that were kept as they were, each with an LF */
};

static int fail(const struct locking *l, enum lock_end end, const struct err *err)
{
	struct err said = *err;
	char words[200];
	size_t len = strlen(lock_words(end));

	(void)snprintf(words, sizeof words, "%.*s", (int)(len > 0 ? len - 1 : 0), lock_words(end)); /* its full stop is added */
	if (end != LOCK_FAILED || said.kind == ERR_NONE)
		err_set(&said, end == LOCK_NO_MEMORY ? ERR_BUSY : ERR_INVALID, 0, "%s", words);
	out_trouble(l->request, &said);
	return STATUS_UNSAVED;
}

static int leave(void)
{
	return 128 + 2; /* as Ctrl-C leaves the rest of the program: 130 */
}

/* -- Phrases ---------------------------------------------------------------------------------- */

struct vault *phrase_ask(struct ask *ask, const char *data, const char *prompt, struct str *phrase, enum lock_end *end, struct err *err)
{
	struct vault *vault = NULL;

	*end = LOCK_ABSENT;
	for (unsigned tries = 0; !vault; tries++) {
		if (!ask_secret(ask, prompt, phrase) || phrase->len == 0)
			return NULL;
		if (tries >= FREE_TRIES)
			sleep(TRY_WAIT_S);
		vault = vault_open(data, str_text(phrase), end, err);
		if (*end != LOCK_DONE && *end != LOCK_WRONG && *end != LOCK_NO_MEMORY)
			return NULL;
		if (!vault) {
			ask_say(ask, lock_words(*end));
			ask_say(ask, "\n");
		}
	}
	return vault;
}

static size_t letters(const struct str *text)
{
	size_t n = 0;

	for (size_t at = 0; at < text->len; n++)
		at += text_grapheme(text->at + at, text->len - at);
	return n;
}

/* Twice the same; false when the person left. */
static bool ask_new(struct locking *l, struct str *phrase)
{
	struct str again = { 0 };
	bool same = false;
	char offer[VAULT_PHRASE_SIZE], least[200];

	vault_offer(offer);
	ask_say(&l->ask, tr("Forgetting the phrase loses your words, never the course.\nYou could take this one, on paper first:\n\n    "));
	ask_say(&l->ask, offer);
	explicit_bzero(offer, sizeof offer);
	(void)snprintf(least, sizeof least, tr("\n\nOr one of your own: at least %d characters; four words or more are better.\n"), PHRASE_LEAST);
	ask_say(&l->ask, least);
	while (!same) {
		if (!ask_secret(&l->ask, tr("New phrase: "), phrase))
			break;
		if (letters(phrase) < PHRASE_LEAST) {
			ask_say(&l->ask, tr("That is too short.\n"));
			continue;
		}
		if (!ask_secret(&l->ask, tr("Once more: "), &again))
			break;
		same = again.len == phrase->len && memcmp(again.at, phrase->at, again.len) == 0;
		if (!same)
			ask_say(&l->ask, tr("The two were not the same. Once more from the beginning.\n"));
	}
	str_release(&again);
	return same;
}

/* True in *wanted when a recovery code is to be made; false when the person left. */
static bool ask_code(struct locking *l, bool *wanted)
{
	if (l->vault && vault_has_code(l->vault))
		ask_say(&l->ask, tr("Your recovery code on paper opens nothing any more once this is done.\n"));
	ask_say(&l->ask, tr("A recovery code opens your words when the phrase is forgotten. Whoever finds it can read them.\n"
		"1. No code: only the phrase\n2. Show me one, once, to write down\n"));
	int choice = ask_choice(&l->ask, tr("1 or 2: "), 2);
	*wanted = choice == 2;
	return choice > 0;
}

static void show_code(struct locking *l, char code[VAULT_CODE_SIZE])
{
	ask_say(&l->ask, tr("Your recovery code, shown this once:\n\n    "));
	ask_say(&l->ask, code);
	ask_say(&l->ask, tr("\n\nThis window keeps what it has shown: once the code is on paper, clear its scrollback or close it.\n\n"));
	explicit_bzero(code, VAULT_CODE_SIZE);
}

/* -- Courses ---------------------------------------------------------------------------------- */

static void keep_course(void *ctx, const char *name)
{
	struct locking *l = ctx;
	struct stat is;
	struct str path = { 0 };

	str_print(&path, "%s/%s", str_text(&l->data), name);
	bool folder = name[0] != '.' && lstat(str_text(&path), &is) == 0 && S_ISDIR(is.st_mode) && is.st_uid == geteuid();
	str_release(&path);
	if (!folder)
		return;
	if (l->n == l->room) {
		l->room = l->room ? l->room * 2 : 8;
		l->courses = mem_grow(l->courses, l->room, sizeof *l->courses);
	}
	l->courses[l->n++] = arena_copy(&l->arena, name, strlen(name));
}

static bool list_courses(struct locking *l, struct err *err)
{
	int dir = open(str_text(&l->data), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (dir < 0)
		return errno == ENOENT;
	bool good = fs_names(dir, keep_course, l, err);
	fs_close(&dir, NULL);
	return good;
}

static bool seal_course(struct locking *l, const char *course, struct err *err)
{
	struct sealing_done done = { .busy = false };
	struct str path = { 0 };
	struct err closing = { 0 };

	str_print(&path, "%s/%s", str_text(&l->data), course);
	int dir = fs_dir(str_text(&path), err);
	bool good = dir >= 0 && sealing_folder(dir, l->vault, &done, err);
	fs_close(&dir, &closing);
	if (done.quarantined)
		str_print(&l->kept, "%s/%s\n", str_text(&path), FOLDER_QUARANTINE);
	str_release(&path);
	l->all.busy |= done.busy;
	l->all.foreign |= done.foreign;
	l->all.records += done.records;
	l->all.quarantined += done.quarantined;
	return good;
}

/* From here on this course's words are kept locked. */
static bool note_locked(struct locking *l, const char *course, struct err *err)
{
	struct learner *learner = learner_new();
	struct store_found found = { 0 };
	struct store *store = store_open(str_text(&l->data), course, learner, &found, err);
	const char *keep = store ? learner_keep(learner) : NULL;
	bool is_course = store && !learner_is_new(learner) && !found.newer;
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	if (is_course && !(keep && strcmp(keep, "locked") == 0)) {
		learner_begin(learner, store_sid(store));
		(void)store_save(store, learner_note(learner, &(struct record){ .type = RECORD_KEEP, .word = "locked" }, now.tv_sec), true);
	}
	bool good = store && store_close(store, CLOSE_WAIT, err);
	learner_free(learner);
	return good;
}

static int say_busy(const struct locking *l)
{
	struct err err = { 0 };

	err_set(&err, ERR_BUSY, 0, "%s", tr("attune is open in another window or on another computer; nothing was done there"));
	err_advise(&err, "%s", tr("Leave it, then run this again"));
	out_trouble(l->request, &err);
	return STATUS_UNSAVED;
}

/* What was sealed with it now would be shut with the rest once the right one is back. */
static int refuse_foreign(const struct locking *l)
{
	struct err err = { 0 };

	err_set(&err, ERR_INVALID, 0, "%s", tr("vault.hdr is another one: nothing that is locked in a course opens with it, and nothing more was locked there"));
	err_advise(&err, "%s", tr("A backup of the right one, put into the data folder, opens it"));
	out_trouble(l->request, &err);
	return STATUS_UNSAVED;
}

/* What is damaged is sealed by nobody: it is told where it is, so that its owner can look and remove it. */
static void say_kept(const struct locking *l)
{
	for (const char *at = str_text(&l->kept); *at; at += strcspn(at, "\n") + 1)
		out_note(l->request, tr("damaged files are kept as they were in %.*s; words may stand in them in clear. When you miss nothing, remove them."),
			(int)strcspn(at, "\n"), at);
}

static int seal_all(struct locking *l, bool note)
{
	struct err err = { 0 };
	bool good = true;

	str_cut(&l->kept, 0); /* of a look before */
	for (size_t i = 0; i < l->n && good; i++)
		good = seal_course(l, l->courses[i], &err);
	if (good && l->all.foreign)
		return refuse_foreign(l);
	for (size_t i = 0; i < l->n && good && note && !l->all.busy; i++)
		good = note_locked(l, l->courses[i], &err);
	if (!good) {
		out_trouble(l->request, &err);
		return STATUS_UNSAVED;
	}
	if (l->all.busy)
		return say_busy(l);
	if (vault_is_renewing(l->vault) && !vault_settle(l->vault, str_text(&l->data), &err)) {
		out_trouble(l->request, &err);
		return STATUS_UNSAVED;
	}
	say_kept(l);
	return STATUS_DONE;
}

/* Words are locked and nothing is there that a phrase could open: a second phrase would never bring them back. */
static int refuse_lost(const struct request *request)
{
	struct err err = { 0 };

	err_set(&err, ERR_INVALID, 0, "%s", tr("vault.hdr is missing: no phrase opens your words. A backup of it would"));
	err_advise(&err, "%s", tr("Put it back into the data folder; `attune erase --words` gives those words up"));
	out_trouble(request, &err);
	return STATUS_UNSAVED;
}

/* -- Both commands ---------------------------------------------------------------------------- */

static int begin(struct locking *l)
{
	struct err err = { 0 };

	if (request_has(l->request, OPTION_EPHEMERAL))
		return request_wrong(l->request, "%s", tr("--ephemeral keeps nothing, so there is nothing to lock"));
	open_data_folder(l->request, &l->data);
	if (!l->data.len || !list_courses(l, &err)) {
		if (err.kind == ERR_NONE)
			err_set(&err, ERR_ABSENT, 0, "%s", tr("there is no home folder, and so no place for a phrase"));
		out_trouble(l->request, &err);
		return STATUS_UNSAVED;
	}
	if (orphaned_any(str_text(&l->data)))
		return refuse_lost(l->request);
	if (request_has(l->request, OPTION_NO_INPUT) || !ask_begin(&l->ask)) {
		l->ask.tty = -1;
		err_set(&err, ERR_ABSENT, 0, "%s", tr("a phrase is asked for at a terminal, and there is none"));
		err_advise(&err, "%s", tr("It is never taken from an option, a file or a pipe"));
		out_trouble(l->request, &err);
		return STATUS_NO_TERMINAL;
	}
	return STATUS_DONE;
}

static void end(struct locking *l)
{
	ask_end(&l->ask);
	vault_close(l->vault);
	str_release(&l->phrase);
	str_release(&l->kept);
	str_release(&l->data);
	mem_free(l->courses);
	arena_release(&l->arena);
}

static int open_it(struct locking *l, const char *prompt)
{
	struct err err = { 0 };
	enum lock_end got;

	l->vault = phrase_ask(&l->ask, str_text(&l->data), prompt, &l->phrase, &got, &err);
	if (l->vault)
		return STATUS_DONE;
	return got == LOCK_ABSENT || got == LOCK_WRONG || got == LOCK_NO_MEMORY ? leave() : fail(l, got, &err);
}

static int make_it(struct locking *l)
{
	struct err err = { 0 };
	enum lock_end got;
	char code[VAULT_CODE_SIZE];
	bool coded;

	if (!ask_new(l, &l->phrase) || !ask_code(l, &coded))
		return leave();
	l->vault = vault_make(str_text(&l->data), str_text(&l->phrase), coded ? code : NULL, &got, &err);
	if (!l->vault)
		return fail(l, got, &err);
	if (coded)
		show_code(l, code);
	return STATUS_DONE;
}

/* Asked before a phrase is: one that was made, with words left in clear, would not be known as the phrase from then on. */
static bool is_open_elsewhere(const struct locking *l)
{
	bool barred = false;

	for (size_t i = 0; i < l->n && !barred; i++) {
		struct str path = { 0 };
		str_print(&path, "%s/%s", str_text(&l->data), l->courses[i]);
		int dir = fs_dir(str_text(&path), NULL);
		barred = dir >= 0 && sealing_is_barred(dir);
		fs_close(&dir, NULL);
		str_release(&path);
	}
	return barred;
}

int cmd_lock(const struct request *request)
{
	struct locking l = { .request = request, .ask = { .tty = -1 } };
	int status = begin(&l);

	if (status == STATUS_DONE && is_open_elsewhere(&l))
		status = say_busy(&l);
	if (status == STATUS_DONE)
		status = vault_is_there(str_text(&l.data)) ? open_it(&l, tr("Your phrase: ")) : make_it(&l);
	if (status == STATUS_DONE)
		status = seal_all(&l, true);
	if (status == STATUS_DONE && l.all.records)
		out_note(request, tr_n("%zu text of yours is locked now. Older backups of the folder may still show it.",
			"%zu texts of yours are locked now. Older backups of the folder may still show them.", l.all.records),
			l.all.records);
	else if (status == STATUS_DONE)
		out_note(request, "%s", l.kept.len ? tr("your words are kept locked; but for those files nothing was left in clear.")
			: tr("your words are kept locked; nothing was left in clear."));
	end(&l);
	return status;
}

/* -- Another phrase --------------------------------------------------------------------------- */

enum change { CHANGE_PHRASE = 1, CHANGE_KEY, CHANGE_CODE, CHANGES = CHANGE_CODE };

static int change(struct locking *l, enum change what)
{
	struct err err = { 0 };
	struct str phrase = { 0 };
	char code[VAULT_CODE_SIZE];
	bool coded = true, left = false;

	if (what == CHANGE_CODE)
		str_add(&phrase, l->phrase.at, l->phrase.len);
	else
		left = !ask_new(l, &phrase) || !ask_code(l, &coded);
	enum lock_end got = LOCK_DONE;
	if (!left)
		got = (what == CHANGE_KEY ? vault_renew : vault_rephrase)(l->vault, str_text(&l->data), str_text(&phrase),
			coded ? code : NULL, &err);
	str_release(&phrase);
	if (left)
		return leave();
	if (got != LOCK_DONE)
		return fail(l, got, &err);
	if (coded)
		show_code(l, code);
	return STATUS_DONE;
}

/* Nobody may write with the key before while it changes. */
static bool somebody_writes(struct locking *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct err err = { 0 };
		if (!seal_course(l, l->courses[i], &err))
			return true;
	}
	return l->all.busy;
}

static int change_what(struct locking *l)
{
	ask_say(&l->ask, tr("1. Another phrase\n2. Somebody may know the phrase: another one, and everything is sealed anew\n"));
	ask_say(&l->ask, vault_has_code(l->vault) ? tr("3. A new recovery code; the one before opens nothing any more\n")
		: tr("3. A recovery code beside the phrase\n"));
	int what = ask_choice(&l->ask, tr("1, 2 or 3: "), CHANGES);
	if (what == 0)
		return leave();
	if (what == CHANGE_CODE && vault_is_by_code(l->vault))
		what = CHANGE_PHRASE; /* the phrase is not known here: a new one comes with the new code */
	if (what == CHANGE_KEY && somebody_writes(l))
		return say_busy(l);
	if (what == CHANGE_KEY && l->all.foreign)
		return refuse_foreign(l);
	int status = change(l, (enum change)what);
	if (status == STATUS_DONE && what == CHANGE_KEY)
		status = seal_all(l, false);
	return status;
}

int cmd_phrase(const struct request *request)
{
	struct locking l = { .request = request, .ask = { .tty = -1 } };
	struct err err = { 0 };
	int status = begin(&l);

	if (status == STATUS_DONE && !vault_is_there(str_text(&l.data))) {
		err_set(&err, ERR_ABSENT, 0, "%s", tr("there is no phrase yet"));
		err_advise(&err, "%s", tr("`attune lock` makes one and locks your words with it"));
		out_trouble(request, &err);
		status = STATUS_UNSAVED;
	}
	if (status == STATUS_DONE)
		status = open_it(&l, tr("Your phrase, or recovery code: "));
	if (status == STATUS_DONE && vault_is_renewing(l.vault))
		status = seal_all(&l, false); /* a change that was cut short is finished first */
	if (status == STATUS_DONE)
		status = change_what(&l);
	if (status == STATUS_DONE)
		out_note(request, "%s", tr("done. Copies of the old file in backups still open with the old phrase."));
	end(&l);
	return status;
}
