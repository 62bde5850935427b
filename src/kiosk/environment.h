/* SPDX-License-Identifier: MIT
 *
 * environment: what a kiosk believes of what it was told by the other side.
 *
 * Use: environment_rebuild() with an environ; the result takes its place.
 *
 * Ownership: the list and its texts belong to the caller, to be released with environment_free.
 *
 * Never knows: what the variables are for, whether files they name exist.
 *
 * An allow-list, because what libraries take from the environment grows: TERMINFO, TERMCAP and LOCPATH name files,
 * LINES and COLUMNS sizes that curses believes, LD_* programs. What is not of the form below is left out whole.
 */
#ifndef ATTUNE_KIOSK_ENVIRONMENT_H
#define ATTUNE_KIOSK_ENVIRONMENT_H

/* TERM, LANG, LC_*, TZ and HOME where they are well formed, and SSH_CONNECTION as a bare 1: that the line is a long one
 * is worth knowing, who is at its end is not. Of a name that comes twice the first counts, as with getenv. NULL-ended. */
char **environment_rebuild(char *const *from);
void environment_free(char **);

#endif
