/* SPDX-License-Identifier: MIT */
#include "io/characters.h"

#include <string.h>
#include "base/text.h"
#include "base/tr.h"
#include "course/forbidden.h"

#define POINT_BOM 0xFEFF
#define STAND_IN "\xE2\x81\xA0" /* U+2060: libyaml takes it, lessons do not */
#define MARKS_MOST 8 /* on one letter: the most any writing needs, and some more */

/* A letter of so many bytes: in a text, where something as wide was refused; one for one, so that places stay. */
static const char *const unread[] = { "", "x", "\xC3\xB8", "\xE1\xBA\x8B", "\xF0\x9D\x91\xA5" };

/* -- In the file ------------------------------------------------------------------------------ */

static void judge_byte(struct loading *load, size_t i, uint32_t point)
{
	struct place at = loading_place(load->bytes, i);

	if (point != 0 && point != POINT_BOM) {
		forbidden_say(load->diags, point, at, 1);
		return;
	}
	diag_add(load->diags, DIAG_NOT_UTF8, at, 1,
		point ? TR("a byte order mark (U+FEFF) inside the file") : TR("a zero byte (U+0000)"));
}

/* A copy of the file in which STAND_IN is where something refused was, so that libyaml, which stops at some of them, reads
 * on; one code point for one, so that places stay. judge_scalar finds what text it was in, and says nothing new. */
static void replace_refused(struct loading *load)
{
	struct str copy = { 0 };
	size_t size;

	for (size_t i = 0; i < load->len; i += size) {
		uint32_t point = text_point(load->bytes + i, load->len - i, &size);
		bool crlf = point == '\r' && i + 1 < load->len && load->bytes[i + 1] == '\n';
		if (crlf || !forbidden_in_lesson(point))
			str_add(&copy, load->bytes + i, size);
		else
			str_add_text(&copy, STAND_IN);
	}
	load->bytes = arena_copy(load->arena, str_text(&copy), copy.len);
	load->len = copy.len;
	str_release(&copy);
}

static bool is_mark(uint32_t point)
{
	return point >= 0x300 && text_point_cells(point) == 0 && !text_is_replaced(point);
}

void characters_judge_file(struct loading *load)
{
	size_t size;

	for (size_t i = 0; (i += text_harmless(load->bytes + i, load->len - i)) < load->len; i += size) {
		uint32_t point = text_point(load->bytes + i, load->len - i, &size);
		bool crlf = point == '\r' && i + 1 < load->len && load->bytes[i + 1] == '\n';
		load->returns |= point == '\r';
		load->joins = load->joins || forbidden_is_joiner(point) || is_mark(point);
		if (crlf || !forbidden_in_lesson(point))
			continue;
		load->failed |= point == '\r'; /* to libyaml it ends a line, and to no editor */
		if (load->refused++ < FAULTS_MOST)
			judge_byte(load, i, point);
	}
	if (load->refused)
		replace_refused(load);
}

/* Whether the file itself was blamed for a character here. */
static bool is_said(const struct loading *load, struct place at)
{
	for (size_t i = 0; load->refused && i < load->diags->count; i++) {
		const struct diag *diag = &load->diags->list[i];
		if ((diag->code == DIAG_CHARACTER || diag->code == DIAG_NOT_UTF8) && diag->at.line == at.line &&
			diag->at.column == at.column && diag->file == load->diags->file)
			return true;
	}
	return load->refused > FAULTS_MOST;
}

/* -- In a text --------------------------------------------------------------------------------- */

void characters_judge_marks(struct loading *load, struct node *scalar)
{
	size_t size, from = 0;
	unsigned marks = 0;

	for (size_t i = text_ascii(scalar->text, scalar->len); i < scalar->len; i += size) {
		uint32_t point = text_point(scalar->text + i, scalar->len - i, &size);
		marks = is_mark(point) ? marks + 1 : 0;
		if (!marks)
			from = i;
		if (marks != MARKS_MOST + 1)
			continue;
		diag_add(load->diags, DIAG_CHARACTER, node_place(scalar, from), 1,
			"more than %d marks on one letter", MARKS_MOST);
		diag_help(load->diags, "they would cover the lines above and below");
		scalar->broken = scalar->legible = true;
		return;
	}
}

static void refuse_in_scalar(struct loading *load, uint32_t point, struct place at)
{
	forbidden_say(load->diags, point, at, 1);
	diag_help(load->diags,
		forbidden_is_joiner(point) ? TR("joiners belong inside emoji and between letters of joining scripts")
				 : TR("take it out; an escape makes it no better"));
}

void characters_judge_text(struct loading *load, struct node *scalar, char *text)
{
	size_t size;
	int faults = 0;

	for (size_t i = 0; (i += text_harmless(text + i, scalar->len - i)) < scalar->len; i += size) {
		uint32_t point = text_point(text + i, scalar->len - i, &size);
		if (forbidden_is_joiner(point) ? text_joiner_fits(text, scalar->len, i) : !forbidden_in_lesson(point))
			continue;
		scalar->broken = scalar->legible = true;
		bool said = faults == FAULTS_MOST || is_said(load, node_place(scalar, i));
		if (!said)
			refuse_in_scalar(load, point, node_place(scalar, i));
		faults += !said;
		memcpy(text + i, unread[size], size);
	}
}
