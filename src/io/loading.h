/* SPDX-License-Identifier: MIT
 *
 * loading: a YAML file while it is being read, and where its bytes are: lines, columns, offsets.
 *
 * Use: io/yaml fills the struct, loading_find_lines() once, then places and offsets are asked for.
 *
 * Ownership: the reader's, for one file; `lines` and `marks` are freed by it, nodes are the arena's.
 *
 * Never knows: libyaml.
 */
#ifndef ATTUNE_IO_LOADING_H
#define ATTUNE_IO_LOADING_H

#include "course/diag.h"
#include "course/tree.h"
#include "io/yaml.h"

#define FAULTS_MOST 20 /* of one sort in one file, before we stop looking for more */

/* A map or list that is not closed yet. */
struct level {
	struct node *node;
	struct node *last; /* its last child */
	const char *key;   /* map: the key whose value is awaited, else NULL */
	struct place key_at;
	bool key_quoted;
	bool pass;         /* the value awaited belongs to a key that was refused */
};

/* One file being read.
 * Invariants: levels[0..depth) are open, each the last child of the one before; once `failed`, no more is read. While `skipping` is
 * not 0, what is read lies that deep inside a list or map that was refused. */
struct loading {
	const char *bytes; /* without a leading BOM */
	size_t len;
	struct arena *arena;
	struct diags *diags;
	bool returns;  /* there is a CR somewhere */
	bool joins;    /* there is a joiner or a mark somewhere, which is judged where it stands in a text */
	size_t refused; /* characters in the file as it lies there */
	size_t *lines; /* offset of each line */
	size_t nlines;
	struct level levels[YAML_DEPTH_MOST];
	unsigned depth;
	unsigned events;
	unsigned documents;
	unsigned skipping;
	bool comments; /* there is a '#' somewhere */
	bool unwritten; /* and one that importers leave */
	struct place walked;  /* how far loading_cut() has walked along a line, */
	size_t walked_offset; /* so that no line is walked twice */
	struct mark *marks; /* of the scalar being read */
	size_t room;        /* for them */
	int said; /* faults of the words of YAML itself */
	struct node *latest; /* the last scalar, unless it was a key */
	struct place ended;  /* where the last scalar did */
	struct place quoted; /* where it began, if it stands in quotes; {0,0}: it does not */
	struct node *root;
	bool failed; /* what follows may be nonsense */
};

/* As libyaml counts: LF, CR LF and lone CR end a line. The other ends it knows are refused before it sees them. */
void loading_find_lines(struct loading *);
bool loading_ends_line(char);

/* The '#' with no space behind it that follows on a place, over blanks; {0,0} where there is none. Places come in order. */
struct place loading_cut(struct loading *, struct place);

/* Whether a text stands anywhere in the file. */
bool loading_has(const struct loading *, const char *text);

/* The YAML_UNWRITTEN that follows on a place, likewise; of a scalar one of the two is asked for last. */
struct place loading_unwritten(struct loading *, struct place);

/* Where a line, counted from 0, ends: behind its last byte. */
size_t loading_line_end(const struct loading *, size_t line);

/* The byte at a place. */
size_t loading_offset(const struct loading *, struct place);

/* The place of a byte, by counting from the start; for faults found before there are lines. */
struct place loading_place(const char *bytes, size_t offset);

#endif
