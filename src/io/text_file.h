/* SPDX-License-Identifier: MIT
 *
 * text_file: the bytes of a file that somebody wrote, as many as one may have.
 *
 * Use: text_file_read(); whoever reads them judges their number.
 *
 * Ownership: the bytes are the arena's.
 *
 * Never knows: what is in them.
 */
#ifndef ATTUNE_IO_TEXT_FILE_H
#define ATTUNE_IO_TEXT_FILE_H

#include "base/mem.h"
#include "course/diag.h"

struct text_file {
	char *at; /* NUL-terminated */
	size_t len;
};

/* At most YAML_FILE_MOST bytes and one more, by which a larger file is known. False with a fault: it is not there, not a file, or
 * cannot be read. */
bool text_file_read(const char *path, struct arena *, struct text_file *, struct diags *);

#endif
