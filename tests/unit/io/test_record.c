/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "io/line.h"
#include "io/record.h"
#include "learner/learner.h"

#define N(a) (sizeof(a) / sizeof *(a))

static const struct pick picks[] = { { "b", -1, NULL }, { "first-part", 0, "a word" }, { "c", 10, NULL } };
static const struct pick plan[] = { { "cue", -1, "it rains" }, { "action", -1, "I call" } };
static const struct record all_types[] = {
	{ .type = RECORD_OPEN, .sid = 1, .seq = 1, .clock = 1, .at = 0, .text = "2026.11", .seed = UINT64_MAX },
	{ .type = RECORD_NOTICE, .sid = UINT64_MAX, .seq = 2, .clock = 2, .at = 1763798400 },
	{ .type = RECORD_KEEP, .sid = 3, .seq = 3, .clock = 3, .at = 1763798401, .word = "readable" },
	{ .type = RECORD_PLACE, .sid = 4, .seq = 4, .clock = 4, .at = 253402300799, .chapter = "earned", .page = "own" },
	{ .type = RECORD_SEEN, .sid = 5, .seq = 5, .clock = 5, .at = 951782400, .page = "own", .word = "skipped" },
	{ .type = RECORD_ANSWER, .sid = 6, .seq = 6, .clock = 6, .at = 1, .page = "q", .rev = 3, .picks = picks, .npicks = 2,
		.verdict = VERDICT_REVEALED, .sure = 3, .attempt = 2, .hints = 1, .review = 4 },
	{ .type = RECORD_BELIEF, .sid = 7, .seq = 7, .clock = 7, .at = 1, .page = "r", .rev = 1, .picks = picks, .npicks = 3 },
	{ .type = RECORD_WORDS, .sid = 8, .seq = 8, .clock = 8, .at = 1, .page = "w", .text = "two\nlines, \"quoted\" \\ \t "
		"gr\xc3\xbc\xc3\x9f \xf0\x9f\xa4\x97 \x7f", .attempt = 1, .base = { true, UINT64_MAX, INT64_MAX } },
	{ .type = RECORD_WORDS, .sid = 8, .seq = 9, .clock = 9, .at = 1, .page = "w", .text = "over nothing", .base = { .known = true } },
	{ .type = RECORD_PLAN, .sid = 10, .seq = 10, .clock = 10, .at = 1, .page = "ask", .rev = 1, .picks = plan, .npicks = 2, .attempt = 1 },
	{ .type = RECORD_DRAFT, .sid = 9, .seq = INT64_MAX, .clock = INT64_MAX, .at = 1, .page = "w", .text = "ha", .focus = 4,
		.hints = 2, .stage = 1, .attempt = 3 },
};

struct taken {
	size_t n;
	struct record last;
	struct record *list[64];
	struct arena arena;
};

static void take(void *ctx, const struct record *record)
{
	struct taken *taken = ctx;
	if (taken->n < N(taken->list))
		taken->list[taken->n] = record_copy(&taken->arena, record);
	taken->n++;
}

static const char *text_or(const char *text)
{
	return text ? text : "";
}

static void assert_same(const struct record *a, const struct record *b)
{
	assert_int_equal(a->type, b->type);
	assert_true(a->sid == b->sid && a->seq == b->seq && a->clock == b->clock && a->at == b->at && a->seed == b->seed);
	assert_string_equal(text_or(a->chapter), text_or(b->chapter));
	assert_string_equal(text_or(a->page), text_or(b->page));
	assert_string_equal(text_or(a->text), text_or(b->text));
	assert_string_equal(text_or(a->word), text_or(b->word));
	assert_int_equal(a->verdict, b->verdict);
	assert_true(a->rev == b->rev && a->sure == b->sure && a->attempt == b->attempt && a->focus == b->focus &&
		a->hints == b->hints && a->stage == b->stage && a->review == b->review);
	assert_true(a->base.known == b->base.known && a->base.sid == b->base.sid && a->base.seq == b->base.seq);
	assert_int_equal(a->npicks, b->npicks);
	for (size_t i = 0; i < a->npicks; i++) {
		assert_string_equal(a->picks[i].id, b->picks[i].id);
		assert_int_equal(a->picks[i].number, b->picks[i].number);
		assert_string_equal(text_or(a->picks[i].text), text_or(b->picks[i].text));
	}
}

static struct record_scan scan(const char *bytes, size_t len, struct taken *taken)
{
	struct record_scan found = { 0 };
	record_scan(bytes, len, &found, take, taken);
	return found;
}

static void crc_is_castagnoli(void **state)
{
	(void)state;
	char zeros[32] = { 0 }, ones[32];
	memset(ones, 0xff, sizeof ones);
	assert_int_equal(line_crc("", 0), 0);
	assert_int_equal(line_crc("123456789", 9), 0xe3069283);
	assert_int_equal(line_crc(zeros, 32), 0x8a9136aa); /* RFC 3720, B.4 */
	assert_int_equal(line_crc(ones, 32), 0x62a8ab43);
}

static void line_is_as_published(void **state)
{
	(void)state;
	struct record record = { .type = RECORD_ANSWER, .sid = 0xabc, .seq = 7, .clock = 9, .at = 1763798400, .page = "trust",
		.rev = 2, .picks = picks, .npicks = 2, .verdict = VERDICT_PARTLY, .sure = 2, .attempt = 1 };
	struct str line = { 0 };
	record_line(&record, &line);
	const char *body = "0000000000000abc {\"s\":7,\"c\":9,\"at\":\"2025-11-22T08:00:00Z\",\"t\":\"answer\",\"page\":"
		"\"trust\",\"rev\":2,\"sure\":2,\"picks\":[{\"id\":\"b\"},{\"id\":\"first-part\",\"n\":0,\"w\":\"a word\"}],"
		"\"verdict\":\"partly\"}\n";
	assert_string_equal(line.at + 9, body);
	assert_memory_equal(line.at, "d02357ef ", 9); /* as in src/io/README.md */
	str_release(&line);
}

static void what_is_written_is_read(void **state)
{
	(void)state;
	struct str lines = { 0 };
	struct taken taken = { 0 };
	for (size_t i = 0; i < N(all_types); i++)
		record_line(&all_types[i], &lines);
	struct record_scan found = scan(lines.at, lines.len, &taken);
	assert_int_equal(found.good, N(all_types));
	assert_int_equal(found.damaged + found.unknown + found.newer, 0);
	for (size_t i = 0; i < N(all_types); i++)
		assert_same(taken.list[i], &all_types[i]);
	arena_release(&taken.arena);
	str_release(&lines);
}

static void sign(const char *json, struct str *out)
{
	struct str body = { 0 };
	str_print(&body, "00000000000000aa %s", json);
	str_print(out, "%08" PRIx32 " %s\n", line_crc(body.at, body.len), body.at);
	str_release(&body);
}

/* Of a base that is none nothing is believed, and the words are there all the same. */
static void a_base_of_another_form_is_none(void **state)
{
	static const char *const bases[] = { "\"\"", "7", "\"none \"", "\"0000000000000abc\"", "\"0000000000000abc:\"",
		"\"0000000000000abc:0\"", "\"0000000000000abc:7x\"", "\"000000000000abc:7\"", "\"0000000000000ABC:7\"",
		"\"0000000000000abc:99999999999999999999\"", "{}" };
	(void)state;
	for (size_t i = 0; i < N(bases); i++) {
		struct str json = { 0 }, line = { 0 };
		struct taken taken = { 0 };
		str_print(&json, "{\"v\":1,\"s\":1,\"c\":1,\"t\":\"words\",\"page\":\"p\",\"text\":\"x\",\"base\":%s}", bases[i]);
		sign(json.at, &line);
		struct record_scan found = scan(line.at, line.len, &taken);
		if (found.good != 1 || taken.list[0]->base.known || taken.list[0]->base.sid || taken.list[0]->base.seq)
			fail_msg("%s: %zu good", bases[i], found.good);
		arena_release(&taken.arena);
		str_release(&json);
		str_release(&line);
	}
}

static void a_bad_byte_does_not_lose_the_words(void **state)
{
	(void)state;
	struct record record = { .type = RECORD_WORDS, .sid = 1, .seq = 1, .clock = 1, .page = "p", .text = "a\xff" "b" };
	struct str line = { 0 };
	struct taken taken = { 0 };
	record_line(&record, &line);
	assert_int_equal(scan(line.at, line.len, &taken).good, 1);
	assert_string_equal(taken.list[0]->text, "a\xef\xbf\xbd" "b");
	arena_release(&taken.arena);
	str_release(&line);
}

static void a_long_line(void **state)
{
	(void)state;
	struct str text = { 0 }, line = { 0 };
	for (int i = 0; i < 64 * 1024; i++)
		str_add(&text, i % 3 ? "\"x" : "\n\\", 1);
	struct record record = { .type = RECORD_WORDS, .sid = 1, .seq = 1, .clock = 1, .page = "p", .text = text.at };
	struct taken taken = { 0 };
	record_line(&record, &line);
	assert_true(line.len < LINE_MOST);
	assert_int_equal(scan(line.at, line.len, &taken).good, 1);
	assert_string_equal(taken.list[0]->text, text.at);
	arena_release(&taken.arena);
	str_release(&text);
	str_release(&line);
}

/* Adds a line with a right CRC around any body. */
static void foreign_lines(void **state)
{
	static const struct {
		const char *name, *json;
		size_t good, damaged, unknown;
		bool newer;
	} cases[] = {
		{ "least", "{\"s\":1,\"c\":0,\"t\":\"notice\"}", 1, 0, 0, false },
		{ "unknown fields", "{\"s\":1,\"c\":1,\"t\":\"notice\",\"mood\":[1,{\"x\":null}]}", 1, 0, 0, false },
		{ "unknown type", "{\"s\":1,\"c\":1,\"t\":\"dream\"}", 0, 0, 1, false },
		{ "later grammar", "{\"v\":9,\"s\":1,\"c\":1,\"t\":\"notice\"}", 1, 0, 0, false },
		{ "min is ours", "{\"min\":1,\"s\":1,\"c\":1,\"t\":\"notice\"}", 1, 0, 0, false },
		{ "min above ours", "{\"min\":2,\"s\":1,\"c\":1,\"t\":\"notice\"}", 0, 0, 1, true },
		{ "no sequence", "{\"c\":1,\"t\":\"notice\"}", 0, 1, 0, false },
		{ "negative clock", "{\"s\":1,\"c\":-1,\"t\":\"notice\"}", 0, 1, 0, false },
		{ "no type", "{\"s\":1,\"c\":1}", 0, 1, 0, false },
		{ "no object", "{]", 0, 1, 0, false },
		{ "fields of other types", "{\"s\":1,\"c\":1,\"t\":\"answer\",\"page\":3,\"rev\":\"x\",\"picks\":{},\"verdict\":7,"
			"\"at\":[],\"seed\":1,\"sure\":-1,\"hints\":99999999999}", 1, 0, 0, false },
		{ "picks of all sorts", "{\"s\":1,\"c\":1,\"t\":\"answer\",\"picks\":[1,null,{},{\"id\":2},{\"id\":\"a\",\"n\":\"x\"},"
			"{\"id\":\"b\",\"n\":99999999999}]}", 1, 0, 0, false },
		{ "NUL in a text", "{\"s\":1,\"c\":1,\"t\":\"words\",\"text\":\"\\u0000\"}", 0, 1, 0, false },
	};
	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct str line = { 0 };
		struct taken taken = { 0 };
		sign(cases[i].json, &line);
		struct record_scan found = scan(line.at, line.len, &taken);
		if (found.good != cases[i].good || found.damaged != cases[i].damaged || found.unknown != cases[i].unknown ||
		    found.newer != cases[i].newer || taken.n != cases[i].good)
			fail_msg("%s: good %zu damaged %zu unknown %zu newer %d", cases[i].name, found.good, found.damaged,
				found.unknown, found.newer);
		arena_release(&taken.arena);
		str_release(&line);
	}
}

static void shapes_of_files(void **state)
{
	static const struct {
		const char *name, *before, *after;
		size_t good, damaged;
	} cases[] = {
		{ "alone", "", "", 1, 0 },
		{ "padding before and after", "\n   \n", "      \n\n  ", 1, 0 },
		{ "junk before", "junk\n", "", 1, 1 },
		{ "junk without LF after", "", "junk", 1, 1 },
		{ "junk on the same line", "0123", "", 1, 0 },
		{ "upper case CRC", "ABCDEF01 0000000000000001 {}\n", "", 1, 1 },
		{ "cut before its LF", "", "\b", 1, 0 },
		{ "its LF was hit", "", "\b*", 1, 1 },
		{ "its LF was hit, in a slot", "", "\b*      \n", 1, 1 },
		{ "two bytes too many", "", "\b**", 0, 1 },
	};
	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct str file = { 0 };
		struct taken taken = { 0 };
		str_add_text(&file, cases[i].before);
		record_line(&all_types[5], &file);
		if (cases[i].after[0] == '\b')
			str_cut(&file, file.len - 1); /* its LF */
		str_add_text(&file, cases[i].after + (cases[i].after[0] == '\b'));
		struct record_scan found = scan(file.at, file.len, &taken);
		if (found.good != cases[i].good ||
		    (found.damaged != cases[i].damaged && strcmp(cases[i].name, "junk on the same line") != 0))
			fail_msg("%s: good %zu damaged %zu", cases[i].name, found.good, found.damaged);
		arena_release(&taken.arena);
		str_release(&file);
	}
}

static size_t line_of(const struct str *file, size_t at)
{
	size_t line = 0;
	for (size_t i = 0; i < at; i++)
		line += file->at[i] == '\n';
	return line;
}

/* Every byte flipped in three ways: what is not in the damaged line is there, nothing that was not written appears, a hit
 * LF costs nothing, and none of it goes unnoticed. */
static void every_byte_flipped(void **state)
{
	static const unsigned char masks[] = { 0x01, 0x80, 0xff };
	(void)state;
	struct str file = { 0 };
	for (size_t i = 0; i < N(all_types); i++)
		record_line(&all_types[i], &file);
	for (size_t i = 0; i < file.len; i++)
		for (size_t m = 0; m < N(masks); m++) {
			char before = file.at[i];
			size_t hit = line_of(&file, i);
			file.at[i] = (char)((unsigned char)before ^ masks[m]);
			struct taken taken = { 0 };
			struct record_scan found = scan(file.at, file.len, &taken);
			size_t expected = before == '\n' ? N(all_types) : N(all_types) - 1;
			if (found.good != expected || found.damaged == 0 || found.torn || found.strange)
				fail_msg("byte %zu ^ %02x: good %zu damaged %zu", i, masks[m], found.good, found.damaged);
			for (size_t k = 0; k < found.good; k++)
				assert_same(taken.list[k], &all_types[expected < N(all_types) && k >= hit ? k + 1 : k]);
			arena_release(&taken.arena);
			file.at[i] = before;
		}
	str_release(&file);
}

/* A line that shows nothing of a record is damage, and no answer that is lost. */
static void what_shows_no_record_is_no_answer(void **state)
{
	static const struct {
		const char *name, *line;
		size_t answers, strange;
	} cases[] = {
		{ "a word", "hello", 0, 1 },
		{ "bytes", "\x8f\xfe\xff{}x\x01", 0, 1 },
		{ "numbers", "1234", 1, 0 },
		{ "a beginning", "d02357ef 0000000000000abc {\"s\":7", 1, 0 },
		{ "a beginning with a hole", "d02357ef 00000????????abc {", 1, 0 },
		{ "a beginning that was a place", "d02357ef 0000000000000abc {\"s\":7,\"t\":\"place\"", 0, 0 },
		{ "an end", "st}\"", 0, 1 },
		{ "the end of an object", "...and bread.\"}", 1, 0 },
		{ "the middle of one", "???\"page\":\"own\",\"text\":\"bread", 1, 0 },
		{ "a place in the middle", "???\"t\":\"place\",\"page\":\"own\"??", 0, 0 },
		{ "text of somebody else", "dear diary, a feed of bees", 0, 1 },
	};
	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct taken taken = { 0 };
		struct str file = { 0 };
		str_print(&file, "%s\n", cases[i].line);
		record_line(&all_types[0], &file);
		struct record_scan found = scan(file.at, file.len, &taken);
		if (found.good != 1 || found.damaged != 1 || found.answers != cases[i].answers || found.strange != cases[i].strange)
			fail_msg("%s: damaged %zu, answers %zu, strange %zu", cases[i].name, found.damaged, found.answers, found.strange);
		arena_release(&taken.arena);
		str_release(&file);
	}
}

static void every_length_cut(void **state)
{
	(void)state;
	struct str file = { 0 };
	for (size_t i = 0; i < N(all_types); i++)
		record_line(&all_types[i], &file);
	for (size_t len = 0; len <= file.len; len++) {
		struct taken taken = { 0 };
		char *part = mem_get(len); /* of exact size, for the sanitizer */
		memcpy(part, file.at, len);
		struct record_scan found = scan(part, len, &taken);
		bool whole = len < file.len && file.at[len] == '\n'; /* but for its LF */
		bool clean = whole || len == 0 || file.at[len - 1] == '\n';
		assert_int_equal(found.good, line_of(&file, len) + whole);
		assert_int_equal(found.damaged, clean ? 0 : 1);
		assert_int_equal(found.torn, !clean);
		arena_release(&taken.arena);
		mem_free(part);
	}
	str_release(&file);
}

static void fold(void *ctx, const struct record *record)
{
	learner_take(ctx, record);
}

/* Case 24 of the catalogue: the bound is generous because sanitizers run this too; the time is printed. */
static void ten_thousand_records(void **state)
{
	(void)state;
	struct str file = { 0 };
	char page[32];
	for (unsigned i = 0; i < 10000; i++) {
		snprintf(page, sizeof page, "page-%u", i * 7 % 300);
		struct record record = { .type = i % 3 ? RECORD_ANSWER : RECORD_SEEN, .sid = i / 100 * 0x9e3779b97f4a7c15u,
			.seq = i % 100 + 1, .clock = (10000 - i / 100 * 100) + i % 100, .at = 1763798400 + i, .page = page, .rev = 1,
			.word = "seen", .picks = picks, .npicks = 2, .verdict = VERDICT_RIGHT, .sure = 2, .attempt = 1 };
		record_line(&record, &file);
	}
	struct timespec from, to;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	struct learner *learner = learner_new();
	struct record_scan found = { 0 };
	record_scan(file.at, file.len, &found, fold, learner);
	assert_non_null(learner_latest(learner, RECORD_SEEN, "page-21"));
	assert_int_equal(learner_words(learner), 0);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	assert_int_equal(found.good, 10000);
	double ms = (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
	print_message("10,000 records, %zu bytes: %.0f ms of processor time\n", file.len, ms);
	assert_true(ms < 3000);
	learner_free(learner);
	str_release(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(crc_is_castagnoli),
		cmocka_unit_test(line_is_as_published),
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(a_base_of_another_form_is_none),
		cmocka_unit_test(a_bad_byte_does_not_lose_the_words),
		cmocka_unit_test(a_long_line),
		cmocka_unit_test(foreign_lines),
		cmocka_unit_test(shapes_of_files),
		cmocka_unit_test(every_byte_flipped),
		cmocka_unit_test(what_shows_no_record_is_no_answer),
		cmocka_unit_test(every_length_cut),
		cmocka_unit_test(ten_thousand_records),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
