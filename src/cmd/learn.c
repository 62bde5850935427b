/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/choose.h"
#include "cmd/command.h"
#include "cmd/country.h"
#include "cmd/open.h"
#include "cmd/out.h"
#include "cmd/resume.h"
#include "cmd/settings.h"
#include "cmd/share.h"
#include "cmd/shared.h"
#include "cmd/sketch.h"
#include "cmd/terminal.h"
#include "io/scribe_process.h"
#include "io/store.h"
#include "io/told.h"
#include "kinds/kind.h"
#include "run/run.h"
#include "term/screen.h"
#include "tutor/app.h"
#include "view/saving.h"

#define LIMIT_MOST 99  /* questions at a time */
#define CLOSE_WAIT 400 /* ms more for a slow disk when the learner has left; run/ has waited before */

/* Where a session was left to see what is shared, and how it is come back to. */
struct back {
	bool comes;         /* there is a session to go on with */
	bool lines;         /* in plain mode */
	size_t chapter;
	char page[64];      /* "": home */
	enum command first; /* asked for over there */
	struct str said;    /* what is to be said over here */
};

/* All that one session holds; zeroed, then filled from the top. */
struct session {
	const struct request *request;
	struct opened opened;
	struct learner *learner;
	struct store *store;
	struct drawer *drawer;
	struct scribe_hand hand; /* the process that will write */
	struct store_found found;
	bool told; /* that something in it cannot be read was told at an earlier start */
	struct app_start start;
	struct str news; /* what start.news says of a damaged record */
	struct str move; /* and of a place that is not where it was */
	char country[3];
	struct app app;
	bool app_runs;
	struct world world;
	struct theme own; /* what world.screen may refer to */
	bool looked;      /* world.screen is known */
	bool left;        /* instead of choosing a course */
	bool shared;      /* something may lie in the drop box of a class that is not set up here */
	struct str state; /* the folder of the index; empty: there is to be none */
	char id[64];      /* of the course, as the index has it */
};

/* -- Where to begin --------------------------------------------------------------------------- */

static int unknown_chapter(const struct session *session, const char *id)
{
	const struct words *chapters = &session->opened.course->chapters;
	return request_unknown(session->request, tr("chapter"), id, chapters->list, chapters->n);
}

/* The chapter that holds a page, or -1; open, so that it need not be read twice. */
static int chapter_of_page(const struct course *course, const char *page, struct chapter **opened)
{
	for (size_t i = 0; i < course->chapters.n; i++) {
		struct diags diags = { 0 };
		struct chapter *chapter = shelf_chapter(course, course->chapters.list[i], kinds_all, &diags);
		diags_release(&diags);
		if (chapter && chapter_find(chapter, page) >= 0) {
			*opened = chapter;
			return (int)i;
		}
		chapter_free(chapter);
	}
	return -1;
}

/* The course was edited, and the place is not where it was. */
static void tell_move(struct session *session, const struct resume *resume)
{
	if (resume->lost)
		str_add_text(&session->move, tr("The chapter you were in is not in this course any more. Your answers are kept."));
	else
		str_print(&session->move, resume->gone ? tr("What came after the page you were at is in \"%s\" now. Your answers are kept.")
			: tr("The page you were at is in \"%s\" now, with your answers."), resume->opened->title);
	session->start.news = str_text(&session->move);
}

/* Where the learner is, in the course as it is now. */
static void find_place(struct session *session, bool at_page)
{
	struct resume resume;

	resume_find(session->opened.course, session->learner, &resume);
	session->start = (struct app_start){
		.at_page = at_page, .chapter = resume.chapter, .page = resume.page, .opened = resume.opened };
	if (resume.lost || resume.moved)
		tell_move(session, &resume);
}

/* Where the learner was when they left to see what is shared. */
static void go_back(struct session *session, const struct back *back)
{
	chapter_free(session->start.opened);
	session->start = (struct app_start){ .at_page = back->page[0] != '\0', .chapter = back->chapter,
		.page = back->page[0] ? back->page : NULL, .first = back->first, .news = back->said.len ? str_text(&back->said) : NULL };
}

/* The chapter and page asked for with `run`. */
static int find_start(struct session *session)
{
	const struct course *course = session->opened.course;
	const char *chapter = request_value(session->request, OPTION_CHAPTER);
	const char *page = request_value(session->request, OPTION_PAGE);
	struct chapter *opened = NULL;
	int in_page = page ? chapter_of_page(course, page, &opened) : -1;
	int index = chapter ? open_chapter_index(course, chapter) : in_page;

	if (chapter && index < 0) {
		chapter_free(opened);
		return unknown_chapter(session, chapter);
	}
	if (page && in_page < 0)
		return request_wrong(session->request, tr("there is no page `%s` in this course"), page);
	if (page && in_page != index) {
		chapter_free(opened);
		return request_wrong(
			session->request, tr("the page `%s` is in chapter `%s`"), page, course->chapters.list[in_page]);
	}
	session->start =
		(struct app_start){ .at_page = true, .chapter = (size_t)index, .page = page, .opened = opened };
	return STATUS_DONE;
}

/* -- A session -------------------------------------------------------------------------------- */

/* Where a class is set up, or nothing is kept, nobody asks for it. */
static bool has_shared(const struct session *session, const char *course)
{
	struct shared shared;
	struct err err = { 0 };

	if (settings_value(session->request, SETTING_CLASS))
		return false;
	shared_begin(&shared, str_text(&session->opened.data), course);
	bool any = !shared_read(&shared, &err) || shared.n > 0;
	shared_end(&shared);
	return any;
}

/* Nothing that stands in the way of keeping stands in the way of learning; only what cannot be read does. */
static int open_store(struct session *session, const char *course)
{
	const struct request *request = session->request;
	const struct str *data = &session->opened.data;
	struct err err = { 0 };

	session->learner = learner_new();
	bool kept = !request_has(request, OPTION_EPHEMERAL) && data->len;
	session->found.drawer = session->drawer = drawer_new(kept ? str_text(data) : NULL);
	if (!request_has(request, OPTION_EPHEMERAL) && !data->len)
		out_note(request, "%s", request_has(request, OPTION_KIOSK) ?
			tr("there is no home folder, so nothing of this session is kept. Tell whoever looks after this computer.") :
			tr("there is no home folder, so nothing of this session is kept. --data=DIR names a place."));
	if (!kept)
		session->store = store_nowhere();
	else
		session->store =
			store_open(str_text(data), course, session->learner, &session->found, &err);
	if (!session->store) {
		out_trouble(request, &err);
		return STATUS_UNSAVED;
	}
	learner_begin(session->learner, store_sid(session->store));
	session->shared = kept && has_shared(session, course);
	if (session->state.len)
		store_index(session->store, str_text(&session->state), str_text(&session->opened.folder));
	return STATUS_DONE;
}

static bool wants_few_keys(const struct request *request)
{
	const char *keys = settings_value(request, SETTING_KEYS);

	return keys && strcmp(keys, "minimal") == 0;
}

static struct app_options wishes_of(struct session *session, bool lines)
{
	const struct request *request = session->request;
	bool kept = !request_has(request, OPTION_EPHEMERAL) && session->opened.data.len;
	enum lock_end end = drawer_judge(session->drawer);

	return (struct app_options){
		.measure = request->width,
		.spacing = request->spacing,
		.margin = settings_number(request, SETTING_MARGIN),
		.few_keys = wants_few_keys(request),
		.ornate = !lines && !request->ascii && settings_flag(request, SETTING_UNICODE, false),
		.plain = lines,
		.unsure = !settings_flag(request, SETTING_CALIBRATION, true),
		.listens = settings_flag(request, SETTING_SCREEN_READER, false),
		.asks = !request_has(request, OPTION_NO_INPUT) && isatty(STDIN_FILENO),
		.ephemeral = !kept,
		.gaps = session->found.nunread > 0,
		.locked = drawer_has_vault(session->drawer) && !lock_is_in_vain(end),
		.lost = lock_is_in_vain(end) ? end : LOCK_DONE,
		.keep = settings_value(request, SETTING_WORDS),
		.country = country_wanted(request, session->country) ? session->country : NULL,
		.kept_at = kept ? str_text(&session->opened.data) : NULL,
		.seed = store_sid(session->store) ? store_sid(session->store) : 1,
		.can_share = kept && isatty(STDIN_FILENO) && (session->shared || settings_value(request, SETTING_CLASS) != NULL),
		.confined = request_has(request, OPTION_KIOSK),
		.has_class = settings_value(request, SETTING_CLASS) != NULL,
		.shared = session->shared,
		/* started by a shell that can go on meanwhile */
		.can_suspend = !lines && !request_has(request, OPTION_KIOSK) && getpid() != getsid(0),
	};
}

static void begin_app(struct session *session, bool lines)
{
	struct app_options wishes = wishes_of(session, lines);

	if (session->app_runs)
		app_release(&session->app);
	app_init(&session->app, session->opened.course, session->learner, session->found.drafts, session->found.ndrafts,
		&wishes, &session->start);
	session->app_runs = true;
	session->start.opened = NULL; /* it is the app's now */
}

static int converse(struct session *session, struct world *world)
{
	struct err err = { 0 };
	bool opened = false;

	if (!terminal_wants_lines(session->request)) {
		begin_app(session, false);
		mem_last_words(screen_rescue);
		int status = run_screen(world, &opened, &err);
		if (opened)
			return status;
		if (request_has(session->request, OPTION_KIOSK))
			err.advice[0] = '\0'; /* no setting and no option can be given there, and it goes on by itself */
		out_trouble(session->request, &err);
		out_note(session->request, "%s", tr("going on in plain mode: lines instead of a full screen."));
	}
	begin_app(session, true);
	return run_lines(world);
}

/* ^C keeps everything and leaves; where it could not, that counts more than how somebody left. Another signal stays what it was. */
static int end_unsaved(int status)
{
	return status > 128 && status != 128 + SIGINT ? status : STATUS_UNSAVED;
}

/* What is still in memory gets its last chance; what cannot be kept is said now that the terminal is itself again. */
static int close_store(struct session *session, int status, struct err *trouble)
{
	struct store *store = session->store;
	session->store = NULL;
	struct err err = { 0 };

	if (store_close(store, CLOSE_WAIT, &err)) {
		if (err.words[0])
			out_trouble(session->request, &err);
		return status;
	}
	if (err.kind == ERR_NONE)
		err = *trouble;
	if (err.kind == ERR_NONE)
		err_set(&err, ERR_LOST, 0, "%s", tr("some of this session could not be saved"));
	if (!err.advice[0])
		err_advise(&err, "%s", request_has(session->request, OPTION_KIOSK) ?
			tr("What was not saved yet is lost; what was said to be saved is safe. Tell whoever looks after this computer") :
			tr("What was not saved yet is lost; what was said to be saved is safe. --data=DIR keeps your record in another place"));
	out_trouble(session->request, &err);
	return end_unsaved(status);
}

/* Words that no disk was asked to keep: the question how, or the phrase, was not answered. */
static int say_lost_words(const struct session *session, int status)
{
	if (!session->app.loses)
		return status;
	out_note(session->request, "%s", tr("Not saved: the words you wrote now. They were in memory alone, and are gone with this session."));
	return end_unsaved(status);
}

/* The learner's own, of this course. */
static void own_folder(const struct session *session, struct str *out)
{
	str_print(out, "%s/%s", str_text(&session->opened.data), session->opened.course->id);
}

/* A file that cannot be read is told once for as long as it stays as it is; `status` and `doctor` go on saying it. But a record
 * of which nothing can be read must never look like a new one. */
static bool was_told(const struct session *session)
{
	struct str own = { 0 };

	if (!session->found.unread[0] || session->found.good == 0 || !session->state.len)
		return false;
	own_folder(session, &own);
	bool told = told_before(str_text(&session->state), str_text(&own), session->found.unread_state);
	str_release(&own);
	return told;
}

/* What was found, but what was told before. */
static struct store_found news_of(const struct session *session)
{
	struct store_found news = session->found;

	if (!session->told)
		return news;
	news.unread[0] = '\0';
	news.damaged -= news.nunread;
	news.nunread = 0;
	return news;
}

/* What a theme of one's own has for faults is said once. */
static int look(struct session *session)
{
	if (session->looked)
		return STATUS_DONE;
	int status = terminal_look(session->request, &session->world.screen, &session->own);
	session->looked = status == STATUS_DONE;
	return status;
}

/* A row of the window has no room for a path. */
static void say_where_damaged(const struct session *session)
{
	struct store_found news = news_of(session);
	struct str where = { 0 };

	open_say_where(&session->opened, &news, true, &where);
	if (where.len && news.unread[0] && request_has(session->request, OPTION_KIOSK))
		out_note(session->request, "%s", tr("a file of your record cannot be read. Tell whoever looks after this computer."));
	else if (where.len)
		out_note(session->request, "%s", str_text(&where));
	str_release(&where);
}

/* Who left in some other way may not have seen it. */
static void note_told(const struct session *session, int status)
{
	struct str own = { 0 };

	if (!session->found.unread[0] || session->told || !session->state.len || (status != STATUS_DONE && status != 128 + SIGINT))
		return;
	own_folder(session, &own);
	told_note(str_text(&session->state), str_text(&own), session->found.unread_state);
	str_release(&own);
}

static int attend(struct session *session)
{
	struct world *world = &session->world;

	store_hold(session->store, &session->hand); /* run/ starts the scribe when there is something to see */
	world->app = &session->app;
	world->course = session->opened.course;
	world->kinds = kinds_all;
	world->store = session->store;
	world->drawer = session->drawer;
	int status = converse(session, world);
	status = close_store(session, status, &world->trouble);
	status = say_lost_words(session, status);
	if (world->failed.kind != ERR_NONE) {
		out_trouble(session->request, &world->failed);
		status = STATUS_UNSAVED;
	}
	say_where_damaged(session);
	note_told(session, status);
	if (status == STATUS_DONE && !request_has(session->request, OPTION_EPHEMERAL))
		open_remember(&session->opened); /* not where the disk may keep us waiting */
	return status;
}

static void release(struct session *session)
{
	struct err err = { 0 };

	if (session->app_runs)
		app_release(&session->app);
	chapter_free(session->start.opened);
	if (session->store)
		(void)store_close(session->store, 0, &err);
	if (session->learner)
		learner_free(session->learner);
	drawer_free(session->drawer);
	scribe_dismiss(&session->hand);
	str_release(&session->news);
	str_release(&session->move);
	str_release(&session->state);
	open_release(&session->opened);
	*session = (struct session){ .request = session->request };
}

/* Another window of the same learner is a notice, never a refusal. */
static void say_others(const struct store_found *found, struct str *out)
{
	time_t since = (time_t)found->since;
	struct tm when;
	char text[24] = "";

	if (found->others == 0)
		return;
	if (since > 0 && localtime_r(&since, &when))
		strftime(text, sizeof text, time(NULL) - since < 12 * 3600 ? "%H:%M" : "%Y-%m-%d", &when);
	str_add_text(out, out->len ? "\n" : "");
	if (text[0])
		str_print(out, tr("Also open since %s. Go on in either window: both are kept."), text);
	else
		str_add_text(out, saving_words(SAVING_JOINED));
	if (found->away)
		str_print(out, "\n%s", tr("What is half written there is offered here too, on its page."));
}

/* At once, and not with the first word that cannot be saved. */
static void say_barred(const struct store_found *found, struct str *out)
{
	if (found->barred.kind != ERR_NONE)
		str_print(out, tr("Nothing can be saved: %s."), found->barred.words);
}

/* Before anybody types a phrase for it. */
static void say_lost(const struct drawer *drawer, struct str *out)
{
	enum lock_end end = drawer_judge(drawer);

	if (end != LOCK_DONE)
		str_print(out, "%s%s", out->len ? "\n" : "", lock_words(end));
}

/* What could not be read is said at once: a record that seems empty must not look like a new one. */
static void tell_found(struct session *session)
{
	const struct settings *settings = session->request->settings;

	session->told = was_told(session);
	struct store_found news = news_of(session);
	say_barred(&session->found, &session->news);
	open_say_damage(&news, &session->news);
	say_lost(session->drawer, &session->news);
	say_others(&session->found, &session->news);
	if (settings && settings->news.len)
		str_print(&session->news, "%s%s", session->news.len ? "\n" : "", str_text(&settings->news));
	if (session->news.len && session->start.news)
		str_print(&session->news, "\n%s", session->start.news);
	if (session->news.len)
		session->start.news = str_text(&session->news);
}

/* How many at a time; false, and that was said, when it is no such number. */
static bool read_limit(const struct request *request, unsigned *limit)
{
	const char *text = request_value(request, OPTION_LIMIT);

	if (!text || request_number(text, 1, LIMIT_MOST, limit))
		return true;
	request_wrong(request, tr("--limit is a number from 1 to %d"), LIMIT_MOST);
	return false;
}

/* Whose computer others use at the same time. For them memory comes first; who is alone gets the first page a tenth of a
 * millisecond sooner, and run/ starts the process that writes. */
static bool is_one_of_many(const struct request *request)
{
	return request_has(request, OPTION_KIOSK) || getenv("SSH_CONNECTION") != NULL;
}

enum begin { AT_HOME_SCREEN, STRAIGHT_TO_PAGE, WITH_WHAT_IS_DUE };

/* -- The first picture -------------------------------------------------------------------------- */

/* What would stand in the first picture of a page that is looked for in all chapters, or of several, only these can say. */
static bool may_sketch(const struct session *session, enum begin begin)
{
	const struct request *request = session->request;
	bool all = request_has(request, OPTION_PAGE) && !request_has(request, OPTION_CHAPTER);

	return session->state.len && begin != WITH_WHAT_IS_DUE && !all && !terminal_wants_lines(request);
}

static void show_sketch(struct session *session, enum begin begin, struct index *index)
{
	struct sketch sketch = { 0 };
	const struct sketch_wish wish = {
		.index = index,
		.learner = session->learner,
		.found = &session->found,
		.options = wishes_of(session, false),
		.at_page = begin == STRAIGHT_TO_PAGE || request_has(session->request, OPTION_CHAPTER),
		.chapter = request_value(session->request, OPTION_CHAPTER),
		.page = request_value(session->request, OPTION_PAGE),
	};

	if (sketch_make(&sketch, &wish)) {
		mem_last_words(screen_rescue);
		session->world.app = &sketch.app;
		(void)run_show(&session->world);
	}
	sketch_release(&sketch);
}

/* Shows what an index knows, if there is one, before the course is read. The learner is read for it; the course's id, which says
 * from where, is looked at again when it is. */
static int sketch(struct session *session, enum begin begin)
{
	struct index *index = may_sketch(session, begin) ? index_open(str_text(&session->state), str_text(&session->opened.folder)) : NULL;
	int status = index ? look(session) : STATUS_DONE;

	if (index && status == STATUS_DONE)
		status = open_store(session, index_course(index)->id);
	if (index && status == STATUS_DONE) {
		(void)snprintf(session->id, sizeof session->id, "%s", index_course(index)->id);
		show_sketch(session, begin, index);
	}
	index_close(index);
	return status;
}

/* -- The whole ---------------------------------------------------------------------------------- */

/* In a kiosk none can be named: so what the shelf has is offered. Nothing but that can be done there about a course. */
static bool choose_folder(struct session *session, struct err *err)
{
	const struct request *request = session->request;
	struct str folder = { 0 };
	enum choice choice = CHOICE_NONE;

	if (!request_word(request, 0))
		choice = choose_course(request, &session->opened.shelf, &folder);
	session->left = choice == CHOICE_LEFT;
	if (choice == CHOICE_MADE) {
		open_release(&session->opened);
		*err = (struct err){ 0 };
	}
	bool found = choice == CHOICE_MADE && open_find(&session->opened, request, str_text(&folder), err);
	if (!found)
		err_advise(err, "%s", tr("Tell whoever looks after this computer"));
	str_release(&folder);
	return found;
}

static int open_folder(struct session *session)
{
	const struct request *request = session->request;
	struct err err = { 0 };
	bool found = open_find(&session->opened, request, request_word(request, 0), &err) ||
		(request_has(request, OPTION_KIOSK) && choose_folder(session, &err));

	if (!found && !session->left)
		out_trouble(request, &err);
	if (!found)
		return STATUS_NO_COURSE;
	if (!request_has(request, OPTION_EPHEMERAL) && !request_has(request, OPTION_KIOSK) && session->opened.data.len)
		open_state_folder(&session->state);
	return STATUS_DONE;
}

/* The index had another id for the course than the course has. */
static void close_store_early(struct session *session)
{
	struct err err = { 0 };

	(void)store_close(session->store, 0, &err);
	learner_free(session->learner);
	drawer_free(session->drawer);
	session->store = NULL;
	session->learner = NULL;
	session->drawer = NULL;
}

/* Course, record, look and where to begin, as far as they are not known yet. */
static int prepare(struct session *session, enum begin begin, const struct back *back)
{
	const struct request *request = session->request;
	int status = open_read(&session->opened, request);

	if (status == STATUS_DONE && session->store && strcmp(session->id, session->opened.course->id) != 0)
		close_store_early(session);
	if (status == STATUS_DONE && !session->store)
		status = open_store(session, session->opened.course->id);
	if (status == STATUS_DONE && back->comes)
		go_back(session, back);
	else if (status == STATUS_DONE && (request_has(request, OPTION_CHAPTER) || request_has(request, OPTION_PAGE)))
		status = find_start(session);
	else if (status == STATUS_DONE)
		find_place(session, begin == STRAIGHT_TO_PAGE);
	return status == STATUS_DONE ? look(session) : status;
}

/* With a picture on the screen nothing can be said on stderr: what failed then is tried again without one, and says why. */
static int open_session(struct session *session, enum begin begin, const struct back *back)
{
	int status = open_folder(session);

	if (status == STATUS_DONE && !back->comes)
		status = sketch(session, begin);
	if (status == STATUS_DONE)
		status = prepare(session, begin, back);
	if (status == STATUS_DONE || !session->world.shown)
		return status;
	run_unshow(&session->world);
	release(session);
	status = open_folder(session);
	return status == STATUS_DONE ? prepare(session, begin, back) : status;
}

/* Where the session is that is left to see what is shared. */
static void note_back(const struct session *session, struct back *back)
{
	const struct page *page = app_page_below(&session->app);

	back->comes = true;
	back->lines = session->app.options.plain;
	back->chapter = session->app.chapter_index;
	(void)snprintf(back->page, sizeof back->page, "%s", page ? page->id : "");
}

/* `back`: where to go on, and, if it was left to see what is shared, where to go on after that. */
static int learn_once(const struct request *request, enum begin begin, unsigned limit, struct back *back)
{
	struct session session = { .request = request };
	if (is_one_of_many(request) && !request_has(request, OPTION_EPHEMERAL))
		(void)scribe_fork(&session.hand, NULL); /* before there is much of us that it would keep a copy of */
	int status = open_session(&session, begin, back);

	if (status == STATUS_DONE) {
		session.start.review = begin == WITH_WHAT_IS_DUE;
		session.start.limit = limit;
		tell_found(&session);
		status = attend(&session);
	}
	if (session.left)
		status = STATUS_DONE;
	back->comes = false;
	if (status == STATUS_DONE && session.app_runs && session.app.shares)
		note_back(&session, back);
	release(&session);
	return status;
}

/* What is asked for with a key over there is done over here. What stands on the terminal is the learner's, so it goes with them. */
static int see_shared(const struct request *request, struct back *back)
{
	str_cut(&back->said, 0);
	enum answer answer = share_between(request, back->lines, &back->said);

	if (!back->lines && answer != ANSWER_GONE)
		screen_clear();
	back->first = answer == ANSWER_SUPPORT ? CMD_CARE : answer == ANSWER_HIDE ? CMD_HIDE : CMD_NONE;
	back->comes = answer != ANSWER_STOP && answer != ANSWER_GONE;
	return answer == ANSWER_STOP ? 128 + SIGINT : STATUS_DONE;
}

/* What is shared is made from the record on the disk: so the session ends for it, and another one follows. */
static int learn(const struct request *request, enum begin begin)
{
	struct back back = { 0 };
	unsigned limit = 0;
	int status;

	if (!read_limit(request, &limit))
		return STATUS_USAGE;
	do {
		status = learn_once(request, begin, limit, &back);
		if (back.comes)
			status = see_shared(request, &back);
		begin = AT_HOME_SCREEN;
	} while (back.comes);
	str_release(&back.said);
	return status;
}

int cmd_home(const struct request *request)
{
	return learn(request, AT_HOME_SCREEN);
}

int cmd_run(const struct request *request)
{
	return learn(request, STRAIGHT_TO_PAGE);
}

int cmd_review(const struct request *request)
{
	return learn(request, WITH_WHAT_IS_DUE);
}
