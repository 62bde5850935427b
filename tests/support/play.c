/* SPDX-License-Identifier: MIT
 *
 * play: runs tests/play/NAME.play, a script of what a person does at a terminal and sees there.
 *
 *   play [-v] [-j JOBS] FILE...     -v says each line as it is played
 *
 * Each play has a HOME of its own for its whole length, a pinned environment, and
 * runs in a process of its own. The words are in the table `words` at the end and
 * in tests/README.md. The last line is "N passed, N failed".
 */
#include "support/golden.h"
#include "support/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	DEADLINE_MS = 5000,   /* for what should be seen */
	RUN_MS = 30000,       /* for a plain command */
	PLAY_S = 120,         /* for a whole play */
	MOST_ARGS = 64,
	MOST_ENV = 64,
	SETTLE_MS = 300,      /* of silence, before a golden is rewritten */
};

/* What a plain command gave. */
struct output {
	char *text;
	size_t len;
};

struct play {
	const char *path;       /* the script */
	int line;               /* being played */
	const char *words;      /* that line, for messages */
	char home[PATH_MAX];
	const char *repo;
	const char *attune;     /* the program under test, absolute */
	char *env[MOST_ENV + 1];
	int rows, cols;
	int deadline;
	struct pty pty;
	bool started;           /* a program is on the terminal, or was, and its end was not looked at */
	unsigned long long heard; /* bytes the program had written when something was last pressed */
	bool escaped;           /* Esc was pressed and nothing has been seen since */
	char *in;               /* for the next plain command */
	struct output out, err;
	int status;             /* of the last plain command, -1 when there was none */
};

static bool verbose;

/* -- Failing ------------------------------------------------------------------------------- */

static void print_screen(struct play *p)
{
	int row, col;
	pty_cursor(&p->pty, &row, &col);
	printf("    screen %dx%d, cursor %s at row %d, column %d%s\n", p->pty.cols, p->pty.rows,
		p->pty.cursor_visible ? "visible" : "hidden", row, col, p->pty.altscreen ? "" : ", main screen");
	int blank = 0; /* rows not printed yet; those at the end never are */
	for (int i = 0; i < p->pty.rows; i++) {
		char *text = pty_row(&p->pty, i);
		if (text[0] == '\0')
			blank++;
		else {
			for (; blank > 0; blank--)
				printf("    %3d|\n", i - blank);
			printf("    %3d|%s\n", i, text);
		}
		free(text);
	}
}

__attribute__((format(printf, 2, 3))) static bool fail(struct play *p, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	printf("  %s:%d: %s\n    ", p->path, p->line, p->words);
	vprintf(format, ap);
	printf("\n");
	va_end(ap);
	if (p->started && p->pty.vt != NULL)
		print_screen(p);
	if (p->status >= 0)
		printf("    last command: status %d\n    stdout: %.2000s\n    stderr: %.2000s\n", p->status,
			p->out.text, p->err.text);
	return false;
}

static bool on_screen(struct play *p)
{
	return p->started || fail(p, "nothing was started");
}

/* -- Environment --------------------------------------------------------------------------- */

static void env_unset(struct play *p, const char *name)
{
	size_t n = strcspn(name, "=");
	int to = 0;
	for (int i = 0; p->env[i] != NULL; i++) {
		if (strncmp(p->env[i], name, n) == 0 && p->env[i][n] == '=')
			free(p->env[i]);
		else
			p->env[to++] = p->env[i];
	}
	p->env[to] = NULL;
}

static void env_set(struct play *p, const char *name, const char *value)
{
	env_unset(p, name);
	int n = 0;
	while (p->env[n] != NULL)
		n++;
	if (n == MOST_ENV)
		abort();
	size_t room = strlen(name) + strlen(value) + 2;
	p->env[n] = malloc(room);
	if (p->env[n] == NULL)
		abort();
	snprintf(p->env[n], room, "%s=%s", name, value);
}

static void env_pin(struct play *p)
{
	static const char *const through[] = { "ASAN_OPTIONS", "UBSAN_OPTIONS", "LLVM_PROFILE_FILE", "GCOV_PREFIX" };
	char path[PATH_MAX + 64], lessons[PATH_MAX];
	snprintf(path, sizeof path, "%.*s:/usr/local/bin:/usr/bin:/bin", (int)(strrchr(p->attune, '/') - p->attune),
		p->attune);
	snprintf(lessons, sizeof lessons, "%s/lessons", p->repo);
	env_set(p, "PATH", path);
	env_set(p, "HOME", p->home);
	env_set(p, "TERM", "xterm-256color");
	env_set(p, "LC_ALL", "C.UTF-8");
	env_set(p, "TZ", "UTC");
	env_set(p, "ATTUNE_PATH", lessons);
	for (size_t i = 0; i < sizeof through / sizeof through[0]; i++)
		if (getenv(through[i]) != NULL)
			env_set(p, through[i], getenv(through[i]));
}

/* -- Words about the start ----------------------------------------------------------------- */

static bool number(struct play *p, const char *text, int least, int most, int *out)
{
	char *end;
	long n = strtol(text, &end, 10);
	if (*text == '\0' || *end != '\0' || n < least || n > most)
		return fail(p, "%s is no number from %d to %d", text, least, most);
	*out = (int)n;
	return true;
}

static bool do_size(struct play *p, int n, char **arg)
{
	(void)n;
	return number(p, arg[0], 1, 1000, &p->cols) && number(p, arg[1], 1, 1000, &p->rows);
}

static bool do_term(struct play *p, int n, char **arg)
{
	(void)n;
	env_set(p, "TERM", arg[0]);
	return true;
}

static bool do_env(struct play *p, int n, char **arg)
{
	for (int i = 0; i < n; i++) {
		char *equals = strchr(arg[i], '=');
		if (equals == NULL)
			return fail(p, "%s is not NAME=VALUE", arg[i]);
		*equals = '\0';
		env_set(p, arg[i], equals + 1);
	}
	return true;
}

static bool do_unset(struct play *p, int n, char **arg)
{
	for (int i = 0; i < n; i++)
		env_unset(p, arg[i]);
	return true;
}

static bool do_deadline(struct play *p, int n, char **arg)
{
	(void)n;
	return number(p, arg[0], 1, PLAY_S * 1000, &p->deadline);
}

static bool begin(struct play *p, char **argv)
{
	if (p->started && !p->pty.ended)
		return fail(p, "the program started before still runs; use `exit` to await its end");
	pty_release(&p->pty);
	p->escaped = false;
	p->heard = 0;
	p->started = pty_start(&p->pty, argv, p->env, p->home, p->rows, p->cols);
	return p->started || fail(p, "no pseudo-terminal: %s", strerror(errno));
}

static bool do_start(struct play *p, int n, char **arg)
{
	char *argv[MOST_ARGS + 2] = { (char *)(uintptr_t)p->attune };
	memcpy(argv + 1, arg, (size_t)n * sizeof *arg);
	return begin(p, argv);
}

/* Any other program, to try the driver itself. */
static bool do_start_program(struct play *p, int n, char **arg)
{
	(void)n;
	return begin(p, arg);
}

static bool do_shell(struct play *p, int n, char **arg)
{
	(void)n, (void)arg;
	env_set(p, "PS1", "$ ");
	char *argv[] = { (char[]){ "/bin/sh" }, (char[]){ "-i" }, NULL };
	return begin(p, argv);
}

/* -- Words about doing --------------------------------------------------------------------- */

/* Bytes right behind an Esc would make it Alt: the play has to wait for what Esc does. */
static bool may_press(struct play *p)
{
	if (!on_screen(p))
		return false;
	pty_pump(&p->pty, 0);
	p->heard = p->pty.bytes;
	return !p->escaped || fail(p, "after Esc, first wait for what it does (see, gone, row, cursor, quiet)");
}

static bool do_key(struct play *p, int n, char **arg)
{
	for (int i = 0; i < n; i++) {
		if (!may_press(p))
			return false;
		if (!pty_key(&p->pty, arg[i]))
			return fail(p, "no such key, or it was not taken: %s", arg[i]);
		p->escaped = strcmp(arg[i], "Esc") == 0;
	}
	return true;
}

static bool do_type(struct play *p, int n, char **arg)
{
	int times = 1;
	if (!may_press(p) || (n > 1 && !number(p, arg[1], 1, 99999, &times)))
		return false;
	while (times-- > 0)
		if (!pty_send(&p->pty, arg[0], strlen(arg[0])))
			return fail(p, "it was not taken");
	return true;
}

/* A line so slow, or so torn, that each byte comes alone. */
static bool do_apart(struct play *p, int n, char **arg)
{
	int gap;
	(void)n;
	if (!may_press(p) || !number(p, arg[0], 0, 5000, &gap))
		return false;
	return pty_send_apart(&p->pty, arg[1], gap) || fail(p, "it was not taken");
}

static bool do_paste(struct play *p, int n, char **arg)
{
	(void)n;
	return may_press(p) && (pty_paste(&p->pty, arg[0]) || fail(p, "it was not taken"));
}

static bool do_resize(struct play *p, int n, char **arg)
{
	if (!on_screen(p) || !do_size(p, n, arg))
		return false;
	pty_resize(&p->pty, p->rows, p->cols);
	return true;
}

static bool do_storm(struct play *p, int n, char **arg)
{
	int times;
	(void)n;
	if (!on_screen(p) || !number(p, arg[0], 1, 99999, &times))
		return false;
	pty_storm(&p->pty, times);
	return true;
}

static bool do_hangup(struct play *p, int n, char **arg)
{
	(void)n, (void)arg;
	if (!on_screen(p))
		return false;
	pty_hangup(&p->pty);
	return true;
}

static const struct {
	const char *name;
	int number;
} signals[] = {
	{ "TERM", SIGTERM }, { "USR1", SIGUSR1 }, { "HUP", SIGHUP },   { "KILL", SIGKILL }, { "INT", SIGINT },     { "QUIT", SIGQUIT },
	{ "STOP", SIGSTOP }, { "CONT", SIGCONT }, { "TSTP", SIGTSTP }, { "WINCH", SIGWINCH }, { "USR1", SIGUSR1 },
	{ "ALRM", SIGALRM }, { "PIPE", SIGPIPE }, { "ABRT", SIGABRT }, { "SEGV", SIGSEGV },
};

static int signal_named(const char *name)
{
	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
		if (strcmp(name, signals[i].name) == 0)
			return signals[i].number;
	return 0;
}

static bool do_signal(struct play *p, int n, char **arg)
{
	(void)n;
	int s = signal_named(arg[0]);
	if (s == 0)
		return fail(p, "no such signal here: %s", arg[0]);
	return on_screen(p) && (pty_signal(&p->pty, s) || fail(p, "not sent: %s", strerror(errno)));
}

static bool do_unread(struct play *p, int n, char **arg)
{
	int s = signal_named(arg[1]), most, spent = 0;
	(void)n;
	if (!on_screen(p) || s == 0 || !number(p, arg[2], 1, 60000, &most))
		return s == 0 ? fail(p, "no such signal here: %s", arg[1]) : false;
	if (!pty_ends_unread(&p->pty, arg[0], s, p->deadline, &spent))
		return fail(p, "it did not end");
	return spent <= most || fail(p, "it took %d ms to end", spent);
}

/* -- Words about seeing -------------------------------------------------------------------- */

/* The screen as running text: every stretch of blanks and line ends is one blank. */
static char *flowing(struct pty *pty)
{
	char *text = pty_text(pty);
	size_t to = 0;
	for (size_t i = 0; text[i] != '\0'; i++) {
		bool blank = text[i] == ' ' || text[i] == '\n';
		if (!blank)
			text[to++] = text[i];
		else if (to > 0 && text[to - 1] != ' ')
			text[to++] = ' ';
	}
	text[to] = '\0';
	return text;
}

static bool is_seen(struct pty *pty, const void *about)
{
	char *rows = pty_text(pty), *flow = flowing(pty);
	bool seen = strstr(rows, about) != NULL || strstr(flow, about) != NULL;
	free(rows);
	free(flow);
	return seen;
}

static bool is_gone(struct pty *pty, const void *about)
{
	return !is_seen(pty, about);
}

static const char *how_it_ended(struct play *p)
{
	return p->pty.eof ? " (the program has left the terminal)" : "";
}

static bool do_see(struct play *p, int n, char **arg)
{
	if (!on_screen(p))
		return false;
	for (int i = 0; i < n; i++)
		if (!pty_wait(&p->pty, is_seen, arg[i], p->deadline))
			return fail(p, "not seen within %d ms%s: \"%s\"", p->deadline, how_it_ended(p), arg[i]);
	p->escaped = false;
	return true;
}

static bool do_gone(struct play *p, int n, char **arg)
{
	if (!on_screen(p))
		return false;
	for (int i = 0; i < n; i++)
		if (!pty_wait(&p->pty, is_gone, arg[i], p->deadline))
			return fail(p, "still there after %d ms: \"%s\"", p->deadline, arg[i]);
	p->escaped = false;
	return true;
}

struct place {
	int row, col;
	const char *text;
};

static bool is_cursor_at(struct pty *pty, const void *about)
{
	const struct place *want = about;
	int row, col;
	pty_cursor(pty, &row, &col);
	return pty->cursor_visible && row == want->row && col == want->col;
}

static bool is_cursor_hidden(struct pty *pty, const void *about)
{
	(void)about;
	return !pty->cursor_visible;
}

static bool do_cursor(struct play *p, int n, char **arg)
{
	struct place want = { 0 };
	if (!on_screen(p))
		return false;
	p->escaped = false;
	if (n == 1)
		return strcmp(arg[0], "hidden") != 0 ? fail(p, "cursor ROW COL, or cursor hidden") :
			pty_wait(&p->pty, is_cursor_hidden, NULL, p->deadline) || fail(p, "it is visible");
	return number(p, arg[0], 0, 999, &want.row) && number(p, arg[1], 0, 999, &want.col) &&
		(pty_wait(&p->pty, is_cursor_at, &want, p->deadline) || fail(p, "it is elsewhere, or hidden"));
}

static bool is_row(struct pty *pty, const void *about)
{
	const struct place *want = about;
	char *text = pty_row(pty, want->row < 0 ? pty->rows + want->row : want->row);
	bool is = want->text[0] == '\0' ? text[0] == '\0' : strstr(text, want->text) != NULL;
	free(text);
	return is;
}

static bool do_row(struct play *p, int n, char **arg)
{
	(void)n;
	struct place want = { .text = arg[1] };
	p->escaped = false;
	return on_screen(p) && number(p, arg[0], -1000, 999, &want.row) &&
		(pty_wait(&p->pty, is_row, &want, p->deadline) || fail(p, "that row says something else"));
}

static bool is_prompt(struct pty *pty, const void *about)
{
	const unsigned long long *heard = about; /* the prompt that stood there before says nothing */
	int row, col;
	pty_cursor(pty, &row, &col);
	char *text = pty_row(pty, row);
	bool is = pty->bytes > *heard && pty_shell_is_in_front(pty) && col == 2 && strcmp(text, "$") == 0;
	free(text);
	return is;
}

static bool do_prompt(struct play *p, int n, char **arg)
{
	(void)n, (void)arg;
	p->escaped = false;
	return on_screen(p) && (pty_wait(&p->pty, is_prompt, &p->heard, p->deadline) || fail(p, "the shell does not ask for more"));
}

/* The screen as a golden: its rows, then where the cursor is. */
static char *picture(struct pty *pty)
{
	char *text = pty_text(pty);
	size_t len = strlen(text);
	int row, col;
	pty_cursor(pty, &row, &col);
	text = realloc(text, len + 64);
	if (text == NULL)
		abort();
	if (pty->cursor_visible)
		snprintf(text + len, 64, "cursor %d %d\n", row, col);
	else
		snprintf(text + len, 64, "cursor hidden\n");
	return text;
}

static bool is_picture(struct pty *pty, const void *about)
{
	char *text = picture(pty);
	bool is = golden_file_equals(about, text);
	free(text);
	return is;
}

static bool do_screen(struct play *p, int n, char **arg)
{
	(void)n;
	char path[PATH_MAX + 64];
	snprintf(path, sizeof path, "%s/tests/golden/%s.screen", p->repo, arg[0]);
	if (!on_screen(p))
		return false;
	p->escaped = false;
	if (!golden_is_updating() && pty_wait(&p->pty, is_picture, path, p->deadline))
		return true;
	if (golden_is_updating() && !pty_falls_silent(&p->pty, SETTLE_MS, p->deadline))
		return fail(p, "the screen never settles");
	fflush(stdout);
	char *text = picture(&p->pty);
	bool same = golden_file_matches(path, text);
	free(text);
	return same || fail(p, "the screen differs from the golden");
}

static bool do_quiet(struct play *p, int n, char **arg)
{
	(void)n;
	int ms;
	p->escaped = false;
	return on_screen(p) && number(p, arg[0], 1, 60000, &ms) &&
		(pty_falls_silent(&p->pty, ms, p->deadline) || fail(p, "it never stops writing to the terminal"));
}

static bool do_exit(struct play *p, int n, char **arg)
{
	(void)n;
	if (!on_screen(p))
		return false;
	if (!pty_await_end(&p->pty, p->deadline))
		return fail(p, "it still runs after %d ms", p->deadline);
	int s = signal_named(arg[0]), want = 0, got = p->pty.status;
	if (s == 0 && !number(p, arg[0], 0, 255, &want))
		return false;
	if (WIFSIGNALED(got) && WTERMSIG(got) != s)
		return fail(p, "it was killed by signal %d", WTERMSIG(got));
	if (WIFEXITED(got) && (s != 0 || WEXITSTATUS(got) != want))
		return fail(p, "it ended with status %d", WEXITSTATUS(got));
	return true;
}

static bool do_restored(struct play *p, int n, char **arg)
{
	(void)n, (void)arg;
	const char *what;
	return on_screen(p) && (pty_is_restored(&p->pty, &what) || fail(p, "%s", what));
}

static bool has_rung(struct pty *pty, const void *about)
{
	(void)about;
	return pty->bells > 0;
}

static bool do_bell(struct play *p, int n, char **arg)
{
	(void)n, (void)arg;
	if (!on_screen(p) || !pty_wait(&p->pty, has_rung, NULL, p->deadline))
		return fail(p, "no bell was heard");
	p->pty.bells = 0;
	return true;
}

/* -- Words about plain commands ------------------------------------------------------------ */

static long long now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void output_take(struct output *o, int *fd)
{
	o->text = realloc(o->text, o->len + 65537);
	if (o->text == NULL)
		abort();
	ssize_t n = read(*fd, o->text + o->len, 65536);
	if (n > 0)
		o->len += (size_t)n;
	else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
		close(*fd);
		*fd = -1;
	}
	o->text[o->len] = '\0';
}

static void output_begin(struct output *o)
{
	free(o->text);
	*o = (struct output){ .text = calloc(1, 1) };
	if (o->text == NULL)
		abort();
}

static bool make_pipe(int end[2])
{
	if (pipe(end) < 0)
		return false;
	fcntl(end[0], F_SETFD, FD_CLOEXEC);
	fcntl(end[1], F_SETFD, FD_CLOEXEC);
	return true;
}

/* Feeds and drains the command until it has closed both its outputs, or the time is over. */
static bool converse(struct play *p, int in, int out, int err)
{
	const char *rest = p->in != NULL ? p->in : "";
	long long until = now_ms() + RUN_MS;
	while (out >= 0 || err >= 0) {
		if (in >= 0 && *rest == '\0') {
			close(in);
			in = -1;
		}
		struct pollfd wait[3] = { { in, POLLOUT, 0 }, { out, POLLIN, 0 }, { err, POLLIN, 0 } };
		long long left = until - now_ms();
		if (left <= 0)
			break;
		poll(wait, 3, (int)left);
		if (wait[0].revents != 0) {
			ssize_t n = write(in, rest, strlen(rest));
			rest = n > 0 ? rest + n : errno == EAGAIN || errno == EINTR ? rest : "";
		}
		if (wait[1].revents != 0)
			output_take(&p->out, &out);
		if (wait[2].revents != 0)
			output_take(&p->err, &err);
	}
	bool done = out < 0 && err < 0;
	for (int *fd = (int[]){ in, out, err, -2 }; *fd != -2; fd++)
		if (*fd >= 0)
			close(*fd);
	return done;
}

static bool run(struct play *p, char **argv)
{
	int in[2], out[2], err[2];
	if (!make_pipe(in) || !make_pipe(out) || !make_pipe(err))
		return fail(p, "no pipe: %s", strerror(errno));
	fcntl(in[1], F_SETFL, O_NONBLOCK);
	output_begin(&p->out);
	output_begin(&p->err);
	pid_t pid = fork();
	if (pid == 0) {
		signal(SIGPIPE, SIG_DFL);
		setsid(); /* no way to a terminal */
		alarm(0);
		if (dup2(in[0], 0) >= 0 && dup2(out[1], 1) >= 0 && dup2(err[1], 2) >= 0 && chdir(p->home) == 0)
			execve(argv[0], argv, p->env);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	close(err[1]);
	if (pid < 0)
		return fail(p, "no process: %s", strerror(errno));
	bool done = converse(p, in[1], out[0], err[0]);
	if (!done)
		kill(-pid, SIGKILL);
	int status = 0;
	waitpid(pid, &status, 0);
	free(p->in);
	p->in = NULL;
	p->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	return done || fail(p, "it did not end within %d ms", RUN_MS);
}

static bool do_run(struct play *p, int n, char **arg)
{
	char *argv[MOST_ARGS + 2] = { (char *)(uintptr_t)p->attune };
	memcpy(argv + 1, arg, (size_t)n * sizeof *arg);
	return run(p, argv);
}

static bool do_sh(struct play *p, int n, char **arg)
{
	(void)n;
	char *argv[] = { (char[]){ "/bin/sh" }, (char[]){ "-c" }, arg[0], NULL };
	return run(p, argv) && (p->status == 0 || fail(p, "it ended with status %d", p->status));
}

static bool do_stdin(struct play *p, int n, char **arg)
{
	(void)n;
	free(p->in);
	p->in = strdup(arg[0]);
	return p->in != NULL;
}

static bool was_run(struct play *p)
{
	return p->status >= 0 || fail(p, "no command was run");
}

static bool do_out(struct play *p, int n, char **arg)
{
	for (int i = 0; i < n; i++)
		if (!was_run(p) || strstr(p->out.text, arg[i]) == NULL)
			return fail(p, "stdout has no \"%s\"", arg[i]);
	return true;
}

static bool do_err(struct play *p, int n, char **arg)
{
	for (int i = 0; i < n; i++)
		if (!was_run(p) || strstr(p->err.text, arg[i]) == NULL)
			return fail(p, "stderr has no \"%s\"", arg[i]);
	return true;
}

static bool do_no_out(struct play *p, int n, char **arg)
{
	if (!was_run(p))
		return false;
	if (n == 0 && p->out.len > 0)
		return fail(p, "stdout is not empty");
	for (int i = 0; i < n; i++)
		if (strstr(p->out.text, arg[i]) != NULL)
			return fail(p, "stdout has \"%s\"", arg[i]);
	return true;
}

static bool do_no_err(struct play *p, int n, char **arg)
{
	if (!was_run(p))
		return false;
	if (n == 0 && p->err.len > 0)
		return fail(p, "stderr is not empty");
	for (int i = 0; i < n; i++)
		if (strstr(p->err.text, arg[i]) != NULL)
			return fail(p, "stderr has \"%s\"", arg[i]);
	return true;
}

static bool do_plain(struct play *p, int n, char **arg)
{
	(void)n, (void)arg;
	for (size_t i = 0; was_run(p) && i < p->out.len; i++)
		if (strchr("\033\r\b", p->out.text[i]) != NULL) /* NUL counts too */
			return fail(p, "stdout has byte 0x%02x at %zu", (unsigned char)p->out.text[i], i);
	return p->status >= 0;
}

static bool do_status(struct play *p, int n, char **arg)
{
	(void)n;
	int want;
	return was_run(p) && number(p, arg[0], 0, 255, &want) &&
		(want == p->status || fail(p, "the status is %d", p->status));
}

/* -- Words about files below HOME ---------------------------------------------------------- */

static void below_home(struct play *p, const char *name, char *path, size_t room)
{
	if (name[0] == '/')
		snprintf(path, room, "%s", name);
	else
		snprintf(path, room, "%s/%s", p->home, name);
}

static bool contains(const char *path, const char *text)
{
	FILE *f = fopen(path, "rb");
	if (f == NULL)
		return false;
	size_t len = 0, want = strlen(text);
	char *all = NULL;
	bool found = false;
	for (size_t n = 1; n > 0; len += n) {
		all = realloc(all, len + 65536);
		if (all == NULL)
			abort();
		n = fread(all + len, 1, 65536, f);
	}
	fclose(f);
	for (size_t i = 0; !found && i + want <= len; i++)
		found = memcmp(all + i, text, want) == 0;
	free(all);
	return found;
}

struct file_question {
	char pattern[PATH_MAX * 2];
	const char *text; /* NULL: its being there is enough */
};

static bool is_file(struct pty *pty, const void *about)
{
	(void)pty;
	const struct file_question *q = about;
	glob_t found;
	bool is = false;
	if (glob(q->pattern, 0, NULL, &found) == 0)
		for (size_t i = 0; i < found.gl_pathc && !is; i++)
			is = q->text == NULL || contains(found.gl_pathv[i], q->text);
	globfree(&found);
	return is;
}

/* Files do not wake us: between two looks we listen to the terminal for a moment. */
static bool await_file(struct play *p, const struct file_question *q, bool wanted)
{
	long long until = now_ms() + p->deadline;
	while (is_file(NULL, q) != wanted) {
		if (now_ms() >= until)
			return false;
		if (!p->started || !pty_pump(&p->pty, 5))
			poll(NULL, 0, 5);
	}
	return true;
}

static bool do_file(struct play *p, int n, char **arg)
{
	struct file_question q = { .text = n > 1 ? arg[1] : NULL };
	below_home(p, arg[0], q.pattern, sizeof q.pattern);
	return await_file(p, &q, true) || fail(p, "no such file, or it does not hold that");
}

static bool do_no_file(struct play *p, int n, char **arg)
{
	struct file_question q = { .text = n > 1 ? arg[1] : NULL };
	below_home(p, arg[0], q.pattern, sizeof q.pattern);
	return await_file(p, &q, false) || fail(p, "it is there");
}

static bool do_file_mode(struct play *p, int n, char **arg)
{
	(void)n;
	struct file_question q = { .text = NULL };
	below_home(p, arg[0], q.pattern, sizeof q.pattern);
	long want = strtol(arg[1], NULL, 8);
	glob_t found;
	if (glob(q.pattern, 0, NULL, &found) != 0)
		return fail(p, "there is no %s", q.pattern);
	bool is = true;
	for (size_t i = 0; is && i < found.gl_pathc; i++) {
		struct stat st;
		is = stat(found.gl_pathv[i], &st) == 0 && (long)(st.st_mode & 07777) == want;
		if (!is)
			fail(p, "%s has mode %04o", found.gl_pathv[i], (unsigned)(st.st_mode & 07777));
	}
	globfree(&found);
	return is;
}

static bool do_write(struct play *p, int n, char **arg)
{
	(void)n;
	char path[PATH_MAX * 2];
	below_home(p, arg[0], path, sizeof path);
	for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	FILE *f = fopen(path, "wb");
	if (f == NULL)
		return fail(p, "%s: %s", path, strerror(errno));
	bool written = fputs(arg[1], f) >= 0;
	return (fclose(f) == 0 && written) || fail(p, "%s: %s", path, strerror(errno));
}

/* nftw has no way to pass these. */
static const char *canary;
static char canary_at[PATH_MAX];

static int look_for_canary(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st, (void)where;
	if (kind != FTW_F || !contains(path, canary))
		return 0;
	snprintf(canary_at, sizeof canary_at, "%s", path);
	return 1;
}

static bool home_has(struct play *p, const char *text)
{
	canary = text;
	return nftw(p->home, look_for_canary, 16, FTW_PHYS) == 1;
}

static bool do_home_has(struct play *p, int n, char **arg)
{
	(void)n;
	long long until = now_ms() + p->deadline;
	while (!home_has(p, arg[0])) {
		if (now_ms() >= until)
			return fail(p, "no file below HOME holds it");
		if (!p->started || !pty_pump(&p->pty, 5))
			poll(NULL, 0, 5);
	}
	return true;
}

static bool do_home_lacks(struct play *p, int n, char **arg)
{
	for (int i = 0; i < n; i++)
		if (home_has(p, arg[i]))
			return fail(p, "%s holds \"%s\"", canary_at, arg[i]);
	return true;
}

/* -- The script ---------------------------------------------------------------------------- */

static const struct word {
	const char *name;
	int least, most; /* arguments */
	bool (*play)(struct play *, int n, char **arg);
} words[] = {
	/* before the start */
	{ "size", 2, 2, do_size },
	{ "term", 1, 1, do_term },
	{ "env", 1, MOST_ARGS, do_env },
	{ "unset", 1, MOST_ARGS, do_unset },
	{ "deadline", 1, 1, do_deadline },
	{ "start", 0, MOST_ARGS, do_start },
	{ "start-program", 1, MOST_ARGS, do_start_program },
	{ "shell", 0, 0, do_shell },
	/* doing */
	{ "key", 1, MOST_ARGS, do_key },
	{ "type", 1, 2, do_type },
	{ "apart", 2, 2, do_apart },
	{ "paste", 1, 1, do_paste },
	{ "resize", 2, 2, do_resize },
	{ "storm", 1, 1, do_storm },
	{ "hangup", 0, 0, do_hangup },
	{ "unread", 3, 3, do_unread },
	{ "signal", 1, 1, do_signal },
	/* seeing */
	{ "see", 1, MOST_ARGS, do_see },
	{ "gone", 1, MOST_ARGS, do_gone },
	{ "cursor", 1, 2, do_cursor },
	{ "row", 2, 2, do_row },
	{ "screen", 1, 1, do_screen },
	{ "quiet", 1, 1, do_quiet },
	{ "prompt", 0, 0, do_prompt },
	{ "bell", 0, 0, do_bell },
	{ "exit", 1, 1, do_exit },
	{ "restored", 0, 0, do_restored },
	/* plain commands */
	{ "stdin", 1, 1, do_stdin },
	{ "run", 0, MOST_ARGS, do_run },
	{ "sh", 1, 1, do_sh },
	{ "out", 1, MOST_ARGS, do_out },
	{ "err", 1, MOST_ARGS, do_err },
	{ "no-out", 0, MOST_ARGS, do_no_out },
	{ "no-err", 0, MOST_ARGS, do_no_err },
	{ "plain", 0, 0, do_plain },
	{ "status", 1, 1, do_status },
	/* files */
	{ "file", 1, 2, do_file },
	{ "no-file", 1, 2, do_no_file },
	{ "file-mode", 2, 2, do_file_mode },
	{ "write", 2, 2, do_write },
	{ "home-has", 1, 1, do_home_has },
	{ "home-lacks", 1, MOST_ARGS, do_home_lacks },
};

static char unescape(const char **at)
{
	char c = *(*at)++;
	switch (c) {
	case 'n': return '\n';
	case 't': return '\t';
	case 'r': return '\r';
	case 'e': return '\033';
	case 'x': {
		char hex[3] = { 0 };
		for (int i = 0; i < 2 && strchr("0123456789abcdefABCDEF", **at) != NULL && **at != '\0'; i++)
			hex[i] = *(*at)++;
		return (char)strtol(hex, NULL, 16);
	}
	default: return c;
	}
}

/* The next argument, malloc'ed, with $HOME and $REPO put in; NULL at the end of the line or at a comment. */
static char *next_argument(struct play *p, const char **at)
{
	*at += strspn(*at, " \t");
	if (**at == '\0' || **at == '#')
		return NULL;
	bool quoted = **at == '"';
	*at += quoted;
	size_t len = 0, room = strlen(*at) + 1;
	char *arg = malloc(room);
	while (arg != NULL && **at != '\0' && (quoted ? **at != '"' : strchr(" \t", **at) == NULL)) {
		const char *value = strncmp(*at, "$HOME", 5) == 0 ? p->home : strncmp(*at, "$REPO", 5) == 0 ? p->repo : NULL;
		if (value != NULL) {
			arg = realloc(arg, room += strlen(value));
			if (arg == NULL)
				break;
			memcpy(arg + len, value, strlen(value));
			len += strlen(value);
			*at += 5;
		} else if (quoted && **at == '\\' && (*at)[1] != '\0') {
			++*at;
			arg[len++] = unescape(at);
		} else {
			arg[len++] = *(*at)++;
		}
	}
	if (arg == NULL)
		abort();
	*at += quoted && **at == '"';
	arg[len] = '\0';
	return arg;
}

static bool play_words(struct play *p, int n, char **arg)
{
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		const struct word *w = &words[i];
		if (strcmp(arg[0], w->name) != 0)
			continue;
		if (n - 1 < w->least || n - 1 > w->most)
			return fail(p, "%s takes %d to %d arguments", w->name, w->least, w->most);
		return w->play(p, n - 1, arg + 1);
	}
	return fail(p, "no such word; tests/README.md lists them");
}

static bool play_line(struct play *p, char *line)
{
	line[strcspn(line, "\n")] = '\0';
	p->words = line + strspn(line, " \t");
	char *arg[MOST_ARGS + 2] = { NULL };
	int n = 0;
	const char *at = line;
	while (n < MOST_ARGS + 1 && (arg[n] = next_argument(p, &at)) != NULL)
		n++;
	if (verbose && n > 0) {
		printf("  %s:%d: %s\n", p->path, p->line, p->words);
		fflush(stdout);
	}
	bool fine = n == 0 || play_words(p, n, arg);
	for (int i = 0; i < n; i++)
		free(arg[i]);
	return fine;
}

static bool play_file(struct play *p)
{
	FILE *f = fopen(p->path, "r");
	if (f == NULL) {
		printf("  %s: %s\n", p->path, strerror(errno));
		return false;
	}
	char *line = NULL;
	size_t room = 0;
	bool fine = true;
	while (fine && getline(&line, &room, f) >= 0) {
		p->line++;
		fine = play_line(p, line);
	}
	fclose(f);
	p->words = "(end of the play)";
	if (fine && p->started && !p->pty.ended)
		fine = fail(p, "the program still runs; a play ends with `exit`");
	free(line);
	pty_release(&p->pty);
	return fine;
}

/* -- Many plays ---------------------------------------------------------------------------- */

struct job {
	pid_t pid;
	const char *path;
	char home[64];
	FILE *words; /* what the play printed */
	long long began;
};

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st, (void)where;
	if (kind == FTW_D || kind == FTW_DNR)
		chmod(path, 0700);
	remove(path);
	return 0;
}

static void remove_home(const char *home)
{
	for (int i = 0; i < 3 && access(home, F_OK) == 0; i++) /* what is ending may write once more */
		nftw(home, remove_one, 16, FTW_PHYS | FTW_DEPTH);
}

static bool job_begin(struct job *j, const char *path, const char *attune, const char *repo)
{
	*j = (struct job){ .path = path, .home = "/tmp/attune-play-XXXXXX", .words = tmpfile(), .began = now_ms() };
	if (j->words == NULL || mkdtemp(j->home) == NULL)
		return false;
	fflush(stdout);
	j->pid = fork();
	if (j->pid != 0)
		return j->pid > 0;
	dup2(fileno(j->words), 1);
	dup2(fileno(j->words), 2);
	alarm(PLAY_S);
	signal(SIGPIPE, SIG_IGN);
	umask(022);
	struct play p = { .path = path, .repo = repo, .attune = attune, .rows = 24, .cols = 80,
		.deadline = DEADLINE_MS, .status = -1, .pty = { .fd = -1 } };
	snprintf(p.home, sizeof p.home, "%s", j->home);
	env_pin(&p);
	bool fine = play_file(&p);
	fflush(stdout);
	_exit(fine ? 0 : 1);
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash != NULL ? slash + 1 : path;
}

/* Says how it went; true if well. */
static bool job_end(struct job *j, int status)
{
	bool fine = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	printf("%s %.*s (%lld ms)\n", fine ? "ok" : "not ok", (int)strcspn(base_name(j->path), "."), base_name(j->path),
		now_ms() - j->began);
	if (WIFSIGNALED(status))
		printf("  %s\n", WTERMSIG(status) == SIGALRM ? "the whole play took too long" : "the player crashed");
	rewind(j->words);
	for (int c; (c = getc(j->words)) != EOF;)
		putchar(c);
	fclose(j->words);
	remove_home(j->home);
	j->pid = 0;
	return fine;
}

static int run_all(char **paths, int n, int most, const char *attune, const char *repo)
{
	struct job *jobs = calloc((size_t)most, sizeof *jobs);
	int next = 0, running = 0, passed = 0, failed = 0;
	if (jobs == NULL)
		abort();
	while (next < n || running > 0) {
		for (int i = 0; i < most && next < n; i++)
			if (jobs[i].pid == 0) {
				if (!job_begin(&jobs[i], paths[next++], attune, repo)) {
					perror("play");
					return 1;
				}
				running++;
			}
		int status;
		pid_t pid = wait(&status);
		for (int i = 0; i < most; i++)
			if (jobs[i].pid == pid && pid > 0) {
				running--;
				if (job_end(&jobs[i], status))
					passed++;
				else
					failed++;
			}
	}
	free(jobs);
	printf("%d passed, %d failed\n", passed, failed);
	return failed > 0;
}

int main(int argc, char **argv)
{
	char repo[PATH_MAX], attune[PATH_MAX];
	int jobs = 1, option;
	while ((option = getopt(argc, argv, "vj:")) != -1) {
		if (option == 'v')
			verbose = true;
		else if (option == 'j' && atoi(optarg) > 0)
			jobs = atoi(optarg);
		else
			return 2;
	}
	const char *program = getenv("ATTUNE") != NULL ? getenv("ATTUNE") : "./attune";
	if (getcwd(repo, sizeof repo) == NULL || realpath(program, attune) == NULL) {
		fprintf(stderr, "play: %s: %s\n", program, strerror(errno));
		return 1;
	}
	return run_all(argv + optind, argc - optind, jobs, attune, repo);
}
