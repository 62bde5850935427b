/* SPDX-License-Identifier: MIT */
#include "io/line.h"

#include <inttypes.h>

uint32_t line_crc(const char *bytes, size_t len)
{
	return line_crc_on(0, bytes, len);
}

/* CRC-32C four bits at a time; the polynomial is 0x82f63b78, reflected. */
uint32_t line_crc_on(uint32_t before, const char *bytes, size_t len)
{
	static const uint32_t table[16] = {
		0x00000000u, 0x105ec76fu, 0x20bd8edeu, 0x30e349b1u, 0x417b1dbcu, 0x5125dad3u, 0x61c69362u, 0x7198540du,
		0x82f63b78u, 0x92a8fc17u, 0xa24bb5a6u, 0xb21572c9u, 0xc38d26c4u, 0xd3d3e1abu, 0xe330a81au, 0xf36e6f75u,
	};
	uint32_t crc = before ^ 0xffffffffu;
	for (size_t i = 0; i < len; i++) {
		crc ^= (unsigned char)bytes[i];
		crc = (crc >> 4) ^ table[crc & 15];
		crc = (crc >> 4) ^ table[crc & 15];
	}
	return crc ^ 0xffffffffu;
}

void line_add(uint64_t sid, const char *body, struct str *out)
{
	struct str signed_part = { 0 };
	str_print(&signed_part, "%016" PRIx64 " ", sid);
	str_add_text(&signed_part, body);
	str_print(out, "%08" PRIx32 " ", line_crc(signed_part.at, signed_part.len));
	str_add(out, signed_part.at, signed_part.len);
	str_add(out, "\n", 1);
	str_release(&signed_part);
}

bool line_hex(const char *at, size_t n, uint64_t *value)
{
	*value = 0;
	for (size_t i = 0; i < n; i++) {
		char c = at[i];
		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
			return false;
		*value = *value << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
	}
	return true;
}

bool line_may_begin(const char *at, size_t len)
{
	uint64_t any;
	return len > LINE_HEAD && line_hex(at, 8, &any) && at[8] == ' ' && line_hex(at + 9, 16, &any) && at[25] == ' ' &&
	       at[26] == '{';
}

/* How many of the first `n` bytes are as in the form of a line; *n is cut to it. */
static size_t fitting(const char *at, size_t *n)
{
	static const char form[] = "xxxxxxxx xxxxxxxxxxxxxxxx {";
	size_t fit = 0;
	uint64_t any;
	*n = *n < sizeof form - 1 ? *n : sizeof form - 1;
	for (size_t i = 0; i < *n; i++)
		fit += form[i] == 'x' ? line_hex(at + i, 1, &any) : at[i] == form[i];
	return fit;
}

bool line_is_torn(const char *at, size_t len)
{
	size_t n = len, fit = fitting(at, &n);
	return n > 0 && fit == n;
}

bool line_is_like(const char *at, size_t len)
{
	size_t n = len, fit = fitting(at, &n);
	return n > 0 && fit * 3 >= n * 2;
}

bool line_is_whole(const char *at, size_t len)
{
	uint64_t crc = 0;
	return len <= LINE_MOST && line_may_begin(at, len) && line_hex(at, 8, &crc) && line_crc(at + 9, len - 9) == crc;
}

size_t line_unpadded(const char *at, size_t len)
{
	while (len > 0 && at[len - 1] == ' ')
		len--;
	return len;
}
