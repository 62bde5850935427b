/* SPDX-License-Identifier: MIT
 *
 * The least that a program with a full screen can be: curses, a page of text, and a wait for keys. What attune's memory
 * and its page turn are compared with. */
#define _XOPEN_SOURCE_EXTENDED
#include <curses.h>
#include <locale.h>

enum { TOP = 4, ROWS = 15, MEASURE = 62, ROUND = 100 };

/* Twice what one round says, so that a row may begin anywhere in the first. */
#define SAID "People who feel safe with someone go out and come back and tell of what they saw while others listen"
static const char said[] = SAID " " SAID;

static void draw_page(int page)
{
	erase();
	mvprintw(2, 2, "Page %d", page);
	for (int row = 0; row < ROWS; row++)
		mvaddnstr(TOP + row, 2, said + (page * 7 + row * 13) % ROUND, MEASURE);
	mvaddstr(LINES - 1, 2, "? help");
	refresh();
}

int main(void)
{
	setlocale(LC_ALL, "");
	initscr();
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	endwin(); /* or each movement of the cursor would be a write of its own (ncurses 6.4) */
	for (int page = 1;; page++) {
		draw_page(page);
		if (getch() == 3)
			break;
	}
	endwin();
	return 0;
}
