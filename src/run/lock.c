/* SPDX-License-Identifier: MIT */
#include "run/lock.h"

#include <assert.h>
#include <string.h>
#include "base/mem.h"
#include "io/drawer.h"

/* All that was locked, gathered for one event. */
struct inside {
	struct arena arena;
	const struct record **list;
	size_t n, room;
};

static void gather(void *ctx, const struct record *record)
{
	struct inside *inside = ctx;

	if (inside->n == inside->room) {
		inside->room = inside->room ? inside->room * 2 : 32;
		inside->list = mem_grow(inside->list, inside->room, sizeof *inside->list);
	}
	inside->list[inside->n++] = record_copy(&inside->arena, record);
}

static void tell_open(struct loop *loop, struct event *ev)
{
	struct inside inside = {.n = 0};
	struct drawer_count count = drawer_each(loop->world->drawer, gather, &inside);

	ev->words = inside.list;
	ev->nwords = inside.n;
	ev->damaged = count.damaged;
	ev->missing = count.missing;
	ev->company = store_has_company(loop->world->store);
	ev->may_swap = drawer_may_swap(loop->world->drawer);
	loop_tell(loop, ev);
	mem_free(inside.list);
	arena_release(&inside.arena);
}

void lock_turn(struct loop *loop)
{
	struct drawer *drawer = loop->world->drawer;
	struct event ev = {.type = EV_UNLOCKED};
	struct err err = {0};
	char code[VAULT_CODE_SIZE] = "";

	loop->turns = false;
	ev.err = &err;
	if (loop->key.type == FX_UNLOCK)
		ev.lock = drawer_unlock(drawer, loop->key.phrase, &err);
	else
		ev.lock = drawer_make(drawer, loop->key.phrase, loop->key.code ? code : NULL, &err);
	ev.text = code[0] ? code : NULL;
	if (ev.lock == LOCK_FAILED && err.code)
		err_set(&err, err.kind, err.code, "%s", strerror(err.code));
	if (ev.lock == LOCK_DONE)
		tell_open(loop, &ev);
	else
		loop_tell(loop, &ev);
	explicit_bzero(code, sizeof code);
	loop->timed = -1; /* what the app waited for may have passed meanwhile */
}

void lock_offer(struct loop *loop)
{
	char phrase[VAULT_PHRASE_SIZE];
	struct err err = {0};
	enum lock_end end = drawer_may_make(loop->world->drawer, &err);

	vault_offer(phrase);
	loop_tell(loop, &(struct event){.type = EV_OFFERED, .text = phrase, .lock = end, .err = &err});
	explicit_bzero(phrase, sizeof phrase);
}

const struct record *lock_seal(const struct loop *loop, const struct record *record, struct arena *arena, struct record *box)
{
	bool done;

	if (!record->sealed) {
		if (record->type == RECORD_DRAFT)
			drawer_hold(loop->world->drawer, record); /* it may be the end of one that was sealed */
		return record;
	}
	if (record->type == RECORD_INDEX)
		done = drawer_seal_index(loop->world->drawer, record, arena, box);
	else
		done = drawer_seal(loop->world->drawer, record, arena, box);
	assert(done);
	return box;
}
