/* SPDX-License-Identifier: MIT */
#include "support/imported.h"

#include <stdio.h>
#include <string.h>
#include "io/yaml.h"
#include "kinds/kind.h"

#define NAME "a-chapter"

static bool has_faults(const struct str *chapter)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct str said = { 0 };
	const struct node *root = yaml_parse(str_text(chapter), chapter->len, NAME ".yaml", &arena, &diags);

	chapter_free(root ? chapter_read(root, NAME, kinds_all, &diags) : NULL);
	diags_source(&diags, str_text(chapter), chapter->len);
	for (size_t i = 0; i < diags.count; i++)
		if (diag_severity(diags.list[i].code) == SEVERITY_ERROR)
			diag_print(&diags.list[i], DIAG_FULL, &said);
	bool faulty = said.len > 0;
	if (faulty)
		fprintf(stderr, "%s", said.at);
	str_release(&said);
	diags_release(&diags);
	arena_release(&arena);
	return faulty;
}

/* The chapter, or nothing; false when it has faults or came through unlike what was counted. */
static bool make(const char *bytes, size_t len, enum import_format format, struct str *chapter, struct str *notes)
{
	struct import import = { 0 };
	size_t clean_len;
	const char *clean = import_clean(&import, bytes, len, &clean_len);
	bool any = false;

	if (clean) {
		import_read(&import, format, clean, clean_len);
		any = import_write(&import, NAME, "A chapter", "a test", chapter);
	}
	import_sort_notes(&import);
	for (size_t i = 0; i < import.nnotes; i++)
		str_print(notes, "%u: %s\n", import.notes[i].line, import.notes[i].words);
	bool counted = import.carried <= import.nquestions && import.nquestions <= import.found &&
		any == (import.carried > 0) && (import.carried == import.found || import.nnotes > 0);
	if (!any)
		str_cut(chapter, 0);
	import_release(&import);
	return counted && !(any && has_faults(chapter));
}

bool imported_is_sound(const char *bytes, size_t len, enum import_format format)
{
	struct str chapter = { 0 }, notes = { 0 };
	bool sound = make(bytes, len, format, &chapter, &notes) && text_valid(str_text(&notes), notes.len, NULL);

	str_release(&chapter);
	str_release(&notes);
	return sound;
}

static bool is_same(const struct imported_case *c, const char *what, const char *wanted, const char *got)
{
	if (strcmp(wanted, got) == 0)
		return true;
	fprintf(stderr, "%s: %s\n--- wanted\n%s--- got\n%s---\n", c->name, what, wanted, got);
	return false;
}

static bool becomes(const struct imported_case *c, enum import_format format)
{
	static const char head[] = "pages:\n";
	struct str chapter = { 0 }, notes = { 0 };
	bool good = make(c->source, strlen(c->source), format, &chapter, &notes);

	if (!good)
		fprintf(stderr, "%s: does not load\n%s", c->name, str_text(&chapter));
	const char *pages = strstr(str_text(&chapter), head);
	good &= is_same(c, "pages", c->pages, pages ? pages + strlen(head) : "");
	good &= !c->notes || is_same(c, "notes", c->notes, str_text(&notes));
	str_release(&chapter);
	str_release(&notes);
	return good;
}

bool imported_check(const struct imported_case *cases, size_t n, enum import_format format)
{
	bool good = true;

	for (size_t i = 0; i < n; i++)
		good &= becomes(&cases[i], format);
	return good;
}
