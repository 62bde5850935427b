/* SPDX-License-Identifier: MIT
 *
 * What a move of the focus, a choice and a page turn cost on the line (UX-15), and that no letter changes with them (A11Y-2): every page of
 * the shipped course in every state a page may be in, and the other screens, are gone over with Down and Up, while curses writes
 * to a terminal whose bytes are counted. A move that scrolls is none of these: it shows new text. */
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <cmocka.h>
#include "kinds/kind.h"
#include "support/session.h"
#include "support/shipped.h"
#include "term/screen.h"
#include "tutor/screens.h"

#define N(a) (sizeof(a) / sizeof *(a))
#define STEPS 40       /* more items than any page has */
#define MOVE_MOST 128  /* bytes */
#define CHOICE_MOST 200

static struct session s;
static const char *ids[1000];
static size_t nids;
static int master = -1, slave = -1, out = -1, in = -1;

/* --- a terminal that counts --- */

static void open_terminal(int width, int height)
{
	struct winsize size = {.ws_col = (unsigned short)width, .ws_row = (unsigned short)height};
	struct screen_options options = {.theme = theme_find("default"), .colour = true};
	struct err err = {0};

	master = posix_openpt(O_RDWR | O_NOCTTY);
	assert_true(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
	slave = open(ptsname(master), O_RDWR | O_NOCTTY);
	assert_true(slave >= 0 && ioctl(slave, TIOCSWINSZ, &size) == 0);
	fflush(NULL);
	in = dup(STDIN_FILENO);
	out = dup(STDOUT_FILENO);
	dup2(slave, STDIN_FILENO);
	dup2(slave, STDOUT_FILENO);
	setenv("TERM", "xterm-256color", 1);
	assert_true(screen_open(&options, &err));
}

static bool cleared; /* by what was taken last: the whole screen, or all below the cursor, which some screen readers read anew (A11Y-7) */

static size_t take(void)
{
	struct pollfd from = {.fd = master, .events = POLLIN};
	char bytes[4096];
	size_t sum = 0;

	cleared = false;
	while (poll(&from, 1, 0) == 1 && (from.revents & POLLIN)) {
		ssize_t n = read(master, bytes, sizeof bytes - 1);
		if (n <= 0)
			break;
		bytes[n] = '\0';
		cleared |= strstr(bytes, "\033[2J") || strstr(bytes, "\033[J");
		sum += (size_t)n;
	}
	return sum;
}

static size_t shown(void)
{
	screen_show(&s.frame, false);
	return take();
}

static void close_terminal(void)
{
	if (out < 0)
		return;
	screen_close(false);
	(void)take();
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	close(in);
	close(out);
	close(slave);
	close(master);
	in = out = slave = master = -1;
}

static int open_session(void **state)
{
	(void)state;
	nids = shipped_open(&s, ids, N(ids));
	return 0;
}

static int close_session(void **state)
{
	(void)state;
	close_terminal();
	session_close(&s);
	return 0;
}

/* --- moves --- */

struct worst {
	size_t bytes, moves;
	char where[160];
};

static void note(struct worst *worst, size_t bytes, const char *page, const char *way, const char *key)
{
	worst->moves++;
	if (cleared)
		fail_msg("%s, after '%s': %s clears the screen", page, way, key);
	if (bytes <= worst->bytes)
		return;
	worst->bytes = bytes;
	(void)snprintf(worst->where, sizeof worst->where, "%s (%s), after '%s', %s", page, s.app.visit.page ? s.app.visit.page->kind->name : "",
		way, key);
}

static const struct level *level(void)
{
	return &s.app.levels[s.app.nlevels - 1];
}

static bool is_page(void)
{
	return app_screen(&s.app) == &screen_page;
}

static int focus(void)
{
	return is_page() ? s.app.visit.focus : level()->focus;
}

/* All the letters on the screen. */
static void text_of(struct str *text)
{
	str_cut(text, 0);
	for (int i = 0; i < s.frame.width * s.frame.height; i++)
		str_add(text, s.frame.cells[i].bytes, s.frame.cells[i].len);
}

/* From what has the focus to the last, or back to the first. */
static void go_over(const char *page, const char *way, const char *key, struct worst *worst)
{
	struct str before = {0}, after = {0};

	for (int i = 0; i < STEPS && !s.over; i++) {
		size_t top = level()->top;
		int from = focus(), row = s.frame.cursor_row;
		bool writes = s.app.doc.has_caret || app_is_in_line(&s.app);

		text_of(&before);
		session_press(&s, key);
		size_t bytes = shown();
		if (level()->top == top && focus() == from && s.frame.cursor_row == row)
			break;
		if (level()->top != top || focus() == from || writes)
			continue;
		note(worst, bytes, page, way, key);
		text_of(&after);
		if (strcmp(str_text(&before), str_text(&after)) != 0)
			fail_msg("%s, after '%s': %s changes letters, the hints perhaps", page, way, key);
	}
	str_release(&before);
	str_release(&after);
}

static void over_and_back(const char *page, const char *way, struct worst *worst)
{
	session_press(&s, "Up"); /* what was told is gone with the first key */
	(void)shown();
	go_over(page, way, "Down", worst);
	go_over(page, way, "Up", worst);
}

static const char *const ways[] = {"", "Esc", "1", "1 Enter", "1 Enter Enter", "2 1 Enter 1", "Space Enter", "r", "i"};
static const char *const screens[] = {"", "t", "!", "w", ":", "Enter !", "Enter d", "Enter e", "/ 'safe' Enter", "Enter m t"};

static void moves_at(int width, int height)
{
	struct worst worst = {0};

	open_terminal(width, height);
	for (size_t i = 0; i < nids; i++)
		for (size_t w = 0; w < N(ways); w++) {
			session_start(&s, width, height, ids[i]);
			if (!s.app.visit.page || !is_page() || visit_items(&s.app.visit) < 1)
				break;
			session_press(&s, ways[w]);
			over_and_back(ids[i], ways[w], &worst);
		}
	for (size_t i = 0; i < N(screens); i++) {
		session_start(&s, width, height, NULL);
		session_press(&s, screens[i]);
		over_and_back("home", screens[i], &worst);
	}
	close_terminal();
	print_message("moves at %dx%d: %zu, at most %zu bytes: %s\n", width, height, worst.moves, worst.bytes, worst.where);
	assert_true(worst.moves > 500);
	if (worst.bytes > MOVE_MOST)
		fail_msg("a move of the focus takes %zu bytes", worst.bytes);
}

static void a_move_is_few_bytes(void **state)
{
	(void)state;
	moves_at(80, 24);
}

static void a_move_is_few_bytes_in_a_small_window(void **state)
{
	(void)state;
	moves_at(40, 15);
}

/* --- choices --- */

static bool marks(void)
{
	enum visit_where where = visit_where(&s.app.visit);

	return where == WHERE_CHOICE || where == WHERE_SEVERAL || where == WHERE_NUMBERS || where == WHERE_STORY;
}

static void choices_at(int width, int height)
{
	static const char *const keys[] = {"2", "1", "2"};
	struct worst worst = {0};

	open_terminal(width, height);
	for (size_t i = 0; i < nids; i++) {
		session_start(&s, width, height, ids[i]);
		if (!s.app.visit.page || !is_page() || !marks())
			continue;
		session_press(&s, "Up");
		(void)shown();
		for (size_t k = 0; k < N(keys); k++) {
			size_t before = level()->top;

			session_press(&s, keys[k]);
			size_t bytes = shown();
			if (level()->top == before && is_page() && marks())
				note(&worst, bytes, ids[i], "", keys[k]);
		}
	}
	close_terminal();
	print_message("choices at %dx%d: %zu, at most %zu bytes: %s\n", width, height, worst.moves, worst.bytes, worst.where);
	assert_true(worst.moves > 100);
	if (worst.bytes > CHOICE_MOST)
		fail_msg("a choice takes %zu bytes", worst.bytes);
}

static void a_choice_is_few_bytes(void **state)
{
	(void)state;
	choices_at(80, 24);
	choices_at(40, 15);
}

/* --- turns --- */

/* Cells from the first letter of each row to its last: what a person reads of the picture. */
static size_t read_of(const struct frame *frame)
{
	size_t sum = 0;

	for (int row = 0; row < frame->height; row++) {
		int from = 0, end = frame->width;
		const struct cell *cells = frame->cells + row * frame->width;

		while (end > 0 && (cells[end - 1].len == 0 || cells[end - 1].bytes[0] == ' '))
			end--;
		while (from < end && cells[from].bytes[0] == ' ')
			from++;
		sum += (size_t)(end - from);
	}
	return sum;
}

/* From each shipped page to the next: what the line carries is at most 1.3 times what is read then. */
static void a_turn_is_little_more_than_its_text(void **state)
{
	size_t bytes = 0, text = 0, turns = 0;

	(void)state;
	open_terminal(80, 24);
	for (size_t i = 0; i < nids; i++) {
		session_start(&s, 80, 24, ids[i]);
		if (s.app.doc.has_caret)
			session_press(&s, "Esc");
		(void)shown();
		size_t arrivals = s.app.arrivals;
		session_press(&s, "l");
		size_t took = shown();
		if (!is_page() || s.app.arrivals == arrivals)
			continue;
		turns++;
		bytes += took;
		text += read_of(&s.frame);
	}
	close_terminal();
	print_message("%zu turns: %zu bytes for %zu cells of text\n", turns, bytes, text);
	assert_true(turns > 100);
	assert_true(bytes * 10 <= text * 13);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_move_is_few_bytes, open_session, close_session),
		cmocka_unit_test_setup_teardown(a_move_is_few_bytes_in_a_small_window, open_session, close_session),
		cmocka_unit_test_setup_teardown(a_choice_is_few_bytes, open_session, close_session),
		cmocka_unit_test_setup_teardown(a_turn_is_little_more_than_its_text, open_session, close_session),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
