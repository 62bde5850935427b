/* SPDX-License-Identifier: MIT
 *
 * yaml: a YAML file becomes a tree, or a list of faults.
 *
 * Use: yaml_load() opens, judges and reads one file. What it gives is safe to
 * show: strict UTF-8, no control or bidi characters after un-escaping, bounded in
 * size, depth and number of nodes.
 *
 * Ownership: nodes and texts live in `arena`. `*text` (may be NULL) gets the
 * file's bytes, in the arena too, so that faults of meaning can be given their
 * source line.
 *
 * Never knows: what keys mean. The only file that includes <yaml.h>; libyaml's
 * event API only, with our own limits (rules L1-L4).
 */
#ifndef ATTUNE_IO_YAML_H
#define ATTUNE_IO_YAML_H

#include "base/mem.h"
#include "course/diag.h"
#include "course/tree.h"

/* A comment behind a text that an importer made up, and somebody is to write. */
#define YAML_UNWRITTEN "# write why"

#define YAML_FILE_MOST (1024 * 1024)
#define YAML_SCALAR_MOST (64 * 1024)
#define YAML_DEPTH_MOST 16
#define YAML_EVENTS_MOST 50000

/* The root node, or NULL with at least one error in `diags` (whose file is set to `path`). Never blocks on a FIFO, never
 * reads more than YAML_FILE_MOST + 1 bytes. */
const struct node *yaml_load(const char *path, struct arena *, struct diags *, const char **text, size_t *len);

/* The same, but whatever could be read is given: what a fault was said of is marked as broken, and NULL is only where
 * there is nothing. For the checker, who wants all faults at once; `diags` tells whether there were any. */
const struct node *yaml_load_partly(
	const char *path, struct arena *, struct diags *, const char **text, size_t *len);

/* The same of bytes in memory; `name` stands for the file in faults. For tests, fuzzing and preview. */
const struct node *yaml_parse(const char *bytes, size_t len, const char *name, struct arena *, struct diags *);

#endif
