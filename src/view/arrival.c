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

static void note(struct arrival *arrival, uint64_t *rows, const struct frame *frame)
{
	mem_free(arrival->rows);
	*arrival = (struct arrival){
		.rows = rows, .height = frame->height, .row = frame->cursor_row, .column = frame->cursor_column};
}

bool arrival_waits(struct arrival *arrival, struct frame *frame)
{
	uint64_t *rows = mem_grow(NULL, (size_t)frame->height, sizeof *rows);
	int comes_to = frame->cursor_row, left = comes_to;

	number_rows(frame, rows);
	if (!arrival->held && arrival->height == frame->height && only_moved(arrival->rows, rows, frame->height))
		left = row_left(arrival, rows, comes_to);
	if (left != comes_to)
		frame_cursor(frame, left, arrival->column);
	note(arrival, rows, frame);
	arrival->held = left != comes_to;
	return arrival->held;
}

void arrival_release(struct arrival *arrival)
{
	mem_free(arrival->rows);
	*arrival = (struct arrival){0};
}
