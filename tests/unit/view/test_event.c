/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "view/event.h"

static void test_effects(void **state)
{
	char words[] = "mine";
	struct record record = { .type = RECORD_WORDS, .page = "p", .text = words };
	static struct effects fx;
	(void)state;
	effects_add(&fx, (struct effect){ .type = FX_OPEN, .index = 3 });
	effects_save(&fx, FX_SAVE, &record, true);
	effects_save(&fx, FX_DRAFT, &record, false);
	effects_add(&fx, (struct effect){ .type = FX_QUIT, .status = 130 });
	words[0] = 'x';
	assert_int_equal(fx.n, 4);
	assert_int_equal(fx.list[0].index, 3);
	assert_int_equal(fx.list[1].type, FX_SAVE);
	assert_true(fx.list[1].sync);
	assert_string_equal(fx.list[1].record->text, "mine");
	assert_int_equal(fx.list[2].type, FX_DRAFT);
	assert_false(fx.list[2].sync);
	assert_ptr_not_equal(fx.list[2].record, fx.list[1].record);
	assert_int_equal(fx.list[3].status, 130);
	effects_clear(&fx);
	assert_int_equal(fx.n, 0);
	assert_null(fx.arena.top);
}

static void test_all_fit(void **state)
{
	static struct effects fx;
	(void)state;
	for (int i = 0; i < EFFECTS_MOST; i++)
		effects_add(&fx, (struct effect){ .type = FX_BELL });
	assert_int_equal(fx.n, EFFECTS_MOST);
	effects_clear(&fx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_effects),
		cmocka_unit_test(test_all_fit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
