/* SPDX-License-Identifier: MIT */
#include "support/nodes.h"

#include <assert.h>
#include <string.h>

struct reading {
	struct arena *arena;
	const char *start, *at;
};

static struct node *read_node(struct reading *r);

static void skip(struct reading *r, const char *set)
{
	r->at += strspn(r->at, set);
}

static struct place here(const struct reading *r)
{
	return (struct place){ 1, (unsigned)(r->at - r->start) + 1 };
}

static const char *read_word(struct reading *r, const char *ends, size_t *len)
{
	const char *from = r->at;

	if (*from == '\'') {
		*len = strcspn(from + 1, "'");
		r->at = from + *len + 2;
		return arena_copy(r->arena, from + 1, *len);
	}
	*len = strcspn(from, ends);
	r->at += *len;
	return arena_copy(r->arena, from, *len);
}

static void read_children(struct reading *r, struct node *parent, char end)
{
	struct node *last = NULL;
	size_t len;

	r->at++;
	skip(r, " ");
	while (*r->at != end) {
		const char *key = NULL;
		struct place key_at = here(r);
		assert(*r->at);
		if (parent->type == NODE_MAP) {
			key = read_word(r, ":", &len);
			assert(*r->at == ':');
			r->at++;
			skip(r, " ");
		}
		struct node *child = read_node(r);
		child->key = key;
		child->key_at = key_at;
		if (last)
			last->next = child;
		else
			parent->first = child;
		last = child;
		parent->count++;
		skip(r, ", ");
	}
	r->at++;
}

static struct node *read_node(struct reading *r)
{
	struct node *node = arena_get(r->arena, sizeof *node);

	*node = (struct node){ .type = *r->at == '{' ? NODE_MAP
			: *r->at == '['              ? NODE_LIST
						     : NODE_SCALAR,
		.at = here(r),
		.width = 1,
		.text = "" };
	if (node->type == NODE_SCALAR)
		node->text = read_word(r, ",]}", &node->len);
	else
		read_children(r, node, node->type == NODE_MAP ? '}' : ']');
	return node;
}

const struct node *nodes_of(struct arena *arena, const char *text)
{
	struct reading r = { arena, text, text };

	return read_node(&r);
}

const char *nodes_faults(struct diags *diags, struct str *out)
{
	str_cut(out, 0);
	for (size_t i = 0; i < diags->count; i++)
		str_print(out, "%s%s@%u:%u", i ? " " : "", diag_code_text(diags->list[i].code), diags->list[i].at.line,
			diags->list[i].at.column);
	return str_text(out);
}
