/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "base/err.h"
#include "base/text.h"

static void test_sentence(void **state)
{
	static const struct {
		const char *name;
		struct err err;
		const char *sentence;
	} cases[] = {
		{ "all", { .file = "a.yaml", .line = 3, .column = 7, .words = "not a list", .advice = "Write [a, b]." },
			"a.yaml:3:7: not a list. Write [a, b]." },
		{ "no column", { .file = "a.yaml", .line = 3, .words = "not a list" }, "a.yaml:3: not a list" },
		{ "only a file", { .file = "a.yaml", .words = "gone" }, "a.yaml: gone" },
		{ "only words", { .words = "gone" }, "gone" },
		{ "only advice", { .advice = "Try again." }, "Try again." },
		{ "nothing", { 0 }, "" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char out[800];
		size_t n = err_sentence(&cases[i].err, out, sizeof out);
		if (strcmp(out, cases[i].sentence) || n != strlen(out))
			fail_msg("%s: '%s'", cases[i].name, out);
	}
}

/* Whatever the room, the sentence ends with a NUL and never inside a character. */
static void test_cut(void **state)
{
	struct err e = { .file = "\xC3\xA9.yaml", .line = 12, .words = "\xE4\xB8\xAD\xE6\x96\x87 \xF0\x9F\x98\x80" };
	(void)state;
	for (size_t room = 1; room < 40; room++) {
		char out[40];
		memset(out, '#', sizeof out);
		size_t n = err_sentence(&e, out, room);
		assert_true(n < room);
		assert_int_equal(n, strlen(out));
		assert_true(text_valid(out, n, NULL));
	}
}

static void test_set(void **state)
{
	struct err e = { .file = "old", .line = 4, .advice = "old" };
	char longer[600];
	(void)state;
	assert_false(err_set(NULL, ERR_FULL, ENOSPC, "x"));
	assert_false(err_at_file(NULL, "x"));
	assert_false(err_advise(NULL, "x"));
	assert_false(err_set(&e, ERR_FULL, ENOSPC, "no %s", "space"));
	assert_int_equal(e.kind, ERR_FULL);
	assert_int_equal(e.code, ENOSPC);
	assert_int_equal(e.line, 0);
	assert_string_equal(e.file, "");
	assert_string_equal(e.words, "no space");
	assert_string_equal(e.advice, "");
	err_set(&e, ERR_LOST, 0, "again: %s", e.words);
	assert_string_equal(e.words, "again: no space");
	memset(longer, 'a', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	memcpy(longer + 254, "\xC3\xA9", 2);
	err_at_file(&e, longer);
	assert_int_equal(strlen(e.file), 254);
	err_advise(&e, "%s", longer);
	assert_int_equal(strlen(e.advice), 254);
}

static void test_kinds(void **state)
{
	static const struct {
		int code;
		enum err_kind kind;
	} cases[] = {
		{ 0, ERR_NONE },
		{ ENOENT, ERR_ABSENT },
		{ EACCES, ERR_REFUSED },
		{ EROFS, ERR_REFUSED },
		{ ENOSPC, ERR_FULL },
		{ EDQUOT, ERR_FULL },
		{ EIO, ERR_LOST },
		{ EMFILE, ERR_BUSY },
		{ ENOMEM, ERR_BUSY },
		{ EPIPE, ERR_GONE },
		{ 9999, ERR_LOST },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (err_kind_of(cases[i].code) != cases[i].kind)
			fail_msg("errno %d is kind %d", cases[i].code, err_kind_of(cases[i].code));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sentence),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_kinds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
