/* SPDX-License-Identifier: MIT
 *
 * reply: what a person typed to a question that yes and no answer, in their own language and in English.
 *
 * Use: reply_of() with the line. A question names one word that says yes; all of reply.c's say it.
 *
 * Ownership: none.
 *
 * Never knows: what was asked.
 */
#ifndef ATTUNE_BASE_REPLY_H
#define ATTUNE_BASE_REPLY_H

enum reply {
	REPLY_OTHER, /* neither; a question with a default takes that */
	REPLY_YES,
	REPLY_NO,
};

/* Case and white space around it do not count. */
enum reply reply_of(const char *line);

#endif
