/* SPDX-License-Identifier: MIT */
#include "run/preview.h"

#include <assert.h>
#include "base/mem.h"
#include "io/shelf.h"
#include "io/watch.h"
#include "run/clock.h"

/* Of the watch, after the side files. */
enum { CHAPTER_SLOT = SIDE_COUNT, COURSE_SLOT };
static_assert(COURSE_SLOT < WATCH_MOST, "every file has a slot");

/* Takes `path`. */
static void watch_path(const struct world *world, unsigned slot, char *path)
{
	watch_file(world->watch, slot, path);
	mem_free(path);
}

static void watch_files(struct loop *loop)
{
	const struct world *world = loop->world;
	const struct course *course = world->app->course;
	size_t index = app_watched(world->app);

	for (int side = 0; side < SIDE_COUNT && !loop->watching; side++)
		watch_path(world, (unsigned)side, shelf_side_path(course, (enum side)side));
	if (!loop->watching)
		watch_path(world, COURSE_SLOT, shelf_course_path(course));
	loop->watching = true;
	if (world->file)
		watch_file(world->watch, CHAPTER_SLOT, world->file);
	else if (index < course->chapters.n)
		watch_path(world, CHAPTER_SLOT, shelf_chapter_path(course, course->chapters.list[index]));
}

/* The one chapter of a file is all there is to its course. */
static struct course *read_course(const struct world *world)
{
	struct diags unheard = {0};
	struct course *course;
	size_t index;

	if (world->file) {
		course = shelf_course_of(world->file, &index, &unheard);
		course->chapters = (struct words){course->chapters.list + index, course->chapters.at + index, 1};
	} else {
		course = shelf_course(world->app->course->folder, &unheard);
	}
	if (course && unheard.errors) { /* made up: the last good one stays */
		course_free(course);
		course = NULL;
	}
	diags_release(&unheard);
	return course;
}

static void take_course(struct world *world)
{
	struct course *course = read_course(world);

	if (!course)
		return;
	world->anew = mem_grow(world->anew, world->nanew + 1, sizeof world->anew[0]);
	world->anew[world->nanew++] = course;
}

void world_release(struct world *world)
{
	for (size_t i = 0; i < world->nanew; i++)
		course_free(world->anew[i]);
	mem_free(world->anew);
	world->anew = NULL;
	world->nanew = 0;
}

/* Outlines that were wanted of an earlier list of chapters: the app asks anew. */
static void forget_outlines(struct loop *loop, size_t n)
{
	for (size_t i = n; i < loop->noutlines; i++)
		loop->outlines[i - n] = loop->outlines[i];
	loop->noutlines -= n;
}

/* The chapter as it is now, and all that check would say of it. */
static void show_changed(struct loop *loop)
{
	struct world *world = loop->world;
	const struct course *before = world->app->course;
	struct diags diags = {0}, unheard = {0};
	struct event ev = {.type = EV_CHANGED, .index = app_watched(world->app), .diags = &diags};
	size_t wanted = loop->noutlines;

	if (ev.index >= before->chapters.n)
		return;
	char *path = world->file ? NULL : shelf_chapter_path(before, before->chapters.list[ev.index]);
	ev.chapter = loop_read_chapter(world, ev.index, &unheard);
	shelf_check_file(path ? path : world->file, world->kinds, NULL, &diags);
	if (world->nanew && world->anew[world->nanew - 1] != before)
		ev.course = world->anew[world->nanew - 1];
	loop_tell(loop, &ev);
	if (world->app->course != before)
		forget_outlines(loop, wanted);
	mem_free(path);
	diags_release(&unheard);
	diags_release(&diags);
}

void preview_look(struct loop *loop)
{
	struct watch *watch = loop->world->watch;
	int64_t now = clock_tick();

	if (!watch)
		return;
	watch_files(loop);
	if (!loop->saved && now < loop->look)
		return;
	loop->saved = false;
	loop->look = now + WATCH_EVERY;
	unsigned changed = watch_changed(watch);
	for (unsigned side = 0; side < SIDE_COUNT; side++)
		if (changed & 1u << side) /* asked for or not: were it read when it is, it might be broken then */
			loop_open_side(loop, side);
	if (changed & 1u << COURSE_SLOT)
		take_course(loop->world);
	if (changed)
		show_changed(loop);
}
