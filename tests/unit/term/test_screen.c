/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <cmocka.h>
#include "term/screen.h"

#define WIDTH  80
#define HEIGHT 24

/* One program on a pseudo-terminal: it goes from stage to stage, and says on `steps` when a stage is done. */
struct stage {
	pid_t pid;
	int master, slave, steps, go;
	char bytes[65536]; /* what the last step wrote */
	size_t n;
	struct termios before;
};

typedef void (*actor)(int steps, int go);

static void done(int steps, int go)
{
	char byte = '.';

	if (write(steps, &byte, 1) != 1 || read(go, &byte, 1) != 1)
		_exit(9);
}

static int open_master(char *name, size_t size)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);

	assert_true(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
	snprintf(name, size, "%s", ptsname(master));
	return master;
}

static void start(struct stage *stage, actor act, const char *term)
{
	char name[128];
	int steps[2], go[2];
	struct winsize size = {.ws_col = WIDTH, .ws_row = HEIGHT};

	memset(stage, 0, sizeof *stage);
	stage->master = open_master(name, sizeof name);
	stage->slave = open(name, O_RDWR | O_NOCTTY);
	assert_true(stage->slave >= 0);
	ioctl(stage->slave, TIOCSWINSZ, &size);
	tcgetattr(stage->slave, &stage->before);
	assert_int_equal(pipe(steps) | pipe(go), 0);
	fflush(NULL);
	stage->pid = fork();
	if (stage->pid == 0) {
		close(steps[0]);
		close(go[1]);
		dup2(stage->slave, 0);
		dup2(stage->slave, 1);
		setenv("TERM", term, 1);
		setenv("LINES", "7", 1); /* neither counts */
		setenv("COLUMNS", "33", 1);
		act(steps[1], go[0]);
		_exit(0);
	}
	close(steps[1]);
	close(go[0]);
	stage->steps = steps[0];
	stage->go = go[1];
}

static void take(struct stage *stage)
{
	struct pollfd in = {.fd = stage->master, .events = POLLIN};

	while (poll(&in, 1, 0) == 1 && (in.revents & POLLIN) && stage->n < sizeof stage->bytes - 1) {
		ssize_t n = read(stage->master, stage->bytes + stage->n, sizeof stage->bytes - 1 - stage->n);
		if (n <= 0)
			return;
		stage->n += (size_t)n;
	}
	stage->bytes[stage->n] = '\0';
}

/* Waits for the end of a step; what it wrote is in bytes[0, n). */
static void step(struct stage *stage)
{
	struct pollfd on[] = {{.fd = stage->steps, .events = POLLIN}, {.fd = stage->master, .events = POLLIN}};
	char byte;

	stage->n = 0;
	for (;;) {
		assert_true(poll(on, 2, 10000) > 0);
		take(stage);
		if (on[0].revents & POLLIN)
			break;
		assert_false(on[0].revents & POLLHUP);
	}
	assert_int_equal(read(stage->steps, &byte, 1), 1);
	take(stage);
	assert_int_equal(write(stage->go, ".", 1), 1);
}

static int finish(struct stage *stage)
{
	struct termios after;
	int status = 0;

	waitpid(stage->pid, &status, 0);
	take(stage);
	tcgetattr(stage->slave, &after);
	assert_int_equal(after.c_iflag, stage->before.c_iflag);
	assert_int_equal(after.c_oflag, stage->before.c_oflag);
	assert_int_equal(after.c_lflag, stage->before.c_lflag);
	assert_int_equal(after.c_cflag, stage->before.c_cflag);
	assert_memory_equal(after.c_cc, stage->before.c_cc, sizeof after.c_cc);
	close(stage->master);
	close(stage->slave);
	close(stage->steps);
	close(stage->go);
	return status;
}

static bool holds(const struct stage *stage, const char *bytes)
{
	return strstr(stage->bytes, bytes) != NULL;
}

static int times(const struct stage *stage, const char *bytes)
{
	int n = 0;

	for (const char *at = stage->bytes; (at = strstr(at, bytes)) != NULL; at += strlen(bytes))
		n++;
	return n;
}

/* Any SGR parameter within [from, to] in what was written. */
static bool holds_colour(const struct stage *stage, int from, int to)
{
	for (const char *at = stage->bytes; (at = strstr(at, "\033[")) != NULL;) {
		const char *end = at + 2 + strspn(at + 2, "0123456789;");
		for (const char *p = at + 2; *end == 'm' && p < end; p += strcspn(p, ";m") + 1)
			if (atoi(p) >= from && atoi(p) <= to)
				return true;
		at = end;
	}
	return false;
}

/* -- Pictures ----------------------------------------------------------------------------------- */

static const char *const page[] = {
	"Adding one moves by one element", "",
	"When you add 1 to a pointer, C moves it by the size of the thing",
	"it points to, not by one byte. For a pointer to int on this",
	"machine that is 4 bytes.", "", "This is why the type of a pointer matters.",
};
static const char *const other[] = {
	"What comes back", "",
	"A question that was answered once is forgotten soon, and one that",
	"was looked for twice stays. So questions return, after a day and",
	"after a week, and you need not plan for it.", "", "Nothing is lost when you leave.",
};
#define LINES_OF_PAGE 7

static size_t put(struct frame *frame, const char *const *lines, enum style style)
{
	size_t text = 0;

	frame_size(frame, WIDTH, HEIGHT);
	for (int i = 0; i < 2 * LINES_OF_PAGE; i++) { /* the same words twice: a page that is about full */
		(void)frame_put_text(frame, 2 + i, 2, i ? STYLE_TEXT : style, lines[i % LINES_OF_PAGE]);
		text += 2 + strlen(lines[i % LINES_OF_PAGE]);
	}
	(void)frame_put_text(frame, HEIGHT - 1, 2, STYLE_FOOTER, "Space next  b back  q home  ? help");
	frame_cursor(frame, 2, 2);
	return text;
}

static const char *theme_name = "default";

static void open_screen(bool colour, bool ascii)
{
	struct screen_options options = {.theme = theme_find(theme_name), .colour = colour, .ascii = ascii};
	struct err err = {0};

	if (!screen_open(&options, &err))
		_exit(3);
}

/* -- Small changes are few bytes ------------------------------------------------------------------ */

static void act_changes(int steps, int go)
{
	struct frame frame = {0};

	open_screen(false, false);
	done(steps, go);
	put(&frame, page, STYLE_TITLE);
	screen_show(&frame, false);
	done(steps, go);
	screen_show(&frame, false); /* nothing changed */
	done(steps, go);
	put(&frame, other, STYLE_TITLE);
	screen_show(&frame, false); /* a page turned */
	done(steps, go);
	frame_paint(&frame, 4, 2, 66, STYLE_FOCUS);
	frame_cursor(&frame, 4, 2);
	screen_show(&frame, false);
	done(steps, go);
	frame_paint(&frame, 4, 2, 66, STYLE_TEXT);
	frame_paint(&frame, 5, 2, 66, STYLE_FOCUS);
	frame_cursor(&frame, 5, 2);
	screen_show(&frame, false); /* the focus moved */
	done(steps, go);
	frame_cursor(&frame, 20, 2);
	screen_show(&frame, false);
	done(steps, go);
	(void)frame_put_text(&frame, 20, 2, STYLE_TEXT, "a");
	frame_cursor(&frame, 20, 3);
	screen_show(&frame, false); /* a letter typed */
	done(steps, go);
	screen_show(&frame, true); /* everything again */
	done(steps, go);
	screen_close(false);
	frame_release(&frame);
}

static void small_changes_are_few_bytes(void **state)
{
	static const char *const terms[] = {"xterm-256color", "screen-256color", "linux", "vt100"};
	struct stage stage;
	struct frame frame = {0};
	size_t text = put(&frame, other, STYLE_TITLE);

	(void)state;
	frame_release(&frame);
	for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
		start(&stage, act_changes, terms[i]);
		step(&stage);
		step(&stage);
		assert_true(holds(&stage, "Adding one moves"));
		step(&stage);
		assert_int_equal(stage.n, 0);
		step(&stage);
		if (stage.n > text + text * 3 / 10)
			fail_msg("%s: %zu bytes for a page of %zu: %s", terms[i], stage.n, text, stage.bytes);
		assert_false(holds(&stage, "\033[2J"));
		assert_false(holds(&stage, "q home"));
		step(&stage);
		step(&stage);
		if (stage.n > 200)
			fail_msg("%s: the focus moved with %zu bytes", terms[i], stage.n);
		step(&stage);
		step(&stage);
		if (stage.n != 1)
			fail_msg("%s: a letter took %zu bytes", terms[i], stage.n);
		step(&stage);
		assert_true(holds(&stage, "q home"));
		assert_int_equal(finish(&stage), 0);
	}
}

/* -- What is never written ------------------------------------------------------------------------ */

static void show_every_style(int steps, int go, bool colour)
{
	struct frame frame = {0};

	open_screen(colour, false);
	frame_size(&frame, WIDTH, HEIGHT);
	for (int style = 0; style < STYLE_COUNT; style++)
		(void)frame_put_text(&frame, style, 0, (enum style)style, "words");
	screen_show(&frame, false);
	screen_suspend(false);
	screen_resume();
	screen_show(&frame, true);
	screen_close(true);
	frame_release(&frame);
	done(steps, go);
}

static void act_coloured(int steps, int go)
{
	show_every_style(steps, go, true);
}

static void act_plain(int steps, int go)
{
	show_every_style(steps, go, false);
}

static void nothing_is_asked_of_the_terminal(void **state)
{
	static const char *const never[] = {"\033]", "\033P", "\033[c", "\033[0c", "\033[>", "\033[6n", "\033[5n",
		"\033[?25l", "\033[?1000", "\033[?1002", "\033[?1006", "\033[3m", "\033[4m", "\033[5m", "\033[2m"};
	static const struct {
		const char *theme, *term;
		actor act;
		bool colours, grounds;
	} shows[] = {
		{"default", "xterm-256color", act_coloured, true, false},
		{"default", "xterm-256color", act_plain, false, false},
		{"none", "xterm-256color", act_coloured, false, false},
		{"high-contrast", "xterm-256color", act_coloured, true, true},
		{"high-contrast", "xterm-256color", act_plain, false, false},
		{"high-contrast", "linux", act_coloured, true, true},
		{"high-contrast", "vt100", act_coloured, false, false},
	};
	/* once at the start and once after being suspended, and so often given back */
	static const char *const taken[] = {"\033[?1049h", "\033[?1049l", "\033[22;0;0t", "\033[23;0;0t"};
	struct stage stage;

	(void)state;
	for (size_t a = 0; a < sizeof shows / sizeof shows[0]; a++) {
		theme_name = shows[a].theme;
		start(&stage, shows[a].act, shows[a].term);
		step(&stage);
		for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
			if (holds(&stage, never[i]))
				fail_msg("ESC%s was written", never[i] + 1);
		assert_int_equal(holds_colour(&stage, 40, 47), shows[a].grounds);
		assert_false(holds_colour(&stage, 38, 38) || holds_colour(&stage, 48, 48)); /* 39 and 49 are the terminal's own */
		assert_false(holds_colour(&stage, 90, 107));
		assert_int_equal(holds_colour(&stage, 30, 37), shows[a].colours);
		assert_true(holds(&stage, "\033[?2004h"));
		assert_true(strncmp(shows[a].term, "xterm", 5) != 0 || holds(&stage, "\033[?1049l"));
		const char *on = NULL, *off = NULL;
		for (const char *at = stage.bytes; (at = strstr(at, "\033[?2004")) != NULL; at += 8)
			*(at[7] == 'h' ? &on : &off) = at;
		assert_true(off > on);
		assert_int_equal(finish(&stage), 0);
		for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
			if (times(&stage, taken[i]) != (strncmp(shows[a].term, "xterm", 5) == 0 ? 2 : 0))
				fail_msg("%s: ESC%s %d times", shows[a].term, taken[i] + 1, times(&stage, taken[i]));
	}
	theme_name = "default";
}

/* -- Wiping, rescue, refusal ------------------------------------------------------------------------ */

static void act_wiped(int steps, int go)
{
	struct frame frame = {0};

	open_screen(true, true);
	put(&frame, page, STYLE_TITLE);
	screen_show(&frame, false);
	done(steps, go);
	screen_wipe();
	done(steps, go);
	screen_show(&frame, false);
	done(steps, go);
	screen_close(true);
	frame_release(&frame);
}

static void a_wipe_overwrites_every_cell(void **state)
{
	struct stage stage;
	size_t signs = 0;

	(void)state;
	start(&stage, act_wiped, "xterm-256color");
	step(&stage);
	step(&stage);
	for (size_t i = 0; i < stage.n; i++)
		signs += stage.bytes[i] == '.';
	assert_true(signs >= WIDTH * HEIGHT - 1 || holds(&stage, "b")); /* REP counts for many */
	assert_false(holds(&stage, "pointer"));
	step(&stage);
	assert_true(holds(&stage, "Adding one moves")); /* what was wiped is painted again */
	assert_int_equal(finish(&stage), 0);
}

static void act_rescued(int steps, int go)
{
	struct frame frame = {0};

	open_screen(true, false);
	put(&frame, page, STYLE_TITLE);
	screen_show(&frame, false);
	done(steps, go);
	int nowhere = open("/dev/null", O_RDWR);
	dup2(nowhere, 0);
	dup2(nowhere, 1);
	screen_rescue();
	_exit(0);
}

static void a_rescue_needs_no_curses(void **state)
{
	struct stage stage;

	(void)state;
	start(&stage, act_rescued, "xterm-256color");
	step(&stage);
	stage.n = 0;
	assert_int_equal(finish(&stage), 0);
	assert_true(holds(&stage, "\033[?1049l"));
	assert_true(holds(&stage, "\033[?2004l"));
	assert_true(holds(&stage, "\033[?25h"));
}

static void act_opened(int steps, int go)
{
	struct screen_options options = {0};
	struct err err = {0};

	if (!screen_open(&options, &err))
		_exit(err.words[0] && err.advice[0] ? 5 : 6);
	screen_close(false);
	done(steps, go);
}

static void unusable_terminals_are_refused(void **state)
{
	static const char *const terms[] = {"", "dumb", "unknown", "there-is-no-such-terminal", "lpr"};
	struct stage stage;

	(void)state;
	for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
		start(&stage, act_opened, terms[i]);
		int status = finish(&stage);
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 5)
			fail_msg("TERM=%s: status %d", terms[i], status);
	}
}

static void act_ascii(int steps, int go)
{
	struct frame frame = {0};

	open_screen(false, true);
	frame_size(&frame, WIDTH, HEIGHT);
	int column = frame_put_text(&frame, 0, 0, STYLE_TEXT, "na\xc3\xafve \xe2\x80\x9cyes\xe2\x80\x9d");
	column = frame_put_text(&frame, 0, column, STYLE_TEXT, " \xe2\x80\xa6 \xc2\xbd");
	column = frame_put_text(&frame, 0, column, STYLE_TEXT, " \xe6\x97\xa5|e\xcc\x81|\xe2\x86\x92|");
	frame_cursor(&frame, 0, column);
	screen_show(&frame, false);
	done(steps, go);
	screen_close(false);
	frame_release(&frame);
}

static void ascii_keeps_the_columns(void **state)
{
	struct stage stage;

	(void)state;
	start(&stage, act_ascii, "vt100");
	step(&stage);
	for (size_t i = 0; i < stage.n; i++)
		assert_true((unsigned char)stage.bytes[i] < 0x80);
	if (!holds(&stage, "naive \"yes\" . ? ? |e|>|"))
		fail_msg("written: %s", stage.bytes);
	assert_int_equal(finish(&stage), 0);
}

/* -- Other letters ------------------------------------------------------------------------------ */

/* Reads keys until all came that are wanted. */
static void act_typing(int steps, int go)
{
	static const struct codeset codeset = {.high = {[0xE9 - 0x80] = 0xE9, [0xA4 - 0x80] = 0x20AC}};
	struct screen_options options = {.codeset = &codeset};
	struct pollfd in = {.fd = 0, .events = POLLIN};
	static const struct key wanted[] = {{PRESS_TEXT, 0xE9}, {PRESS_TEXT, 'x'}, {PRESS_TEXT, 0x20AC}, {PRESS_ALT, 0xE9}, {PRESS_UP, 0}};
	struct err err = {0};
	size_t n = 0;

	if (!screen_open(&options, &err))
		_exit(3);
	done(steps, go);
	for (int64_t tick = 0; n < sizeof wanted / sizeof wanted[0]; tick++) {
		struct event ev = {0};
		bool gone = false;

		if (poll(&in, 1, 5000) != 1)
			_exit(4);
		for (; n < sizeof wanted / sizeof wanted[0] && screen_read(tick, &ev, &gone); n++)
			if (ev.type != EV_KEY || ev.key.press != wanted[n].press || ev.key.point != wanted[n].point)
				_exit(5 + (int)n);
	}
	screen_close(false);
}

static void letters_of_another_codeset_are_letters(void **state)
{
	static const char typed[] = "\xE9x\xA4\033\xE9\033[A";
	struct stage stage;

	(void)state;
	start(&stage, act_typing, "vt100");
	step(&stage);
	assert_int_equal(write(stage.master, typed, sizeof typed - 1), sizeof typed - 1);
	assert_int_equal(finish(&stage), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_changes_are_few_bytes),
		cmocka_unit_test(nothing_is_asked_of_the_terminal),
		cmocka_unit_test(a_wipe_overwrites_every_cell),
		cmocka_unit_test(a_rescue_needs_no_curses),
		cmocka_unit_test(unusable_terminals_are_refused),
		cmocka_unit_test(ascii_keeps_the_columns),
		cmocka_unit_test(letters_of_another_codeset_are_letters),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	alarm(120);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
