/* SPDX-License-Identifier: MIT
 *
 * tree: what a lesson file says, as checked nodes with their places in the file.
 *
 * Use: io/yaml makes a tree of one file; course/field reads it into structs.
 * Kinds see nodes only through their field tables and never see YAML.
 *
 * Ownership: every node and every text lives in the arena given to the maker.
 * Nodes never change once made.
 *
 * Never knows: YAML, what the keys mean.
 */
#ifndef ATTUNE_COURSE_TREE_H
#define ATTUNE_COURSE_TREE_H

#include <stdbool.h>
#include <stddef.h>

/* A place in a file: line and column from 1, columns in code points; {0,0} is "the file as a whole". */
struct place {
	unsigned line, column;
};

/* From byte `offset` of a scalar's text on, each code point is one column after another from `at`. A new mark begins
 * wherever the file does not say what the text says: at each line of the file, and after each escape. */
struct mark {
	size_t offset;
	struct place at;
};

enum node_type { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_type type;
	struct place at;          /* where the value begins */
	unsigned width;           /* code points of the value on its first line, for the caret; at least 1 */
	const char *text;         /* scalar: its value, NUL-terminated, strict UTF-8, no NUL inside; else "" */
	size_t len;               /* scalar: bytes of text */
	const struct mark *marks; /* scalar: where its text stands, in order of offset; NULL: it begins at `at` */
	unsigned nmarks;
	const char *key;          /* in a map: the key, else NULL */
	struct place key_at;
	bool key_quoted;          /* the key stands in quotes, so its first letter is a column after key_at */
	const struct node *first; /* list, map: the first child, in file order */
	const struct node *next;  /* the next sibling */
	size_t count;             /* list, map: how many children */
	bool escapes;             /* scalar: it stands in double quotes, where a backslash is written twice */
	bool block;               /* scalar: its lines stand under a '|' or '>' */
	struct place cut;         /* scalar: the '#' of a comment that looks like a part of the text; {0,0}: there is none */
	struct place unwritten;   /* scalar: the mark of an importer behind it, that it is still to be written; {0,0}: there is none */
	bool bare;                /* scalar: on one line or more, without quotes */
	bool flow;                /* list: in [ ], where a comma ends an entry */
	bool broken;              /* a fault was said of it: a scalar without a value, a map that may have had more keys */
	bool legible;             /* of a broken scalar: only characters of it were refused, and the rest can be judged as a text */
};

/* The child of a map under `key`, or NULL. `map` may be NULL. */
const struct node *node_child(const struct node *map, const char *key);

/* Where byte `offset` of a scalar's text stands in the file. */
struct place node_place(const struct node *scalar, size_t offset);

/* The key of a node as a scalar of its own, for its places. */
struct node node_of_key(const struct node *);

#endif
