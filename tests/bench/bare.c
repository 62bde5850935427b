/* SPDX-License-Identifier: MIT
 *
 * The least that a program with a full screen can be: curses, some text, and a wait for keys. What attune's memory is
 * compared with. */
#define _XOPEN_SOURCE_EXTENDED
#include <curses.h>
#include <locale.h>

int main(void)
{
	setlocale(LC_ALL, "");
	initscr();
	raw();
	noecho();
	keypad(stdscr, TRUE);
	for (int page = 1;; page++) {
		erase();
		for (int row = 0; row < LINES - 1; row++)
			mvprintw(row, 2, "Page %d, row %d: people who feel safe with someone go out and come back", page, row);
		mvprintw(LINES - 1, 2, "? help");
		refresh();
		if (getch() == 3)
			break;
	}
	endwin();
	return 0;
}
