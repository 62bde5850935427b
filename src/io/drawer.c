/* SPDX-License-Identifier: MIT */
#include "io/drawer.h"

#include <inttypes.h>
#include <string.h>
#include "base/mem.h"
#include "io/orphaned.h"
#include "io/record.h"

/* A sealed record in memory of its own: drafts come and go. */
struct held {
	struct arena arena;
	struct record *record;
};

struct drawer {
	char *folder;
	struct vault *vault;    /* NULL: locked */
	struct held *list;
	size_t n, room;
	const struct record *index; /* the newest one in the list */
	bool fresh;             /* an entry came after the newest index was written or read */
};

struct drawer *drawer_new(const char *folder)
{
	struct drawer *drawer = mem_get(sizeof *drawer);
	struct str copy = { 0 };
	if (folder)
		str_add_text(&copy, folder);
	drawer->folder = copy.at;
	return drawer;
}

void drawer_free(struct drawer *drawer)
{
	if (!drawer)
		return;
	drawer_lock(drawer);
	for (size_t i = 0; i < drawer->n; i++)
		arena_release(&drawer->list[i].arena);
	mem_free(drawer->list);
	mem_free(drawer->folder);
	mem_free(drawer);
}

bool drawer_is_empty(const struct drawer *drawer)
{
	return drawer->n == 0;
}

bool drawer_has_vault(const struct drawer *drawer)
{
	return drawer->vault || (drawer->folder && vault_is_there(drawer->folder));
}

bool drawer_is_lost(const struct drawer *drawer)
{
	bool any = false;
	for (size_t i = 0; i < drawer->n; i++)
		any |= drawer->list[i].record->box != NULL;
	return any && drawer->folder && !drawer_has_vault(drawer);
}

enum lock_end drawer_judge(const struct drawer *drawer)
{
	enum lock_end end = drawer->folder ? vault_judge(drawer->folder) : LOCK_ABSENT;
	if (end == LOCK_ABSENT)
		return drawer_is_lost(drawer) ? LOCK_LOST : LOCK_DONE;
	return end;
}

/* -- What is in it ---------------------------------------------------------------------------- */

static bool is_same(const struct record *a, const struct record *b)
{
	return a->sid == b->sid && a->seq == b->seq;
}

static const char *text_or(const char *text)
{
	return text ? text : "";
}

static bool is_older_draft(const struct record *held, const struct record *draft)
{
	return held->type == RECORD_DRAFT && held->sid == draft->sid && held->seq <= draft->seq &&
	       strcmp(text_or(held->page), text_or(draft->page)) == 0;
}

static void drop(struct drawer *drawer, size_t i)
{
	arena_release(&drawer->list[i].arena);
	drawer->list[i] = drawer->list[--drawer->n];
}

/* Whether a newer draft of the same session and page is held. */
static bool has_newer_draft(const struct drawer *drawer, const struct record *draft)
{
	for (size_t i = 0; i < drawer->n; i++)
		if (drawer->list[i].record->type == RECORD_DRAFT && is_older_draft(draft, drawer->list[i].record))
			return true;
	return false;
}

static bool is_later(const struct record *a, const struct record *b)
{
	if (a->clock != b->clock)
		return a->clock > b->clock;
	return a->sid != b->sid ? a->sid > b->sid : a->seq > b->seq;
}

static void add(struct drawer *drawer, const struct record *record)
{
	if (drawer->n == drawer->room) {
		drawer->room = drawer->room ? drawer->room * 2 : 32;
		drawer->list = mem_grow(drawer->list, drawer->room, sizeof *drawer->list);
	}
	struct held *held = &drawer->list[drawer->n++];
	*held = (struct held){ .record = NULL };
	held->record = record_copy(&held->arena, record);
	if (record->type == RECORD_INDEX && (!drawer->index || is_later(record, drawer->index)))
		drawer->index = held->record;
}

static void hold_draft(struct drawer *drawer, const struct record *draft)
{
	if (has_newer_draft(drawer, draft))
		return;
	for (size_t i = drawer->n; i-- > 0;)
		if (is_older_draft(drawer->list[i].record, draft))
			drop(drawer, i);
	if (draft->box)
		add(drawer, draft);
}

void drawer_hold(struct drawer *drawer, const struct record *record)
{
	if (record->type == RECORD_DRAFT) {
		hold_draft(drawer, record);
		return;
	}
	if (!record->box && !record->gone) /* of what was erased it is known that nobody took it away */
		return;
	for (size_t i = 0; i < drawer->n; i++) {
		struct record *held = drawer->list[i].record;
		if (!is_same(held, record))
			continue;
		held->box = record->gone ? NULL : held->box; /* erased is erased, whichever copy was read first */
		return;
	}
	add(drawer, record);
}

/* -- The key ---------------------------------------------------------------------------------- */

static bool is_foreign(const struct drawer *drawer);

enum lock_end drawer_may_make(const struct drawer *drawer, struct err *err)
{
	if (!drawer->folder)
		return LOCK_ABSENT;
	return orphaned_any(drawer->folder) ? LOCK_LOST : vault_may_make(drawer->folder, err);
}

enum lock_end drawer_make(struct drawer *drawer, const char *phrase, char code[VAULT_CODE_SIZE], struct err *err)
{
	enum lock_end end = LOCK_ABSENT;
	if (drawer->folder && orphaned_any(drawer->folder))
		return LOCK_LOST;
	if (drawer->folder)
		drawer->vault = vault_make(drawer->folder, phrase, code, &end, err);
	return end;
}

void drawer_take(struct drawer *drawer, struct vault *vault)
{
	drawer_lock(drawer);
	drawer->vault = vault;
}

enum lock_end drawer_unlock(struct drawer *drawer, const char *phrase, struct err *err)
{
	enum lock_end end = LOCK_ABSENT;
	struct vault *vault = drawer->folder ? vault_open(drawer->folder, phrase, &end, err) : NULL;
	if (!vault)
		return end == LOCK_ABSENT && drawer_is_lost(drawer) ? LOCK_LOST : end;
	drawer_take(drawer, vault);
	if (is_foreign(drawer))
		drawer_lock(drawer);
	return drawer->vault ? end : LOCK_FOREIGN;
}

void drawer_lock(struct drawer *drawer)
{
	vault_close(drawer->vault);
	drawer->vault = NULL;
}

bool drawer_may_swap(const struct drawer *drawer)
{
	return drawer->vault && vault_may_swap(drawer->vault);
}

/* -- A record's words as bytes, and what they are bound to ------------------------------------ */

static enum vault_kind kind_of(enum record_type type)
{
	return type == RECORD_DRAFT ? VAULT_DRAFT : type == RECORD_INDEX ? VAULT_INDEX : VAULT_ENTRY;
}

static void say_about(const struct record *r, struct str *out)
{
	str_print(out, "%s\n%s\n%s\n%016" PRIx64 "\n%" PRIu64 "\n%" PRIu64 "\n%" PRId64 "\n%u\n%u\n", record_type_name(r->type),
		text_or(r->chapter), text_or(r->page), r->sid, r->seq, r->clock, r->at, r->rev, r->attempt);
	if (r->base.known && r->base.seq)
		str_print(out, "%016" PRIx64 ":%" PRIu64, r->base.sid, r->base.seq);
	else if (r->base.known)
		str_add_text(out, "none");
}

static void add_number(struct str *out, uint64_t number, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++) {
		char byte = (char)(number >> 8 * i);
		str_add(out, &byte, 1);
	}
}

static void add_text(struct str *out, const char *text)
{
	add_number(out, strlen(text), 4);
	str_add_text(out, text);
}

static bool has_typed_picks(const struct record *r)
{
	struct record picks = { .picks = r->picks, .npicks = r->npicks };
	return record_has_words(&picks);
}

static void say_words(const struct record *r, struct str *out)
{
	if (r->text) {
		str_add(out, "T", 1);
		add_text(out, r->text);
	}
	for (size_t i = 0; has_typed_picks(r) && i < r->npicks; i++) {
		str_add(out, "P", 1);
		add_text(out, r->picks[i].id);
		add_number(out, (uint32_t)r->picks[i].number, 4);
		str_add(out, r->picks[i].text ? "1" : "0", 1);
		if (r->picks[i].text)
			add_text(out, r->picks[i].text);
	}
}

/* Bytes that are taken from the front; `good` until there were too few. */
struct taking {
	const char *at;
	size_t left;
	bool good;
};

static const char *take(struct taking *from, size_t n)
{
	const char *at = from->at;
	from->good = from->good && n <= from->left;
	if (!from->good)
		return "";
	from->at += n;
	from->left -= n;
	return at;
}

static uint64_t take_number(struct taking *from, unsigned bytes)
{
	const char *at = take(from, bytes);
	uint64_t number = 0;
	for (unsigned i = 0; from->good && i < bytes; i++)
		number |= (uint64_t)(unsigned char)at[i] << 8 * i;
	return number;
}

static const char *take_text(struct taking *from, struct arena *arena)
{
	size_t len = (size_t)take_number(from, 4);
	const char *at = take(from, len);
	from->good = from->good && !memchr(at, '\0', len) && text_valid(at, len, NULL);
	return from->good ? arena_copy(arena, at, len) : "";
}

static struct pick take_pick(struct taking *from, struct arena *arena)
{
	struct pick pick = { .id = take_text(from, arena) };
	pick.number = (int)(int32_t)(uint32_t)take_number(from, 4);
	if (*take(from, 1) == '1')
		pick.text = take_text(from, arena);
	return pick;
}

#define PICKS_MOST 256 /* of a record of ours: a page has fewer lines to write on */

static bool read_words(const struct str *bytes, struct arena *arena, struct record *out)
{
	struct taking from = { str_text(bytes), bytes->len, true };
	struct pick *picks = NULL;
	size_t n = 0;
	while (from.good && from.left > 0) {
		char what = *take(&from, 1);
		if (what == 'P' && !picks)
			picks = arena_get(arena, PICKS_MOST * sizeof *picks);
		if (what == 'T')
			out->text = take_text(&from, arena);
		else if (what == 'P' && n < PICKS_MOST)
			picks[n++] = take_pick(&from, arena);
		else
			return false;
	}
	if (n > 0) {
		out->picks = picks;
		out->npicks = n;
	}
	return from.good;
}

static void seal_bytes(const struct vault *vault, const struct record *r, const struct str *bytes, struct arena *arena, struct record *out)
{
	struct str about = { 0 }, box = { 0 }, text = { 0 };
	*out = *r;
	say_about(r, &about);
	vault_seal(vault, kind_of(r->type), str_text(bytes), bytes->len, about.at, about.len, &box);
	vault_text(&box, &text);
	out->box = arena_copy(arena, text.at, text.len);
	out->sealed = true;
	str_release(&about);
	str_release(&box);
	str_release(&text);
}

static bool open_bytes(const struct vault *vault, const struct record *r, struct str *bytes)
{
	struct str about = { 0 }, box = { 0 };
	say_about(r, &about);
	bool good = vault_bytes(text_or(r->box), &box) &&
		vault_unseal(vault, kind_of(r->type), str_text(&box), box.len, about.at, about.len, bytes);
	str_release(&about);
	str_release(&box);
	return good;
}

void drawer_put(const struct vault *vault, const struct record *clear, struct arena *arena, struct record *out)
{
	struct str words = { 0 };
	say_words(clear, &words);
	seal_bytes(vault, clear, &words, arena, out);
	out->text = NULL;
	if (has_typed_picks(clear)) {
		out->picks = NULL;
		out->npicks = 0;
	}
	str_release(&words);
}

bool drawer_get(const struct vault *vault, const struct record *sealed, struct arena *arena, struct record *out)
{
	struct str words = { 0 };
	*out = *sealed;
	bool good = open_bytes(vault, sealed, &words) && read_words(&words, arena, out);
	out->box = NULL;
	str_release(&words);
	return good;
}

bool drawer_reseal(const struct vault *vault, const struct record *record, struct arena *arena, struct record *out)
{
	struct str about = { 0 }, box = { 0 }, words = { 0 };
	say_about(record, &about);
	bool old = vault_bytes(text_or(record->box), &box) &&
		vault_is_old(vault, kind_of(record->type), str_text(&box), box.len, about.at, about.len) &&
		open_bytes(vault, record, &words);
	if (old)
		seal_bytes(vault, record, &words, arena, out);
	str_release(&about);
	str_release(&box);
	str_release(&words);
	return old;
}

bool drawer_opens(const struct vault *vault, const struct record *record)
{
	struct str about = { 0 }, box = { 0 }, words = { 0 };
	say_about(record, &about);
	bool good = record->box && open_bytes(vault, record, &words) && vault_bytes(record->box, &box) &&
		!vault_is_old(vault, kind_of(record->type), str_text(&box), box.len, about.at, about.len);
	str_release(&about);
	str_release(&box);
	str_release(&words);
	return good;
}

/* -- Saving ----------------------------------------------------------------------------------- */

bool drawer_seal(struct drawer *drawer, const struct record *clear, struct arena *arena, struct record *out)
{
	if (!drawer->vault)
		return false;
	drawer_put(drawer->vault, clear, arena, out);
	drawer_hold(drawer, out);
	drawer->fresh |= clear->type != RECORD_DRAFT;
	return true;
}

bool drawer_needs_index(const struct drawer *drawer)
{
	return drawer->vault && drawer->fresh;
}

bool drawer_seal_index(struct drawer *drawer, const struct record *stamped, struct arena *arena, struct record *out)
{
	struct str bytes = { 0 };
	if (!drawer_needs_index(drawer))
		return false;
	for (size_t i = 0; i < drawer->n; i++) {
		const struct record *r = drawer->list[i].record;
		if (r->type == RECORD_DRAFT || r->type == RECORD_INDEX || !r->box)
			continue;
		add_number(&bytes, r->sid, 8);
		add_number(&bytes, r->seq, 8);
	}
	seal_bytes(drawer->vault, stamped, &bytes, arena, out);
	str_release(&bytes);
	drawer_hold(drawer, out);
	drawer->fresh = false;
	return true;
}

/* -- Looking ---------------------------------------------------------------------------------- */

static bool has_entry(const struct drawer *drawer, uint64_t sid, uint64_t seq)
{
	for (size_t i = 0; i < drawer->n; i++)
		if (is_same(drawer->list[i].record, &(struct record){ .sid = sid, .seq = seq }))
			return true;
	return false;
}

/* An index that does not open is counted as damaged where all boxes are counted. */
static size_t count_missing(const struct drawer *drawer)
{
	struct str bytes = { 0 };
	size_t missing = 0;
	if (drawer->index && open_bytes(drawer->vault, drawer->index, &bytes)) {
		struct taking from = { str_text(&bytes), bytes.len, true };
		while (from.good && from.left >= 16) {
			uint64_t sid = take_number(&from, 8), seq = take_number(&from, 8);
			missing += !has_entry(drawer, sid, seq);
		}
	}
	str_release(&bytes);
	return missing;
}

bool drawer_look(const struct drawer *drawer, const struct record *record, struct arena *arena, struct record *out)
{
	return drawer->vault && record->box && drawer_get(drawer->vault, record, arena, out);
}

/* There are boxes, and not one is of this vault, the indices neither. */
static bool is_foreign(const struct drawer *drawer)
{
	bool any = false;
	for (size_t i = 0; i < drawer->n; i++) {
		const struct record *held = drawer->list[i].record;
		struct str unread = { 0 };
		bool good = held->box && open_bytes(drawer->vault, held, &unread);
		str_release(&unread);
		if (good)
			return false;
		any |= held->box != NULL;
	}
	return any;
}

struct drawer_count drawer_each(const struct drawer *drawer, void (*each)(void *ctx, const struct record *), void *ctx)
{
	struct drawer_count count = { .missing = count_missing(drawer), .foreign = is_foreign(drawer) };
	bool bad_index = false;
	for (size_t i = 0; i < drawer->n; i++) {
		struct arena arena = { 0 };
		struct record open;
		const struct record *held = drawer->list[i].record;
		if (!held->box)
			continue;
		bool is_index = held->type == RECORD_INDEX;
		struct str unread = { 0 };
		bool good = is_index ? open_bytes(drawer->vault, held, &unread) : drawer_look(drawer, held, &arena, &open);
		bad_index |= is_index && !good;
		count.open += good && !is_index;
		count.damaged += !good && !is_index;
		if (good && !is_index && each)
			each(ctx, &open);
		str_release(&unread);
		arena_release(&arena);
	}
	if (count.damaged == 0 && bad_index) /* of texts nothing is wrong, and somebody was at it all the same */
		count.damaged = 1;
	return count;
}
