/* SPDX-License-Identifier: MIT
 *
 * theme_file: a person's own theme: a small YAML file of roles and looks.
 *
 * Use: theme_file_read() fills a struct theme.
 *
 * Ownership: the theme's name is borrowed from the caller.
 *
 * Never knows: how a look is shown.
 *
 * A file is lines of the form `role: look`, as in `alert: bold yellow on black`; `like: NAME` says which built-in theme the
 * other roles are taken from, else the default one. The focus is reversed whatever the file says: without that nobody
 * would find it.
 */
#ifndef ATTUNE_IO_THEME_FILE_H
#define ATTUNE_IO_THEME_FILE_H

#include <stdbool.h>
#include "course/diag.h"
#include "view/theme.h"

/* False when there is no such file. What is wrong in it is added to `diags`, and the rest of it holds. */
bool theme_file_read(const char *path, const char *name, struct theme *, struct diags *);

#endif
