/* SPDX-License-Identifier: MIT
 *
 * tr: the one seam through which words for people pass.
 *
 * Use: tr("Saved") for a sentence, tr_n("%u page", "%u pages", n) for one that
 * counts. The program installs gettext with tr_install(); unit tests install
 * nothing and read the English they wrote.
 *
 * Never knows: which language is in use.
 */
#ifndef ATTUNE_BASE_TR_H
#define ATTUNE_BASE_TR_H

/* The sentence in the person's language; the same pointer when there is none. format_arg lets the compiler check formats through it. */
const char *tr(const char *english) __attribute__((format_arg(1)));
const char *tr_n(const char *one, const char *many, unsigned long n) __attribute__((format_arg(1), format_arg(2)));

/* Marks a sentence in a table, to be translated where it is used. */
#define TR(english) english

/* The same for a word that means several things ("right": true, or where the arrow points): which of them is said to the
 * translators, and tr() leaves it away in English. */
#define TR_IN(context, english) context "\004" english

/* Installs the translators; NULL puts the identity back. */
void tr_install(char *(*plain)(const char *), char *(*plural)(const char *, const char *, unsigned long));

#endif
