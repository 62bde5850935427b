/* SPDX-License-Identifier: MIT
 *
 * Any bytes as someone else's questions: no crash, no leak, and what becomes a chapter loads without an error. The first
 * byte, over the number of formats, chooses the format.
 *
 *   make fuzz SECONDS=3600
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
