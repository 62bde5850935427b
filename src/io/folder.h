/* SPDX-License-Identifier: MIT
 *
 * folder: what the files in a learner's folder are called, and which is which.
 *
 * Use: folder_file() says of a name what it is; the folder_..._name() make names, and
 * folder_make() a file of the first that is free.
 * Whoever lists the folder asks here, so that the list of names exists once.
 *
 * Ownership: nothing; names are written into the caller's buffer.
 *
 * Never knows: what is in the files.
 *
 *   record.log                        the folded record
 *   journal-<SID>.log, -2.log ...     what one session saved
 *   draft-<SID>.0, .1 ...             slots of half answers
 *   live-<SID>                        locked while the session lives
 *   bak/record-<number>.log           the two folds before record.log
 *   quarantine/<name>.<crc>           damaged files, as they were
 *   ballast                           space to give up when there is no other
 *   fold.lock                         locked while somebody folds
 *   .record.log.<16 hex>              a fold that was not finished
 * All others belong to somebody else and are left alone.
 */
#ifndef ATTUNE_IO_FOLDER_H
#define ATTUNE_IO_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

#define FOLDER_RECORD "record.log"
#define FOLDER_LOCK "fold.lock"
#define FOLDER_BALLAST "ballast"
#define FOLDER_BACKUPS "bak"
#define FOLDER_QUARANTINE "quarantine"
#define FOLDER_NAME 64                              /* room for any name made here */
#define FOLDER_FILE_MOST ((size_t)64 * 1024 * 1024) /* larger ones are not ours */
#define FOLDER_SLOT ((size_t)16 * 1024)             /* a slot is a multiple of it */
#define FOLDER_SLOT_MOST ((size_t)2 * 1024 * 1024)

enum folder_file {
	FILE_OTHER,
	FILE_RECORD,
	FILE_JOURNAL,
	FILE_SLOT,
	FILE_LIVE,
	FILE_PASSING, /* a fold that was not finished */
	FILE_BALLAST,
	FILE_LOCK,
};

/* What has this name. Of journals, slots and signs of life *sid is the session. */
enum folder_file folder_file(const char *name, uint64_t *sid);

/* The number of a backup, from 1; 0 for what is none. */
unsigned long folder_backup(const char *name);

void folder_journal_name(uint64_t sid, unsigned number, char out[FOLDER_NAME]); /* number from 1 */
void folder_slot_name(uint64_t sid, unsigned number, char out[FOLDER_NAME]);    /* from 0 */
void folder_live_name(uint64_t sid, char out[FOLDER_NAME]);
void folder_backup_name(unsigned long number, char out[FOLDER_NAME]);

/* Makes (fs_create, fs_create_slot) the first file of a kind whose name is free; `*number` is the first to try, and becomes that of
 * the file. -1 with `err`. */
int folder_make(int dir, uint64_t sid, unsigned *number, void (*name)(uint64_t, unsigned, char *),
	int (*make)(int, const char *, struct err *), struct err *);

/* The order in which files are to be read: record.log last. What is removed while we read has been folded into it
 * before, so nothing is missed. For qsort of `const char *`. */
int folder_order(const void *a, const void *b);

#endif
