/* SPDX-License-Identifier: MIT */
#include "io/record.h"

#include <assert.h>
#include <inttypes.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "io/line.h"

static const char *const types[RECORD_TYPES] = {
	[RECORD_OPEN] = "open", [RECORD_NOTICE] = "notice", [RECORD_KEEP] = "keep", [RECORD_PLACE] = "place",
	[RECORD_SEEN] = "seen", [RECORD_ANSWER] = "answer", [RECORD_BELIEF] = "belief", [RECORD_WORDS] = "words",
	[RECORD_PLAN] = "plan", [RECORD_DRAFT] = "draft", [RECORD_CHAPTER] = "chapter", [RECORD_TAKEN] = "taken",
	[RECORD_INDEX] = "index", [RECORD_MARK] = "mark", [RECORD_AFRESH] = "afresh",
};

const char *record_type_name(enum record_type type)
{
	return types[type];
}

static const char *const verdicts[] = {
	[VERDICT_NONE] = "", [VERDICT_RIGHT] = "right", [VERDICT_PARTLY] = "partly", [VERDICT_WRONG] = "wrong",
	[VERDICT_REVEALED] = "revealed",
};
#define VERDICTS (sizeof verdicts / sizeof *verdicts)

/* The fields that are just a text or just a small number; all others have a function below. */
static const struct {
	const char *key;
	size_t at;
} texts[] = {
	{ "chapter", offsetof(struct record, chapter) }, { "page", offsetof(struct record, page) },
	{ "text", offsetof(struct record, text) },       { "word", offsetof(struct record, word) },
	{ "box", offsetof(struct record, box) },
}, numbers[] = {
	{ "rev", offsetof(struct record, rev) },         { "sure", offsetof(struct record, sure) },
	{ "attempt", offsetof(struct record, attempt) }, { "focus", offsetof(struct record, focus) },
	{ "hints", offsetof(struct record, hints) },     { "stage", offsetof(struct record, stage) },
	{ "review", offsetof(struct record, review) },
};
#define TEXTS (sizeof texts / sizeof *texts)
#define NUMBERS (sizeof numbers / sizeof *numbers)

/* Writing. */

/* Texts were checked at the door. Should one have slipped through, its good characters are kept. */
static void mend(const char *text, struct str *out)
{
	for (size_t len = strlen(text), size; len > 0; text += size, len -= size) {
		char point[4];
		size_t n = text_put_point(text_point(text, len, &size), point);
		str_add(out, point, n);
	}
}

static json_t *json_words(const char *text)
{
	if (text_valid(text, strlen(text), NULL))
		return json_string_nocheck(text);
	struct str good = { 0 };
	mend(text, &good);
	json_t *value = json_string_nocheck(str_text(&good));
	str_release(&good);
	return value;
}

static json_t *json_picks(const struct record *record)
{
	json_t *list = json_array();
	for (size_t i = 0; i < record->npicks; i++) {
		json_t *pick = json_object();
		json_object_set_new(pick, "id", json_words(record->picks[i].id));
		if (record->picks[i].number != -1)
			json_object_set_new(pick, "n", json_integer(record->picks[i].number));
		if (record->picks[i].text && *record->picks[i].text)
			json_object_set_new(pick, "w", json_words(record->picks[i].text));
		json_array_append_new(list, pick);
	}
	return list;
}

/* RFC 3339 in UTC, seconds. A time that has no such form is left out. */
static void add_time(json_t *map, int64_t at)
{
	char text[32];
	time_t seconds = (time_t)at;
	struct tm parts;
	if (gmtime_r(&seconds, &parts) && parts.tm_year >= -1900 && parts.tm_year <= 9999 - 1900 &&
	    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) == 20)
		json_object_set_new(map, "at", json_string(text));
}

static void add_seed(json_t *map, uint64_t seed)
{
	struct str hex = { 0 };
	str_print(&hex, "%016" PRIx64, seed); /* a text: 64 bits are more than JSON numbers hold everywhere */
	json_object_set_new(map, "seed", json_string(str_text(&hex)));
	str_release(&hex);
}

/* As `<sid>:<s>` of that record; "none" over nothing. */
static void add_base(json_t *map, const struct record_base *of)
{
	struct str text = { 0 };
	if (of->seq)
		str_print(&text, "%016" PRIx64 ":%" PRIu64, of->sid, of->seq);
	else
		str_add_text(&text, "none");
	json_object_set_new(map, "base", json_string(str_text(&text)));
	str_release(&text);
}

/* Most answers are the first on their page: a tenth of a long record would say so. */
static bool goes_without_saying(const struct record *record, size_t at, unsigned number)
{
	return record->type == RECORD_ANSWER && at == offsetof(struct record, attempt) && number == 1;
}

/* `v` goes without saying, too, as long as there is but one grammar. */
static json_t *json_record(const struct record *record)
{
	const char *base = (const char *)record;
	json_t *map = json_object();
	json_object_set_new(map, "s", json_integer((json_int_t)record->seq));
	json_object_set_new(map, "c", json_integer((json_int_t)record->clock));
	add_time(map, record->at);
	json_object_set_new(map, "t", json_string(types[record->type]));
	for (size_t i = 0; i < TEXTS; i++) {
		const char *text;
		memcpy(&text, base + texts[i].at, sizeof text);
		if (text && *text)
			json_object_set_new(map, texts[i].key, json_words(text));
	}
	for (size_t i = 0; i < NUMBERS; i++) {
		unsigned number;
		memcpy(&number, base + numbers[i].at, sizeof number);
		if (number && !goes_without_saying(record, numbers[i].at, number))
			json_object_set_new(map, numbers[i].key, json_integer(number));
	}
	if (record->npicks)
		json_object_set_new(map, "picks", json_picks(record));
	if (record->verdict != VERDICT_NONE)
		json_object_set_new(map, "verdict", json_string(verdicts[record->verdict]));
	if (record->seed)
		add_seed(map, record->seed);
	if (record->base.known)
		add_base(map, &record->base);
	if (record->gone)
		json_object_set_new(map, "gone", json_true());
	return map;
}

static void add_line(const json_t *map, uint64_t sid, struct str *out)
{
	char *json = json_dumps(map, JSON_COMPACT);
	line_add(sid, json ? json : "{}", out);
	free(json);
}

void record_line(const struct record *record, struct str *out)
{
	assert(record->type < RECORD_OTHER);
	json_t *map = json_record(record);
	add_line(map, record->sid, out);
	json_decref(map);
}

/* One line's worth of sessions; those of a longer life are not counted. */
#define COUNTS_MOST 6000

void record_fold_line(const struct record_counts *counts, struct str *out)
{
	json_t *map = json_object(), *of = json_object();
	for (size_t i = 0; i < counts->n && i < COUNTS_MOST; i++) {
		char sid[17];
		snprintf(sid, sizeof sid, "%016" PRIx64, counts->list[i].sid);
		json_object_set_new(of, sid, json_integer((json_int_t)counts->list[i].answers));
	}
	json_object_set_new(map, "s", json_integer(1));
	json_object_set_new(map, "c", json_integer(0));
	json_object_set_new(map, "t", json_string("fold"));
	json_object_set_new(map, "lines", json_integer((json_int_t)counts->lines));
	json_object_set_new(map, "of", of);
	add_line(map, 0, out);
	json_decref(map);
}

/* Reading. */

struct reading {
	struct record_scan *scan;
	void (*each)(void *ctx, const struct record *, const char *line, size_t len);
	void *ctx;
	const char *line;   /* at hand */
	size_t len;
	struct pick *picks; /* room for the picks of the record at hand */
	size_t room;
};

static const char *text_of(const json_t *map, const char *key)
{
	return json_string_value(json_object_get(map, key)); /* NULL for what is no text */
}

/* A whole number from 0 to `most`; `other` when it is missing or something else. */
static uint64_t number_of(const json_t *map, const char *key, uint64_t most, uint64_t other)
{
	const json_t *value = json_object_get(map, key);
	json_int_t number = json_integer_value(value);
	return json_is_integer(value) && number >= 0 && (uint64_t)number <= most ? (uint64_t)number : other;
}

static int64_t time_of(const json_t *map)
{
	const char *text = text_of(map, "at");
	struct tm parts = { 0 };
	const char *end = text ? strptime(text, "%Y-%m-%dT%H:%M:%S", &parts) : NULL;
	return end && *end == 'Z' ? (int64_t)timegm(&parts) : 0;
}

static size_t word_of(const char *word, const char *const *list, size_t n, size_t other)
{
	for (size_t i = 0; word && i < n; i++)
		if (list[i] && strcmp(list[i], word) == 0)
			return i;
	return other;
}

/* A text of another form says no more than none at all. */
static struct record_base base_of(const char *text)
{
	struct record_base base = { .known = true };
	if (text && strcmp(text, "none") == 0)
		return base;
	if (!text || strspn(text, "0123456789abcdef") != 16 || text[16] != ':')
		return (struct record_base){ 0 };
	size_t digits = strspn(text + 17, "0123456789");
	line_hex(text, 16, &base.sid);
	base.seq = strtoull(text + 17, NULL, 10);
	bool good = digits > 0 && digits < 20 && text[17 + digits] == '\0' && base.seq > 0;
	return good ? base : (struct record_base){ 0 };
}

static void picks_of(const json_t *map, struct reading *reading, struct record *record)
{
	const json_t *list = json_object_get(map, "picks");
	size_t n = json_array_size(list); /* 0 for what is no list */
	if (n > reading->room) {
		reading->room = n;
		reading->picks = mem_grow(reading->picks, n, sizeof *reading->picks);
	}
	for (size_t i = 0; i < n; i++) {
		const json_t *pick = json_array_get(list, i);
		const char *id = text_of(pick, "id");
		const json_t *given = json_object_get(pick, "n");
		json_int_t value = json_is_integer(given) ? json_integer_value(given) : -1;
		int number = value >= INT_MIN && value <= INT_MAX ? (int)value : -1;
		if (id)
			reading->picks[record->npicks++] = (struct pick){ id, number, text_of(pick, "w") };
	}
	record->picks = record->npicks ? reading->picks : NULL;
}

static void fields_of(const json_t *map, struct reading *reading, struct record *record)
{
	char *base = (char *)record;
	for (size_t i = 0; i < TEXTS; i++) {
		const char *text = text_of(map, texts[i].key);
		memcpy(base + texts[i].at, &text, sizeof text);
	}
	for (size_t i = 0; i < NUMBERS; i++) {
		unsigned number = (unsigned)number_of(map, numbers[i].key, UINT_MAX, 0);
		memcpy(base + numbers[i].at, &number, sizeof number);
	}
	if (record->type == RECORD_ANSWER && record->attempt == 0)
		record->attempt = 1;
	record->at = time_of(map);
	record->verdict = (enum verdict)word_of(text_of(map, "verdict"), verdicts, VERDICTS, VERDICT_NONE);
	const char *seed = text_of(map, "seed");
	if (!seed || strlen(seed) != 16 || !line_hex(seed, 16, &record->seed))
		record->seed = 0;
	record->base = base_of(text_of(map, "base"));
	record->sealed = record->box != NULL;
	record->gone = json_is_true(json_object_get(map, "gone"));
	picks_of(map, reading, record);
}

/* The type is mostly still to be read; what cannot be told counts as an answer. */
static bool was_answer(const char *at, size_t len)
{
	static const char mark[] = "\"t\":\"";
	for (size_t i = 0; i + sizeof mark < len; i++) {
		if (memcmp(at + i, mark, sizeof mark - 1) != 0)
			continue;
		const char *word = at + i + sizeof mark - 1;
		if (i + sizeof mark + 4 < len && memcmp(word, "fold\"", 5) == 0)
			return false;
		for (size_t type = 0; type < RECORD_OTHER; type++) {
			size_t n = strlen(types[type]), room = (size_t)(at + len - word);
			if (n < room && memcmp(word, types[type], n) == 0 && word[n] == '"')
				return record_is_answer((enum record_type)type);
		}
	}
	return true;
}

static bool holds(const char *at, size_t len, const char *mark)
{
	size_t n = strlen(mark);
	for (size_t i = 0; i + n <= len; i++)
		if (memcmp(at + i, mark, n) == 0)
			return true;
	return false;
}

/* The most of its head, the end of its object, or a key that every record has, or one with words. */
static bool was_record(const char *at, size_t len)
{
	static const char *const marks[] = { "\"s\":", "\"c\":", "\"t\":\"", "\"at\":\"", "\"page\":\"", "\"text\":\"", "\"picks\":[" };
	size_t end = line_unpadded(at, len);
	if (line_is_like(at, len) || (end > 0 && at[end - 1] == '}'))
		return true;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (holds(at, len, marks[i]))
			return true;
	return false;
}

/* What was none, as far as can be seen, counts as no answer either. */
static void count_damaged(const char *at, size_t len, struct reading *reading)
{
	bool record = was_record(at, len);
	reading->scan->damaged++;
	reading->scan->strange += !record;
	reading->scan->answers += record && was_answer(at, len);
}

static void take_counts(const json_t *map, struct record_scan *scan)
{
	json_t *of = json_object_get(map, "of"), *value;
	const char *key;
	scan->counted = true;
	scan->counted_lines = (size_t)number_of(map, "lines", INT32_MAX, 0);
	if (!scan->counts)
		return;
	json_object_foreach(of, key, value) {
		struct record_counts *counts = scan->counts;
		struct record_count count = { .answers = (size_t)number_of(of, key, INT32_MAX, 0) };
		if (strlen(key) != 16 || !line_hex(key, 16, &count.sid))
			continue;
		if (counts->n == counts->room) {
			counts->room = counts->room ? counts->room * 2 : 16;
			counts->list = mem_grow(counts->list, counts->room, sizeof *counts->list);
		}
		counts->list[counts->n++] = count;
	}
}

/* A line whose CRC is right. What is no record all the same was never written by us and counts as damaged. */
static void take_json(const json_t *map, uint64_t sid, struct reading *reading)
{
	const char *type = text_of(map, "t");
	struct record record = { .sid = sid, .seq = number_of(map, "s", INT64_MAX, 0) };
	record.clock = number_of(map, "c", INT64_MAX, UINT64_MAX);
	if (!type || record.seq == 0 || record.clock == UINT64_MAX) {
		count_damaged(reading->line, reading->len, reading);
		return;
	}
	if (sid == 0 && strcmp(type, "fold") == 0) {
		take_counts(map, reading->scan);
		return;
	}
	bool newer = number_of(map, "min", INT64_MAX, 0) > RECORD_GRAMMAR;
	reading->scan->newer |= newer;
	record.type = (enum record_type)word_of(type, types, RECORD_TYPES, RECORD_OTHER);
	if (newer || record.type == RECORD_OTHER) {
		reading->scan->unknown++;
		record.type = RECORD_OTHER;
		record.page = text_of(map, "page");
	} else {
		fields_of(map, reading, &record);
		reading->scan->good++;
	}
	reading->each(reading->ctx, &record, reading->line, reading->len);
}

static void take_whole(const char *at, size_t len, struct reading *reading)
{
	uint64_t sid;
	line_hex(at + 9, 16, &sid);
	reading->line = at;
	reading->len = len;
	json_t *map = json_loadb(at + LINE_HEAD, len - LINE_HEAD, 0, NULL);
	if (json_is_object(map))
		take_json(map, sid, reading);
	else
		count_damaged(at, len, reading);
	json_decref(map);
}

/* A line whose own LF was hit ends in one byte more. It says all that it said; only the file is not as it was written. */
static bool take_with_stray(const char *at, size_t len, struct reading *reading)
{
	size_t end = line_unpadded(at, len);
	if (end == 0 || !line_is_whole(at, end - 1))
		return false;
	take_whole(at, end - 1, reading);
	reading->scan->damaged++;
	return true;
}

/* A line that is not whole may be two, if the LF between them was hit. Looks for the second at a few places only: a
 * hostile file must not cost more than its length. False when nothing in it is whole. */
static bool take_damaged(const char *at, size_t len, struct reading *reading)
{
	unsigned tries = 4;
	for (size_t i = 1; i + LINE_HEAD < len && tries > 0; i++) {
		if (at[i + LINE_HEAD] != '{' || !line_may_begin(at + i, len - i))
			continue;
		tries--;
		bool first = line_is_whole(at, i - 1), second = line_is_whole(at + i, len - i);
		if (first)
			take_whole(at, i - 1, reading);
		if (second)
			take_whole(at + i, len - i, reading);
		if (first && second)
			reading->scan->damaged++; /* nothing is lost, but something was hit */
		else if (first)
			count_damaged(at + i, len - i, reading);
		else if (second)
			count_damaged(at, i - 1, reading);
		if (first || second)
			return true;
	}
	if (take_with_stray(at, len, reading))
		return true;
	count_damaged(at, len, reading);
	return false;
}

void record_walk(const char *bytes, size_t len, struct record_scan *scan,
	void (*each)(void *ctx, const struct record *, const char *line, size_t len), void *ctx)
{
	struct reading reading = { .scan = scan, .each = each, .ctx = ctx };
	while (len > 0) {
		const char *end = memchr(bytes, '\n', len);
		size_t line = end ? (size_t)(end - bytes) : len;
		if (end && scan->known && scan->known(ctx, bytes, line))
			scan->good++;
		else if (line_is_whole(bytes, line))
			take_whole(bytes, line, &reading);
		else if (line_unpadded(bytes, line) > 0 && !take_damaged(bytes, line, &reading) && !end && line_is_torn(bytes, line)) {
			scan->torn = true;
			scan->torn_answers = was_answer(bytes, line);
		}
		size_t gone = end ? line + 1 : line;
		bytes += gone;
		len -= gone;
	}
	mem_free(reading.picks);
}

/* Those of a known type alone. */
struct knowing {
	void (*each)(void *ctx, const struct record *);
	void *ctx;
};

static void take_known(void *ctx, const struct record *record, const char *line, size_t len)
{
	const struct knowing *knowing = ctx;
	(void)line;
	(void)len;
	if (record->type != RECORD_OTHER)
		knowing->each(knowing->ctx, record);
}

void record_scan(const char *bytes, size_t len, struct record_scan *scan,
	void (*each)(void *ctx, const struct record *), void *ctx)
{
	struct knowing knowing = { each, ctx };
	record_walk(bytes, len, scan, take_known, &knowing);
}

bool record_is_plain(const struct record *record, const char *line, size_t len)
{
	static const char spoken[] = "{\"v\":1,"; /* as lines began once */
	struct str anew = { 0 };
	if (record->type == RECORD_OTHER)
		return false;
	record_line(record, &anew);
	bool old = len > LINE_HEAD + sizeof spoken && memcmp(line + LINE_HEAD, spoken, sizeof spoken - 1) == 0;
	size_t skip = LINE_HEAD + (old ? sizeof spoken - 1 : 1); /* of a whole line the checksum says nothing, and the session is the record's */
	bool same = anew.len - LINE_HEAD - 1 == len + 1 - skip && memcmp(anew.at + LINE_HEAD + 1, line + skip, len - skip) == 0;
	str_release(&anew);
	return same;
}

bool record_is_answer(enum record_type type)
{
	switch (type) {
	case RECORD_ANSWER:
	case RECORD_BELIEF:
	case RECORD_WORDS:
	case RECORD_PLAN:
		return true;
	case RECORD_OPEN:
	case RECORD_NOTICE:
	case RECORD_KEEP:
	case RECORD_PLACE:
	case RECORD_SEEN:
	case RECORD_DRAFT:
	case RECORD_CHAPTER:
	case RECORD_INDEX:
	case RECORD_TAKEN:
	case RECORD_MARK:
	case RECORD_AFRESH:
	case RECORD_OTHER:
		return false;
	}
	return false;
}

/* Erasing what a person wrote. */

/* All that stays of a line of theirs; an answer keeps what was chosen. */
static const char *const stays[] = { "v", "min", "s", "c", "at", "t", "chapter", "page", "rev", "attempt", "base", "gone" };
static const char *const stays_of_answer[] = { "picks", "verdict", "sure", "hints", "word" };

static bool is_in(const char *key, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], key) == 0)
			return true;
	return false;
}

/* True if something was taken out. */
static bool blank(json_t *map, bool answer)
{
	const char *key;
	json_t *value;
	void *next;
	bool any = false;
	json_object_foreach_safe(map, next, key, value) {
		if (is_in(key, stays, sizeof stays / sizeof *stays) ||
		    (answer && is_in(key, stays_of_answer, sizeof stays_of_answer / sizeof *stays_of_answer)))
			continue;
		json_object_del(map, key);
		any = true;
	}
	if (any)
		json_object_set_new(map, "gone", json_true());
	return any;
}

bool record_blank(const char *line, size_t len, struct str *out)
{
	uint64_t sid = 0;
	json_t *map = json_loadb(line + LINE_HEAD, len - LINE_HEAD, 0, NULL);
	size_t type = word_of(text_of(map, "t"), types, RECORD_TYPES, RECORD_OTHER);
	bool words = type == RECORD_WORDS || type == RECORD_PLAN || type == RECORD_DRAFT || type == RECORD_INDEX;
	line_hex(line + 9, 16, &sid);
	bool blanked = map && (words || type == RECORD_ANSWER) && blank(map, !words);
	if (blanked) {
		add_line(map, sid, out);
	} else {
		str_add(out, line, len);
		str_add(out, "\n", 1);
	}
	json_decref(map);
	return blanked;
}

void record_rebox(const char *line, size_t len, const struct record *sealed, struct str *out)
{
	json_t *map = json_loadb(line + LINE_HEAD, len - LINE_HEAD, 0, NULL);
	assert(json_is_object(map) && sealed->box);
	json_object_del(map, "text");
	if (sealed->npicks == 0)
		json_object_del(map, "picks");
	json_object_set_new(map, "box", json_string(sealed->box));
	add_line(map, sealed->sid, out);
	json_decref(map);
}
