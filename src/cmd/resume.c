/* SPDX-License-Identifier: MIT */
#include "cmd/resume.h"

#include <string.h>
#include "base/mem.h"
#include "io/shelf.h"
#include "kinds/kind.h"
#include "learner/reconcile.h"

static struct chapter *read_chapter(const struct course *course, struct learner *learner, size_t index)
{
	struct diags diags = { 0 };
	struct chapter *chapter = shelf_chapter(course, course->chapters.list[index], kinds_all, &diags);

	diags_release(&diags);
	if (chapter)
		reconcile_names(learner, chapter);
	return chapter;
}

static int index_of(const struct course *course, const char *id)
{
	for (size_t i = 0; id && i < course->chapters.n; i++)
		if (strcmp(course->chapters.list[i], id) == 0)
			return (int)i;
	return -1;
}

/* The place is not where it was: all chapters are read, and the one it is in now is kept. */
static void search(const struct course *course, struct learner *learner, struct resume *resume)
{
	size_t n = course->chapters.n;
	struct chapter **chapters = mem_get((n + 1) * sizeof *chapters);
	const struct record *place = learner_place(learner);
	int page = -1;

	for (size_t i = 0; i < n; i++)
		chapters[i] = read_chapter(course, learner, i);
	resume->lost = !reconcile_course(learner, (const struct chapter *const *)chapters, n, &resume->chapter, &page);
	resume->opened = n ? chapters[resume->chapter] : NULL;
	if (resume->opened && !resume->lost) {
		resume->moved = place && place->chapter && strcmp(learner_name(learner, place->chapter), resume->opened->id) != 0;
		resume->gone = place && place->page && chapter_find(resume->opened, place->page) < 0;
	}
	if (resume->opened)
		learner_move(learner, resume->opened->id, page < 0 ? NULL : resume->opened->pages[page].id);
	for (size_t i = 0; i < n; i++)
		if (chapters[i] != resume->opened)
			chapter_free(chapters[i]);
	mem_free(chapters);
}

void resume_find(const struct course *course, struct learner *learner, struct resume *resume)
{
	const struct record *place = learner_place(learner);
	int index = place ? index_of(course, place->chapter) : 0;

	*resume = (struct resume){ 0 };
	if (index >= 0 && (size_t)index < course->chapters.n) {
		resume->chapter = (size_t)index;
		resume->opened = read_chapter(course, learner, (size_t)index);
		bool there =
			!place || !place->page || !resume->opened || chapter_find(resume->opened, place->page) >= 0;
		if (there) {
			resume->page = place ? place->page : NULL;
			return;
		}
		chapter_free(resume->opened);
	}
	*resume = (struct resume){ 0 };
	search(course, learner, resume);
	resume->page = learner_place(learner)->page;
}

void resume_names(const struct course *course, struct learner *learner)
{
	for (size_t i = 0; i < course->chapters.n; i++)
		chapter_free(read_chapter(course, learner, i));
}
