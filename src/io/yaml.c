/* SPDX-License-Identifier: MIT */
#include "io/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>
#include "base/text.h"
#include "base/tr.h"
#include "course/forbidden.h"
#include "course/lookalike.h"
#include "io/align.h"
#include "io/characters.h"
#include "io/loading.h"
#include "io/syntax.h"
#include "io/text_file.h"

#define KEYS_FEW 24    /* compared with each other rather than sorted */

/* -- Places ----------------------------------------------------------------------------------- */

static struct place place_of_mark(const yaml_mark_t *mark)
{
	return (struct place){ (unsigned)mark->line + 1, (unsigned)mark->column + 1 };
}

/* Code points from the start of a node to its end, or to the end of its first line. */
static unsigned width_of(const struct loading *load, const yaml_event_t *event)
{
	const yaml_mark_t *from = &event->start_mark, *to = &event->end_mark;

	if (from->line == to->line)
		return to->column > from->column ? (unsigned)(to->column - from->column) : 1;
	if (from->line >= load->nlines)
		return 1;
	size_t at = loading_offset(load, place_of_mark(from)), end = loading_line_end(load, from->line), size;
	unsigned width = 0;
	for (; at < end && load->bytes[at] != '\n' && load->bytes[at] != '\r'; at += size, width++)
		text_point(load->bytes + at, end - at, &size);
	return width ? width : 1;
}

/* -- Nodes ------------------------------------------------------------------------------------ */

static void say(struct loading *load, enum diag_code code, const yaml_event_t *event, const char *words)
{
	diag_add(load->diags, code, place_of_mark(&event->start_mark), 1, "%s", tr(words));
	load->failed |= ++load->said > FAULTS_MOST;
}

static void fail(struct loading *load, enum diag_code code, const yaml_event_t *event, const char *words)
{
	say(load, code, event, words);
	load->failed = true;
}

/* Puts a node where it belongs: as the root, or as the last child of what is open. */
static void attach(struct loading *load, struct node *node)
{
	if (load->depth == 0) {
		load->root = node;
		return;
	}
	struct level *level = &load->levels[load->depth - 1];
	bool pass = level->pass;
	node->key = level->key;
	node->key_at = level->key_at;
	node->key_quoted = level->key_quoted;
	level->key = NULL;
	level->pass = false;
	if (pass)
		return;
	if (level->last)
		level->last->next = node;
	else
		level->node->first = node;
	level->last = node;
	level->node->count++;
}

static bool awaits_key(const struct loading *load)
{
	const struct level *level = load->depth ? &load->levels[load->depth - 1] : NULL;
	return level && level->node->type == NODE_MAP && !level->key;
}

static struct node node_at(const struct loading *load, const yaml_event_t *event, enum node_type type)
{
	struct node node = { .type = type, .at = place_of_mark(&event->start_mark), .width = 1, .text = "" };

	if (node.at.line > load->nlines) /* libyaml puts an empty value after the end of a file without a last newline */
		node.at = (struct place){ (unsigned)load->nlines, 1 };
	if (type == NODE_SCALAR)
		node.width = width_of(load, event);
	return node;
}

static struct node *node_kept(struct loading *load, const struct node *node)
{
	return memcpy(arena_get(load->arena, sizeof *node), node, sizeof *node);
}

static struct node *node_of(struct loading *load, const yaml_event_t *event, enum node_type type)
{
	struct node node = node_at(load, event, type);

	return node_kept(load, &node);
}

static void judge_tag(
	struct loading *load, const yaml_event_t *event, const unsigned char *anchor, const unsigned char *tag)
{
	if (anchor) {
		say(load, DIAG_ANCHOR, event, TR("anchors are not allowed"));
		diag_help(load->diags, "take out '&%.40s', and write the text where it is needed",
			(const char *)anchor);
	} else if (tag) {
		say(load, DIAG_TAG, event, TR("tags are not allowed"));
		diag_help(load->diags, "take out the word that begins with '!', or put quotes around the text");
	}
}

/* A key with a space before, behind, or between it and a dash that YAML takes for a letter. */
static bool is_key_with_lookalike(struct loading *load, const struct node *key)
{
	uint32_t point = 0;
	size_t from = strspn(key->text, " -"), rest = key->len - from, at = rest;

	if (!key->broken && text_ascii(key->text, key->len) < key->len)
		at = lookalike_around(key->text + from, rest, &point);
	if (at < rest)
		lookalike_say(load->diags, DIAG_CHARACTER, point, node_place(key, from + at));
	return at < rest;
}

static void begin_key(struct loading *load, const yaml_event_t *event, const struct node *node)
{
	struct level *level = &load->levels[load->depth - 1];

	level->key = node->text;
	level->key_at = node->at;
	level->key_quoted = load->quoted.line != 0;
	level->pass = true;
	if (node->broken || is_key_with_lookalike(load, node)) {
		level->node->broken = true;
		return;
	}
	if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && strcmp(node->text, "<<") == 0) {
		level->node->broken = true;
		say(load, DIAG_MERGE, event, TR("merge keys are not allowed"));
		diag_help(load->diags, "write the keys out where they are needed");
		return;
	}
	if (node->len == 0 || strchr(node->text, '\n')) {
		level->node->broken = true;
		say(load, DIAG_KEY_TYPE, event, TR("a key must be a word"));
		return;
	}
	level->pass = false;
}

/* What the file's own bytes said nothing of. */
static void judge_text(struct loading *load, const yaml_event_t *event, struct node *scalar, char *text)
{
	bool escaped = event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;

	if (load->joins || load->refused || escaped)
		characters_judge_text(load, scalar, text);
	if (load->joins || escaped)
		characters_judge_marks(load, scalar);
}

static enum scalar_style style_of(const yaml_event_t *event)
{
	switch (event->data.scalar.style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE: return SCALAR_SINGLE;
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return SCALAR_DOUBLE;
	case YAML_LITERAL_SCALAR_STYLE:
	case YAML_FOLDED_SCALAR_STYLE: return SCALAR_BLOCK;
	case YAML_ANY_SCALAR_STYLE:
	case YAML_PLAIN_SCALAR_STYLE: break;
	}
	return SCALAR_PLAIN;
}

static void take_scalar(struct loading *load, const yaml_event_t *event)
{
	size_t len = event->data.scalar.length;

	judge_tag(load, event, event->data.scalar.anchor, event->data.scalar.tag);
	bool large = len > YAML_SCALAR_MOST;
	if (large) {
		say(load, DIAG_SCALAR_SIZE, event, TR("this text is over 64 KiB"));
		diag_help(load->diags, "part it over several pages");
	}

	struct node node = node_at(load, event, NODE_SCALAR);
	enum scalar_style style = style_of(event);
	node.broken = large;
	node.block = style == SCALAR_BLOCK;
	node.bare = style == SCALAR_PLAIN;
	node.escapes = style == SCALAR_DOUBLE;
	load->ended = place_of_mark(&event->end_mark);
	load->quoted = style == SCALAR_SINGLE || style == SCALAR_DOUBLE ? node.at : (struct place){ 0 };
	if (!large) {
		char *text = arena_copy(load->arena, (const char *)event->data.scalar.value, len);
		node.text = text;
		node.len = len;
		align_marks(load, style, node.at, load->ended, &node);
		judge_text(load, event, &node, text);
		if (style == SCALAR_PLAIN)
			node.cut = loading_cut(load, load->ended);
		node.unwritten = loading_unwritten(load, load->ended);
	}
	bool is_key = awaits_key(load);
	struct node *kept = is_key ? NULL : node_kept(load, &node);
	load->latest = kept;
	if (is_key) /* no node of the tree */
		begin_key(load, event, &node);
	else
		attach(load, kept);
}

/* In the place of what was refused. */
static void refuse_node(struct loading *load, const yaml_event_t *event)
{
	struct node *node = node_of(load, event, NODE_SCALAR);

	node->broken = true;
	attach(load, node);
}

static void take_alias(struct loading *load, const yaml_event_t *event)
{
	say(load, DIAG_ANCHOR, event, TR("aliases are not allowed"));
	diag_help(load->diags, "write the text out, or put quotes around a text that begins with '*'");
	if (!awaits_key(load)) {
		refuse_node(load, event);
		return;
	}
	struct level *level = &load->levels[load->depth - 1];
	level->node->broken = level->pass = true;
	level->key = "";
}

static void open_level(struct loading *load, const yaml_event_t *event, enum node_type type,
	const unsigned char *anchor, const unsigned char *tag)
{
	judge_tag(load, event, anchor, tag);
	if (awaits_key(load)) {
		struct level *level = &load->levels[load->depth - 1];
		level->node->broken = level->pass = true;
		level->key = "";
		load->skipping = 1;
		say(load, DIAG_KEY_TYPE, event, TR("a key must be a word, not a list or a map"));
		diag_help(load->diags, "put quotes around a text that begins with { or [");
		return;
	}
	if (load->depth == YAML_DEPTH_MOST) {
		refuse_node(load, event);
		fail(load, DIAG_TOO_DEEP, event, TR("lists and maps more than 16 deep inside one another"));
		return;
	}
	struct node *node = node_of(load, event, type);
	node->flow = type == NODE_LIST && event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	attach(load, node);
	load->levels[load->depth++] = (struct level){ .node = node };
}

static int by_key(const void *a, const void *b)
{
	const struct node *const *one = a, *const *other = b;
	int order = strcmp((*one)->key, (*other)->key);

	if (order)
		return order;
	if ((*one)->key_at.line != (*other)->key_at.line)
		return (*one)->key_at.line < (*other)->key_at.line ? -1 : 1;
	return (*one)->key_at.column < (*other)->key_at.column ? -1 : 1;
}

/* Whether a key stands twice in a map. Few maps have more than a handful, and hardly any has one twice. */
static bool has_twice(const struct node *map)
{
	if (map->count > KEYS_FEW)
		return true; /* it may */
	for (const struct node *child = map->first; child; child = child->next)
		for (const struct node *other = map->first; other != child; other = other->next)
			if (*other->key == *child->key && strcmp(other->key, child->key) == 0)
				return true;
	return false;
}

static void judge_keys(struct loading *load, const struct node *map)
{
	const struct node **keys = mem_get((map->count + 1) * sizeof *keys);
	size_t n = 0;
	int faults = 0;

	for (const struct node *child = map->first; child; child = child->next)
		keys[n++] = child;
	qsort(keys, n, sizeof keys[0], by_key);
	for (size_t i = 1; i < n && faults < FAULTS_MOST; i++) {
		if (strcmp(keys[i - 1]->key, keys[i]->key) != 0)
			continue;
		diag_add(load->diags, DIAG_DUPLICATE_KEY, keys[i]->key_at, (unsigned)strlen(keys[i]->key),
			"the key '%s' stands here twice", diag_quote(load->diags, keys[i]->key));
		diag_help(load->diags, "the first is on line %u", keys[i - 1]->key_at.line);
		faults++;
	}
	mem_free(keys);
}

/* The last key before one that is the map's first again; NULL where there is none. */
static struct node *before_again(const struct node *map)
{
	for (const struct node *child = map->first; child && child->next; child = child->next)
		if (strcmp(child->next->key, map->first->key) == 0)
			return (struct node *)child;
	return NULL;
}

/* An entry of a list whose first key comes again is two, and the second has lost its dash: it is taken for what it was meant to be,
 * so that nobody is blamed for what follows from that. `map` is closed already. The second; NULL where there is none. */
static struct node *part_from(struct loading *load, struct node *map)
{
	struct level *parent = load->depth > 0 ? &load->levels[load->depth - 1] : NULL;
	struct node *last = parent && parent->node->type == NODE_LIST ? before_again(map) : NULL, *second;

	if (!last)
		return NULL;
	second = node_kept(load, &(struct node){ .type = NODE_MAP,
					.at = last->next->key_at,
					.width = 1,
					.text = "",
					.first = last->next,
					.broken = map->broken });
	diag_add(load->diags, DIAG_DUPLICATE_KEY, second->at, (unsigned)strlen(map->first->key), "the key '%s' stands here twice",
		diag_quote(load->diags, map->first->key));
	diag_help(load->diags, "the first is on line %u; another entry of the list begins with '- '", map->first->key_at.line);
	last->next = NULL;
	for (const struct node *child = second->first; child; child = child->next)
		second->count++;
	map->count -= second->count;
	parent->last = second;
	map->next = second;
	parent->node->count++;
	return second;
}

static void close_level(struct loading *load)
{
	struct node *node = load->levels[--load->depth].node;

	while (node && node->type == NODE_MAP && has_twice(node)) {
		struct node *second = part_from(load, node);
		if (has_twice(node))
			judge_keys(load, node);
		node = second;
	}
}

static void open_document(struct loading *load, const yaml_event_t *event)
{
	if (event->data.document_start.version_directive ||
		event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end) {
		say(load, DIAG_TAG, event, TR("directives are not allowed"));
		diag_help(load->diags, "take out the line that begins with '%%'");
	}
	if (load->documents++ > 0) {
		if (load->root)
			load->root->broken = true; /* what follows may belong to it */
		fail(load, DIAG_DOCUMENTS, event, TR("a second document begins here"));
		diag_help(load->diags, "one file holds one document: take out the '---' or the '...' before it");
	}
}

static void skip_event(struct loading *load, const yaml_event_t *event)
{
	if (event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT)
		load->skipping++;
	if (event->type == YAML_SEQUENCE_END_EVENT || event->type == YAML_MAPPING_END_EVENT)
		load->skipping--;
}

static void take_event(struct loading *load, const yaml_event_t *event)
{
	if (++load->events > YAML_EVENTS_MOST) {
		fail(load, DIAG_TOO_MANY, event, TR("more than 50,000 parts in one file"));
		return;
	}
	if (load->skipping) {
		skip_event(load, event);
		return;
	}
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT: open_document(load, event); break;
	case YAML_ALIAS_EVENT: take_alias(load, event); break;
	case YAML_SCALAR_EVENT: take_scalar(load, event); break;
	case YAML_SEQUENCE_START_EVENT:
		open_level(load, event, NODE_LIST, event->data.sequence_start.anchor, event->data.sequence_start.tag);
		break;
	case YAML_MAPPING_START_EVENT:
		open_level(load, event, NODE_MAP, event->data.mapping_start.anchor, event->data.mapping_start.tag);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT: close_level(load); break;
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_END_EVENT: break;
	}
}

/* -- Faults of syntax ------------------------------------------------------------------------- */

static void judge_syntax(struct loading *load, const yaml_parser_t *parser)
{
	const char *problem = parser->problem ? parser->problem : tr("this is not YAML");
	struct place at = place_of_mark(&parser->problem_mark);

	load->failed = true;
	if (parser->error == YAML_MEMORY_ERROR) {
		diag_add(load->diags, DIAG_OPEN, (struct place){ 0 }, 1, "not enough memory to read it");
		return;
	}
	if (parser->error == YAML_READER_ERROR) {
		at = loading_place(
			load->bytes, parser->problem_offset < load->len ? parser->problem_offset : load->len);
		forbidden_say(load->diags, parser->problem_value > 0 ? (uint32_t)parser->problem_value : 0xFFFD, at, 1);
		return;
	}
	syntax_judge(load, &(struct syntax){ problem, at, parser->context, place_of_mark(&parser->context_mark) });
}

/* -- The whole -------------------------------------------------------------------------------- */

/* What was read last, however deep: a line that stands too far left has closed it all, and more of it may follow. */
static void break_last(struct node *node)
{
	while (node) {
		struct node *last = (struct node *)node->first;
		while (last && last->next)
			last = (struct node *)last->next;
		node->broken = true;
		node = last;
	}
}

/* What was open when reading stopped may have had more in it, and so may what was read last. */
static void leave_levels(struct loading *load)
{
	struct level *level = load->depth > 0 ? &load->levels[load->depth - 1] : NULL;

	break_last(level ? level->last : load->root);
	while (load->depth > 0) {
		load->levels[load->depth - 1].node->broken = true;
		close_level(load);
	}
}

static void read_events(struct loading *load)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool more = true;

	if (!yaml_parser_initialize(&parser)) {
		diag_add(load->diags, DIAG_OPEN, (struct place){ 0 }, 1, "not enough memory to read it");
		load->failed = true;
		return;
	}
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)load->bytes, load->len);
	while (more && !load->failed) {
		if (!yaml_parser_parse(&parser, &event)) {
			judge_syntax(load, &parser);
			break;
		}
		take_event(load, &event);
		more = event.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	if (load->failed)
		leave_levels(load);
}

/* Every second byte zero, as where letters of two bytes each begin a file; strict UTF-8 may be that too. */
static bool is_utf16(const char *bytes, size_t len)
{
	return len >= 4 && ((!bytes[0] && bytes[1] && !bytes[2] && bytes[3]) ||
		(bytes[0] && !bytes[1] && bytes[2] && !bytes[3]));
}

static bool is_utf8(const char *bytes, size_t len, struct diags *diags)
{
	size_t bad;

	if (text_valid(bytes, len, &bad))
		return true;
	diag_add(diags, DIAG_NOT_UTF8, loading_place(bytes, bad), 1, "the byte 0x%02X here is not UTF-8",
		(unsigned)(unsigned char)bytes[bad]);
	bool marked = len >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
	diag_help(diags,
		marked || is_utf16(bytes, len) ? TR("this looks like UTF-16: save the file as UTF-8")
					       : TR("save the file as UTF-8"));
	return false;
}

static const struct node *parse_partly(
	const char *bytes, size_t len, const char *name, struct arena *arena, struct diags *diags)
{
	struct loading load = { .bytes = bytes, .len = len, .arena = arena, .diags = diags };

	diags_file(diags, name);
	if (len > YAML_FILE_MOST) {
		diag_add(diags, DIAG_TOO_LARGE, (struct place){ 0 }, 1, "the file is over 1 MiB");
		diag_help(diags, strstr(name, "chapters/") ? TR("part it into several chapters")
							   : TR("make it smaller: what belongs to one page stands in its chapter"));
		return NULL;
	}
	if (!is_utf8(bytes, len, diags))
		return NULL;
	if (is_utf16(bytes, len)) {
		diag_add(diags, DIAG_NOT_UTF8, (struct place){ 1, 1 }, 1, "every second byte here is zero");
		diag_help(diags, "this looks like UTF-16: save the file as UTF-8");
		return NULL;
	}
	if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		load.bytes += 3;
		load.len -= 3;
	}
	characters_judge_file(&load);
	loading_find_lines(&load);
	load.comments = memchr(load.bytes, '#', load.len) != NULL;
	load.unwritten = load.comments && loading_has(&load, YAML_UNWRITTEN);
	if (!load.failed)
		read_events(&load);
	mem_free(load.lines);
	mem_free(load.marks);
	if (!load.failed && !load.root)
		diag_add(diags, DIAG_DOCUMENTS, (struct place){ 1, 1 }, 1, "there is nothing in this file");
	return load.root;
}

const struct node *yaml_parse(const char *bytes, size_t len, const char *name, struct arena *arena, struct diags *diags)
{
	size_t errors = diags->errors;
	const struct node *root = parse_partly(bytes, len, name, arena, diags);

	return diags->errors == errors ? root : NULL;
}

/* -- Files ------------------------------------------------------------------------------------ */

const struct node *yaml_load(const char *path, struct arena *arena, struct diags *diags, const char **text, size_t *len)
{
	size_t errors = diags->errors;
	const struct node *root = yaml_load_partly(path, arena, diags, text, len);

	return diags->errors == errors ? root : NULL;
}

const struct node *yaml_load_partly(
	const char *path, struct arena *arena, struct diags *diags, const char **text, size_t *len)
{
	struct text_file bytes = { 0 };
	const struct node *root = NULL;

	if (text)
		*text = NULL;
	if (len)
		*len = 0;
	diags_file(diags, path);
	if (text_file_read(path, arena, &bytes, diags)) {
		root = parse_partly(bytes.at, bytes.len, path, arena, diags);
		diags_source(diags, bytes.at, bytes.len);
		if (text)
			*text = bytes.at;
		if (len)
			*len = bytes.len;
	}
	return root;
}
