/* SPDX-License-Identifier: MIT
 *
 * watch: says which of a few files were saved.
 *
 * Use: watch_new(), watch_file() for each slot; wait until watch_fd() is readable
 * or WATCH_EVERY ms went by, then ask watch_changed(). watch_free() last.
 *
 * Ownership: owns its descriptor; paths are copied.
 *
 * Never knows: what is in the files.
 *
 * Editors write into a file or put another one in its place, so the folder is
 * watched (inotify(7), where there is one). That hears nothing of what another
 * computer does on a network mount; so all files are looked at every second too,
 * by opening them: that makes NFS ask its server (nfs(5), close-to-open).
 */
#ifndef ATTUNE_IO_WATCH_H
#define ATTUNE_IO_WATCH_H

#define WATCH_EVERY 1000 /* ms */
#define WATCH_MOST 8     /* files */

struct watch;

struct watch *watch_new(void);
void watch_free(struct watch *);

/* Puts another file into a slot. If it is there it counts as changed once: whoever read it did so before it was watched.
 * A file that is not there yet may come. */
void watch_file(struct watch *, unsigned slot, const char *path);

/* Readable when something was saved in one of the folders; -1 where nobody says so. */
int watch_fd(const struct watch *);

/* The slots whose files are others than when last asked: bits 1 << slot. */
unsigned watch_changed(struct watch *);

#endif
