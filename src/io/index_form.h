/* SPDX-License-Identifier: MIT
 *
 * index_form: how an index lies in its file, and in memory; for index.c, which reads it, and index_make.c, which writes it.
 *
 * Use: the structs are read and written as they lie in memory: head, names, one slot a chapter, then the chapters' entries,
 * wherever the slots say.
 *
 * Ownership: see index.h.
 *
 * Never knows: who asks, and what for. Not for others to include.
 */
#ifndef ATTUNE_IO_INDEX_FORM_H
#define ATTUNE_IO_INDEX_FORM_H

#include <stdint.h>
#include "io/index.h"

#define MAGIC "attuneIX"
#define FORM 4                        /* of the file; raised with every change of what follows */
#define ORDER 0x01020304              /* reads as another number where bytes have another order */
#define NAMES_MOST (256 * 1024)       /* bytes of names and ids */
#define ENTRY_MOST (256 * 1024)       /* bytes of one chapter */
#define INDEX_MOST (64 * 1024 * 1024)
#define PAGES_MOST 400

/* What a file was when it was read. */
struct stamp {
	uint64_t device, inode;
	int64_t size, seconds, nanoseconds;
};

struct head {
	char magic[sizeof MAGIC - 1];
	uint32_t order, form;
	char program[16];
	struct stamp course;  /* course.yaml */
	uint32_t notice;      /* 1: the course has one */
	uint32_t nchapters;
	uint32_t unused;
	uint32_t names;       /* bytes: folder, id, title and language of the course, then the chapters' ids, each with its NUL */
	uint64_t sum;         /* of names and of all before this */
};

struct slot {
	struct stamp file;
	uint64_t at;          /* in the index; 0: the chapter has a fault, or is not written as pages can be cut out */
	uint64_t len;
	uint64_t sum;         /* of the entry and of all before this */
};

/* An entry begins with one of these; then its pages; then texts, each with its NUL: the chapter's title, and of each page id, title
 * and kind. */
struct entry {
	uint32_t minutes, npages;
	uint32_t head;        /* bytes of the chapter's file before its first page */
	uint32_t renamed;     /* 1: something in it had another id */
};

struct entry_page {
	uint32_t from, to;    /* in the chapter's file */
	uint32_t claim;
	uint16_t rev, asks_after;
};

struct index {
	struct arena arena;
	int fd;
	uint64_t slots;       /* where they begin */
	struct course course;
	bool notice;
	struct known **chapters; /* as many as the course has, NULL where nobody asked */
};

/* A chapter that was asked for. */
struct known {
	struct index_chapter *is; /* NULL: not known */
	struct entry entry;
	const struct entry_page *pages;
	struct stamp file;
};

#define SUM_BEGINS 0xcbf29ce484222325

/* A sum that goes on from another one, and begins with SUM_BEGINS; against damage, not against malice. */
uint64_t index_sum(uint64_t sum, const void *bytes, size_t len);

/* False when there is no such regular file. */
bool index_stamp(const char *path, struct stamp *);
bool index_same_stamp(const struct stamp *, const struct stamp *);

/* The name of a course's index. */
#define INDEX_NAME_SIZE 32
void index_name(const char *folder, char *name);

bool index_read_at(int fd, void *into, size_t len, uint64_t at);

/* The slot of a chapter; false when there is none. */
bool index_slot(const struct index *, size_t chapter, struct slot *);

/* The entry of a slot, in the index's arena; NULL when it is not as it was written. */
const char *index_entry(struct index *, const struct slot *);

#endif
