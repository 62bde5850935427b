/* SPDX-License-Identifier: MIT */
#include "support/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#if defined(__APPLE__)
#include <util.h>
#else
#include <pty.h>
#include <utmp.h>
#endif
#include <vterm.h>

enum {
	TAKE_MS = 5000,  /* how long a program may leave its input unread */
	MOST_READS = 64, /* before the question is asked again */
};

static long long now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* -- Start and end ------------------------------------------------------------------------- */

static int on_property(VTermProp property, VTermValue *value, void *user)
{
	struct pty *p = user;
	if (property == VTERM_PROP_CURSORVISIBLE)
		p->cursor_visible = value->boolean;
	if (property == VTERM_PROP_ALTSCREEN)
		p->altscreen = value->boolean;
	return 1;
}

static int on_bell(void *user)
{
	struct pty *p = user;
	p->bells++;
	return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = on_property, .bell = on_bell };

static void become(char *const argv[], char *const envp[], const char *cwd)
{
	for (int s = 1; s < 32; s++)
		signal(s, SIG_DFL);
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (cwd == NULL || chdir(cwd) == 0)
		execve(argv[0], argv, envp);
	const char *why = strerror(errno);
	if (write(2, why, strlen(why)) < 0)
		_exit(126);
	_exit(127);
}

bool pty_start(struct pty *p, char *const argv[], char *const envp[], const char *cwd, int rows, int cols)
{
	*p = (struct pty){ .fd = -1, .rows = rows, .cols = cols, .cursor_visible = true };
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	int slave;
	if (openpty(&p->fd, &slave, NULL, NULL, &size) < 0)
		return false;
	tcgetattr(slave, &p->at_start); /* before the program can have touched it */
	p->pid = fork();
	if (p->pid == 0) {
		close(p->fd);
		if (login_tty(slave) == 0)
			become(argv, envp, cwd);
		_exit(126);
	}
	close(slave);
	if (p->pid < 0) {
		p->pid = 0;
		close(p->fd);
		p->fd = -1;
		return false;
	}
	fcntl(p->fd, F_SETFL, fcntl(p->fd, F_GETFL) | O_NONBLOCK);
	fcntl(p->fd, F_SETFD, FD_CLOEXEC);
	p->vt = vterm_new(rows, cols);
	vterm_set_utf8(p->vt, 1);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_set_callbacks(p->screen, &callbacks, p);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_reset(p->screen, 1);
	return true;
}

void pty_release(struct pty *p)
{
	if (p->pid > 0) {
		kill(-p->pid, SIGKILL);
		kill(p->pid, SIGKILL);
		waitpid(p->pid, &p->status, 0);
	}
	if (p->fd >= 0)
		close(p->fd);
	if (p->vt != NULL)
		vterm_free(p->vt);
	*p = (struct pty){ .fd = -1 };
}

/* -- What the program says ----------------------------------------------------------------- */

/* The terminal's own answers (to "where is the cursor?" and the like) go back to the program. */
static void answer(struct pty *p)
{
	char reply[256];
	size_t n;
	while ((n = vterm_output_read(p->vt, reply, sizeof reply)) > 0)
		if (!pty_send(p, reply, n))
			return;
}

/* One read; >0 bytes taken, 0 nothing there now, -1 nothing will come any more. */
static int take(struct pty *p)
{
	char buffer[16384];
	ssize_t n = read(p->fd, buffer, sizeof buffer);
	if (n > 0) {
		vterm_input_write(p->vt, buffer, (size_t)n);
		p->bytes += (unsigned long long)n;
		return 1;
	}
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	p->eof = true;
	return -1;
}

bool pty_pump(struct pty *p, int ms)
{
	if (p->fd < 0 || p->eof)
		return false;
	struct pollfd wait = { .fd = p->fd, .events = POLLIN };
	if (poll(&wait, 1, ms) <= 0)
		return true;
	int got = take(p);
	for (int more = 0; got > 0 && more < MOST_READS; more++) /* a program may write for ever */
		got = take(p);
	vterm_screen_flush_damage(p->screen);
	answer(p);
	return got >= 0;
}

bool pty_wait(struct pty *p, bool (*question)(struct pty *, const void *), const void *about, int ms)
{
	long long until = now_ms() + ms;
	pty_pump(p, 0);
	for (;;) {
		if (question(p, about))
			return true;
		long long left = until - now_ms();
		if (left <= 0)
			return false;
		if (!pty_pump(p, (int)left))
			return question(p, about);
	}
}

bool pty_falls_silent(struct pty *p, int stretch, int ms)
{
	long long until = now_ms() + ms;
	unsigned long long before;
	do {
		pty_pump(p, 0);
		before = p->bytes;
		pty_pump(p, stretch);
	} while (p->bytes != before && now_ms() < until);
	return p->bytes == before;
}

bool pty_shell_is_in_front(struct pty *p)
{
	return p->fd >= 0 && p->pid > 0 && tcgetpgrp(p->fd) == p->pid;
}

bool pty_await_end(struct pty *p, int ms)
{
	long long until = now_ms() + ms;
	while (!p->ended) {
		pid_t got = waitpid(p->pid, &p->status, WNOHANG);
		if (got == p->pid || (got < 0 && errno == ECHILD)) {
			p->ended = true;
			p->pid = 0;
			break;
		}
		if (now_ms() >= until)
			return false;
		if (!pty_pump(p, 5)) /* a dead line cannot wake us: look again after a moment */
			poll(NULL, 0, 5);
	}
	pty_pump(p, 0);
	return true;
}

/* -- What the person does ------------------------------------------------------------------ */

bool pty_send(struct pty *p, const char *bytes, size_t len)
{
	long long until = now_ms() + TAKE_MS;
	while (len > 0) {
		if (p->fd < 0)
			return false;
		ssize_t n = write(p->fd, bytes, len);
		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
			continue;
		}
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return false;
		/* The line is full: the program may be waiting for us to read. */
		if (now_ms() >= until || (!p->eof && take(p) < 0))
			return false;
		struct pollfd wait = { .fd = p->fd, .events = POLLIN | POLLOUT };
		poll(&wait, 1, 20);
	}
	return true;
}

bool pty_send_apart(struct pty *p, const char *bytes, int gap)
{
	for (; *bytes; bytes++) {
		long long until = now_ms() + gap;
		if (!pty_send(p, bytes, 1))
			return false;
		for (long long left = gap; left > 0; left = until - now_ms())
			pty_pump(p, (int)left);
	}
	return true;
}

static const struct {
	const char *name;
	VTermKey key;
} named_keys[] = {
	{ "Enter", VTERM_KEY_ENTER },   { "Tab", VTERM_KEY_TAB },      { "Backspace", VTERM_KEY_BACKSPACE },
	{ "Esc", VTERM_KEY_ESCAPE },    { "Up", VTERM_KEY_UP },        { "Down", VTERM_KEY_DOWN },
	{ "Left", VTERM_KEY_LEFT },     { "Right", VTERM_KEY_RIGHT },  { "Insert", VTERM_KEY_INS },
	{ "Del", VTERM_KEY_DEL },       { "Home", VTERM_KEY_HOME },    { "End", VTERM_KEY_END },
	{ "PgUp", VTERM_KEY_PAGEUP },   { "PgDn", VTERM_KEY_PAGEDOWN },
};

static VTermKey key_named(const char *name)
{
	for (size_t i = 0; i < sizeof named_keys / sizeof named_keys[0]; i++)
		if (strcmp(name, named_keys[i].name) == 0)
			return named_keys[i].key;
	if (name[0] == 'F' && name[1] >= '1' && name[1] <= '9') {
		char *end;
		long n = strtol(name + 1, &end, 10);
		if (*end == '\0' && n <= 12)
			return (VTermKey)(VTERM_KEY_FUNCTION_0 + n);
	}
	return VTERM_KEY_NONE;
}

/* Control and Alt with a character are sent as every terminal sends them; libvterm would use a newer way for some. */
static bool press_character(struct pty *p, const char *name, VTermModifier mod)
{
	char bytes[8];
	size_t n = 0;
	size_t len = strlen(name);
	if (mod & VTERM_MOD_ALT)
		bytes[n++] = '\033';
	if (mod & VTERM_MOD_CTRL) {
		if (len != 1 || name[0] < '?')
			return false;
		bytes[n++] = name[0] == '?' ? '\177' : (char)(name[0] & 0x1f);
	} else {
		unsigned char lead = (unsigned char)name[0];
		size_t want = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
		if (len != want)
			return false;
		memcpy(bytes + n, name, len);
		n += len;
	}
	return pty_send(p, bytes, n);
}

bool pty_key(struct pty *p, const char *name)
{
	VTermModifier mod = VTERM_MOD_NONE;
	while (name[0] != '\0' && name[1] == '-' && name[2] != '\0') {
		if (name[0] == 'C')
			mod |= VTERM_MOD_CTRL;
		else if (name[0] == 'M')
			mod |= VTERM_MOD_ALT;
		else if (name[0] == 'S')
			mod |= VTERM_MOD_SHIFT;
		else
			return false;
		name += 2;
	}
	pty_pump(p, 0); /* the modes the program asked for decide what a key sends */
	VTermKey key = key_named(name);
	if (key == VTERM_KEY_NONE && strcmp(name, "Space") == 0)
		return press_character(p, mod & VTERM_MOD_CTRL ? "@" : " ", mod);
	if (key == VTERM_KEY_NONE)
		return name[0] != '\0' && press_character(p, name, mod);
	vterm_keyboard_key(p->vt, key, mod);
	answer(p);
	return true;
}

bool pty_paste(struct pty *p, const char *text)
{
	pty_pump(p, 0);
	vterm_keyboard_start_paste(p->vt);
	answer(p);
	for (const char *at = text; *at != '\0';) {
		size_t n = strcspn(at, "\n");
		if (!pty_send(p, at, n) || (at[n] == '\n' && !pty_send(p, "\r", 1)))
			return false;
		at += n + (at[n] == '\n');
	}
	vterm_keyboard_end_paste(p->vt);
	answer(p);
	return true;
}

void pty_resize(struct pty *p, int rows, int cols)
{
	pty_pump(p, 0);
	p->rows = rows;
	p->cols = cols;
	vterm_set_size(p->vt, rows, cols);
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	ioctl(p->fd, TIOCSWINSZ, &size);
}

void pty_hangup(struct pty *p)
{
	pty_pump(p, 0);
	close(p->fd);
	p->fd = -1;
}

static void set_size(struct pty *p, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	ioctl(p->fd, TIOCSWINSZ, &size);
}

void pty_storm(struct pty *p, int times)
{
	unsigned number = 1;

	for (int i = 0; i < times; i++) {
		number = number * 1664525u + 1013904223u; /* Numerical Recipes, a linear congruence */
		bool large = number % 16 == 0; /* most windows are small */
		set_size(p, (int)(number >> 8) % (large ? 500 : 60) + 1, (int)(number >> 16) % (large ? 1000 : 160) + 1);
		pty_pump(p, 0);
	}
	set_size(p, p->rows, p->cols);
}

/* How much of what the program wrote waits to be read. */
static int unread(const struct pty *p)
{
	int n = 0;
	return ioctl(p->fd, FIONREAD, &n) == 0 ? n : 0;
}

#define LINE_FULL 4000 /* bytes; the kernel holds 4,095 for a terminal that does not read */

static bool fill_line(struct pty *p, const char *work, long long until)
{
	size_t len = strlen(work);

	while (unread(p) < LINE_FULL && now_ms() < until) {
		if (write(p->fd, work, len) < 0 && errno != EAGAIN)
			return false;
		poll(NULL, 0, 5);
	}
	return unread(p) >= LINE_FULL;
}

bool pty_ends_unread(struct pty *p, const char *work, int signal, int ms, int *spent)
{
	long long from, until = now_ms() + ms;

	if (!fill_line(p, work, until) || !pty_signal(p, signal))
		return false;
	from = now_ms();
	while (waitpid(p->pid, &p->status, WNOHANG) != p->pid) {
		if (now_ms() >= until)
			return false;
		poll(NULL, 0, 5);
	}
	p->ended = true;
	p->pid = 0;
	*spent = (int)(now_ms() - from);
	return true;
}

bool pty_signal(struct pty *p, int signal)
{
	if (p->pid <= 0) {
		errno = ESRCH;
		return false;
	}
	pid_t front = p->fd >= 0 ? tcgetpgrp(p->fd) : -1;
	return kill(front > 0 ? front : p->pid, signal) == 0;
}

/* -- What the person sees ------------------------------------------------------------------ */

static size_t put_utf8(char *out, uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	size_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
	static const unsigned char leads[] = { 0, 0xc0, 0xe0, 0xf0 };
	out[0] = (char)(leads[more] | (c >> (6 * more)));
	for (size_t i = 1; i <= more; i++)
		out[i] = (char)(0x80 | ((c >> (6 * (more - i))) & 0x3f));
	return more + 1;
}

char *pty_row(struct pty *p, int row)
{
	char *text = calloc((size_t)p->cols * VTERM_MAX_CHARS_PER_CELL + 1, 4);
	if (text == NULL)
		abort();
	size_t n = 0, end = 0;
	for (int col = 0; p->vt != NULL && row >= 0 && row < p->rows && col < p->cols; col++) {
		VTermScreenCell cell;
		if (!vterm_screen_get_cell(p->screen, (VTermPos){ .row = row, .col = col }, &cell))
			break;
		if (cell.chars[0] == (uint32_t)-1) /* the right half of a wide character */
			continue;
		if (cell.chars[0] == 0) {
			text[n++] = ' ';
			continue;
		}
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++)
			n += put_utf8(text + n, cell.chars[i]);
		if (text[n - 1] != ' ')
			end = n;
	}
	text[end] = '\0';
	return text;
}

char *pty_text(struct pty *p)
{
	size_t len = 0;
	char *text = calloc(1, 1);
	for (int row = 0; row < p->rows; row++) {
		char *line = pty_row(p, row);
		size_t n = strlen(line);
		text = realloc(text, len + n + 2);
		if (text == NULL)
			abort();
		memcpy(text + len, line, n);
		len += n;
		text[len++] = '\n';
		text[len] = '\0';
		free(line);
	}
	return text;
}

void pty_cursor(struct pty *p, int *row, int *col)
{
	VTermPos at;
	vterm_state_get_cursorpos(vterm_obtain_state(p->vt), &at);
	*row = at.row;
	*col = at.col;
}

bool pty_is_restored(struct pty *p, const char **what)
{
	struct termios now;
	*what = "the line is gone";
	if (p->fd < 0 || tcgetattr(p->fd, &now) < 0)
		return false;
	const struct termios *was = &p->at_start;
	*what = "the terminal's modes differ from those at the start";
	if (now.c_iflag != was->c_iflag || now.c_oflag != was->c_oflag || now.c_cflag != was->c_cflag ||
		now.c_lflag != was->c_lflag || memcmp(now.c_cc, was->c_cc, sizeof now.c_cc) != 0)
		return false;
	*what = "the alternate screen was not left";
	if (p->altscreen)
		return false;
	*what = "the cursor is still hidden";
	return p->cursor_visible;
}
