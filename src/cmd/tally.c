/* SPDX-License-Identifier: MIT */
#include "cmd/tally.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "cmd/json.h"
#include "cmd/out.h"
#include "io/boxmemory.h"
#include "kinds/option.h"
#include "room/leaving.h"
#include "room/told.h"

#define COURSES_MOST 64 /* that are not installed: one for each name would be somebody's to choose */

/* -- The course ------------------------------------------------------------------------------- */

static void add_cell(struct tally_check *check, const char *name, const char *myth)
{
	if (check->ncells < STEPS_CELLS)
		check->cells[check->ncells++] = (struct tally_cell){ name, myth };
}

/* An option each, and those who had the answer shown; or, where answers are no options, a verdict each. The reveal is the last
 * of either. */
static void make_cells(struct tally_check *check)
{
	const struct parts *choices = leaving_options(check->page);
	const struct option *list = choices ? choices->list : NULL;
	size_t right = 0;

	for (size_t i = 0; choices && i < choices->n; i++) {
		add_cell(check, list[i].id, list[i].myth);
		right += list[i].right == FLAG_YES;
	}
	check->several = right > 1;
	if (choices && !check->several)
		add_cell(check, leaving_verdicts[VERDICT_REVEALED], NULL);
	for (int i = VERDICT_RIGHT; !choices && i < LEAVING_VERDICTS; i++)
		add_cell(check, leaving_verdicts[i], NULL);
}

static void add_checks(struct tally_course *course, const struct chapter *chapter)
{
	for (size_t i = 0; i < chapter->npages; i++) {
		if (!leaving_may(&chapter->pages[i]))
			continue;
		course->checks = mem_grow(course->checks, course->nchecks + 1, sizeof *course->checks);
		course->checks[course->nchecks] = (struct tally_check){ .page = &chapter->pages[i] };
		make_cells(&course->checks[course->nchecks++]);
	}
}

static struct course *installed(const struct tally *tally, const char *id, struct diags *diags)
{
	struct str folder = { 0 };
	struct err err = { 0 };
	struct course *course = shelf_find(&tally->shelf, id, &folder, &err) ? shelf_course(str_text(&folder), diags) : NULL;

	str_release(&folder);
	return course;
}

static void load(struct tally *tally, struct tally_course *course)
{
	struct diags diags = { 0 };

	course->course = tally->only ? tally->only : installed(tally, course->id, &diags);
	tally->only = NULL;
	for (size_t i = 0; course->course && i < course->course->chapters.n; i++) {
		struct chapter *chapter = shelf_chapter(course->course, course->course->chapters.list[i], kinds_all, &diags);
		if (!chapter)
			continue;
		course->chapters = mem_grow(course->chapters, course->nchapters + 1, sizeof(struct chapter *));
		course->chapters[course->nchapters++] = chapter;
		add_checks(course, chapter);
	}
	diags_release(&diags);
}

static bool is_installed(const struct tally *tally, const char *id)
{
	struct str folder = { 0 };
	struct err err = { 0 };
	bool found = shelf_find(&tally->shelf, id, &folder, &err);

	str_release(&folder);
	return found;
}

static struct tally_course *course_of(struct tally *tally, const char *id)
{
	for (size_t i = 0; i < tally->ncourses; i++)
		if (strcmp(tally->courses[i].id, id) == 0)
			return &tally->courses[i];
	bool installed = tally->only_id || is_installed(tally, id);
	if (!installed && tally->nunknown == COURSES_MOST)
		return NULL;
	tally->nunknown += !installed;
	tally->courses = mem_grow(tally->courses, tally->ncourses + 1, sizeof *tally->courses);
	struct tally_course *course = &tally->courses[tally->ncourses++];
	*course = (struct tally_course){ .id = arena_copy(&tally->arena, id, strlen(id)) };
	load(tally, course);
	return course;
}

/* -- What one learner gave -------------------------------------------------------------------- */

static const char *name_of(struct tally *tally, unsigned owner)
{
	const struct passwd *who = getpwuid(owner);

	if (!who)
		return arena_print(&tally->arena, "uid %u", owner);
	return arena_copy(&tally->arena, who->pw_name, strlen(who->pw_name));
}

/* Chapters are counted as the file has them: the course may have grown since. */
static void take_completion(
	struct tally *tally, struct tally_course *course, const struct told *told, const struct dropped *dropped)
{
	struct tally_learner learner = { .name = name_of(tally, dropped->owner), .nparts = told->nchapters };
	char day[24];

	json_time(dropped->at, day);
	learner.shared = arena_copy(&tally->arena, day, strcspn(day, "T"));
	learner.last = arena_copy(&tally->arena, told->last, strlen(told->last));
	learner.parts = arena_get(&tally->arena, told->nchapters * sizeof *learner.parts);
	for (size_t i = 0; i < told->nchapters; i++) {
		const struct told_chapter *chapter = &told->chapters[i];
		const char *id = arena_copy(&tally->arena, chapter->id, strlen(chapter->id));
		learner.parts[i] = (struct tally_part){ id, chapter->done, chapter->total };
		learner.done += chapter->done;
		learner.total += chapter->total;
	}
	course->learners = mem_grow(course->learners, course->nlearners + 1, sizeof learner);
	course->learners[course->nlearners++] = learner;
}

static int find_cell(const struct tally_check *check, const char *name)
{
	for (size_t i = 0; i < check->ncells; i++)
		if (strcmp(check->cells[i].name, name) == 0)
			return (int)i;
	return -1;
}

/* The cell of an answer that names no option: the reveal is the last, whatever an option may be called. */
static size_t verdict_cell(const struct tally_check *check, enum verdict verdict)
{
	return verdict == VERDICT_REVEALED ? check->ncells - 1 : (size_t)verdict - VERDICT_RIGHT;
}

/* Whether an answer fits the page at all; each pick is one of its options then. */
static bool fits(const struct tally_check *check, const struct told_check *answer)
{
	bool by_options = leaving_options(check->page) != NULL;
	bool revealed = answer->verdict == VERDICT_REVEALED;

	for (size_t i = 0; i < answer->npicks; i++)
		if (!by_options || revealed || find_cell(check, answer->picks[i]) < 0)
			return false;
	return !by_options || check->several || revealed || answer->npicks == 1;
}

static void count(struct tally_check *check, const struct told_check *answer)
{
	bool by_options = leaving_options(check->page) != NULL;

	check->answered++;
	for (size_t i = 0; by_options && i < answer->npicks; i++)
		check->counts[find_cell(check, answer->picks[i])].count++;
	if (!by_options || (!check->several && answer->verdict == VERDICT_REVEALED))
		check->counts[verdict_cell(check, answer->verdict)].count++;
}

static void take_answers(struct tally_course *course, const struct told *told)
{
	for (size_t i = 0; i < told->nchecks; i++)
		for (size_t k = 0; k < course->nchecks; k++) {
			struct tally_check *check = &course->checks[k];
			if (strcmp(check->page->id, told->checks[i].page) == 0 && check->page->rev == told->checks[i].rev &&
				fits(check, &told->checks[i]))
				count(check, &told->checks[i]);
		}
}

static bool take(void *ctx, const struct dropped *dropped)
{
	struct tally *tally = ctx;
	struct tally_course *course = NULL;
	struct told told;

	if (!told_read(dropped->bytes, dropped->len, &told))
		return false;
	bool honest = strcmp(told.course, dropped->course) == 0 && strcmp(leaving_names[told.gives], dropped->what) == 0;
	bool asked = !tally->only_id || strcmp(told.course, tally->only_id) == 0;
	if (honest && asked)
		course = course_of(tally, told.course);
	if (course && told.gives == LEAVING_COMPLETION)
		take_completion(tally, course, &told, dropped);
	else if (course)
		take_answers(course, &told);
	told_release(&told);
	return course != NULL || (honest && !asked);
}

/* -- What may be told of it ------------------------------------------------------------------- */

static void name_cells(const struct tally_check *check, const char *names[STEPS_CELLS])
{
	for (size_t i = 0; i < check->ncells; i++)
		names[i] = check->cells[i].name;
}

static void guard(struct tally_check *check, struct step *step)
{
	unsigned answered = check->answered, rest;
	bool any = false;

	steps_take(step, check->counts, check->ncells, check->several, &check->answered);
	rest = check->answered;
	for (size_t i = 0; i < check->ncells; i++) {
		any = any || check->counts[i].shown;
		rest -= check->counts[i].shown && !check->several ? check->counts[i].count : 0;
	}
	check->told = check->answered >= COUNTS_LEAST;
	check->earlier = check->told && check->answered != answered;
	check->others = any && !check->several ? rest : 0;
}

static bool is_of(const void *ctx, const char *page, unsigned rev)
{
	const struct tally_course *course = ctx;

	for (size_t i = 0; i < course->nchecks; i++)
		if (course->checks[i].page->rev == rev && strcmp(course->checks[i].page->id, page) == 0)
			return true;
	return false;
}

/* False where it is told, and will not be known next time. */
static bool guard_course(struct tally_course *course, int memory)
{
	struct str before = { 0 }, after = { 0 };
	struct err err = { 0 };
	bool remembers = memory >= 0 && boxmemory_read(memory, course->id, &before);

	if (!remembers)
		str_cut(&before, 0);
	for (size_t i = 0; i < course->nchecks; i++) {
		struct tally_check *check = &course->checks[i];
		const char *names[STEPS_CELLS];
		struct step step;
		name_cells(check, names);
		steps_recall(str_text(&before), check->page->id, check->page->rev, names, check->ncells, &step);
		guard(check, &step);
		if (step.asked)
			steps_note(check->page->id, check->page->rev, names, check->ncells, &step, &after);
	}
	steps_keep(str_text(&before), is_of, course, &after);
	bool same = after.len == before.len && memcmp(str_text(&after), str_text(&before), after.len) == 0;
	remembers = (remembers && same) || (remembers && boxmemory_write(memory, course->id, &after, &err)) || after.len == 0;
	str_release(&before);
	str_release(&after);
	return remembers;
}

static bool guard_all(struct tally *tally, const char *folder)
{
	int memory = boxmemory_open(folder);
	bool remembers = true;

	for (size_t i = 0; i < tally->ncourses; i++)
		remembers = guard_course(&tally->courses[i], memory) && remembers;
	if (memory >= 0)
		close(memory);
	return remembers;
}

/* -- The whole -------------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct tally_learner *)a)->name, ((const struct tally_learner *)b)->name);
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct tally_course *)a)->id, ((const struct tally_course *)b)->id);
}

void tally_begin(struct tally *tally, const struct request *request)
{
	*tally = (struct tally){ 0 };
	shelf_open(&tally->shelf, request->program);
}

int tally_only(struct tally *tally, const struct request *request, const char *course)
{
	struct str folder = { 0 };
	struct diags diags = { 0 };
	struct err err = { 0 };
	int status = STATUS_NO_COURSE;

	if (!shelf_find(&tally->shelf, course, &folder, &err))
		out_trouble(request, &err);
	else if ((tally->only = shelf_course(str_text(&folder), &diags)) == NULL)
		status = out_fault(request, &diags, str_text(&folder));
	else
		status = STATUS_DONE;
	if (tally->only)
		tally->only_id = arena_copy(&tally->arena, tally->only->id, strlen(tally->only->id));
	diags_release(&diags);
	str_release(&folder);
	return status;
}

bool tally_read(struct tally *tally, const char *folder, struct err *err)
{
	if (!dropbox_read(folder, TOLD_MOST, take, tally, &tally->left, err))
		return false;
	tally->remembers = guard_all(tally, folder);
	for (size_t i = 0; i < tally->ncourses; i++) {
		struct tally_course *course = &tally->courses[i];
		if (course->nlearners)
			qsort(course->learners, course->nlearners, sizeof *course->learners, by_name);
	}
	if (tally->ncourses)
		qsort(tally->courses, tally->ncourses, sizeof *tally->courses, by_id);
	return true;
}

void tally_release(struct tally *tally)
{
	for (size_t i = 0; i < tally->ncourses; i++) {
		struct tally_course *course = &tally->courses[i];
		for (size_t k = 0; k < course->nchapters; k++)
			chapter_free(course->chapters[k]);
		if (course->course)
			course_free(course->course);
		mem_free(course->chapters);
		mem_free(course->learners);
		mem_free(course->checks);
	}
	if (tally->only)
		course_free(tally->only);
	mem_free(tally->courses);
	arena_release(&tally->arena);
	shelf_release(&tally->shelf);
}
