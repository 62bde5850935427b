/* SPDX-License-Identifier: MIT */
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/locale.h"
#include "cmd/open.h"
#include "cmd/out.h"
#include "io/shelf.h"
#include "kinds/kind.h"
#include "tutor/find.h"

#define MOST 200 /* places of one page */

struct looking {
	const struct course *course;
	const struct learner *learner;
	const char *words;
	struct str out;
	bool any;
};

/* Each row that has the words, once. */
static void look_in_page(struct looking *looking, const struct chapter *chapter, size_t page)
{
	struct match found[MOST];
	struct doc doc;

	find_say_page(looking->course, chapter, page, looking->learner, &doc);
	size_t n = find_words(&doc, looking->words, found, MOST);
	for (size_t i = 0; i < n && i < MOST; i++) {
		if (i > 0 && found[i].row == found[i - 1].row)
			continue;
		str_print(&looking->out, tr("%s, page %zu: "), chapter->title, page + 1);
		find_line(&doc, found[i].row, &looking->out);
		str_add_text(&looking->out, "\n");
		looking->any = true;
	}
	doc_release(&doc);
}

/* One chapter at a time; what is wrong with one that cannot be opened is said by `check`. */
static int look_in_course(struct looking *looking, const struct request *request)
{
	int status = STATUS_DONE;

	for (size_t i = 0; i < looking->course->chapters.n && status == STATUS_DONE; i++) {
		struct diags diags = { 0 };
		struct chapter *chapter = shelf_chapter(looking->course, looking->course->chapters.list[i], kinds_all, &diags);
		for (size_t page = 0; chapter && page < chapter->npages; page++)
			look_in_page(looking, chapter, page);
		status = out_text(request, &looking->out);
		str_cut(&looking->out, 0);
		chapter_free(chapter);
		diags_release(&diags);
	}
	return status;
}

int cmd_search(const struct request *request)
{
	struct opened opened;
	struct str words = { 0 };

	str_add_text(&words, request_word(request, 0));
	codeset_line(locale_codeset(), &words);
	struct looking looking = { .words = str_text(&words) };
	int status = open_course(&opened, request, request_word(request, 1));
	struct learner *learner = status == STATUS_DONE ? open_learner(&opened, request) : NULL;

	if (status == STATUS_DONE && !learner)
		learner = learner_new(); /* what the course says can be looked through without a record */
	if (status == STATUS_DONE) {
		looking.course = opened.course;
		looking.learner = learner;
		status = look_in_course(&looking, request);
	}
	if (status == STATUS_DONE && !looking.any) {
		out_note(request, tr("\"%s\" stands nowhere in this course."), looking.words);
		status = STATUS_FAULTS;
	}
	str_release(&looking.out);
	str_release(&words);
	if (learner)
		learner_free(learner);
	open_release(&opened);
	return status;
}
