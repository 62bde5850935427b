/* SPDX-License-Identifier: MIT
 *
 * A simulated learner takes the whole shipped course over ninety days, with keys and times and nothing else: every question
 * comes back at its time, none is lost, none is asked twice. What should be due is worked out here a second time, from the
 * records alone; and once more with a clock that jumps. How much is retained is printed beside the same learner without any return: a simulation by a stated
 * curve, and no claim about people.
 *
 * The curve: what was learnt t days ago is recalled with the chance exp(-t/S) (after H. Ebbinghaus 1885). S is 4 days at first, grows
 * 2.5 times whenever it is recalled, and is 4 again when it was not. The learner comes on four days of five, takes twelve
 * pages a day until the course is through, knows three in five answers before, and does all that is due. */
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "kinds/option.h"
#include "support/session.h"
#include "support/shipped.h"
#include "tutor/screens.h"

#define DAYS 90
#define PAGES_A_DAY 12
#define ITEMS_MOST 400
#define HOUR 3600
#define DAY (24 * HOUR)
#define RUNGS 5
#define FIRST_STRENGTH 4.0

static struct session s;

/* --- chance: the same on every machine --- */

static uint64_t seed = 20261122;

static double chance(void)
{
	seed ^= seed << 13; /* Marsaglia 2003, xorshift */
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (double)(seed >> 11) / 9007199254740992.0;
}

/* --- what should come back, worked out from the records --- */

struct item {
	char page[64];
	int rung;              /* -1: the short gap before the first */
	int64_t due;           /* UTC seconds; INT64_MAX: it rests */
	unsigned returns;      /* the highest return answered */
	double strength, last; /* S in days; when it was last met, in days */
	double met;            /* the same, for the learner without returns */
	unsigned asked;        /* how often it came back */
	unsigned rights;       /* right answers in a row, when it came back: it is no rung higher */
	bool asked_now;
};

static struct item items[ITEMS_MOST];
static size_t nitems, nread; /* nread: records looked at */

static double today(void)
{
	return (double)s.tick / 1000.0 / DAY;
}

static struct item *item_of(const char *page)
{
	for (size_t i = 0; i < nitems; i++)
		if (strcmp(items[i].page, page) == 0)
			return &items[i];
	return NULL;
}

static int64_t gap(int rung)
{
	static const int days[RUNGS] = {1, 3, 7, 21, 60};

	return rung < 0 ? 8 * HOUR : rung == RUNGS ? INT64_MAX / 2 : (int64_t)days[rung] * DAY - 4 * HOUR;
}

static void learn(struct item *item, bool recalled)
{
	item->strength = recalled ? item->strength * 2.5 : FIRST_STRENGTH;
	item->last = today();
}

static void take_answer(const struct record *r)
{
	bool right = r->verdict == VERDICT_RIGHT;
	struct item *item = item_of(r->page);

	if (!item) {
		assert_true(nitems < ITEMS_MOST);
		item = &items[nitems++];
		(void)snprintf(item->page, sizeof item->page, "%s", r->page);
		item->rung = !right && r->sure == 3 ? -1 : 0;
		item->due = r->at + gap(item->rung);
		item->strength = FIRST_STRENGTH;
		item->last = item->met = today();
		return;
	}
	if (r->review <= item->returns)
		return; /* not the first of this return */
	item->returns = r->review;
	item->rights = right ? item->rights + 1 : 0;
	learn(item, right);
	if (right && r->at < item->due)
		return; /* too early: a quiz */
	item->rung = right ? item->rung + 1 : 0;
	item->due = r->at + gap(item->rung);
}

static void take_records(void)
{
	for (; nread < s.nkept; nread++)
		if (s.kept[nread]->type == RECORD_ANSWER && s.kept[nread]->verdict != VERDICT_NONE)
			take_answer(s.kept[nread]);
}

/* --- answering, as a hand would --- */

static const struct page *page_now(void)
{
	const struct visit *v = &s.app.visit;
	const struct visit *in = kind_of(v->page)->inside ? kind_of(v->page)->inside(v) : NULL;

	return in ? in->page : v->page;
}

static struct visit *visit_now(void)
{
	struct visit *v = &s.app.visit;
	struct visit *in = kind_of(v->page)->inside ? kind_of(v->page)->inside(v) : NULL;

	return in ? in : v;
}

static bool has_options(void)
{
	return strcmp(page_now()->kind->name, "choice") == 0 || strcmp(page_now()->kind->name, "multi") == 0;
}

/* Presses the numbers of the right options, or of one wrong one. */
static void press_options(bool right)
{
	const struct parts *options = page_now()->own;
	const struct option *list = options->list;
	unsigned char shown[255];
	char key[24];

	visit_shuffle(visit_now(), options->n, shown);
	for (size_t i = 0; i < options->n; i++) {
		if ((list[shown[i]].right == FLAG_YES) != right)
			continue;
		(void)snprintf(key, sizeof key, "%zu", i + 1);
		session_press(&s, key);
		if (!right)
			return;
	}
}

static bool is_checked(void)
{
	return visit_now()->stage == STAGE_TOLD || visit_now()->stage == STAGE_DONE;
}

static void say_how_sure(bool right)
{
	if (visit_now()->stage == STAGE_SURE)
		session_press(&s, chance() < 0.4 ? "3" : right || chance() < 0.5 ? "2" : "1");
}

/* Where there are no options, who knows it puts all where it belongs; who does not, looks it up. */
static void answer(bool right)
{
	if (has_options()) {
		press_options(right);
		session_press(&s, "Enter");
	} else if (right) {
		kind_of(page_now())->reveal(visit_now());
		s.app.visit.writing = visit_now()->writing = false;
		for (int i = 0; i < 12 && !is_checked(); i++)
			session_press(&s, "Enter");
	}
	say_how_sure(right);
	if (!is_checked()) {
		if (visit_is_writing(&s.app.visit))
			session_press(&s, "Esc");
		session_press(&s, "r");
	}
	assert_true(is_checked());
	take_records();
}

static bool is_at(const char *where)
{
	return strcmp(session_at(&s), where) == 0;
}

static bool recalls(const char *page)
{
	const struct item *item = item_of(page);
	double chances = item ? exp(-(today() - item->last) / item->strength) : 0.6;

	return chance() < chances;
}

/* --- a day --- */

/* What has to be told before the page is gone past takes a key more. */
static void turn_page(void)
{
	char left[64];

	(void)snprintf(left, sizeof left, "%s", s.app.visit.page->id);
	for (int i = 0; i < 3 && strcmp(session_at(&s), left) == 0; i++)
		session_press(&s, "l");
	assert_string_not_equal(session_at(&s), left);
}

static const struct visit *asked_in_quiz(void)
{
	const struct visit *v = &s.app.visit;

	return kind_of(v->page)->inside ? kind_of(v->page)->inside(v) : NULL;
}

static void do_quiz(void)
{
	char page[64];

	while (asked_in_quiz()) {
		(void)snprintf(page, sizeof page, "%s", page_now()->id);
		answer(recalls(page));
		for (int i = 0; i < 20 && asked_in_quiz() && strcmp(page_now()->id, page) == 0; i++)
			session_press(&s, "Enter");
		assert_true(!asked_in_quiz() || strcmp(page_now()->id, page) != 0);
	}
}

static void do_page(void)
{
	const struct kind *kind = kind_of(s.app.visit.page);

	if (kind->inside)
		do_quiz();
	else if (kind->grade)
		answer(recalls(s.app.visit.page->id));
	else if (strcmp(kind->form.name, "plan") == 0)
		session_press(&s, "'the door' Tab 'I wait' Esc");
	if (app_screen(&s.app) == &screen_page && visit_is_writing(&s.app.visit))
		session_press(&s, "Esc");
	turn_page();
	take_records();
}

/* Home, notes and what a chapter was: on to a page. */
static void find_page(void)
{
	for (int i = 0; i < 6 && app_screen(&s.app) != &screen_page; i++)
		session_press(&s, "Enter");
	assert_ptr_equal(app_screen(&s.app), &screen_page);
}

static bool is_through(void)
{
	for (size_t i = 0; i < s.course->chapters.n; i++)
		if (!app_chapter_is_done(&s.app, i))
			return false;
	return true;
}

static bool study(void)
{
	session_start(&s, 80, 24, NULL);
	for (int n = 0; n < PAGES_A_DAY; n++) {
		if (is_through())
			return true;
		find_page();
		do_page();
		session_wait(&s, 45000);
	}
	return is_through();
}

static size_t asked_today, plans_asked;

static bool clocks_jump; /* then what is due at an hour cannot be told: only that it is not lost, and not asked twice */

static void answer_return(void)
{
	struct item *item = item_of(s.app.visit.page->id);

	if (!item || (!clocks_jump && item->due > (1763800000000 + s.tick) / 1000))
		fail_msg("day %.1f: %s was not due", today(), s.app.visit.page->id);
	if (item->asked_now)
		fail_msg("day %.1f: %s is asked twice", today(), item->page);
	item->asked_now = true;
	item->asked++;
	asked_today++;
	answer(recalls(item->page));
	session_press(&s, "G");
	turn_page();
	session_wait(&s, 20000);
}

/* Whether it has to come back now. With clocks that jump: a rung no higher than it can be on has passed, and a day more. */
static bool has_to_come(const struct item *item)
{
	if (!clocks_jump)
		return item->due <= (1763800000000 + s.tick) / 1000;
	return item->rights < RUNGS && today() > item->last + (double)gap((int)item->rights) / DAY + 1;
}

/* What is due, in one round of at most so many. */
static void look_back(size_t most)
{
	bool due[ITEMS_MOST];

	for (size_t i = 0; i < nitems; i++) {
		due[i] = most == ITEMS_MOST && has_to_come(&items[i]);
		items[i].asked_now = false;
	}
	asked_today = 0;
	s.review = most;
	session_start(&s, 80, 24, NULL);
	s.review = 0;
	while (!is_at("review")) {
		if (is_at("lookback")) {
			plans_asked++;
			session_press(&s, "1");
		} else {
			answer_return();
		}
	}
	for (size_t i = 0; i < nitems; i++)
		if (due[i] && !items[i].asked_now)
			fail_msg("day %.1f: %s was due and is lost", today(), items[i].page);
}

/* --- ninety days --- */

static void hour_of_day(int day, double hour)
{
	int64_t at = (int64_t)((day + hour / 24) * DAY * 1000);

	assert_true(at > s.tick);
	session_wait(&s, at - s.tick);
}

/* How many of the items would be recalled now: with what they are worth by the returns, and with none. */
static void retained(double *with, double *without)
{
	*with = *without = 0;
	for (size_t i = 0; i < nitems; i++) {
		*with += exp(-(today() - items[i].last) / items[i].strength);
		*without += exp(-(today() - items[i].met) / FIRST_STRENGTH);
	}
}

#define AT_A_TIME 5

/* A day on which the clock is wrong: by years, or by a zone. No more than a round is asked, whatever seems due. */
static void day_of_a_wrong_clock(void)
{
	static const int64_t hours[] = {400 * 24, -400 * 24, 13, -11};

	s.clock = hours[(size_t)(4 * chance())] * HOUR * 1000;
	look_back(AT_A_TIME);
	assert_true(asked_today <= AT_A_TIME);
	s.clock = 0;
}

/* The figures of a run. */
struct run {
	size_t asked, most, days, wrong;
	int through;
};

static void a_day(struct run *run, int day)
{
	hour_of_day(day, 17 + 3 * chance());
	run->days++;
	if (clocks_jump && chance() < 0.2) {
		run->wrong++;
		day_of_a_wrong_clock();
		run->asked += asked_today;
		return;
	}
	look_back(ITEMS_MOST);
	run->asked += asked_today;
	run->most = asked_today > run->most ? asked_today : run->most;
	if (!run->through && study())
		run->through = day;
}

static struct run ninety_days(void)
{
	const struct session_shelf shelf = shipped_shelf(SHIPPED_COURSE);
	struct run run = {0};

	memset(items, 0, sizeof items);
	nitems = nread = plans_asked = 0;
	seed = 20261122;
	session_open(&s, &shelf);
	s.options.keep = "readable";
	for (int day = 1; day <= DAYS; day++)
		if (chance() >= 0.2)
			a_day(&run, day);
	assert_true(run.through > 0);
	assert_true(nitems > 60);
	for (size_t i = 0; i < nitems; i++)
		if (items[i].asked == 0)
			fail_msg("%s never came back", items[i].page);
	return run;
}

static void tell(const struct run *run, const char *what)
{
	double with, without;

	retained(&with, &without);
	assert_true(with > without);
	print_message("simulated%s: %zu questions, the course taken in %d days, %zu days of %d used\n", what, nitems, run->through, run->days, DAYS);
	print_message("simulated%s: %zu returns asked, %zu on the fullest day, %zu plans looked back on\n", what, run->asked, run->most, plans_asked);
	print_message("simulated%s: %.0f of %zu recalled on day %d; without returns %.0f\n", what, with, nitems, DAYS, without);
}

static size_t asked_by_a_true_clock;

static void every_question_comes_back_at_its_time(void **state)
{
	struct run run;

	(void)state;
	clocks_jump = false;
	run = ninety_days();
	asked_by_a_true_clock = run.asked;
	tell(&run, "");
	session_close(&s);
}

/* One day in five the clock is years ahead or behind, or of another zone: nothing is lost, and nothing is asked much oftener. */
static void whatever_the_clock_says(void **state)
{
	struct run run;

	(void)state;
	clocks_jump = true;
	run = ninety_days();
	assert_true(run.wrong > 5);
	tell(&run, ", clocks that jump");
	assert_true(asked_by_a_true_clock > 0 && run.asked * 4 < asked_by_a_true_clock * 5);
	session_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_question_comes_back_at_its_time),
		cmocka_unit_test(whatever_the_clock_says),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
