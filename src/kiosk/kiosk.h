/* SPDX-License-Identifier: MIT
 *
 * kiosk: a session that leads nowhere but into the course: for learners who log in from elsewhere.
 *
 * Use: main asks kiosk_is_wanted() before anything is read, and kiosk_is_for_another(); then kiosk_begin(), which
 * leaves of the environment what environment.h allows, lowers the limits, and gives
 * the arguments to go on with; once it is known what may be read and written,
 * kiosk_confine(). What was open before stays open.
 *
 * Ownership: borrows what it is given; the new environment is the process's to its end.
 *
 * Never knows: courses, commands, the screen. It is Linux that confines (seccomp, Landlock);
 * elsewhere kiosk_confine refuses, and there is no session rather than an open one.
 */
#ifndef ATTUNE_KIOSK_KIOSK_H
#define ATTUNE_KIOSK_KIOSK_H

#include <stdbool.h>
#include "base/err.h"
#include "kiosk/fence.h"

#define KIOSK_NAME "attune-kiosk" /* under this name, as a link to the program, it can be nothing else */

/* Whether this session is to be confined: by an option of which getopt might make --kiosk (whatever stands before it), as a
 * login shell (login(1) puts a dash before its name), or by the program's name. */
bool kiosk_is_wanted(int argc, char *const *argv);

/* Whether the other side asked for something else than the course: a command, scp or sftp (sshd puts it into
 * SSH_ORIGINAL_COMMAND beside ForceCommand, or behind -c of a login shell). Its input is a protocol's or a script's, and no answer.
 * Before kiosk_begin, which forgets it. */
bool kiosk_is_for_another(int argc, char *const *argv);

/* Rebuilds the environment and lowers the limits (address space 256 MiB, 32 descriptors, files of 16 MiB, no core). As
 * a login shell what stands behind it is the other side's (`-c`, and ForceCommand or a command sent by ssh): *argc becomes 1. */
void kiosk_begin(int *argc, char *const *argv);

/* No new privileges, no programs, no sockets of the net; and files only in the places given, where the kernel can keep
 * to that (NULL at the end of each list). False with `err` when the system could not be made to promise it. */
bool kiosk_confine(const struct fence *, struct err *);

#endif
