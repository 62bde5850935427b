/* SPDX-License-Identifier: MIT
 *
 * html: tags and named characters that people and editors write, as blocks of runs.
 *
 * Use: html_take() once for a text.
 *
 * Ownership: as io/taking.
 *
 * Never knows: styles, addresses, scripts: they are lost, and that is noted. Runs nothing, follows no address. What is
 * no tag that we know stays as it was typed.
 */
#ifndef ATTUNE_IO_HTML_H
#define ATTUNE_IO_HTML_H

#include "io/taking.h"

/* Two line ends in a row part paragraphs where `lines` says so. */
void html_take(struct taking *, const char *at, size_t len, bool lines);

#endif
