/* SPDX-License-Identifier: MIT */
#include "io/taking.h"

#include <string.h>
#include "base/tr.h"

static void end_run(struct taking *t)
{
	if (!t->text.len)
		return;
	struct prose_run *run = arena_get(t->prose->arena, sizeof *run);

	run->role = t->role;
	run->text = arena_copy(t->prose->arena, t->text.at, t->text.len);
	str_cut(&t->text, 0);
	*t->run_end = run;
	t->run_end = &run->next;
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \n\t")] == '\0';
}

static bool says_nothing(const struct prose_block *block)
{
	for (const struct prose_run *run = block->runs; run; run = run->next)
		if (!is_blank(run->text))
			return false;
	return true;
}

void taking_end_block(struct taking *t)
{
	if (!t->block)
		return;
	end_run(t);
	if (!says_nothing(t->block)) {
		*t->end = t->block;
		t->end = &t->block->next;
	}
	t->block = NULL;
}

static unsigned next_number(struct taking *t)
{
	unsigned *number = t->lists && t->lists <= TAKING_DEPTH ? &t->numbers[t->lists - 1] : NULL;

	return number && *number ? (*number)++ : 0;
}

static void begin_block(struct taking *t, enum block_role role)
{
	taking_end_block(t);
	t->block = arena_get(t->prose->arena, sizeof *t->block);
	t->block->role = role;
	t->run_end = &t->block->runs;
	if (role != BLOCK_ITEM)
		return;
	t->block->depth = t->lists > TAKING_DEPTH ? TAKING_DEPTH : t->lists + !t->lists;
	t->block->number = next_number(t);
	t->item = false;
}

static enum span_role role_now(const struct taking *t)
{
	if (t->code || t->pre)
		return SPAN_CODE;
	if (t->strong)
		return SPAN_STRONG;
	return t->emphasis ? SPAN_EMPHASIS : SPAN_TEXT;
}

static bool ends_blank(const struct taking *t)
{
	return t->text.len && t->text.at[t->text.len - 1] == ' ';
}

void taking_add(struct taking *t, const char *bytes, size_t len)
{
	if (!len)
		return;
	bool blank = len == 1 && strchr(" \n\t", *bytes);
	bool filler = len == 2 && memcmp(bytes, "\xC2\xA0", 2) == 0; /* what editors put into empty lines */

	if (!t->pre && ((!t->block && (blank || filler)) || (blank && ends_blank(t))))
		return;
	if (!t->block)
		begin_block(t, t->pre ? BLOCK_CODE : t->item ? BLOCK_ITEM : BLOCK_PARAGRAPH);
	if (role_now(t) != t->role)
		end_run(t);
	t->role = role_now(t);
	str_add(&t->text, blank && !t->pre ? " " : bytes, len);
}

void taking_lose(struct taking *t, const char *what)
{
	const char *lost = t->prose->lost;

	if (!what || (lost && strstr(lost, tr(what))))
		return;
	t->prose->lost = lost ? arena_print(t->prose->arena, "%s, %s", lost, tr(what)) : tr(what);
}
