/* SPDX-License-Identifier: MIT */
#define NCURSES_WIDECHAR 1
#include "term/screen.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/tr.h"
#include "term/keyboard.h"
#include "term/paint.h"

#define WIDEST  1000
#define HIGHEST 500

#define PASTE_ON  "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define MOUSE_ON  "\033[?1000h\033[?1006h" /* clicks, with numbers (xterm) */
#define MOUSE_OFF "\033[?1006l\033[?1000l"

/* What terminfo calls the keys we know. */
static const struct {
	const char *name;
	enum press press;
} key_capabilities[] = {
	{"kcuu1", PRESS_UP}, {"kcud1", PRESS_DOWN}, {"kcub1", PRESS_LEFT}, {"kcuf1", PRESS_RIGHT},
	{"khome", PRESS_HOME}, {"kend", PRESS_END}, {"kpp", PRESS_PAGE_UP}, {"knp", PRESS_PAGE_DOWN}, {"kdch1", PRESS_DELETE},
	{"kbs", PRESS_BACKSPACE}, {"kcbt", PRESS_BACKTAB}, {"kent", PRESS_ENTER}, {"kf1", PRESS_F1},
};

struct sequence {
	char at[200];
	size_t len;
};

static struct {
	SCREEN *curses;        /* NULL: not open */
	struct termios found;  /* the modes to leave behind */
	int tty;               /* the terminal, wherever descriptor 1 leads later */
	volatile sig_atomic_t can_rescue;
	struct sequence hello, bye, rescue;
	uint64_t *shown;       /* the print of each row that curses was last told; 0: not known */
	int width, height;
	bool mouse;            /* this terminal is to report clicks */
	struct keyboard keyboard;
} screen = {.tty = -1};

/* -- Bytes past curses ------------------------------------------------------------------------- */

static const char *capability(const char *name)
{
	char copy[8]; /* tigetstr asks for one it could write to */

	snprintf(copy, sizeof copy, "%s", name);
	const char *text = tigetstr(copy);
	return text == (const char *)-1 ? NULL : text;
}

/* Appends a text, without the delays "$<50/>" that terminfo has for terminals of another age. */
static void add_text(struct sequence *sequence, const char *text)
{
	for (size_t i = 0; text != NULL && text[i] != '\0'; i++) {
		if (text[i] == '$' && text[i + 1] == '<' && strchr(text + i, '>') != NULL)
			i = (size_t)(strchr(text + i, '>') - text);
		else if (sequence->len < sizeof sequence->at)
			sequence->at[sequence->len++] = text[i];
	}
}

static void emit(int to, const struct sequence *sequence)
{
	for (size_t sent = 0; sent < sequence->len;) {
		ssize_t n = write(to, sequence->at + sent, sequence->len - sent);
		if (n < 0 && errno != EINTR)
			return;
		sent += n > 0 ? (size_t)n : 0;
	}
}

/* Row 0 comes last: terminals keep in their scrollback what is cleared from the first cell on, all at once. */
static void add_clearing(struct sequence *sequence)
{
	const char *cup = capability("cup"), *ed = capability("ed"), *el = capability("el");

	add_text(sequence, capability("sgr0"));
	if (!ed || !el) {
		add_text(sequence, capability("clear"));
		return;
	}
	add_text(sequence, tparm(cup, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L));
	add_text(sequence, ed);
	add_text(sequence, tparm(cup, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L));
	add_text(sequence, el);
}

static void make_sequences(void)
{
	const char *cup = capability("cup");
	bool ansi = strncmp(cup, "\033[", 2) == 0; /* others would show private modes instead of obeying */

	screen.hello.len = screen.bye.len = screen.rescue.len = 0;
	add_text(&screen.hello, ansi ? PASTE_ON : NULL);
	add_text(&screen.hello, ansi && screen.mouse ? MOUSE_ON : NULL);
	add_text(&screen.hello, capability("cnorm"));
	add_text(&screen.bye, ansi && screen.mouse ? MOUSE_OFF : NULL);
	add_text(&screen.bye, ansi ? PASTE_OFF : NULL);
	add_clearing(&screen.bye);
	add_clearing(&screen.rescue);
	add_text(&screen.rescue, ansi && screen.mouse ? MOUSE_OFF : NULL);
	add_text(&screen.rescue, ansi ? PASTE_OFF : NULL);
	add_text(&screen.rescue, capability("cnorm"));
	add_text(&screen.rescue, capability("rmkx"));
	add_text(&screen.rescue, capability("rmcup"));
}

/* -- Opening and closing ----------------------------------------------------------------------- */

static int within(int value, int most)
{
	return value > most ? most : value;
}

void screen_size(int *width, int *height)
{
	struct winsize size = {0};

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
		size = (struct winsize){.ws_col = 80, .ws_row = 24};
	*width = within(size.ws_col, WIDEST);
	*height = within(size.ws_row, HIGHEST);
}

/* curses takes the size from the environment first: so it gets ours there, and no one else's. */
static void name_size(const char *name, int value)
{
	char number[16];

	snprintf(number, sizeof number, "%d", value);
	setenv(name, number, 1);
}

static SCREEN *start_curses(int width, int height)
{
	name_size("COLUMNS", width);
	name_size("LINES", height);
	SCREEN *curses = newterm(NULL, stdout, stdin);
	unsetenv("COLUMNS");
	unsetenv("LINES");
	return curses;
}

static void learn_keys(void)
{
	for (size_t i = 0; i < sizeof key_capabilities / sizeof key_capabilities[0]; i++) {
		const char *sequence = capability(key_capabilities[i].name);
		if (sequence != NULL)
			keys_learn(&screen.keyboard.keys, sequence, key_capabilities[i].press);
	}
}

/* curses sends "oc" (OSC 104 of xterm) whenever it takes the screen over, which takes away the palette the person
 * chose. It has no switch for that; but the string is ours to write to (tigetstr gives a char *), and an empty one
 * sends nothing. */
static void keep_palette(void)
{
	char name[] = "oc", *text = tigetstr(name);

	if (text != NULL && text != (char *)-1)
		*text = '\0';
}

/* ncurses 6.4 flushes after every cursor movement until the first paint after an endwin(): 21 writes a page instead of one
 * (lib_mvcur.c, ewInitial). The terminal need not see that: it would go to its other picture, and back, and there again. */
static void begin_again(void)
{
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (nowhere >= 0)
		dup2(nowhere, STDOUT_FILENO);
	keypad(stdscr, TRUE); /* writes, too, and doupdate() does so again */
	endwin();
	if (nowhere >= 0) {
		dup2(screen.tty, STDOUT_FILENO);
		close(nowhere);
	}
}

static void set_modes(const struct screen_options *options)
{
	raw();
	noecho();
	nonl();
	begin_again();
	typeahead(-1); /* we read all keys before we paint */
	keep_palette();
	paint_begin(options->theme ? options->theme : &themes[0], options->colour, options->ascii);
	doupdate();
	wresize(stdscr, 1, 1); /* rows go into newscr, which curses compares with the terminal: a picture less in memory */
}

/* What was shown is no longer known: the next frame is put whole. */
static void forget_picture(void)
{
	memset(screen.shown, 0, (size_t)screen.height * sizeof screen.shown[0]);
}

static void size_picture(int width, int height)
{
	screen.shown = mem_grow(screen.shown, (size_t)height, sizeof screen.shown[0]);
	paint_width(width);
	screen.width = width;
	screen.height = height;
	forget_picture();
}

static bool refuse(struct err *err, const char *words)
{
	err_set(err, ERR_REFUSED, 0, "%s", words);
	return err_advise(err, "%s", tr("use --plain for lines instead of a full screen"));
}

static bool is_usable(const char *term, struct err *err)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return refuse(err, tr("the input or output is not a terminal"));
	if (term == NULL || *term == '\0' || strcmp(term, "dumb") == 0 || strcmp(term, "unknown") == 0)
		return refuse(err, tr("this terminal cannot show a full screen"));
	return true;
}

static bool can_paint(void)
{
	return capability("cup") && (capability("clear") || (capability("home") && capability("ed")));
}

/* A second endwin() would take the terminal back twice: an older window title would come up, too (xterm's ESC [ 23 t). */
static void give_back(void)
{
	if (!isendwin())
		endwin();
}

static void end_curses(void)
{
	give_back();
	delscreen(screen.curses);
	screen.curses = NULL;
	tcsetattr(screen.tty, TCSANOW, &screen.found);
}

bool screen_open(const struct screen_options *options, struct err *err)
{
	const char *term = getenv("TERM");
	int width, height;

	if (!is_usable(term, err))
		return false;
	screen_size(&width, &height);
	tcgetattr(STDIN_FILENO, &screen.found);
	screen.tty = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10); /* away from 3, which the scribe uses */
	screen.curses = start_curses(width, height);
	if (screen.curses == NULL) {
		err_set(err, ERR_REFUSED, 0, tr("nothing is known of the terminal \"%.60s\""), term);
		return err_advise(err, "%s", tr("Set TERM to what the terminal is, or use --plain"));
	}
	if (!can_paint()) {
		end_curses();
		return refuse(err, tr("this terminal cannot show a full screen"));
	}
	screen.mouse = options->mouse;
	keyboard_begin(&screen.keyboard, options->codeset, options->mouse);
	make_sequences();
	screen.can_rescue = 1;
	learn_keys();
	emit(STDOUT_FILENO, &screen.hello);
	set_modes(options);
	size_picture(width, height);
	return true;
}

/* -- Wiping: nothing of a private page stays in a terminal's memory (rule T6) ------------------- */

void screen_clear(void)
{
	emit(STDOUT_FILENO, &screen.bye);
}

/* Cells that are overwritten are gone; cells that are cleared all at once may go to the scrollback. So first a
 * sign that is no blank to curses, then line by line. */
void screen_wipe(void)
{
	paint_over(screen.height);
	doupdate();
	for (int row = 0; row < screen.height; row++) {
		wmove(newscr, row, 0);
		wclrtoeol(newscr);
		doupdate();
	}
	forget_picture();
}

void screen_suspend(bool wipe)
{
	if (wipe)
		screen_wipe();
	forget_picture();
	emit(STDOUT_FILENO, &screen.bye);
	give_back();
	tcsetattr(screen.tty, TCSANOW, &screen.found);
}

/* The next paint takes the terminal over again: curses sets its modes at the first paint after an endwin(). */
void screen_resume(void)
{
	give_back();
	emit(STDOUT_FILENO, &screen.hello);
	forget_picture();
}

void screen_close(bool wipe)
{
	if (screen.curses == NULL)
		return;
	screen_suspend(wipe);
	end_curses();
	screen.can_rescue = 0;
	close(screen.tty);
	screen.tty = -1;
	mem_free(screen.shown);
	screen.shown = NULL;
	paint_end();
	keyboard_release(&screen.keyboard);
}

void screen_rescue(void)
{
	int before = errno;
	struct pollfd tty = {.fd = screen.tty, .events = POLLOUT};

	if (!screen.can_rescue)
		return;
	if (poll(&tty, 1, 0) == 1 && (tty.revents & POLLOUT))
		emit(screen.tty, &screen.rescue);
	tcsetattr(screen.tty, TCSANOW, &screen.found);
	errno = before;
}

/* -- Showing ----------------------------------------------------------------------------------- */

/* A number that stands for a row as it is to look (FNV-1a), never 0. That of another row is the same once in 2^64; so much
 * memory as the row itself is kept by nobody a third time. */
static uint64_t print_of(const struct cell *cells, int n)
{
	const uint64_t prime = 0x100000001B3;
	uint64_t print = 0xCBF29CE484222325;

	for (int i = 0; i < n; i++) {
		unsigned first = (unsigned char)cells[i].bytes[0];
		print = (print ^ (first | (unsigned)cells[i].len << 8 | (unsigned)cells[i].width << 16 | (unsigned)cells[i].style << 24)) * prime;
		for (int k = 1; k < cells[i].len; k++)
			print = (print ^ (unsigned char)cells[i].bytes[k]) * prime;
	}
	return print ? print : 1;
}

static void show_row(const struct frame *frame, int row)
{
	const struct cell *cells = frame->cells + (size_t)row * (size_t)frame->width;
	uint64_t print = print_of(cells, frame->width);

	if (print == screen.shown[row])
		return;
	paint_row(cells, row);
	screen.shown[row] = print;
}

void screen_show(const struct frame *frame, bool repaint)
{
	if (frame->width != screen.width || frame->height != screen.height) {
		resize_term(frame->height, frame->width);
		size_picture(frame->width, frame->height);
		repaint = true;
	}
	if (repaint)
		clearok(curscr, TRUE);
	for (int row = 0; row < frame->height; row++)
		show_row(frame, row);
	wmove(newscr, frame->cursor_row, frame->cursor_column);
	doupdate();
}

void screen_bell(void)
{
	emit(STDOUT_FILENO, &(struct sequence){.at = "\a", .len = 1});
}

/* -- What is typed ----------------------------------------------------------------------------- */

bool screen_read(int64_t tick, struct event *ev, bool *gone)
{
	return keyboard_read(&screen.keyboard, tick, ev, gone);
}

int64_t screen_deadline(void)
{
	return keyboard_deadline(&screen.keyboard);
}
