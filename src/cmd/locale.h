/* SPDX-License-Identifier: MIT
 *
 * locale: which language the program speaks, and which letters the terminal can show.
 *
 * Use: locale_begin() first in the life of the process, for nothing may be measured or said before it; then
 * locale_translate(), so that even a wrong command line is answered in the person's language.
 *
 * Owns: the process's locale and its catalogue of messages; set once, here.
 *
 * Never knows: what is said.
 */
#ifndef ATTUNE_CMD_LOCALE_H
#define ATTUNE_CMD_LOCALE_H

#include <stdbool.h>
#include "base/codeset.h"

/* Takes the locale of the environment. True when it cannot show more than ASCII. A name that this computer has not got
 * (SSH forwards such) counts as what it says of itself: "de_DE.UTF-8" shows UTF-8, and what is typed in "de_DE.ISO-8859-1"
 * is read so. */
bool locale_begin(void);

/* What the bytes of the person's locale are, where each is a character and it is not UTF-8; NULL: nothing to be done. To the end
 * of the process. */
const struct codeset *locale_codeset(void);

/* What LANGUAGE said when the process began, "" for nothing: what somebody chose, whatever gettext is told since. */
const char *locale_asked(void);

/* The value of --lang before the command line is read for good; NULL when it is not there. */
const char *locale_option(int argc, char **argv);

/* Messages from the catalogue of `language` ("es"; NULL: the locale's), or English where there is none. `program` is
 * argv[0]: an uninstalled program has its catalogues beside it, in assets/locale. */
void locale_translate(const char *language, const char *program);

#endif
