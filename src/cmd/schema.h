/* SPDX-License-Identifier: MIT
 *
 * schema: what a chapter file may hold, as JSON Schema draft-07, for editors.
 *
 * Use: schema_say() appends it; `attune schema` prints it, `attune new` lays it
 * beside a course.
 *
 * Ownership: appends to the caller's str.
 *
 * Never knows: any kind by name: everything comes from the tables the reader uses.
 *
 * A schema sees shape alone: keys, types, words, lengths of lists. Whether a page
 * makes sense is for `attune check`. The types of JSON are wider than those of the
 * format, where every scalar is a text: `title: 2026` is a title.
 */
#ifndef ATTUNE_CMD_SCHEMA_H
#define ATTUNE_CMD_SCHEMA_H

#include "base/text.h"

#define SCHEMA_FILE "chapter.schema.json"

void schema_say(struct str *out);

#endif
