/* SPDX-License-Identifier: MIT
 *
 * confine: what a session in a kiosk may ask for, and which places it needs.
 *
 * Use: main calls confine_request() with the request of a kiosk session, before the
 * command is run: from then on the process keeps to the course and the learner's folder.
 *
 * What was no wish for the course gets confine_refuse() instead, and nothing is begun.
 *
 * Ownership: keeps nothing.
 *
 * Never knows: how the walls are made (kiosk/kiosk.h).
 */
#ifndef ATTUNE_CMD_CONFINE_H
#define ATTUNE_CMD_CONFINE_H

#include "cmd/command.h"

/* STATUS_DONE, or the exit status, and why was said: a command that has no place in a kiosk, or walls that could not be
 * made. */
int confine_request(const struct request *);

/* Says that a command, scp or sftp lead nowhere here, and how the course is come to. Gives the exit status. */
int confine_refuse(const struct request *);

#endif
