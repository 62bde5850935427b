/* SPDX-License-Identifier: MIT */
#include "learner/learner.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Records of one type, for one page or for all. New ones go to the end; if that broke the order, the next question
 * sorts and drops what was taken twice. */
struct pile {
	const char *page;            /* NULL in the piles of all pages */
	enum record_type type;
	bool tidy;                   /* in fold order, each (clock, sid, seq) once */
	size_t n, room;
	const struct record **list;
};

/* An id that pages or chapters had before; both texts are in `names`, and `now` was renamed no further. */
struct renamed {
	const char *was, *now;
};

/* Where the words of a record are while they are veiled. */
struct veiled {
	struct record *kept;
	const char *text;
	const struct pick *picks;
	size_t npicks;
};

/* Invariants: `piles` is a hash with open addressing, at least a quarter free; every folded record but places is in
 * all[type] and in the pile of its page. Texts that come again and again (ids, words) are kept once, in `names`. */
struct learner {
	struct arena arena;
	struct pile all[RECORD_TYPES];
	struct pile **piles;
	size_t npiles, piles_room;
	const char **names;
	size_t nnames, names_room;
	struct record place;         /* the place with the highest key; type RECORD_PLACE once there is one */
	bool placed, moved; /* the place is known; by learner_move */
	struct renamed *renames;     /* in no order: there are few */
	size_t nrenames;
	bool known;                  /* something was taken or noted */
	uint64_t sid, seq, clock;    /* this session; clock: the highest seen */
	struct arena draft;          /* holds the last draft noted */
	struct arena open;           /* sealed words that are open: wiped by learner_shut */
	struct veiled *veiled;
	size_t nveiled;
};

/* FNV-1a (Fowler, Noll, Vo). */
static size_t name_hash(const char *name)
{
	uint64_t hash = 14695981039346656037u;
	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 1099511628211u;
	return (size_t)(hash ^ (hash >> 32));
}

static int number_order(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* Fold order: Lamport clock, then session, then number. */
static int record_order(const struct record *a, const struct record *b)
{
	int order = number_order(a->clock, b->clock);
	if (order == 0)
		order = number_order(a->sid, b->sid);
	return order ? order : number_order(a->seq, b->seq);
}

/* Of one record twice the one that was erased comes first, and stays. */
static int list_order(const void *a, const void *b)
{
	const struct record *x = *(const struct record *const *)a, *y = *(const struct record *const *)b;
	int order = record_order(x, y);
	return order ? order : y->gone - x->gone;
}

/* Texts kept once. */

static size_t name_slot(const char **names, size_t room, const char *name)
{
	size_t i = name_hash(name) & (room - 1);
	while (names[i] && strcmp(names[i], name) != 0)
		i = (i + 1) & (room - 1);
	return i;
}

static void names_grow(struct learner *learner)
{
	size_t room = learner->names_room ? learner->names_room * 2 : 256;
	const char **names = mem_get(room * sizeof *names);
	for (size_t i = 0; i < learner->names_room; i++)
		if (learner->names[i])
			names[name_slot(names, room, learner->names[i])] = learner->names[i];
	mem_free(learner->names);
	learner->names = names;
	learner->names_room = room;
}

static const char *name_keep(struct learner *learner, const char *name)
{
	if (!name)
		return NULL;
	if (learner->nnames * 4 >= learner->names_room * 3)
		names_grow(learner);
	size_t i = name_slot(learner->names, learner->names_room, name);
	if (!learner->names[i]) {
		learner->names[i] = arena_copy(&learner->arena, name, strlen(name));
		learner->nnames++;
	}
	return learner->names[i];
}

/* What an id is called after all renames so far. */
static const char *name_now(const struct learner *learner, const char *id)
{
	for (size_t i = 0; id && i < learner->nrenames; i++)
		if (strcmp(learner->renames[i].was, id) == 0)
			return learner->renames[i].now;
	return id;
}

static bool has_typed_picks(const struct record *record)
{
	return record_has_words(&(struct record){ .picks = record->picks, .npicks = record->npicks });
}

/* The text and the picks of `from`; sealed ones where they can be wiped. Picks without texts are never sealed. */
static void words_keep(struct learner *learner, struct record *kept, const struct record *from)
{
	struct arena *words = from->sealed ? &learner->open : &learner->arena;
	struct arena *list = has_typed_picks(from) ? words : &learner->arena;
	kept->text = from->text ? arena_copy(words, from->text, strlen(from->text)) : NULL;
	kept->picks = NULL;
	if (from->npicks == 0)
		return;
	struct pick *picks = arena_get(list, from->npicks * sizeof *picks);
	for (size_t i = 0; i < from->npicks; i++) {
		const char *text = from->picks[i].text;
		picks[i] = (struct pick){ name_keep(learner, from->picks[i].id), from->picks[i].number, NULL };
		picks[i].text = text ? arena_copy(words, text, strlen(text)) : NULL;
	}
	kept->picks = picks;
}

/* A deep copy whose ids are shared. */
static struct record *record_keep(struct learner *learner, const struct record *from)
{
	struct record *kept = arena_get(&learner->arena, sizeof *kept);
	*kept = *from;
	kept->chapter = name_keep(learner, name_now(learner, from->chapter));
	kept->page = name_keep(learner, name_now(learner, from->page));
	kept->word = name_keep(learner, from->word);
	kept->box = NULL; /* the drawer has it */
	words_keep(learner, kept, from);
	return kept;
}

/* Piles. */

static void pile_add(struct pile *pile, const struct record *record)
{
	if (pile->n == pile->room) {
		pile->room = pile->room ? pile->room * 2 : 4;
		pile->list = mem_grow(pile->list, pile->room, sizeof *pile->list);
	}
	int order = pile->n ? record_order(pile->list[pile->n - 1], record) : -1;
	pile->tidy = pile->n == 0 || (pile->tidy && order < 0);
	pile->list[pile->n++] = record;
}

static void pile_tidy(struct pile *pile)
{
	if (pile->tidy || pile->n == 0)
		return;
	qsort(pile->list, pile->n, sizeof *pile->list, list_order);
	size_t kept = 1;
	for (size_t i = 1; i < pile->n; i++)
		if (record_order(pile->list[kept - 1], pile->list[i]) != 0)
			pile->list[kept++] = pile->list[i];
	pile->n = kept;
	pile->tidy = true;
}

static size_t pile_slot(struct pile *const *piles, size_t room, enum record_type type, const char *page)
{
	size_t i = (name_hash(page) + (size_t)type * 0x9e3779b1u) & (room - 1);
	while (piles[i] && (piles[i]->type != type || strcmp(piles[i]->page, page) != 0))
		i = (i + 1) & (room - 1);
	return i;
}

static void piles_grow(struct learner *learner)
{
	size_t room = learner->piles_room ? learner->piles_room * 2 : 256;
	struct pile **piles = mem_get(room * sizeof *piles);
	for (size_t i = 0; i < learner->piles_room; i++) {
		struct pile *pile = learner->piles[i];
		if (pile)
			piles[pile_slot(piles, room, pile->type, pile->page)] = pile;
	}
	mem_free(learner->piles);
	learner->piles = piles;
	learner->piles_room = room;
}

static struct pile *pile_get(struct learner *learner, enum record_type type, const char *page)
{
	if (learner->npiles * 4 >= learner->piles_room * 3)
		piles_grow(learner);
	size_t i = pile_slot(learner->piles, learner->piles_room, type, page);
	if (!learner->piles[i]) {
		struct pile *pile = arena_get(&learner->arena, sizeof *pile);
		*pile = (struct pile){ .page = name_keep(learner, page), .type = type };
		learner->piles[i] = pile;
		learner->npiles++;
	}
	return learner->piles[i];
}

/* The pile of a page in order, or NULL. Putting it in order is not a change: no answer depends on it. */
static struct pile *pile_find(const struct learner *learner, enum record_type type, const char *page)
{
	if (learner->piles_room == 0)
		return NULL;
	const char *name = page ? name_now(learner, page) : "";
	struct pile *pile = learner->piles[pile_slot(learner->piles, learner->piles_room, type, name)];
	if (!pile || pile->n == 0)
		return NULL;
	pile_tidy(pile);
	return pile;
}

static const struct pile *pile_all(const struct learner *learner, enum record_type type)
{
	struct pile *pile = (struct pile *)&learner->all[type];
	pile_tidy(pile);
	return pile;
}

/* The fold. */

static void fold_place(struct learner *learner, const struct record *record)
{
	if (learner->placed && record_order(&learner->place, record) >= 0)
		return;
	learner->place = (struct record){ .type = RECORD_PLACE, .sid = record->sid, .seq = record->seq, .clock = record->clock,
		.at = record->at, .rev = record->rev,
		.chapter = name_keep(learner, name_now(learner, record->chapter)),
		.page = name_keep(learner, name_now(learner, record->page)) };
	learner->placed = true;
	learner->moved = false;
}

/* Renames. */

static void record_rename(struct record *record, const char *was, const char *now)
{
	if (record->page && strcmp(record->page, was) == 0)
		record->page = now;
	if (record->chapter && strcmp(record->chapter, was) == 0)
		record->chapter = now;
}

/* What the old pile held goes into the new one; the old one stays, empty. */
static void pile_move(struct learner *learner, enum record_type type, const char *was, const char *now)
{
	size_t slot = learner->piles_room ? pile_slot(learner->piles, learner->piles_room, type, was) : 0;
	struct pile *from = learner->piles_room ? learner->piles[slot] : NULL;

	if (!from || from->n == 0)
		return;
	struct pile *to = pile_get(learner, type, now);
	for (size_t i = 0; i < from->n; i++)
		pile_add(to, from->list[i]);
	from->n = 0;
}

static void rename_records(struct learner *learner, const char *was, const char *now)
{
	for (unsigned type = 0; type < RECORD_TYPES; type++) {
		pile_move(learner, (enum record_type)type, was, now);
		for (size_t i = 0; i < learner->all[type].n; i++) /* ours: record_keep made them */
			record_rename((struct record *)learner->all[type].list[i], was, now);
	}
	record_rename(&learner->place, was, now);
}

void learner_rename(struct learner *learner, const char *was, const char *now)
{
	was = name_keep(learner, was);
	now = name_keep(learner, now);
	if (was == now || name_now(learner, was) == now)
		return;
	size_t kept = 0;
	for (size_t i = 0; i < learner->nrenames; i++) { /* what became `was` is `now`; `now` itself is renamed no more */
		struct renamed one = learner->renames[i];
		if (one.was != now && one.was != was)
			learner->renames[kept++] = (struct renamed){ one.was, one.now == was ? now : one.now };
	}
	learner->renames = mem_grow(learner->renames, kept + 1, sizeof *learner->renames);
	learner->renames[kept] = (struct renamed){ was, now };
	learner->nrenames = kept + 1;
	rename_records(learner, was, now);
}

const char *learner_name(const struct learner *learner, const char *id)
{
	return name_now(learner, id);
}

/* Says nothing of what is known: half answers, who goes on with them, and what a newer version means. */
static bool passes_by(enum record_type type)
{
	return type == RECORD_DRAFT || type == RECORD_TAKEN || type == RECORD_OTHER;
}

/* What every record does, whatever its type. */
static void fold_common(struct learner *learner, const struct record *record)
{
	if (record->clock > learner->clock)
		learner->clock = record->clock;
	if (passes_by(record->type))
		return;
	learner->known = true;
}

static void fold_kept(struct learner *learner, const struct record *kept)
{
	pile_add(&learner->all[kept->type], kept);
	pile_add(pile_get(learner, kept->type, kept->page ? kept->page : ""), kept);
}

struct learner *learner_new(void)
{
	return mem_get(sizeof(struct learner));
}

void learner_free(struct learner *learner)
{
	if (!learner)
		return;
	for (size_t i = 0; i < RECORD_TYPES; i++)
		mem_free(learner->all[i].list);
	for (size_t i = 0; i < learner->piles_room; i++)
		if (learner->piles[i])
			mem_free(learner->piles[i]->list);
	mem_free(learner->piles);
	mem_free(learner->names);
	mem_free(learner->renames);
	mem_free(learner->veiled);
	arena_release(&learner->draft);
	arena_release(&learner->open);
	arena_release(&learner->arena);
	mem_free(learner);
}

void learner_take(struct learner *learner, const struct record *record)
{
	assert(record->type < RECORD_TYPES);
	fold_common(learner, record);
	if (passes_by(record->type))
		return;
	if (record->type == RECORD_PLACE)
		fold_place(learner, record);
	else
		fold_kept(learner, record_keep(learner, record));
}

void learner_begin(struct learner *learner, uint64_t sid)
{
	learner->sid = sid;
	learner->seq = 0;
}

uint64_t learner_sid(const struct learner *learner)
{
	return learner->sid;
}

/* Locked words. */

static const enum record_type sealable[] = { RECORD_WORDS, RECORD_PLAN, RECORD_ANSWER };
#define SEALABLE (sizeof sealable / sizeof *sealable)

/* Ours: record_keep made it. */
static struct record *find_kept(struct learner *learner, const struct record *like)
{
	const struct pile *pile = &learner->all[like->type];
	for (size_t i = 0; i < pile->n; i++)
		if (pile->list[i]->sid == like->sid && pile->list[i]->seq == like->seq)
			return (struct record *)pile->list[i];
	return NULL;
}

void learner_open(struct learner *learner, const struct record *opened)
{
	struct record *kept = find_kept(learner, opened);
	struct record whole = *opened;
	if (!kept || !record_is_shut(kept))
		return;
	whole.sealed = true;
	if (!has_typed_picks(opened)) { /* they are there */
		whole.picks = kept->picks;
		whole.npicks = kept->npicks;
	}
	words_keep(learner, kept, &whole);
	kept->npicks = whole.npicks;
}

void learner_shut(struct learner *learner)
{
	for (size_t t = 0; t < SEALABLE; t++) {
		const struct pile *pile = &learner->all[sealable[t]];
		for (size_t i = 0; i < pile->n; i++) {
			struct record *kept = (struct record *)pile->list[i];
			if (!kept->sealed)
				continue;
			kept->text = NULL;
			kept->npicks = has_typed_picks(kept) ? 0 : kept->npicks;
		}
	}
	arena_release(&learner->open);
	arena_release(&learner->draft);
}

static void veil(struct learner *learner, struct record *kept)
{
	learner->veiled = mem_grow(learner->veiled, learner->nveiled + 1, sizeof *learner->veiled);
	learner->veiled[learner->nveiled++] = (struct veiled){ kept, kept->text, kept->picks, kept->npicks };
	kept->npicks = has_typed_picks(kept) ? 0 : kept->npicks;
	kept->text = NULL;
	kept->sealed = true;
}

bool learner_veil(struct learner *learner)
{
	size_t before = learner->nveiled;
	for (size_t t = 0; t < SEALABLE; t++) {
		const struct pile *pile = &learner->all[sealable[t]];
		for (size_t i = 0; i < pile->n; i++)
			if (pile->list[i]->unsaved && record_has_words(pile->list[i]))
				veil(learner, (struct record *)pile->list[i]);
	}
	return learner->nveiled > before;
}

bool learner_is_veiled(const struct learner *learner)
{
	return learner->nveiled > 0;
}

void learner_unveil(struct learner *learner)
{
	for (size_t i = 0; i < learner->nveiled; i++) {
		const struct veiled *v = &learner->veiled[i];
		v->kept->text = v->text;
		v->kept->picks = v->picks;
		v->kept->npicks = v->npicks;
		v->kept->sealed = false;
	}
	learner->nveiled = 0;
}

/* What is left behind in the arena of all others is wiped. */
static void wipe(const char *text)
{
	if (text)
		explicit_bzero((char *)text, strlen(text));
}

const struct record *learner_settle(struct learner *learner, const struct record *record, bool sealed)
{
	struct record *kept = find_kept(learner, record), was = *record;
	assert(kept && kept->unsaved && !kept->sealed);
	kept->unsaved = false;
	kept->sealed = was.sealed = sealed;
	if (!sealed)
		return kept;
	words_keep(learner, kept, &was);
	wipe(was.text);
	for (size_t i = 0; i < was.npicks; i++)
		wipe(was.picks[i].text);
	return kept;
}

void learner_unsay(struct learner *learner, const struct record *answer)
{
	struct record *kept = find_kept(learner, answer);
	assert(kept && kept->unsaved && !kept->sealed);
	wipe(kept->text);
	kept->text = NULL;
	kept->unsaved = false;
}

const struct record *learner_note(struct learner *learner, const struct record *news, int64_t now)
{
	assert(news->type != RECORD_OTHER);
	struct record *noted;
	if (news->type == RECORD_DRAFT) {
		struct arena old = learner->draft; /* `news` may be the draft noted before */
		learner->draft = (struct arena){ 0 };
		noted = record_copy(&learner->draft, news);
		arena_release(&old);
	} else {
		noted = record_keep(learner, news);
		if (news->type == RECORD_TAKEN) /* of a line that stands under this name */
			noted->page = name_keep(learner, news->page);
	}
	noted->sid = learner->sid;
	noted->seq = ++learner->seq;
	noted->clock = learner->clock + 1;
	noted->at = now;
	fold_common(learner, noted);
	if (noted->type == RECORD_PLACE)
		fold_place(learner, noted);
	else if (!passes_by(noted->type))
		fold_kept(learner, noted);
	return noted;
}

/* Questions. */

bool learner_is_new(const struct learner *learner)
{
	return !learner->known;
}

bool learner_saw_notice(const struct learner *learner)
{
	return learner->all[RECORD_NOTICE].n > 0;
}

uint64_t learner_seed(const struct learner *learner)
{
	const struct pile *opens = pile_all(learner, RECORD_OPEN);
	for (size_t i = 0; i < opens->n; i++)
		if (opens->list[i]->seed)
			return opens->list[i]->seed;
	return 0;
}

const struct record *learner_place(const struct learner *learner)
{
	return learner->placed ? &learner->place : NULL;
}

void learner_move(struct learner *learner, const char *chapter, const char *page)
{
	if (!learner->placed)
		return;
	learner->place.chapter = name_keep(learner, chapter);
	learner->place.page = name_keep(learner, page);
	learner->moved = true;
}

bool learner_is_moved(const struct learner *learner)
{
	return learner->moved;
}

const char *learner_keep(const struct learner *learner)
{
	const struct pile *keeps = pile_all(learner, RECORD_KEEP);
	return keeps->n ? keeps->list[keeps->n - 1]->word : NULL;
}

static bool is_on(const struct record *record)
{
	return record && record->word && strcmp(record->word, "on") == 0;
}

bool learner_is_past(const struct learner *learner, const struct record *record)
{
	const struct record *afresh = learner->all[RECORD_AFRESH].n && record->page ?
		learner_latest(learner, RECORD_AFRESH, record->page) : NULL;
	return is_on(afresh) && record_order(record, afresh) < 0;
}

static const struct record *latest_now(const struct learner *learner, enum record_type type, const char *page)
{
	const struct record *latest = learner_latest(learner, type, page);
	return latest && !learner_is_past(learner, latest) ? latest : NULL;
}

bool learner_is_afresh(const struct learner *learner, const char *page)
{
	return is_on(learner_latest(learner, RECORD_AFRESH, page)) && !learner_has_seen(learner, page);
}

bool learner_has_answered(const struct learner *learner, const char *page)
{
	static const enum record_type answers[] = { RECORD_ANSWER, RECORD_BELIEF, RECORD_WORDS, RECORD_PLAN };

	for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
		if (latest_now(learner, answers[i], page))
			return true;
	return false;
}

bool learner_has_seen(const struct learner *learner, const char *page)
{
	return latest_now(learner, RECORD_SEEN, page) || learner_has_answered(learner, page);
}

bool learner_has_skipped(const struct learner *learner, const char *page)
{
	const struct record *left = latest_now(learner, RECORD_SEEN, page);
	return left && left->word && strcmp(left->word, "skipped") == 0 && !learner_has_answered(learner, page);
}

bool learner_has_marked(const struct learner *learner, const char *page)
{
	return is_on(learner_latest(learner, RECORD_MARK, page));
}

const struct record *learner_nth(const struct learner *learner, enum record_type type, const char *page, size_t nth)
{
	const struct pile *pile = pile_find(learner, type, page);
	return pile && nth < pile->n ? pile->list[nth] : NULL;
}

const struct record *learner_latest(const struct learner *learner, enum record_type type, const char *page)
{
	const struct pile *pile = pile_find(learner, type, page);
	return pile && pile->n ? pile->list[pile->n - 1] : NULL;
}

const struct record *learner_first(const struct learner *learner, enum record_type type, const char *page)
{
	return learner_nth(learner, type, page, 0);
}

void learner_each(const struct learner *learner, enum record_type type, void (*each)(void *ctx, const struct record *),
	void *ctx)
{
	if (type == RECORD_PLACE && learner->placed)
		each(ctx, &learner->place);
	const struct pile *pile = pile_all(learner, type);
	for (size_t i = 0; i < pile->n; i++)
		each(ctx, pile->list[i]);
}

/* What stands on a page. */

/* The clock a session began with: all it had read is below. UINT64_MAX when that is not known. */
static uint64_t session_start(const struct learner *learner, uint64_t sid)
{
	const struct pile *opens = pile_all(learner, RECORD_OPEN);
	for (size_t i = 0; i < opens->n; i++)
		if (opens->list[i]->sid == sid)
			return opens->list[i]->clock;
	return UINT64_MAX;
}

/* `later` comes after `earlier` in fold order: so nothing can supersede itself by way of others. */
static bool supersedes(const struct learner *learner, const struct record *later, const struct record *earlier)
{
	if (later->base.known && later->base.sid == earlier->sid && later->base.seq == earlier->seq)
		return true;
	if (later->attempt != earlier->attempt)
		return false;
	if (later->sid == earlier->sid)
		return true;
	return !later->base.known && earlier->clock < session_start(learner, later->sid);
}

static bool is_taken_back(const struct record *record)
{
	if (record->sealed)
		return false; /* what takes words back is in clear */
	return record->type == RECORD_PLAN ? record->npicks == 0 : !record->text || !*record->text;
}

/* Whether list[i] stands. */
static bool stands(const struct learner *learner, const struct pile *pile, size_t i)
{
	for (size_t k = i + 1; k < pile->n; k++)
		if (supersedes(learner, pile->list[k], pile->list[i]))
			return false;
	return !is_taken_back(pile->list[i]);
}

static const struct record *pile_standing(const struct learner *learner, const struct pile *pile, size_t nth)
{
	for (size_t i = pile->n; i-- > 0;)
		if (stands(learner, pile, i) && nth-- == 0)
			return pile->list[i];
	return NULL;
}

const struct record *learner_standing(const struct learner *learner, enum record_type type, const char *page,
	size_t nth)
{
	const struct pile *pile = pile_find(learner, type, page);
	return pile ? pile_standing(learner, pile, nth) : NULL;
}

size_t learner_words(const struct learner *learner)
{
	size_t pages = 0;
	for (size_t i = 0; i < learner->piles_room; i++) {
		struct pile *pile = learner->piles[i];
		if (!pile || pile->type != RECORD_WORDS)
			continue;
		pile_tidy(pile);
		pages += pile_standing(learner, pile, 0) != NULL;
	}
	return pages;
}

struct last {
	int64_t now, at;
};

static void look_at_time(void *ctx, const struct record *record)
{
	struct last *last = ctx;

	if (record->at <= last->now && record->at > last->at)
		last->at = record->at;
}

int64_t learner_last_at(const struct learner *learner, int64_t now)
{
	struct last last = { .now = now };

	for (unsigned type = 0; type < RECORD_TYPES; type++)
		learner_each(learner, (enum record_type)type, look_at_time, &last);
	return last.at;
}
