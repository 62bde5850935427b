/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/keepsake.h"
#include "cmd/open.h"
#include "cmd/out.h"
#include "io/fs.h"
#include "kinds/kind.h"

enum form { FORM_MD, FORM_JSON };
static const char *const forms[] = {"md", "json", NULL};

/* -- JSON ------------------------------------------------------------------------------------- */

static const char *const verdict_words[] = {
	[VERDICT_NONE] = NULL, [VERDICT_RIGHT] = "right", [VERDICT_PARTLY] = "partly", [VERDICT_WRONG] = "wrong",
	[VERDICT_REVEALED] = "revealed",
};

/* Every answer is a list of the ids that were picked; a map of id and number where picks are numbered. */
static struct json_t *json_answer(const struct record *record)
{
	bool numbered = record->npicks && record->picks[0].number >= 0;
	struct json_t *answer = numbered ? json_map() : json_list();

	for (size_t i = 0; i < record->npicks; i++) {
		if (numbered)
			json_set_number(answer, record->picks[i].id, record->picks[i].number);
		else
			json_add_text(answer, record->picks[i].id);
	}
	return answer;
}

static void add_answer(void *ctx, const struct record *record)
{
	struct json_t *map = json_map();

	json_set_text(map, "page", record->page);
	json_set_number(map, "rev", record->rev);
	json_set_time(map, "at", record->at);
	json_set(map, "answer", json_answer(record));
	json_set_text(map, "verdict", verdict_words[record->verdict]);
	json_set_number(map, "sure", record->sure);
	json_set_number(map, "attempt", record->attempt);
	json_add(ctx, map);
}

static void add_belief(void *ctx, const struct record *record)
{
	for (size_t i = 0; i < record->npicks; i++) {
		struct json_t *map = json_map();
		json_set_text(map, "page", record->page);
		json_set_text(map, "statement", record->picks[i].id);
		json_set_time(map, "at", record->at);
		json_set_number(map, "value", record->picks[i].number);
		json_add(ctx, map);
	}
}

struct words_export {
	const struct learner *learner;
	struct json_t *list;
};

static void add_words(void *ctx, const struct record *record)
{
	struct words_export *export = ctx;

	if (!keepsake_stands(export->learner, record))
		return;
	struct json_t *map = json_map();
	json_set_text(map, "page", record->page);
	json_set_time(map, "at", record->at);
	json_set_text(map, "text", record->text);
	json_add(export->list, map);
}

static void say_json(const struct course *course, const struct learner *learner, struct str *out)
{
	struct json_t *map = json_map(), *answers = json_list(), *beliefs = json_list();
	struct words_export words = {learner, json_list()};

	learner_each(learner, RECORD_ANSWER, add_answer, answers);
	learner_each(learner, RECORD_WORDS, add_words, &words);
	learner_each(learner, RECORD_BELIEF, add_belief, beliefs);
	json_set_text(map, "course", course->id);
	json_set_time(map, "exported_at", time(NULL));
	json_set(map, "answers", answers);
	json_set(map, "words", words.list);
	json_set(map, "beliefs", beliefs);
	json_set(map, "plans", json_list()); /* no page kind makes any yet */
	json_print(map, true, out);
	json_free(map);
}

/* -- Into a new file -------------------------------------------------------------------------- */

static int file_trouble(const struct request *request, const char *path, int code)
{
	struct err err = {0};

	err_set(&err, err_kind_of(code), code, "%s: %s", tr("the export could not be written"), strerror(code));
	err_at_file(&err, path);
	err_advise(&err, "%s", code == EEXIST ? tr("Nothing is ever overwritten: choose a name that is free") :
		tr("Choose another place with -o"));
	out_trouble(request, &err);
	return STATUS_UNSAVED;
}

/* 0600 from its birth, on the disk before we say so; a half file is not left behind. */
static int write_new(const struct request *request, const char *path, const struct str *text)
{
	struct err err = {0};
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, 0600);

	if (fd < 0)
		return file_trouble(request, path, errno);
	bool good = fs_append(fd, str_text(text), text->len, &err) && fs_sync(fd, &err);
	struct err closing = {0};
	if (!fs_close(&fd, &closing) && good) {
		err = closing;
		good = false;
	}
	if (!good) {
		(void)unlink(path);
		return file_trouble(request, path, err.code ? err.code : EIO);
	}
	out_note(request, tr("%s was written; only you can read it."), path);
	return STATUS_DONE;
}

/* -- The command ------------------------------------------------------------------------------ */

static int deliver(const struct request *request, enum form form, const struct str *text)
{
	const char *path = request_value(request, OPTION_OUTPUT);

	if (path)
		return write_new(request, path, text);
	return form == FORM_JSON ? out_bytes(request, str_text(text), text->len) : out_text(request, text);
}

int cmd_export(const struct request *request)
{
	int form = request_choice(request, OPTION_FORMAT, forms);
	struct opened opened;
	struct learner *learner = NULL;

	if (form < 0)
		return STATUS_USAGE;
	int status = open_course(&opened, request, request_word(request, 0));
	if (status == STATUS_DONE && !(learner = open_learner(&opened, request)))
		status = STATUS_UNSAVED;
	if (learner) {
		struct str text = {0};
		if (form == FORM_JSON)
			say_json(opened.course, learner, &text);
		else
			keepsake_say(opened.course, learner, time(NULL), &text);
		status = deliver(request, (enum form)form, &text);
		str_release(&text);
		learner_free(learner);
	}
	open_release(&opened);
	return status;
}
