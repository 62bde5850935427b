/* SPDX-License-Identifier: MIT */
#include "course/slot.h"

#include <string.h>
#include "base/likeness.h"
#include "base/tr.h"

#define SUGGEST_MOST 64 /* words longer than this are no slip of the finger */

void slot_unsure(const struct slot *slot)
{
	if (slot->reader->places)
		places_add_lack(slot->reader->places, slot->reader->arena, slot->into);
}

bool slot_lack(const struct slot *slot)
{
	slot_unsure(slot);
	return false;
}

const char *slot_quote(const struct slot *slot, const char *text)
{
	return diag_quote(slot->reader->diags, text);
}

const char *slot_suggest(const struct slot *slot, const char *word, const char *const *list, size_t n)
{
	const char *near = strlen(word) <= SUGGEST_MOST ? text_nearest(word, list, n) : NULL;

	if (near)
		diag_help(slot->reader->diags, "did you mean '%s'?", near);
	return near;
}

const char *slot_type_words(const struct node *node)
{
	switch (node->type) {
	case NODE_SCALAR: return node->len ? tr("a text") : tr("nothing");
	case NODE_LIST: return tr("a list");
	case NODE_MAP: return tr("a map");
	}
	return "";
}

bool slot_wrong_type(const struct slot *slot, const struct node *node, const char *wanted)
{
	if (node->broken)
		return slot_lack(slot);
	diag_add(slot->reader->diags, DIAG_WRONG_TYPE, node->at, node->width, "'%s' should be %s, and is %s",
		slot->field->key, wanted, slot_type_words(node));
	return slot_lack(slot);
}

bool slot_is_empty(const struct slot *slot, const struct node *node)
{
	if (node->broken)
		return slot_lack(slot);
	diag_add(slot->reader->diags, DIAG_EMPTY, node->key ? node->key_at : node->at,
		node->key ? (unsigned)strlen(node->key) : node->width, "'%s' is empty", slot->field->key);
	if (node->block)
		diag_help(slot->reader->diags, "begin its lines further in than '%s'", slot->field->key);
	else
		diag_help(slot->reader->diags, "write something after it, or leave the key out");
	return slot_lack(slot);
}

bool slot_is_text(const struct slot *slot, const struct node *node, const char *wanted)
{
	if (node->type == NODE_SCALAR)
		return !node->broken || node->legible || slot_lack(slot);
	if (node->type == NODE_MAP && !node->broken) {
		slot_wrong_type(slot, node, wanted);
		diag_help(slot->reader->diags, "put quotes around a text that has ': ' in it");
		return false;
	}
	return slot_wrong_type(slot, node, wanted);
}

bool slot_is_scalar(const struct slot *slot, const struct node *node, const char *wanted)
{
	if (node->type == NODE_SCALAR && node->broken)
		return slot_lack(slot);
	return node->type == NODE_SCALAR || slot_wrong_type(slot, node, wanted);
}
