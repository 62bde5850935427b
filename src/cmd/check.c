/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/lock.h"
#include "cmd/out.h"
#include "cmd/today.h"
#include "course/course.h"
#include "io/shelf.h"
#include "kinds/kind.h"

enum form { FORM_FULL, FORM_SHORT, FORM_JSON };
static const char *const forms[] = { "full", "short", "json", NULL };

/* How many faults were shown. */
struct tally {
	size_t errors, warnings;
};

/* -- What to check ---------------------------------------------------------------------------- */

/* A path as typed: a course folder, or one file of it. */
struct target {
	struct str folder; /* of the course; empty for a chapter file */
	const char *file;  /* only its faults are wanted; NULL: all */
};

static bool find_target(struct target *target, const char *path, struct err *err)
{
	struct stat is;

	if (stat(path, &is) != 0) {
		int code = errno;
		err_set(err, err_kind_of(code), code, "%s", strerror(code));
		err_at_file(err, path);
		return err_advise(err, "%s", tr("Name a course folder or a file in one"));
	}
	if (S_ISDIR(is.st_mode)) {
		str_add_text(&target->folder, path);
		return true;
	}
	target->file = path;
	char *folder = shelf_folder_beside(path);
	str_add_text(&target->folder, folder ? folder : "");
	mem_free(folder);
	return true;
}

/* -- Checking it ------------------------------------------------------------------------------ */

static bool check_target(const struct target *target, struct diags *diags, struct err *err)
{
	char today[TODAY_SIZE];

	today_find(today);
	if (!target->folder.len) {
		shelf_check_file(target->file, kinds_all, today, diags);
		return true;
	}
	return shelf_check(str_text(&target->folder), kinds_all, today, diags, err);
}

/* -- Saying what was found -------------------------------------------------------------------- */

static void say_json(const struct diag *diag, bool is_error, struct str *out)
{
	struct json_t *map = json_map();

	json_set_text(map, "code", diag_code_text(diag->code));
	json_set_text(map, "severity", is_error ? "error" : "warning");
	json_set_text(map, "file", diag->file);
	json_set_number(map, "line", diag->at.line ? diag->at.line : 1);
	json_set_number(map, "column", diag->at.column ? diag->at.column : 1);
	json_set_text(map, "message", diag->message);
	json_set_text(map, "help", diag->help);
	json_print(map, false, out);
	json_free(map);
}

static void say_diag(const struct diag *diag, enum form form, struct tally *tally, struct str *out)
{
	bool is_error = diag_severity(diag->code) == SEVERITY_ERROR;

	tally->errors += is_error;
	tally->warnings += !is_error;
	if (form == FORM_JSON) {
		say_json(diag, is_error, out);
		return;
	}
	diag_print(diag, form == FORM_SHORT ? DIAG_SHORT : DIAG_FULL, out);
	if (form == FORM_FULL)
		str_add(out, "\n", 1);
}

/* Whether two paths name one file. */
static bool is_same_file(const char *a, const char *b)
{
	struct stat one, other;

	return strcmp(a, b) == 0 ||
		(stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
			one.st_ino == other.st_ino);
}

static void say_diags(
	const struct target *target, const struct diags *diags, enum form form, struct tally *tally, struct str *out)
{
	for (size_t i = 0; i < diags->count; i++)
		if (!target->file || (diags->list[i].file && is_same_file(target->file, diags->list[i].file)))
			say_diag(&diags->list[i], form, tally, out);
	if (!target->file && diags->errors > tally->errors)
		tally->errors = diags->errors; /* some of a file with very many were counted and not kept */
}

static void say_sum(const char *path, const struct tally *tally, struct str *out)
{
	if (!tally->errors && !tally->warnings) {
		str_print(out, tr("%s: no faults\n"), path);
		return;
	}
	str_print(out, "%s: ", path);
	str_print(out, tr_n("%zu error", "%zu errors", tally->errors), tally->errors);
	str_print(out, tr_n(", %zu warning\n", ", %zu warnings\n", tally->warnings), tally->warnings);
}

/* -- The command ------------------------------------------------------------------------------ */

/* ids.lock is written only for a course without errors: a broken one has lost ids that are not gone. */
static int write_lock(const struct request *request, const struct target *target, const struct tally *tally)
{
	struct lock_count count;
	struct err err = { 0 };

	if (target->file)
		return request_wrong(request, tr("--lock is for a course folder; `%s` is a file"), target->file);
	if (tally->errors) {
		out_note(request, "%s", tr("ids.lock was not written: mend the errors first"));
		return STATUS_FAULTS;
	}
	if (!lock_write(str_text(&target->folder), &count, &err)) {
		out_trouble(request, &err);
		return STATUS_UNSAVED;
	}
	out_note(request, tr_n("ids.lock was written: %zu id, %zu new", "ids.lock was written: %zu ids, %zu new", count.all),
		count.all, count.added);
	return STATUS_DONE;
}

static int check_path(const struct request *request, const char *path, enum form form)
{
	struct target target = { 0 };
	struct diags diags = { 0 };
	struct tally tally = { 0 };
	struct err err = { 0 };
	struct str out = { 0 };
	int status = STATUS_DONE;

	if (!find_target(&target, path, &err) || !check_target(&target, &diags, &err)) {
		out_trouble(request, &err);
		status = STATUS_NO_COURSE;
		goto out;
	}
	say_diags(&target, &diags, form, &tally, &out);
	if (form == FORM_FULL && !request_has(request, OPTION_QUIET))
		say_sum(path, &tally, &out);
	status = form == FORM_JSON ? out_bytes(request, str_text(&out), out.len) : out_text(request, &out);
	if (status == STATUS_DONE && request_has(request, OPTION_LOCK))
		status = write_lock(request, &target, &tally);
	if (status == STATUS_DONE && (tally.errors || (request_has(request, OPTION_STRICT) && tally.warnings)))
		status = STATUS_FAULTS;
out:
	str_release(&out);
	str_release(&target.folder);
	diags_release(&diags);
	return status;
}

int cmd_check(const struct request *request)
{
	int form = request_choice(request, OPTION_FORMAT, forms), worst = STATUS_DONE;

	if (form < 0)
		return STATUS_USAGE;
	for (int i = 0; i < request->nwords; i++) {
		int status = check_path(request, request->words[i], (enum form)form);
		if (status > worst)
			worst = status;
	}
	return worst;
}
