/* SPDX-License-Identifier: MIT
 *
 * A file read in pieces says what the whole of it says, wherever the parts end. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "io/line.h"
#include "io/pieces.h"
#include "io/record.h"

#define ROUNDS 400

static uint32_t state = 7;

static uint32_t draw(uint32_t below)
{
	state = state * 1664525u + 1013904223u;
	return (state >> 8) % below;
}

/* What a walk found: its counts, and every line it gave, in order. */
struct said {
	struct record_scan scan;
	struct str lines;
};

static void take(void *ctx, const struct record *record, const char *line, size_t len)
{
	struct said *said = ctx;
	str_print(&said->lines, "%d %" PRIu64 " %zu ", (int)record->type, record->seq, len);
	str_add(&said->lines, line, len);
}

static void walk(void *ctx, const char *bytes, size_t len)
{
	struct said *said = ctx;
	record_walk(bytes, len, &said->scan, take, said);
}

static void add_line(struct str *file, unsigned seq)
{
	char text[400];
	memset(text, 'a' + (int)draw(26), sizeof text);
	text[draw(sizeof text - 1)] = '\0';
	text[sizeof text - 1] = '\0';
	record_line(&(struct record){ .type = RECORD_WORDS, .sid = 9, .seq = seq, .clock = seq, .page = "p", .text = text }, file);
}

static void add_junk(struct str *file)
{
	for (uint32_t n = draw(900); n > 0; n--)
		str_add(file, &(char){ (char)draw(256) }, 1);
}

/* Lines, padding, junk with LFs and without; then some bytes are hit, LFs among them, and the end is cut off. */
static void make(struct str *file)
{
	unsigned n = draw(12);
	for (unsigned i = 0; i < n; i++) {
		uint32_t what = draw(8);
		if (what == 0)
			add_junk(file);
		else if (what == 1)
			str_print(file, "%*s\n", (int)draw(300), "");
		else
			add_line(file, i + 1);
	}
	for (uint32_t hits = draw(4); file->len > 0 && hits > 0; hits--)
		file->at[draw((uint32_t)file->len)] ^= (char)(1 << draw(8));
	if (draw(3) == 0 && file->len > 0)
		str_cut(file, draw((uint32_t)file->len));
}

static void the_same_is_said(void **unused)
{
	(void)unused;
	size_t lines = 0, damaged = 0, torn = 0;
	for (int round = 0; round < ROUNDS; round++) {
		struct str file = { 0 };
		struct said whole = { 0 }, parts = { 0 };
		struct pieces pieces;
		make(&file);
		walk(&whole, str_text(&file), file.len);
		pieces_begin(&pieces, 1 + draw(1500), walk, &parts);
		for (size_t at = 0, n; at < file.len; at += n) {
			n = 1 + draw(700);
			n = n < file.len - at ? n : file.len - at;
			pieces_add(&pieces, file.at + at, n);
		}
		pieces_end(&pieces);
		const struct record_scan *a = &whole.scan, *b = &parts.scan;
		if (a->good != b->good || a->damaged != b->damaged || a->unknown != b->unknown || a->answers != b->answers ||
		    a->torn != b->torn || whole.lines.len != parts.lines.len ||
		    memcmp(str_text(&whole.lines), str_text(&parts.lines), whole.lines.len) != 0)
			fail_msg("round %d: %zu good, %zu damaged in one, %zu and %zu in pieces", round, a->good, a->damaged, b->good, b->damaged);
		lines += a->good;
		damaged += a->damaged;
		torn += a->torn;
		str_release(&file);
		str_release(&whole.lines);
		str_release(&parts.lines);
	}
	assert_true(lines > ROUNDS && damaged > ROUNDS / 4 && torn > 0); /* it was no trial of empty files */
}

struct held {
	size_t most, seen;
};

static void measure(void *ctx, const char *bytes, size_t len)
{
	struct held *held = ctx;
	assert_true(len == 0 || bytes != NULL);
	held->seen += len;
	held->most = len > held->most ? len : held->most;
}

static void little_is_held(void **unused)
{
	(void)unused;
	struct pieces pieces;
	struct held held = { 0 };
	char line[100];
	memset(line, 'x', sizeof line);
	line[sizeof line - 1] = '\n';
	pieces_begin(&pieces, 1000, measure, &held);
	for (int i = 0; i < 10000; i++)
		pieces_add(&pieces, line, sizeof line);
	pieces_end(&pieces);
	assert_int_equal(held.seen, 10000 * sizeof line);
	assert_int_equal(held.most, 1000);
}

static void sums_go_on(void **unused)
{
	(void)unused;
	const char digits[] = "123456789";
	assert_int_equal(line_crc(digits, 9), 0xe3069283u);
	for (size_t at = 0; at <= 9; at++)
		assert_int_equal(line_crc_on(line_crc(digits, at), digits + at, 9 - at), 0xe3069283u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_is_said),
		cmocka_unit_test(little_is_held),
		cmocka_unit_test(sums_go_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
