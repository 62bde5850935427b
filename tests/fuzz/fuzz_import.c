/* SPDX-License-Identifier: MIT
 *
 * Any bytes as someone else's questions: no crash, no leak, and what becomes a chapter loads without an error. The first
 * byte, over the number of formats, chooses the format.
 *
 *   clang -std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -Isrc -Itests -g -O1 -fsanitize=fuzzer,address,undefined \
 *         -o build/fuzz_import tests/fuzz/fuzz_import.c tests/support/imported.c src/base/[a-z]*.c src/course/[a-z]*.c \
 *         src/learner/[a-z]*.c src/view/[a-z]*.c src/kinds/[a-z]*.c src/io/{yaml,loading,characters,align}.c \
 *         src/io/import*.c src/io/{prose,taking,html,markdown,gift,aiken,swirl}.c -lyaml -lmd4c -lunistring
 *   build/fuzz_import -max_total_time=180 -timeout=5 build/corpus tests/fuzz/seeds/import
 */
#include <assert.h>
#include "support/imported.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	if (size > 0)
		assert(imported_is_sound(
			(const char *)data + 1, size - 1, (enum import_format)(data[0] % IMPORT_FORMAT_COUNT)));
	return 0;
}
