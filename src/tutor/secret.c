/* SPDX-License-Identifier: MIT */
#include "tutor/secret.h"

#include <string.h>
#include "base/tr.h"
#include "tutor/screens.h"
#include "view/edit.h"

void secret_wipe(struct secret *secret)
{
	explicit_bzero(secret, sizeof *secret);
}

void secret_add(struct secret *secret, const char *text, size_t len)
{
	if (secret->len + len > PHRASE_MOST)
		return;
	memcpy(secret->at + secret->len, text, len);
	secret->len += len;
	secret->at[secret->len] = '\0';
}

static void secret_back(struct secret *secret)
{
	size_t before = secret->len ? text_grapheme_before(secret->at, secret->len) : 0;

	explicit_bzero(secret->at + before, secret->len - before);
	secret->len = before;
}

size_t secret_letters(const struct secret *secret)
{
	size_t n = 0;

	for (size_t at = 0; at < secret->len; n++)
		at += text_grapheme(secret->at + at, secret->len - at);
	return n;
}

void secret_wipe_all(struct lock *lock)
{
	secret_wipe(&lock->typed);
	secret_wipe(&lock->first);
	explicit_bzero(lock->offer, sizeof lock->offer);
	lock->again = lock->waits = false;
}

/* A sign for each character, of ASCII like all of ours (A11Y-5), and the caret. */
void secret_say(const struct app *app, struct doc *doc)
{
	struct edit signs;
	struct str text = {0};

	for (size_t n = secret_letters(&app->lock.typed); n > 0; n--)
		str_add_text(&text, "*");
	edit_begin(&signs, true);
	edit_set(&signs, str_text(&text));
	doc_gap(doc);
	if (!app->options.plain) { /* there the question is the prompt */
		doc_lead(doc, tr("Phrase: "));
		edit_say(&signs, doc, 1);
	}
	edit_release(&signs);
	str_release(&text);
	doc_gap(doc);
}

enum where secret_where(const struct app *app)
{
	(void)app;
	return AT_PHRASE;
}

/* Keys of the field; true when it was one. */
bool secret_take(struct secret *secret, struct key key)
{
	char bytes[4];

	if (key.press == PRESS_TEXT)
		secret_add(secret, bytes, text_put_point(key.point, bytes));
	else if (key.press == PRESS_BACKSPACE || key.press == PRESS_DELETE || (key.press == PRESS_CTRL && key.point == 'h'))
		secret_back(secret);
	else if (key.press == PRESS_CTRL && (key.point == 'u' || key.point == 'w'))
		secret_wipe(secret);
	else
		return false;
	return true;
}

static bool ends_line(char c)
{
	return c == '\n' || c == '\r';
}

/* What a clipboard holds often ends with a newline. Between words one is a space, as in any field of one line: a phrase that
 * was cut there unseen would be another one than that on paper. */
void secret_paste(struct secret *secret, const char *text, size_t len)
{
	while (len > 0 && ends_line(text[len - 1]))
		len--;
	if (secret->len + len > PHRASE_MOST)
		return;
	for (size_t i = 0; i < len; i++)
		if (!ends_line(text[i]))
			secret_add(secret, &text[i], 1);
		else if (!ends_line(text[i + 1]))
			secret_add(secret, " ", 1);
}

const char *secret_prompt(const struct app *app)
{
	(void)app;
	return tr("Phrase (it is not shown; empty: not now): ");
}
