/* SPDX-License-Identifier: MIT */
#include "io/theme_file.h"

#include <string.h>
#include <unistd.h>
#include "base/likeness.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/tr.h"
#include "io/yaml.h"

#define SUGGEST_MOST 64 /* bytes of a word that can be a slip of the finger */
#define LIKE "like"

static void suggest(const char *word, const char *const *list, size_t n, struct diags *diags)
{
	const char *near = strlen(word) <= SUGGEST_MOST ? text_nearest(word, list, n) : NULL;

	if (near)
		diag_help(diags, tr("did you mean '%s'?"), near);
}

static int role_of(const char *key)
{
	for (int i = 0; i < STYLE_COUNT; i++)
		if (strcmp(style_names[i], key) == 0)
			return i;
	return -1;
}

static void read_base(const struct node *root, struct theme *theme, struct diags *diags)
{
	const struct node *like = node_child(root, LIKE);
	const struct theme *base = like && like->type == NODE_SCALAR ? theme_find(like->text) : &themes[0];
	const char *names[8];

	if (like && like->type != NODE_SCALAR)
		base = NULL;
	if (base) {
		memcpy(theme->looks, base->looks, sizeof theme->looks);
		return;
	}
	for (size_t i = 0; i < theme_count; i++)
		names[i] = themes[i].name;
	diag_add(diags, DIAG_BAD_WORD, like->at, like->width, tr("there is no theme '%s' to be like"), diag_quote(diags, like->text));
	suggest(like->text, names, theme_count, diags);
}

static size_t count_words(void)
{
	size_t n = 0;

	while (look_words[n])
		n++;
	return n;
}

static void bad_look(const struct node *node, const char *bad, size_t len, struct diags *diags)
{
	struct str word = {0};

	str_add(&word, bad, len);
	diag_add(diags, DIAG_BAD_WORD, node_place(node, (size_t)(bad - node->text)), (unsigned)len, tr("'%s' is no colour and no attribute"),
		diag_quote(diags, str_text(&word)));
	suggest(str_text(&word), look_words, count_words(), diags);
	str_release(&word);
}

static void read_role(const struct node *node, struct theme *theme, struct diags *diags)
{
	int role = role_of(node->key);
	const char *bad = node->text;
	size_t len = node->len;
	struct look look;

	if (role < 0) {
		diag_add(diags, DIAG_UNKNOWN_KEY, node->key_at, (unsigned)strlen(node->key), tr("nothing in a theme is called '%s'"),
			diag_quote(diags, node->key));
		suggest(node->key, style_names, STYLE_COUNT, diags);
	} else if (node->type != NODE_SCALAR) {
		diag_add(diags, DIAG_WRONG_TYPE, node->at, node->width, tr("a look is words, as in 'bold yellow on black'"));
	} else if (!look_read(node->text, &look, &bad, &len)) {
		bad_look(node, bad, len, diags);
	} else {
		theme->looks[role] = look;
	}
}

static void read_theme(const struct node *root, struct theme *theme, struct diags *diags)
{
	read_base(root, theme, diags);
	for (const struct node *node = root->first; node; node = node->next)
		if (strcmp(node->key, LIKE) != 0)
			read_role(node, theme, diags);
}

bool theme_file_read(const char *path, const char *name, struct theme *theme, struct diags *diags)
{
	struct arena arena = {0};

	if (access(path, F_OK) != 0)
		return false;
	*theme = themes[0];
	theme->name = name;
	theme->says = "";
	const char *text = NULL;
	size_t len = 0;
	const struct node *root = yaml_load(path, &arena, diags, &text, &len);
	if (root && root->type == NODE_MAP)
		read_theme(root, theme, diags);
	else if (root)
		diag_add(diags, DIAG_WRONG_TYPE, root->at, root->width, tr("a theme is lines of the form 'role: look'"));
	if (text)
		diags_source(diags, text, len);
	theme->looks[STYLE_FOCUS].bits |= LOOK_REVERSE;
	theme->looks[STYLE_TEXT].bits &= (unsigned char)~LOOK_REVERSE;
	arena_release(&arena);
	return true;
}
