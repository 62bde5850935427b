/* SPDX-License-Identifier: MIT
 *
 * What scripts read is JSON, whatever went in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "cmd/json.h"

static void a_map_keeps_its_order(void **state)
{
	struct json_t *map = json_map(), *list = json_list();
	struct str out = { 0 };

	(void)state;
	json_add_text(list, "a");
	json_add(list, json_map());
	json_set_text(map, "z", "one \"two\"\n\t");
	json_set_text(map, "none", NULL);
	json_set_number(map, "n", -3);
	json_set_flag(map, "flag", true);
	json_set(map, "list", list);
	json_print(map, false, &out);
	assert_string_equal(str_text(&out),
		"{\"z\":\"one \\\"two\\\"\\n\\t\",\"none\":null,\"n\":-3,\"flag\":true,\"list\":[\"a\",{}]}\n");
	str_release(&out);
	json_free(map);
}

static void what_is_no_text_is_replaced(void **state)
{
	struct json_t *map = json_map();
	struct str out = { 0 };

	(void)state;
	json_set_text(map, "file", "caf\xC3\xA9\xFF\xC3");
	json_print(map, false, &out);
	assert_string_equal(str_text(&out), "{\"file\":\"caf\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBD\"}\n");
	str_release(&out);
	json_free(map);
}

static void times_are_rfc_3339(void **state)
{
	static const struct {
		int64_t at;
		const char *json;
	} cases[] = {
		{ 0, "{\"at\":null}\n" },
		{ 1, "{\"at\":\"1970-01-01T00:00:01Z\"}\n" },
		{ 253402300799, "{\"at\":\"9999-12-31T23:59:59Z\"}\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct json_t *map = json_map();
		struct str out = { 0 };
		json_set_time(map, "at", cases[i].at);
		json_print(map, false, &out);
		assert_string_equal(str_text(&out), cases[i].json);
		str_release(&out);
		json_free(map);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_map_keeps_its_order),
		cmocka_unit_test(what_is_no_text_is_replaced),
		cmocka_unit_test(times_are_rfc_3339),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
