/* SPDX-License-Identifier: MIT */
#include "base/codeset.h"

size_t codeset_byte(const struct codeset *codeset, unsigned char byte, char out[4])
{
	if (codeset && byte >= 0x80 && codeset->high[byte - 0x80])
		return text_put_point(codeset->high[byte - 0x80], out);
	out[0] = (char)byte;
	return 1;
}

void codeset_line(const struct codeset *codeset, struct str *line)
{
	struct str made = {0};
	char bytes[4];

	if (!codeset || text_valid(str_text(line), line->len, NULL))
		return;
	for (size_t i = 0; i < line->len; i++)
		str_add(&made, bytes, codeset_byte(codeset, (unsigned char)line->at[i], bytes));
	str_cut(line, 0);
	str_add(line, str_text(&made), made.len);
	str_release(&made);
}
