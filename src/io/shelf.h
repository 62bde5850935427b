/* SPDX-License-Identifier: MIT
 *
 * shelf: where courses are found, and how their files become courses, chapters and side files.
 *
 * Use: shelf_find() turns what the person typed (a directory, an id, nothing)
 * into a folder; shelf_course() opens it; then shelf_chapter() and shelf_side()
 * one file at a time, as they are needed. shelf_check() reads everything.
 *
 * Ownership: what is returned belongs to the caller (course_free, chapter_free, side_free).
 *
 * Never knows: the learner, the screen.
 *
 * shelf.c finds courses, shelf_files.c reads one file of them, shelf_check.c judges them all.
 */
#ifndef ATTUNE_IO_SHELF_H
#define ATTUNE_IO_SHELF_H

#include "base/err.h"
#include "base/text.h"
#include "course/check.h"
#include "course/course.h"

/* Places to look, in order: $ATTUNE_PATH, $XDG_DATA_DIRS/attune/courses, the compiled-in data directory, ./lessons beside
 * an uninstalled binary. Read from the environment by shelf_open. */
struct shelf {
	char **folders;
	size_t n;
};
/* The folder of the running program: from argv[0] where that is a path, else from the system; appended. */
bool shelf_program_folder(const char *program, struct str *folder);

void shelf_open(struct shelf *, const char *program); /* program: argv[0], to find ./lessons beside it */
void shelf_release(struct shelf *);

/* Calls `each` for every course folder on the shelf (a folder with a course.yaml), each id once, first found wins. */
void shelf_each(const struct shelf *, bool (*each)(void *ctx, const char *folder), void *ctx);

/* The folder of a course named by a path or an id, or NULL (name == NULL) the only one there is. False with ERR_ABSENT and
 * words that say what was looked for and where, nearest id as advice. */
bool shelf_find(const struct shelf *, const char *name, struct str *folder, struct err *);

/* NULL with faults in `diags`. */
struct course *shelf_course(const char *folder, struct diags *);
struct chapter *shelf_chapter(const struct course *, const char *id, kind_list, struct diags *);
struct chapter *shelf_chapter_at(const char *path, const char *id, kind_list, struct diags *); /* a file anywhere */
struct side_file *shelf_side(const struct course *, enum side, struct diags *); /* NULL and no fault when the file is absent */

/* Where these files are, whether or not they are there; for mem_free. */
char *shelf_chapter_path(const struct course *, const char *id);
char *shelf_side_path(const struct course *, enum side);
char *shelf_course_path(const struct course *);

/* The folder of the course that a chapter file is written for, whether or not course.yaml names it: FOLDER of
 * FOLDER/chapters/NAME.yaml, if FOLDER/course.yaml is there; for mem_free. NULL: it is written for none. */
char *shelf_folder_of(const char *file);

/* The folder of the course whose course.yaml or side file this is; for mem_free. NULL: it is neither. */
char *shelf_folder_beside(const char *file);

/* The course a chapter file is written for, for showing that chapter: it has the chapter (`index`) even where course.yaml does
 * not name it. If there is no course, or its course.yaml is broken (then `diags` has its faults), one is made up that has this
 * chapter alone. Never NULL. The chapter is read with shelf_chapter_at(). */
struct course *shelf_course_of(const char *file, size_t *index, struct diags *);

/* Every fault of one chapter file, sorted: judged with the course it is written for, if there is one, and also those of its
 * course.yaml and side files; those of other chapters are left out. `today` as in check.h. */
void shelf_check_file(const char *file, kind_list, const char *today, struct diags *);

/* Every fault of a course folder, sorted. False when the folder is not there (then `err` says so). `today` as in check.h. */
bool shelf_check(const char *folder, kind_list, const char *today, struct diags *, struct err *);

#endif
