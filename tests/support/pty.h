/* SPDX-License-Identifier: MIT
 *
 * pty: a program on a pseudo-terminal, and what a person in front of it would see.
 *
 * Use: pty_start(), then in turns press something (pty_key, pty_send, pty_paste,
 * pty_resize) and wait for what should follow (pty_wait with a question about the
 * screen). pty_await_end() says how the program ended; pty_release() ends it if
 * it still runs. Nothing here sleeps: every wait is for a condition, with a deadline.
 *
 * Ownership: a struct pty owns the program, the terminal's end and the emulator.
 * Texts given out are malloc'ed and belong to the caller.
 *
 * Never knows: attune, plays, tests.
 */
#ifndef SUPPORT_PTY_H
#define SUPPORT_PTY_H

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>

struct VTerm;
struct VTermScreen;

struct pty {
	pid_t pid;                 /* the program; 0 before it starts and after it was collected */
	int fd;                    /* our end of the terminal, -1 once hung up */
	int status;                /* as waitpid gives it, once `ended` */
	bool ended;                /* the program was collected */
	bool eof;                  /* nobody holds the other end any more */
	int rows, cols;
	struct VTerm *vt;
	struct VTermScreen *screen;
	struct termios at_start;   /* the terminal's modes before the program changed them */
	bool cursor_visible;
	bool altscreen;
	int bells;
	unsigned long long bytes;  /* all that the program ever wrote */
};

/* Starts argv[0] (a path) in `cwd` with this environment on a terminal of this size. */
bool pty_start(struct pty *, char *const argv[], char *const envp[], const char *cwd, int rows, int cols);

/* Ends the program if it still runs (SIGKILL to its whole group) and frees everything. */
void pty_release(struct pty *);

/* Takes what the program has written, waiting at most `ms` for the first byte. False when there can be no more. */
bool pty_pump(struct pty *, int ms);

/* Pumps until the question is answered with yes; false when `ms` passed or the program's end left it at no. */
bool pty_wait(struct pty *, bool (*question)(struct pty *, const void *), const void *about, int ms);

/* True when, within `ms`, there comes a stretch of so many milliseconds without a byte. */
bool pty_falls_silent(struct pty *, int stretch, int ms);

/* True when the program started here (a shell) has the terminal, not one of its jobs. */
bool pty_shell_is_in_front(struct pty *);

/* Presses a key by name: Enter Space Esc Tab Backspace Del Insert Up Down Left Right Home End PgUp PgDn F1..F12, or one
 * character; before it C- (control) M- (alt) S- (shift). False for a name that is none. */
bool pty_key(struct pty *, const char *name);

/* Sends bytes as they are. False when the program does not take them within five seconds. */
bool pty_send(struct pty *, const char *bytes, size_t len);

/* The same byte by byte, with a gap of so many milliseconds after each. */
bool pty_send_apart(struct pty *, const char *bytes, int gap);

/* Pastes as a terminal does: in brackets where the program asked for them, line ends as carriage returns. */
bool pty_paste(struct pty *, const char *text);

void pty_resize(struct pty *, int rows, int cols);

/* The window changes so many times, to sizes from 1x1 to 1000x500 in an order that is the same each time, and then back to
 * what it was. */
void pty_storm(struct pty *, int times);

/* We read no more; the program is given work until the line is full, then the signal. True if it ends all the same within `ms`;
 * *spent gets how long it took. */
bool pty_ends_unread(struct pty *, const char *work, int signal, int ms, int *spent);

/* The line drops: our end is closed. */
void pty_hangup(struct pty *);

/* Signals what is in the foreground of the terminal; the program itself where there is no job control. */
bool pty_signal(struct pty *, int signal);

/* Waits for the program's end; false if it still runs after `ms`. */
bool pty_await_end(struct pty *, int ms);

/* Row `row` as UTF-8, without blanks at its end; "" beyond the screen. */
char *pty_row(struct pty *, int row);

/* All rows, each ended by a newline. */
char *pty_text(struct pty *);

void pty_cursor(struct pty *, int *row, int *col);

/* True when the terminal is as it was found: modes, main screen, visible cursor. */
bool pty_is_restored(struct pty *, const char **what);

#endif
