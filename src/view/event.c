/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include "view/event.h"

void effects_add(struct effects *fx, struct effect effect)
{
	assert(fx->n < EFFECTS_MOST);
	fx->list[fx->n++] = effect;
}

void effects_save(struct effects *fx, enum effect_type type, const struct record *record, bool sync)
{
	assert(type == FX_SAVE || type == FX_DRAFT);
	effects_add(fx, (struct effect){ .type = type, .record = record_copy(&fx->arena, record), .sync = sync });
}

void effects_clear(struct effects *fx)
{
	fx->n = 0;
	arena_release(&fx->arena);
}
