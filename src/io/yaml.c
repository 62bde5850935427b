/* SPDX-License-Identifier: MIT */
#include "io/yaml.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>
#include "base/text.h"
#include "base/tr.h"

#define FAULTS_MOST 20 /* of one sort in one file, before we stop looking for more */
#define POINT_BOM 0xFEFF
#define STAND_IN "\xE2\x81\xA0" /* U+2060: libyaml takes it, lessons do not */
#define UNREAD 'x' /* in a text, where that or another was refused */
#define KEYS_FEW 24    /* compared with each other rather than sorted */
#define LINE_USUAL 32  /* bytes; only a guess at how many lines there are */
#define MARKS_MOST 8 /* on one letter: the most any writing needs, and some more */

/* A map or list that is not closed yet. */
struct level {
	struct node *node;
	struct node *last; /* its last child */
	const char *key;   /* map: the key whose value is awaited, else NULL */
	struct place key_at;
	bool pass;         /* the value awaited belongs to a key that was refused */
};

/* One file being read.
 * Invariants: levels[0..depth) are open, each the last child of the one before; once `failed`, no more is read. While `skipping` is
 * not 0, what is read lies that deep inside a list or map that was refused. */
struct loading {
	const char *bytes; /* without a leading BOM */
	size_t len;
	struct arena *arena;
	struct diags *diags;
	bool returns;  /* there is a CR somewhere */
	bool joins;    /* there is a joiner or a mark somewhere, which is judged where it stands in a text */
	size_t refused; /* characters in the file as it lies there */
	size_t *lines; /* offset of each line */
	size_t nlines;
	struct level levels[YAML_DEPTH_MOST];
	unsigned depth;
	unsigned events;
	unsigned documents;
	unsigned skipping;
	struct mark *marks; /* of the scalar being read */
	size_t room;        /* for them */
	int said; /* faults of the words of YAML itself */
	struct node *root;
	bool failed; /* what follows may be nonsense */
};

/* -- Places ----------------------------------------------------------------------------------- */

static bool ends_line(char c)
{
	return c == '\n' || c == '\r';
}

/* Where the line after that of `at` begins, or the end of the file. A lone CR is so rare that it is looked for only
 * where memchr says that there is one at all. */
static size_t after_line(const struct loading *load, size_t at)
{
	const char *from = load->bytes + at, *newline = memchr(from, '\n', load->len - at);
	size_t len = newline ? (size_t)(newline - from) : load->len - at;
	const char *lone = load->returns ? memchr(from, '\r', len) : NULL;

	if (lone && lone + 1 != newline)
		return (size_t)(lone - load->bytes) + 1;
	return newline ? at + len + 1 : load->len;
}

/* As libyaml counts: LF, CR LF and lone CR end a line. The other ends it knows are refused before it sees them. */
static void find_lines(struct loading *load)
{
	size_t room = load->len / LINE_USUAL + 16;

	load->lines = mem_grow(NULL, room, sizeof load->lines[0]);
	load->lines[0] = 0;
	load->nlines = 1;
	for (size_t at = 0; at < load->len;) {
		at = after_line(load, at);
		if (at == load->len && !ends_line(load->bytes[at - 1]))
			break;
		if (load->nlines == room) {
			room *= 2;
			load->lines = mem_grow(load->lines, room, sizeof load->lines[0]);
		}
		load->lines[load->nlines++] = at;
	}
}

static struct place place_of_mark(const yaml_mark_t *mark)
{
	return (struct place){ (unsigned)mark->line + 1, (unsigned)mark->column + 1 };
}

static size_t line_end(const struct loading *load, size_t line)
{
	return line + 1 < load->nlines ? load->lines[line + 1] : load->len;
}

static size_t offset_of_mark(const struct loading *load, const yaml_mark_t *mark)
{
	if (mark->line >= load->nlines)
		return load->len;
	size_t at = load->lines[mark->line], end = line_end(load, mark->line), size, column = 0;
	while (column < mark->column && at < end) {
		size_t most = mark->column - column < end - at ? mark->column - column : end - at;
		size_t run = text_ascii(load->bytes + at, most);
		column += run;
		at += run;
		if (run == most)
			continue;
		text_point(load->bytes + at, end - at, &size);
		at += size;
		column++;
	}
	return at;
}

/* The place of a byte, by counting from the start; for faults found before there are marks. */
static struct place place_of_offset(const char *bytes, size_t offset)
{
	struct place at = { 1, 1 };
	size_t size;

	for (size_t i = 0; i < offset; i += size) {
		text_point(bytes + i, offset - i, &size);
		at.column++;
		if (bytes[i] == '\n')
			at = (struct place){ at.line + 1, 1 };
	}
	return at;
}

/* Code points from the start of a node to its end, or to the end of its first line. */
static unsigned width_of(const struct loading *load, const yaml_event_t *event)
{
	const yaml_mark_t *from = &event->start_mark, *to = &event->end_mark;

	if (from->line == to->line)
		return to->column > from->column ? (unsigned)(to->column - from->column) : 1;
	if (from->line >= load->nlines)
		return 1;
	size_t at = offset_of_mark(load, from), end = line_end(load, from->line), size;
	unsigned width = 0;
	for (; at < end && load->bytes[at] != '\n' && load->bytes[at] != '\r'; at += size, width++)
		text_point(load->bytes + at, end - at, &size);
	return width ? width : 1;
}

/* -- Characters ------------------------------------------------------------------------------- */

static bool is_refused(uint32_t point)
{
	return text_is_forbidden(point) || point == 0x2028 || point == 0x2029;
}

static const char *name_of(uint32_t point)
{
	if (point == '\t' || (point < 0x20) || (point >= 0x7F && point < 0xA0))
		return TR("a control character");
	if ((point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) || point == 0x200E ||
		point == 0x200F || point == 0x061C)
		return TR("a sign that turns the direction of writing");
	if (point == 0x2028 || point == 0x2029)
		return TR("a separator of lines that editors do not show");
	return TR("a character that cannot be seen");
}

static void refuse_character(struct loading *load, uint32_t point, struct place at)
{
	diag_add(load->diags, DIAG_CHARACTER, at, 1, "U+%04lX is not allowed: %s", (unsigned long)point,
		tr(name_of(point)));
}

static void judge_byte(struct loading *load, size_t i, uint32_t point)
{
	struct place at = place_of_offset(load->bytes, i);

	if (point != 0 && point != POINT_BOM) {
		refuse_character(load, point, at);
		return;
	}
	diag_add(load->diags, DIAG_NOT_UTF8, at, 1,
		point ? TR("a byte order mark (U+FEFF) inside the file") : TR("a zero byte (U+0000)"));
}

/* A copy of the file in which STAND_IN is where something refused was, so that libyaml, which stops at some of them, reads
 * on; one code point for one, so that places stay. judge_scalar finds what text it was in, and says nothing new. */
static void replace_refused(struct loading *load)
{
	struct str copy = { 0 };
	size_t size;

	for (size_t i = 0; i < load->len; i += size) {
		uint32_t point = text_point(load->bytes + i, load->len - i, &size);
		bool crlf = point == '\r' && i + 1 < load->len && load->bytes[i + 1] == '\n';
		if (crlf || !is_refused(point))
			str_add(&copy, load->bytes + i, size);
		else
			str_add_text(&copy, STAND_IN);
	}
	load->bytes = arena_copy(load->arena, str_text(&copy), copy.len);
	load->len = copy.len;
	str_release(&copy);
}

static bool is_mark(uint32_t point)
{
	return point >= 0x300 && text_point_cells(point) == 0 && !text_is_replaced(point);
}

static bool is_joiner(uint32_t point)
{
	return point == 0x200C || point == 0x200D;
}

/* What stands in the file itself, comments and all. Lone joiners are judged where they stand in a text. */
static void judge_bytes(struct loading *load)
{
	size_t size;

	for (size_t i = 0; (i += text_harmless(load->bytes + i, load->len - i)) < load->len; i += size) {
		uint32_t point = text_point(load->bytes + i, load->len - i, &size);
		bool crlf = point == '\r' && i + 1 < load->len && load->bytes[i + 1] == '\n';
		load->returns |= point == '\r';
		load->joins = load->joins || is_joiner(point) || is_mark(point);
		if (crlf || !is_refused(point))
			continue;
		load->failed |= point == '\r'; /* to libyaml it ends a line, and to no editor */
		if (load->refused++ < FAULTS_MOST)
			judge_byte(load, i, point);
	}
	if (load->refused)
		replace_refused(load);
}

/* Whether the file itself was blamed for a character here. */
static bool is_said(const struct loading *load, struct place at)
{
	for (size_t i = 0; load->refused && i < load->diags->count; i++) {
		const struct diag *diag = &load->diags->list[i];
		if ((diag->code == DIAG_CHARACTER || diag->code == DIAG_NOT_UTF8) && diag->at.line == at.line &&
			diag->at.column == at.column && diag->file == load->diags->file)
			return true;
	}
	return load->refused > FAULTS_MOST;
}

/* Letters under so many marks that they cover the lines around them. */
static void judge_marks(struct loading *load, struct node *scalar)
{
	size_t size, from = 0;
	unsigned marks = 0;

	for (size_t i = text_ascii(scalar->text, scalar->len); i < scalar->len; i += size) {
		uint32_t point = text_point(scalar->text + i, scalar->len - i, &size);
		marks = is_mark(point) ? marks + 1 : 0;
		if (!marks)
			from = i;
		if (marks != MARKS_MOST + 1)
			continue;
		diag_add(load->diags, DIAG_CHARACTER, node_place(scalar, from), 1,
			"more than %d marks on one letter", MARKS_MOST);
		diag_help(load->diags, "they would cover the lines above and below");
		scalar->broken = scalar->legible = true;
		return;
	}
}

static void refuse_in_scalar(struct loading *load, uint32_t point, struct place at)
{
	refuse_character(load, point, at);
	diag_help(load->diags,
		is_joiner(point) ? TR("joiners belong inside emoji and between letters of joining scripts")
				 : TR("take it out; an escape makes it no better"));
}

/* `text` is the scalar's own. A letter comes where something was refused, as many bytes wide, so that the rest of the text can
 * be judged where it stands, and nothing is said of that character again. */
static void judge_scalar(struct loading *load, struct node *scalar, char *text)
{
	size_t size;
	int faults = 0;

	for (size_t i = 0; (i += text_harmless(text + i, scalar->len - i)) < scalar->len; i += size) {
		uint32_t point = text_point(text + i, scalar->len - i, &size);
		if (is_joiner(point) ? text_joiner_fits(text, scalar->len, i) : !is_refused(point))
			continue;
		scalar->broken = scalar->legible = true;
		bool said = faults == FAULTS_MOST || is_said(load, node_place(scalar, i));
		if (!said)
			refuse_in_scalar(load, point, node_place(scalar, i));
		faults += !said;
		memset(text + i, UNREAD, size);
	}
}

/* -- Where the text of a scalar stands -------------------------------------------------------- */

/* Walks the scalar's source beside its value. */
struct aligning {
	struct loading *load;
	size_t at, end;     /* in the file's bytes */
	struct place place; /* of `at` */
	const char *text;
	size_t offset, len; /* in the value */
	size_t n; /* of load->marks */
};

static void add_mark(struct aligning *align)
{
	struct loading *load = align->load;

	if (align->n > 0 && load->marks[align->n - 1].offset == align->offset) {
		load->marks[align->n - 1].at = align->place;
		return;
	}
	if (align->n == load->room) {
		load->room = load->room ? load->room * 2 : 64;
		load->marks = mem_grow(load->marks, load->room, sizeof load->marks[0]);
	}
	load->marks[align->n++] = (struct mark){ align->offset, align->place };
}

static void step(struct aligning *align)
{
	size_t size;

	text_point(align->load->bytes + align->at, align->end - align->at, &size);
	align->at += size;
	align->place.column++;
}

/* Over the end of a line and the white space that begins the next. */
static void step_line(struct aligning *align)
{
	const char *bytes = align->load->bytes;

	align->at += bytes[align->at] == '\r' && align->at + 1 < align->end && bytes[align->at + 1] == '\n' ? 2 : 1;
	align->place = (struct place){ align->place.line + 1, 1 };
}

static bool at_line_end(const struct aligning *align)
{
	char c = align->load->bytes[align->at];
	return c == '\n' || c == '\r';
}

static bool at_blank(const struct aligning *align)
{
	char c = align->load->bytes[align->at];
	return c == ' ' || c == '\t';
}

/* Over white space and line ends; returns how many lines ended. */
static size_t step_white(struct aligning *align)
{
	size_t ends = 0;

	while (align->at < align->end && (at_blank(align) || at_line_end(align))) {
		if (at_line_end(align)) {
			step_line(align);
			ends++;
		} else {
			step(align);
		}
	}
	return ends;
}

static void pass_value(struct aligning *align, size_t bytes)
{
	align->offset += bytes < align->len - align->offset ? bytes : align->len - align->offset;
}

/* The bytes of an escape and of the value it stands for: \n is one and one, \u263A is six and three. */
static void align_escape(struct aligning *align)
{
	static const struct {
		char sign;
		unsigned digits;
	} longer[] = { { 'x', 2 }, { 'u', 4 }, { 'U', 8 } };
	const char *bytes = align->load->bytes;
	unsigned digits = 0;
	size_t size;

	step(align);
	if (align->at >= align->end)
		return;
	if (at_line_end(align)) { /* the line goes on, as if not broken; empty lines after it count, each as one */
		pass_value(align, step_white(align) - 1);
		add_mark(align);
		return;
	}
	for (size_t i = 0; i < sizeof longer / sizeof longer[0]; i++)
		if (bytes[align->at] == longer[i].sign)
			digits = longer[i].digits;
	for (digits++; align->at < align->end && digits > 0; digits--)
		step(align);
	if (align->offset < align->len) {
		text_point(align->text + align->offset, align->len - align->offset, &size);
		align->offset += size;
	}
	add_mark(align);
}

/* Lines of a plain or quoted scalar run together: one break is a space, each more is a newline. */
static void align_fold(struct aligning *align)
{
	size_t ends = step_white(align);

	pass_value(align, ends > 1 ? ends - 1 : ends); /* no more: white space that follows may be an escape's */
	add_mark(align);
}

/* Whether only white space stands between here and the end of the line. */
static bool blank_to_line_end(const struct aligning *align)
{
	size_t i = align->at;

	while (i < align->end && (align->load->bytes[i] == ' ' || align->load->bytes[i] == '\t'))
		i++;
	return i < align->end && (align->load->bytes[i] == '\n' || align->load->bytes[i] == '\r');
}

/* Over what stands in the value as it stands in the file: ASCII without signs of YAML, single blanks between it. */
static void step_words(struct aligning *align)
{
	const char *bytes = align->load->bytes + align->at, *text = align->text + align->offset;
	size_t most = align->end - align->at, n = 0;

	if (most > align->len - align->offset)
		most = align->len - align->offset;
	while (n + 1 < most && bytes[n] == text[n] && bytes[n] >= ' ' && bytes[n] < 0x7F && bytes[n] != '\\' &&
		bytes[n] != '\'' && (bytes[n] != ' ' || bytes[n + 1] > ' '))
		n++;
	align->at += n;
	align->offset += n;
	align->place.column += (unsigned)n;
}

static void align_flow(struct aligning *align, yaml_scalar_style_t style)
{
	const char *bytes = align->load->bytes;
	bool quoted = style != YAML_PLAIN_SCALAR_STYLE;
	size_t size;

	if (quoted) {
		step(align);
		align->end--;
	}
	add_mark(align);
	for (step_words(align); align->at < align->end && align->offset < align->len; step_words(align)) {
		bool blank = at_blank(align);
		if (at_line_end(align) || (blank && blank_to_line_end(align))) {
			align_fold(align);
		} else if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && bytes[align->at] == '\\') {
			align_escape(align);
		} else if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE && bytes[align->at] == '\'') {
			step(align);
			step(align);
			align->offset++;
			add_mark(align);
		} else {
			text_point(align->text + align->offset, align->len - align->offset, &size);
			align->offset += size;
			step(align);
		}
	}
}

/* Spaces before the first line that has something else, which block scalars leave out. */
static size_t block_indent(const struct loading *load, size_t line, size_t end_line)
{
	for (; line < end_line; line++) {
		size_t at = load->lines[line], end = line_end(load, line), n = 0;
		while (at + n < end && load->bytes[at + n] == ' ')
			n++;
		if (at + n < end && load->bytes[at + n] != '\n' && load->bytes[at + n] != '\r')
			return n;
	}
	return 0;
}

/* One line of a block scalar: its bytes after the indent stand in the value as they are. */
static void align_block_line(struct aligning *align, size_t line, size_t indent)
{
	const struct loading *load = align->load;
	size_t at = load->lines[line], end = line_end(load, line);
	bool spaced = false;

	while (end > at && (load->bytes[end - 1] == '\n' || load->bytes[end - 1] == '\r'))
		end--;
	if (end - at <= indent)
		return;
	at += indent;
	while (align->offset < align->len && align->text[align->offset] != load->bytes[at]) {
		char c = align->text[align->offset];
		if (c != '\n' && (c != ' ' || spaced))
			return;
		spaced = c == ' ';
		align->offset++;
	}
	align->place = (struct place){ (unsigned)line + 1, (unsigned)indent + 1 };
	add_mark(align);
	align->offset += end - at;
	if (align->offset > align->len)
		align->offset = align->len;
}

static void align_block(struct aligning *align, const yaml_event_t *event)
{
	const struct loading *load = align->load;
	size_t line = event->start_mark.line + 1;
	size_t end_line = event->end_mark.line + (event->end_mark.column > 0);
	size_t indent;

	if (end_line > load->nlines)
		end_line = load->nlines;
	indent = block_indent(load, line, end_line);
	while (align->at < align->end && !at_line_end(align) && load->bytes[align->at] != '#') {
		if (load->bytes[align->at] >= '1' && load->bytes[align->at] <= '9') {
			/* An explicit indentation: what the value keeps of the first line's spaces was not stripped. */
			size_t kept = strspn(align->text, " \n");
			while (kept > 0 && align->text[kept - 1] == ' ')
				kept--;
			indent -= strspn(align->text + kept, " ") < indent ? strspn(align->text + kept, " ") : indent;
			break;
		}
		step(align);
	}
	for (; line < end_line && align->offset < align->len; line++)
		align_block_line(align, line, indent);
}

static void find_marks(struct loading *load, const yaml_event_t *event, struct node *node)
{
	yaml_scalar_style_t style = event->data.scalar.style;

	if (style == YAML_PLAIN_SCALAR_STYLE && event->start_mark.line == event->end_mark.line)
		return; /* as it stands */
	struct aligning align = {
		.load = load,
		.at = offset_of_mark(load, &event->start_mark),
		.end = offset_of_mark(load, &event->end_mark),
		.place = node->at,
		.text = node->text,
		.len = node->len,
	};
	if (align.at >= align.end || node->len == 0)
		return;
	if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE)
		align_block(&align, event);
	else
		align_flow(&align, style);

	struct mark *marks = arena_get(load->arena, align.n * sizeof *marks);
	if (align.n)
		memcpy(marks, load->marks, align.n * sizeof *marks);
	node->marks = marks;
	node->nmarks = (unsigned)align.n;
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

static void begin_key(struct loading *load, const yaml_event_t *event, const struct node *node)
{
	struct level *level = &load->levels[load->depth - 1];

	level->key = node->text;
	level->key_at = node->at;
	level->pass = true;
	if (node->broken) {
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
		judge_scalar(load, scalar, text);
	if (load->joins || escaped)
		judge_marks(load, scalar);
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
	node.broken = large;
	if (!large) {
		char *text = arena_copy(load->arena, (const char *)event->data.scalar.value, len);
		node.text = text;
		node.len = len;
		find_marks(load, event, &node);
		judge_text(load, event, &node, text);
	}
	if (awaits_key(load)) /* no node of the tree */
		begin_key(load, event, &node);
	else
		attach(load, node_kept(load, &node));
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

/* Whether it looks as if an entry of a list had lost its dash: it begins with the same key. `map` is closed already. */
static bool begins_anew(const struct loading *load, const struct node *map, const struct node *again)
{
	const struct node *parent = load->depth > 0 ? load->levels[load->depth - 1].node : NULL;

	return parent && parent->type == NODE_LIST && strcmp(map->first->key, again->key) == 0;
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
		if (begins_anew(load, map, keys[i]))
			diag_help(load->diags, "the first is on line %u; another entry of the list begins with '- '",
				keys[i - 1]->key_at.line);
		else
			diag_help(load->diags, "the first is on line %u", keys[i - 1]->key_at.line);
		faults++;
	}
	mem_free(keys);
}

static void close_level(struct loading *load)
{
	const struct node *node = load->levels[--load->depth].node;

	if (node->type == NODE_MAP && has_twice(node))
		judge_keys(load, node);
}

static void open_document(struct loading *load, const yaml_event_t *event)
{
	if (event->data.document_start.version_directive ||
		event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end) {
		say(load, DIAG_TAG, event, TR("directives are not allowed"));
		diag_help(load->diags, "take out the line that begins with '%%'");
	}
	if (load->documents++ > 0) {
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

/* What libyaml says, by how it begins, and what mostly lies behind it. */
static const struct {
	const char *problem, *help;
} remedies[] = {
	{ "mapping values are not allowed",
		TR("put quotes around a text that has ': ' in it, or look at the spaces before the key") },
	{ "found character that cannot start any token",
		TR("indent with spaces, not tabs; put quotes around a text that begins with @, ` or %") },
	{ "found a tab character", TR("indent with spaces, not tabs") },
	{ "did not find expected key",
		TR("look at the spaces before this line, and for a quote inside a quoted text") },
	{ "did not find expected '-' indicator", TR("the entries of a list begin in one column") },
	{ "did not find expected ',' or ']'",
		TR("close the list with ], put quotes around a text that has a comma, and close the quotes above") },
	{ "did not find expected ',' or '}'",
		TR("close the map with }, put quotes around a text that has a comma, and close the quotes above") },
	{ "could not find expected ':'", TR("a key is followed by ': '") },
	{ "found unexpected end of stream", TR("a quote was opened and not closed") },
	{ "found unknown escape character", TR("inside \"...\" a backslash is written \\\\, or use '...'") },
	{ "did not find expected alphabetic or numeric character",
		TR("put quotes around a text that begins with * or &") },
	{ "found undefined tag handle", TR("put quotes around a text that begins with '!'") },
};

static const char *remedy(const char *problem)
{
	for (size_t i = 0; i < sizeof remedies / sizeof remedies[0]; i++)
		if (strncmp(problem, remedies[i].problem, strlen(remedies[i].problem)) == 0)
			return remedies[i].help;
	return NULL;
}

/* A quote that goes on to the end of the file: what is wrong stands where it was opened. */
static bool is_open_quote(const yaml_parser_t *parser)
{
	return parser->context && strcmp(parser->context, "while scanning a quoted scalar") == 0 &&
		strncmp(parser->problem, "found unexpected end", 20) == 0;
}

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
		at = place_of_offset(
			load->bytes, parser->problem_offset < load->len ? parser->problem_offset : load->len);
		refuse_character(load, parser->problem_value > 0 ? (uint32_t)parser->problem_value : 0xFFFD, at);
		return;
	}
	if (parser->context)
		diag_add(load->diags, DIAG_SYNTAX, is_open_quote(parser) ? place_of_mark(&parser->context_mark) : at, 1,
			"%s, %s that began on line %zu", problem, parser->context, parser->context_mark.line + 1);
	else
		diag_add(load->diags, DIAG_SYNTAX, at, 1, "%s", problem);
	const char *help = remedy(problem);
	if (help)
		diag_help(load->diags, "%s", tr(help));
}

/* -- The whole -------------------------------------------------------------------------------- */

/* What was open when reading stopped may have had more in it; so may what was closed last, where a line stands too far left. */
static void leave_levels(struct loading *load)
{
	struct node *last = load->depth > 0 ? load->levels[load->depth - 1].last : NULL;

	if (last && last->type != NODE_SCALAR)
		last->broken = true;
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
	diag_add(diags, DIAG_NOT_UTF8, place_of_offset(bytes, bad), 1, "the byte 0x%02X here is not UTF-8",
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
	judge_bytes(&load);
	find_lines(&load);
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

/* The bytes of a file, NUL-terminated, in the arena. */
struct file_bytes {
	char *at;
	size_t len;
};

/* Reads at most one byte more than a file may have, so that a growing one cannot fill the memory; and mostly finds room
 * for all of it at once. */
static bool read_all(int fd, off_t size, struct arena *arena, struct file_bytes *out)
{
	size_t room = size > 0 && size <= YAML_FILE_MOST ? (size_t)size + 1 : YAML_FILE_MOST + 1;

	out->at = arena_get(arena, room + 1);
	while (out->len <= YAML_FILE_MOST) {
		if (out->len == room) {
			char *more = arena_get(arena, YAML_FILE_MOST + 2);
			memcpy(more, out->at, out->len);
			out->at = more;
			room = YAML_FILE_MOST + 1;
		}
		ssize_t n = read(fd, out->at + out->len, room - out->len);
		if (n == 0)
			return true;
		if (n > 0)
			out->len += (size_t)n;
		else if (errno != EINTR)
			return false;
	}
	return true;
}

static const char *cannot_open(int code)
{
	switch (code) {
	case ENOENT:
	case ENOTDIR: return TR("there is no such file");
	case EACCES:
	case EPERM: return TR("you may not read this file");
	case ELOOP: return TR("its links lead round in a circle");
	default: return TR("the file cannot be opened");
	}
}

static bool open_and_read(const char *path, struct arena *arena, struct file_bytes *bytes, struct diags *diags)
{
	struct place whole = { 0 };
	struct stat st;
	bool good = false;

	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0) {
		diag_add(diags, errno == ENXIO ? DIAG_NOT_REGULAR : DIAG_OPEN, whole, 1, "%s", tr(cannot_open(errno)));
		return false;
	}
	if (fstat(fd, &st) != 0)
		diag_add(diags, DIAG_OPEN, whole, 1, "%s", tr(cannot_open(errno)));
	else if (!S_ISREG(st.st_mode))
		diag_add(diags, DIAG_NOT_REGULAR, whole, 1, "%s",
			S_ISDIR(st.st_mode) ? tr("this is a directory, not a file") : tr("this is not a regular file"));
	else if (!read_all(fd, st.st_size, arena, bytes))
		diag_add(diags, DIAG_OPEN, whole, 1, "the file cannot be read: the device reported an error");
	else
		good = true;
	close(fd);
	return good;
}

const struct node *yaml_load(const char *path, struct arena *arena, struct diags *diags, const char **text, size_t *len)
{
	size_t errors = diags->errors;
	const struct node *root = yaml_load_partly(path, arena, diags, text, len);

	return diags->errors == errors ? root : NULL;
}

const struct node *yaml_load_partly(
	const char *path, struct arena *arena, struct diags *diags, const char **text, size_t *len)
{
	struct file_bytes bytes = { 0 };
	const struct node *root = NULL;

	if (text)
		*text = NULL;
	if (len)
		*len = 0;
	diags_file(diags, path);
	if (open_and_read(path, arena, &bytes, diags)) {
		root = parse_partly(bytes.at, bytes.len, path, arena, diags);
		diags_source(diags, bytes.at, bytes.len);
		if (text)
			*text = bytes.at;
		if (len)
			*len = bytes.len;
	}
	return root;
}
