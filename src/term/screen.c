/* SPDX-License-Identifier: MIT */
#define NCURSES_WIDECHAR 1
#include "term/screen.h"

#include <assert.h>
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
#include <wchar.h>
#include "base/ascii.h"
#include "base/mem.h"
#include "base/tr.h"
#include "term/keys.h"

#define WIDEST  1000
#define HIGHEST 500
#define POINTS  5     /* code points a cell of curses holds */
#define JOINER  0x200D
#define EMOJI_STYLE 0xFE0F /* makes some terminals draw one cell wider than wcwidth() says; so it is not sent */

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
	struct theme theme;
	bool colour, ascii;    /* colour: this terminal has it, and it is wanted */
	struct termios found;  /* the modes to leave behind */
	int tty;               /* the terminal, wherever descriptor 1 leads later */
	volatile sig_atomic_t can_rescue;
	struct sequence hello, bye, rescue;
	uint64_t *shown;       /* the print of each row that curses was last told; 0: not known */
	cchar_t *row;          /* one row on its way to curses ... */
	chtype *plain;         /* ... when it is ASCII */
	int width, height;
	struct keys keys;
	unsigned char in[4096];
	size_t nin, at;        /* in[at, nin) is not yet looked at */
	const struct codeset *codeset; /* of what is typed; NULL: UTF-8 */
	char rest[4];          /* a character of it in UTF-8, of which [rest_at, rest_len) is not yet looked at */
	size_t rest_at, rest_len;
	bool drained;          /* the last read took all there was */
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
	add_text(&screen.hello, ansi && screen.keys.mouse ? MOUSE_ON : NULL);
	add_text(&screen.hello, capability("cnorm"));
	add_text(&screen.bye, ansi && screen.keys.mouse ? MOUSE_OFF : NULL);
	add_text(&screen.bye, ansi ? PASTE_OFF : NULL);
	add_clearing(&screen.bye);
	add_clearing(&screen.rescue);
	add_text(&screen.rescue, ansi && screen.keys.mouse ? MOUSE_OFF : NULL);
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

/* $ESCDELAY in milliseconds; without it short, and longer over a network, where bytes of one key may part. */
static int escape_delay(void)
{
	const char *asked = getenv("ESCDELAY"), *ssh = getenv("SSH_CONNECTION");
	long delay = asked ? strtol(asked, NULL, 10) : 0;

	if (delay > 0)
		return delay > 5000 ? 5000 : (int)delay;
	return ssh && *ssh ? 300 : 100;
}

static void learn_keys(void)
{
	for (size_t i = 0; i < sizeof key_capabilities / sizeof key_capabilities[0]; i++) {
		const char *sequence = capability(key_capabilities[i].name);
		if (sequence != NULL)
			keys_learn(&screen.keys, sequence, key_capabilities[i].press);
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

/* The roles have a pair of colours each; pair 0 is the terminal's own. */
static short pair_of(int style)
{
	const struct look *look = &screen.theme.looks[style];

	return screen.colour && (look->colour != COLOUR_OWN || look->ground != COLOUR_OWN) ? (short)(style + 1) : 0;
}

/* Where there are eight colours a bright one is its dark twin. -1 is the terminal's own to curses too. */
static short shade(signed char colour)
{
	return (short)(colour >= COLORS ? colour % 8 : colour);
}

static void set_colours(void)
{
	keep_palette();
	screen.colour = screen.colour && has_colors() && start_color() == OK && use_default_colors() == OK;
	if (!screen.colour)
		return;
	for (int style = 0; style < STYLE_COUNT; style++)
		if (pair_of(style))
			init_pair(pair_of(style), shade(screen.theme.looks[style].colour), shade(screen.theme.looks[style].ground));
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

static void set_modes(void)
{
	raw();
	noecho();
	nonl();
	begin_again();
	typeahead(-1); /* we read all keys before we paint */
	set_colours();
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
	screen.row = mem_grow(screen.row, (size_t)width, sizeof screen.row[0]);
	screen.plain = mem_grow(screen.plain, (size_t)width, sizeof screen.plain[0]);
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
	screen.theme = options->theme ? *options->theme : themes[0];
	screen.colour = options->colour;
	screen.codeset = options->codeset;
	screen.ascii = options->ascii || MB_CUR_MAX == 1;
	keys_begin(&screen.keys, escape_delay());
	screen.keys.mouse = options->mouse;
	make_sequences();
	screen.can_rescue = 1;
	learn_keys();
	size_picture(width, height);
	emit(STDOUT_FILENO, &screen.hello);
	set_modes();
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
	const wchar_t sign[2] = {screen.ascii ? L'.' : L'\u00A0', 0};
	cchar_t cell;

	setcchar(&cell, sign, A_NORMAL, 0, NULL);
	for (int column = 0; column < screen.width; column++)
		screen.row[column] = cell;
	for (int row = 0; row < screen.height; row++)
		mvwadd_wchnstr(newscr, row, 0, screen.row, screen.width);
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
	mem_free(screen.row);
	mem_free(screen.plain);
	screen.shown = NULL;
	screen.row = NULL;
	screen.plain = NULL;
	explicit_bzero(screen.in, sizeof screen.in);
	screen.nin = screen.at = screen.rest_at = screen.rest_len = 0;
	keys_release(&screen.keys);
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

/* -- A frame becomes cells of curses ----------------------------------------------------------- */

/* One sign for a text of ASCII that has no room: what is left must not say something else ("1/2" is not "1"). */
static wchar_t one_sign(const char *text)
{
	size_t len = strlen(text);

	if (len > 0 && strspn(text, (char[]){text[0], '\0'}) == len)
		return (wchar_t)text[0];
	if (len > 1 && text[len - 1] == '>')
		return L'>';
	if (len > 1 && text[0] == '<')
		return L'<';
	return L'?';
}

/* The cell's text in ASCII, `width` characters. */
static int ascii_points(const struct cell *cell, wchar_t *out)
{
	char text[32] = "";
	size_t size;

	for (size_t i = 0; i < cell->len; i += size) {
		uint32_t point = text_point(cell->bytes + i, cell->len - i, &size);
		const char *like = point < 0x80 ? (char[]){(char)point, '\0'} : ascii_of(point);
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s", like);
	}
	if (strlen(text) > cell->width) {
		text[0] = (char)one_sign(text);
		text[1] = '\0';
	}
	int n = 0;
	for (; text[n] && n < cell->width; n++)
		out[n] = (wchar_t)text[n];
	return n;
}

/* The code points that curses can draw within the cell's columns. */
static int wide_points(const struct cell *cell, wchar_t *out)
{
	int n = 0, columns = 0;
	size_t size;

	for (size_t i = 0; i < cell->len; i += size) {
		wchar_t point = (wchar_t)text_point(cell->bytes + i, cell->len - i, &size);
		int width = point == EMOJI_STYLE ? -1 : wcwidth(point);
		if (width < 0 || (width == 0 && n == 0))
			continue;
		if (columns + width > cell->width)
			break;
		columns += width;
		out[n++] = point;
	}
	while (n > 0 && out[n - 1] == JOINER)
		n--;
	return n;
}

static attr_t attributes_of(unsigned char style)
{
	unsigned bits = screen.theme.looks[style].bits;

	return (bits & LOOK_BOLD ? A_BOLD : 0) | (bits & LOOK_REVERSE ? A_REVERSE : 0) | (bits & LOOK_UNDERLINE ? A_UNDERLINE : 0);
}

static void set_cell(cchar_t *out, const wchar_t *points, int n, unsigned char style)
{
	wchar_t text[POINTS + 1] = {0};

	wmemcpy(text, points, (size_t)(n < POINTS ? n : POINTS));
	setcchar(out, text, attributes_of(style), pair_of(style), NULL);
}

static bool is_ascii_cell(const struct cell *cell)
{
	return cell->len == 1 && cell->width == 1 && cell->bytes[0] >= ' ' && cell->bytes[0] <= '~';
}

/* Most cells are signs of ASCII in any language: those of a role are made once. */
static const cchar_t *ascii_cell(unsigned char style, char sign)
{
	static cchar_t made[STYLE_COUNT]['~' - ' ' + 1];
	static bool is_made[STYLE_COUNT], coloured[STYLE_COUNT];

	if (!is_made[style] || coloured[style] != screen.colour)
		for (wchar_t point = L' '; point <= L'~'; point++)
			set_cell(&made[style][point - L' '], &point, 1, style);
	is_made[style] = true;
	coloured[style] = screen.colour;
	return &made[style][sign - ' '];
}

/* One cell of ours is one or two of curses, each a character with what joins it. Returns how many. */
static int add_cell(const struct cell *cell, cchar_t *out)
{
	wchar_t points[sizeof cell->bytes + 2];

	if (is_ascii_cell(cell)) {
		*out = *ascii_cell(cell->style, cell->bytes[0]);
		return 1;
	}
	int n = screen.ascii ? ascii_points(cell, points) : wide_points(cell, points);
	int made = 0, columns = 0;

	for (int i = 0; i < n;) {
		int end = i + 1;
		while (end < n && wcwidth(points[end]) == 0)
			end++;
		set_cell(&out[made++], points + i, end - i, cell->style);
		columns += wcwidth(points[i]);
		i = end;
	}
	for (; columns < cell->width; columns++)
		set_cell(&out[made++], L" ", 1, cell->style);
	return made;
}

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

/* Nearly every row is ASCII. Its signs curses takes as they are; of wide ones it asks of each how wide it is, and how it
 * looks on its ground, which is a seventh of a page turn. False when there is anything else in it. */
static bool put_plain_row(const struct cell *cells, int row, int width)
{
	chtype look = 0;

	for (int column = 0; column < width; column++) {
		const struct cell *cell = &cells[column];
		if (!is_ascii_cell(cell))
			return false;
		if (column == 0 || cell->style != cells[column - 1].style)
			look = attributes_of(cell->style) | COLOR_PAIR(pair_of(cell->style));
		screen.plain[column] = (chtype)cell->bytes[0] | look;
	}
	mvwaddchnstr(newscr, row, 0, screen.plain, width);
	return true;
}

static void put_row(const struct cell *cells, int row, int width)
{
	int n = 0;

	for (int column = 0; column < width; column++)
		n += cells[column].width ? add_cell(&cells[column], screen.row + n) : 0;
	mvwadd_wchnstr(newscr, row, 0, screen.row, n);
}

/* A whole row at a time: curses finds the cells in it that changed, and no wide character is cut in two. */
static void show_row(const struct frame *frame, int row)
{
	const struct cell *cells = frame->cells + (size_t)row * (size_t)frame->width;
	uint64_t print = print_of(cells, frame->width);

	if (print == screen.shown[row])
		return;
	if (!put_plain_row(cells, row, frame->width))
		put_row(cells, row, frame->width);
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

/* Fills in[] if there is anything; never waits. */
static bool fill(bool *gone)
{
	struct pollfd tty = {.fd = STDIN_FILENO, .events = POLLIN};

	screen.at = screen.nin = 0;
	if (screen.drained || poll(&tty, 1, 0) <= 0)
		return false;
	ssize_t n = read(STDIN_FILENO, screen.in, sizeof screen.in);
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return false;
	*gone = n <= 0;
	screen.nin = n > 0 ? (size_t)n : 0;
	screen.drained = screen.nin < sizeof screen.in;
	keys_burst(&screen.keys, screen.in, screen.nin);
	return n > 0;
}

/* Nothing of what was typed stays here: it may be a phrase, or words that are locked by now. */
static unsigned char take_byte(void)
{
	unsigned char byte;

	if (screen.rest_at == screen.rest_len) {
		screen.rest_len = codeset_byte(screen.codeset, screen.in[screen.at], screen.rest);
		screen.rest_at = 0;
		explicit_bzero(&screen.in[screen.at++], sizeof byte);
	}
	byte = (unsigned char)screen.rest[screen.rest_at];
	explicit_bzero(&screen.rest[screen.rest_at++], sizeof byte);
	return byte;
}

static bool has_byte(void)
{
	return screen.at < screen.nin || screen.rest_at < screen.rest_len;
}

bool screen_read(int64_t tick, struct event *ev, bool *gone)
{
	keys_forget(&screen.keys);
	for (;;) {
		if (screen.keys.again >= 0 && keys_tick(&screen.keys, tick, ev))
			return true;
		if (!has_byte() && !fill(gone))
			break;
		if (keys_feed(&screen.keys, take_byte(), tick, ev))
			return true;
	}
	screen.drained = false;
	return !*gone && keys_tick(&screen.keys, tick, ev);
}

int64_t screen_deadline(void)
{
	return keys_deadline(&screen.keys);
}
