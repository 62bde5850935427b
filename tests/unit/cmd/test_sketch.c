/* SPDX-License-Identifier: MIT
 *
 * The first picture, made of an index, is the one the session shows when it has read the course. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>
#include "cmd/sketch.h"
#include "io/shelf.h"
#include "kinds/kind.h"
#include "run/run.h"
#include "support/scratch.h"
#include "support/shipped.h"
#include "term/screen.h"
#include "tutor/screens.h"
#include "view/frame.h"

static char place[128];
static struct course *course;
static struct index *known; /* of `course` */
static const struct store_found nothing;

static int begin(void **state)
{
	struct diags diags = { 0 };
	struct err err = { 0 };

	if (scratch_begin(state) != 0)
		return -1;
	snprintf(place, sizeof place, "%s/state", scratch_folder);
	course = shelf_course(SHIPPED_COURSE, &diags);
	diags_release(&diags);
	if (!course || !index_refresh(place, SHIPPED_COURSE, kinds_all, &err))
		return -1;
	known = index_open(place, SHIPPED_COURSE);
	return known ? 0 : -1;
}

static int end(void **state)
{
	index_close(known);
	course_free(course);
	return scratch_end(state);
}

/* Who was at a page, and has seen the chapters before. */
static struct learner *learner_at(const char *chapter, const char *page)
{
	struct learner *learner = learner_new();

	learner_begin(learner, 7);
	learner_note(learner, &(struct record){ .type = RECORD_OPEN, .seed = 11 }, 1000);
	learner_note(learner, &(struct record){ .type = RECORD_NOTICE }, 1000);
	learner_note(learner, &(struct record){ .type = RECORD_SEEN, .chapter = "start", .page = "welcome", .word = "seen" }, 1000);
	if (chapter)
		learner_note(learner, &(struct record){ .type = RECORD_PLACE, .chapter = chapter, .page = page }, 1000);
	return learner;
}

/* The number of a record that changes nothing. */
static uint64_t noted(struct learner *learner)
{
	return learner_note(learner, &(struct record){ .type = RECORD_NOTICE }, 1000)->seq;
}

static void picture(struct app *app, struct str *out)
{
	struct frame frame = { 0 };

	app_view(app, &frame);
	frame_dump(&frame, out);
	frame_release(&frame);
}

/* What the session itself shows: outlines, side files and chapters come as they are asked for. */
static void answer(struct app *app, const struct effects *fx);

static void tell(struct app *app, struct event *ev)
{
	struct effects fx = { 0 };

	run_stamp(ev); /* as the sketch has it */
	screen_size(&ev->width, &ev->height);
	app_update(app, ev, &fx);
	answer(app, &fx);
	effects_clear(&fx);
}

static void answer(struct app *app, const struct effects *fx)
{
	for (size_t i = 0; i < fx->n; i++) {
		struct diags diags = { 0 };
		struct event ev = { .index = fx->list[i].index, .diags = &diags };
		bool outline = fx->list[i].type == FX_OUTLINE;
		if (outline || fx->list[i].type == FX_OPEN) {
			ev.type = outline ? EV_OUTLINE : EV_OPENED;
			ev.chapter = shelf_chapter(course, course->chapters.list[ev.index], kinds_all, &diags);
		} else if (fx->list[i].type == FX_SIDE) {
			ev.type = EV_SIDE;
			ev.side = shelf_side(course, (enum side)ev.index, &diags);
		} else {
			continue;
		}
		struct chapter *shown = outline ? ev.chapter : NULL;
		tell(app, &ev);
		chapter_free(shown);
		diags_release(&diags);
	}
}

/* True when a sketch was made; then it is what the session shows. */
static bool judge(size_t chapter, const char *page, bool at_page)
{
	struct learner *learner = learner_at(course->chapters.list[chapter], page);
	struct app_options options = { .asks = true, .seed = 3 };
	const struct sketch_wish wish = { .index = known, .learner = learner, .found = &nothing, .options = options, .at_page = at_page };
	struct sketch sketch = { 0 };
	struct app app;
	struct str quick = { 0 }, slow = { 0 };

	uint64_t before = noted(learner);
	bool made = sketch_make(&sketch, &wish);
	if (made)
		picture(&sketch.app, &quick);
	sketch_release(&sketch);
	assert_int_equal(noted(learner), before + 1); /* nothing came between */

	struct app_start start = { .at_page = at_page, .chapter = chapter, .page = page };
	app_init(&app, course, learner, NULL, 0, &options, &start);
	tell(&app, &(struct event){ .type = EV_START });
	picture(&app, &slow);
	if (made && strcmp(str_text(&quick), str_text(&slow)) != 0) {
		print_error("%s, %s: first\n%s\n", course->chapters.list[chapter], page, str_text(&quick));
		print_error("then\n%s\n", str_text(&slow));
		fail();
	}
	app_release(&app);
	learner_free(learner);
	str_release(&quick);
	str_release(&slow);
	return made;
}

static void every_page_is_shown_as_it_will_be(void **state)
{
	(void)state;
	for (size_t i = 0; i < course->chapters.n; i++) {
		const struct index_chapter *chapter = index_chapter(known, i);
		assert_non_null(chapter);
		for (size_t p = 0; p < chapter->npages; p++) /* what draws from other pages waits for them */
			assert_int_equal(judge(i, chapter->pages[p].id, true), strcmp(chapter->pages[p].kind, "quiz") != 0);
	}
}

static void home_is_shown_as_it_will_be(void **state)
{
	(void)state;
	for (size_t i = 0; i < course->chapters.n; i++)
		assert_true(judge(i, index_chapter(known, i)->pages[0].id, false));
}

/* -- More chapters than are seen ------------------------------------------------------------------ */

enum { FAR = 60 };

static void put(const char *path, const struct str *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(str_text(text), 1, text->len, file), text->len);
	fclose(file);
}

static void make_far(const char *folder)
{
	struct str list = { 0 }, text = { 0 };
	char path[300];

	snprintf(path, sizeof path, "%s/chapters", folder);
	mkdir(folder, 0700);
	mkdir(path, 0700);
	str_add_text(&list, "attune: 1\nid: far\ntitle: Far\nlanguage: en\nchapters:\n");
	for (int i = 1; i <= FAR; i++) {
		str_print(&list, "  - chapter-%d\n", i);
		str_cut(&text, 0);
		str_print(&text, "id: chapter-%d\ntitle: The title of number %d\npages:\n  - {id: p-%d, kind: read, text: Word.}\n", i, i, i);
		snprintf(path, sizeof path, "%s/chapters/chapter-%d.yaml", folder, i);
		put(path, &text);
	}
	snprintf(path, sizeof path, "%s/course.yaml", folder);
	put(path, &list);
	str_release(&list);
	str_release(&text);
}

static void home_of_a_large_course_is_shown_as_it_will_be(void **state)
{
	static const size_t places[] = { 0, 1, 16, 17, 18, 19, 20, 23, 24, 25, 40, FAR - 2, FAR - 1 };
	struct course *shipped = course;
	struct index *of_shipped = known;
	struct diags diags = { 0 };
	struct err err = { 0 };
	char folder[128], page[16];

	(void)state;
	snprintf(folder, sizeof folder, "%s/far", scratch_folder);
	make_far(folder);
	course = shelf_course(folder, &diags);
	assert_non_null(course);
	assert_true(index_refresh(place, folder, kinds_all, &err));
	known = index_open(place, folder);
	assert_non_null(known);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		snprintf(page, sizeof page, "p-%zu", places[i] + 1);
		assert_true(judge(places[i], page, false));
	}
	index_close(known);
	course_free(course);
	diags_release(&diags);
	course = shipped;
	known = of_shipped;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_page_is_shown_as_it_will_be),
		cmocka_unit_test(home_is_shown_as_it_will_be),
		cmocka_unit_test(home_of_a_large_course_is_shown_as_it_will_be),
	};
	return cmocka_run_group_tests_name("sketch", tests, begin, end);
}
