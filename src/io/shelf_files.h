/* SPDX-License-Identifier: MIT
 *
 * shelf_files: the files of a course: where each is, and what it says as far as it can be read.
 *
 * Use: shelf.h has what others ask for; this is what shelf, shelf_files and shelf_check share.
 *
 * Ownership: paths are for mem_free; what was read is for course_free and the like.
 *
 * Never knows: which courses there are.
 */
#ifndef ATTUNE_IO_SHELF_FILES_H
#define ATTUNE_IO_SHELF_FILES_H

#include "io/shelf.h"

/* A text copied; a folder of `len` bytes and a name in it. */
char *files_copy(const char *text);
char *files_join(const char *folder, size_t len, const char *name);

/* What stands after the last slash. */
const char *files_last_part(const char *path);

bool files_is_folder(const char *path);
bool files_is_file(const char *path);
bool files_is_course(const char *folder); /* it has a course.yaml */

/* The course that may have been meant by a folder that is none: the one it lies in, as chapters/ does, or the first in it; for
 * mem_free. NULL: there is none. */
char *files_course_near(const char *folder);

/* Where course.yaml, a chapter and a side file of a folder are, whether or not they are there. */
char *files_course(const char *folder);
char *files_chapter(const char *folder, const char *id);
char *files_side(const char *folder, enum side);

/* As far as they can be read: what was found good is taken whole by shelf_course and the like, and the rest only by the checker.
 * A side file that is not there is no fault. */
struct course *files_read_course(const char *folder, struct diags *);
struct chapter *files_read_chapter(const char *path, const char *id, kind_list, struct diags *);
struct side_file *files_read_side(const char *path, enum side, struct diags *);

/* The index of a chapter, which comes last if the course did not name it. */
size_t files_add_chapter(struct course *, const char *id);

#endif
