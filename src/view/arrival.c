/* SPDX-License-Identifier: MIT */
#include "view/arrival.h"

#include <string.h>
#include "base/mem.h"

static bool is_space(const struct cell *cell)
{
	return cell->len == 1 && cell->bytes[0] == ' ';
}

/* A number that stands for the words of a row, however they look (FNV-1a); 0 for none. */
static uint64_t number_of(const struct cell *cells, int width)
{
	const uint64_t prime = 0x100000001B3;
	uint64_t number = 0xCBF29CE484222325;

	while (width > 0 && is_space(&cells[width - 1]))
		width--;
	for (int i = 0; i < width; i++)
		for (int k = 0; k < cells[i].len; k++)
			number = (number ^ (unsigned char)cells[i].bytes[k]) * prime;
	return width > 0 ? number : 0;
}

static void number_rows(const struct frame *frame, uint64_t *rows)
{
	for (int row = 0; row < frame->height; row++)
		rows[row] = number_of(frame->cells + (size_t)row * (size_t)frame->width, frame->width);
}

static int count(const uint64_t *rows, int height, uint64_t number)
{
	int n = 0;

	for (int row = 0; row < height; row++)
		n += rows[row] == number;
	return n;
}

static bool only_moved(const uint64_t *before, const uint64_t *now, int height)
{
	bool moved = false;

	for (int row = 0; row < height; row++) {
		if (now[row] == before[row])
			continue;
		if (now[row] && count(now, height, now[row]) > count(before, height, now[row]))
			return false;
		moved = true;
	}
	return moved;
}

/* By how many rows the row of the cursor and what is above it went up; 0: they stand. */
static int risen(const uint64_t *before, const uint64_t *now, int row)
{
	int first = 0, at;

	while (first <= row && before[first] == now[first])
		first++;
	for (int by = 1; first + by <= row; by++) {
		for (at = first + by; at <= row && before[at] == now[at - by]; at++)
			;
		if (at > row)
			return by;
	}
	return 0;
}

/* Where the cursor is if it does not go on: at its place; where a window that scrolled brings it there again, on the
 * row it was on. */
static int row_left(const struct arrival *arrival, const uint64_t *now, int comes_to)
{
	return arrival->row == comes_to ? arrival->row - risen(arrival->rows, now, arrival->row) : arrival->row;
}

static void note(struct arrival *arrival, const struct frame *frame)
{
	uint64_t *now = arrival->spare;

	arrival->spare = arrival->rows;
	arrival->rows = now;
	arrival->row = frame->cursor_row;
	arrival->column = frame->cursor_column;
}

/* Of a window of another height nothing is known. */
static void size(struct arrival *arrival, int height)
{
	arrival_release(arrival);
	arrival->rows = mem_grow(NULL, 2 * (size_t)height, sizeof *arrival->rows);
	arrival->spare = arrival->rows + height;
	arrival->height = height;
}

bool arrival_waits(struct arrival *arrival, struct frame *frame)
{
	bool known = arrival->height == frame->height;
	int comes_to = frame->cursor_row, left = comes_to;

	if (!known)
		size(arrival, frame->height);
	number_rows(frame, arrival->spare);
	if (known && !arrival->held && only_moved(arrival->rows, arrival->spare, frame->height))
		left = row_left(arrival, arrival->spare, comes_to);
	if (left != comes_to)
		frame_cursor(frame, left, arrival->column);
	note(arrival, frame);
	arrival->held = left != comes_to;
	return arrival->held;
}

void arrival_release(struct arrival *arrival)
{
	mem_free(arrival->rows < arrival->spare ? arrival->rows : arrival->spare); /* one piece, whose halves take turns */
	*arrival = (struct arrival){0};
}
