/* SPDX-License-Identifier: MIT
 *
 * characters: what no lesson may carry, in the file as it lies there and in what escapes stand for.
 *
 * Use: characters_judge_file() once before anything is parsed; then the other two for each text.
 *
 * Ownership: where something was refused, the bytes that are parsed are a copy in the arena.
 *
 * Never knows: libyaml, fields.
 */
#ifndef ATTUNE_IO_CHARACTERS_H
#define ATTUNE_IO_CHARACTERS_H

#include "io/loading.h"

/* What stands in the file itself, comments and all. Lone joiners are judged where they stand in a text. */
void characters_judge_file(struct loading *);

/* What a text has that the file did not show. `text` is the scalar's own. A letter comes where something was refused, as many
 * bytes wide, so that the rest of the text can be judged where it stands, and nothing is said of that character again. */
void characters_judge_text(struct loading *, struct node *scalar, char *text);

/* Letters under so many marks that they cover the lines around them. */
void characters_judge_marks(struct loading *, struct node *scalar);

#endif
