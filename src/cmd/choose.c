/* SPDX-License-Identifier: MIT */
#include "cmd/choose.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/answer.h"
#include "cmd/out.h"
#include "cmd/window.h"

struct choices {
	struct arena arena;
	const char **folders;
	size_t n;
	struct str list; /* their titles, numbered */
};

/* What cannot be opened is nothing to choose: it would end the session. */
static bool add_course(void *ctx, const char *folder)
{
	struct choices *choices = ctx;
	struct diags diags = { 0 };
	struct course *course = shelf_course(folder, &diags);

	if (course) {
		choices->folders = mem_grow(choices->folders, choices->n + 1, sizeof choices->folders[0]);
		choices->folders[choices->n++] = arena_copy(&choices->arena, folder, strlen(folder));
		str_print(&choices->list, "%2zu. %s\n", choices->n, course->title);
		course_free(course);
	}
	diags_release(&diags);
	return true;
}

/* From 1; 0: it is none of the numbers. */
static size_t number_of(const char *line, size_t most)
{
	char *end;
	unsigned long number = strtoul(line, &end, 10);
	bool whole = line[0] >= '0' && line[0] <= '9' && end[strspn(end, " .\t")] == '\0';

	return whole && number <= most ? number : 0;
}

/* Gives the number; 0 when the person left. */
static size_t ask(const struct request *request, const struct choices *choices)
{
	struct str words = { 0 }, fitted = { 0 };
	char line[16];
	size_t number = 0;

	str_print(&words, "%s\n\n%s\n%s", tr("The courses here:"), str_text(&choices->list), tr("A number opens one, Enter leaves: "));
	window_fit(STDOUT_FILENO, str_text(&words), &fitted);
	while (number == 0 && answer_ask(request, str_text(&fitted), line, sizeof line)) {
		const char *typed = line + strspn(line, " \t");
		if (*typed == '\0' || strcmp(typed, "q") == 0)
			break;
		number = number_of(typed, choices->n);
		str_cut(&fitted, 0);
		window_fit(STDOUT_FILENO, tr("That is none of the numbers above. A number opens one, Enter leaves: "), &fitted);
	}
	str_release(&words);
	str_release(&fitted);
	return number;
}

enum choice choose_course(const struct request *request, const struct shelf *shelf, struct str *folder)
{
	struct choices choices = { 0 };

	shelf_each(shelf, add_course, &choices);
	size_t number = choices.n > 1 ? ask(request, &choices) : choices.n;
	if (number)
		str_add_text(folder, choices.folders[number - 1]);
	enum choice made = number ? CHOICE_MADE : choices.n ? CHOICE_LEFT : CHOICE_NONE;
	mem_free(choices.folders);
	arena_release(&choices.arena);
	str_release(&choices.list);
	return made;
}
