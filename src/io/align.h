/* SPDX-License-Identifier: MIT
 *
 * align: where each part of a text stands in the file, so that a fault in it has its line and column.
 *
 * Use: align_marks() for each scalar that is not a word on one line.
 *
 * Ownership: marks are in the arena of the file.
 *
 * Never knows: libyaml, what the text means.
 */
#ifndef ATTUNE_IO_ALIGN_H
#define ATTUNE_IO_ALIGN_H

#include "io/loading.h"

/* How a scalar is written: bare, 'quoted', "quoted", or as an indented block. */
enum scalar_style { SCALAR_PLAIN, SCALAR_SINGLE, SCALAR_DOUBLE, SCALAR_BLOCK };

/* Walks the source from one place to another beside the node's value, and gives the node its marks. */
void align_marks(struct loading *, enum scalar_style, struct place from, struct place to, struct node *);

#endif
