/* SPDX-License-Identifier: MIT
 *
 * scenario: a short story the learner leads: scenes with choices, until one that ends. No way is marked.
 *
 * Answer: picks = the choices taken, in order; a choice without id is known by the slug of its text.
 * Half: the way so far. */
#include "base/likeness.h"
#include "kinds/kind.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"

#define SCENES_MOST 24
#define CHOICES_MOST 9 /* each has a digit */
#define WAY_MOST 64    /* choices taken: a story may lead back, and nobody walks round for ever */
#define SLUG_MOST 48

struct turn { /* a choice of a scene */
	struct place at;
	const char *id; /* NULL: the slug of the text */
	struct markup text, say;
	const char *go;
};

struct scene {
	struct place at;
	const char *id;
	struct markup text;
	struct parts choices; /* of struct turn */
	enum flag end;
};

struct scenario_page {
	struct parts scenes; /* of struct scene; the first opens the story */
};

static const struct field turn_list[] = {
	{.key = "id", .type = FIELD_ID, .at = offsetof(struct turn, id),
		.says = TR("kept in the record; made of the text when left out")},
	{.key = "text", .type = FIELD_INLINE, .required = true, .at = offsetof(struct turn, text),
		.says = TR("what can be done")},
	{.key = "say", .type = FIELD_INLINE, .at = offsetof(struct turn, say), .says = TR("what comes of it")},
	{.key = "goto", .type = FIELD_ID, .required = true, .at = offsetof(struct turn, go),
		.says = TR("the scene that follows")},
};
static const struct fields turn_fields = {TR("choice"), turn_list, 4, sizeof(struct turn)};

static const struct field scene_list[] = {
	{.key = "id", .type = FIELD_ID, .required = true, .at = offsetof(struct scene, id),
		.says = TR("unique on the page; what goto names")},
	{.key = "text", .type = FIELD_INLINE, .required = true, .at = offsetof(struct scene, text),
		.says = TR("what happens")},
	{.key = "choices", .type = FIELD_PARTS, .at = offsetof(struct scene, choices), .of = &turn_fields,
		.most = CHOICES_MOST,
		.says = TR("ways to go on; a scene has these or ends")},
	{.key = "end", .type = FIELD_FLAG, .at = offsetof(struct scene, end), .says = TR("true where the story ends")},
};
static const struct fields scene_fields = {TR("scene"), scene_list, 4, sizeof(struct scene)};

static const struct field scenario_list[] = {
	{.key = "scenes", .type = FIELD_PARTS, .required = true, .at = offsetof(struct scenario_page, scenes),
		.of = &scene_fields,
		.most = SCENES_MOST, .says = TR("the first listed opens the story")},
};
static const struct fields scenario_fields = {TR("scenario page"), scenario_list, 1, sizeof(struct scenario_page)};

struct scenario_state {
	int scene;                    /* where the story is */
	const struct turn *last;      /* the choice taken last, or NULL */
	unsigned char way[WAY_MOST];  /* the choices taken, by index in their scene */
	size_t nway;
};

static const struct parts *scenes_of(const struct page *page)
{
	return &((const struct scenario_page *)page->own)->scenes;
}

static const struct scene *scene_at(const struct page *page, int i)
{
	return (const struct scene *)scenes_of(page)->list + i;
}

static const struct turn *turn_at(const struct scene *scene, int i)
{
	return (const struct turn *)scene->choices.list + i;
}

static int find_scene(const struct page *page, const char *id)
{
	for (int i = 0; i < (int)scenes_of(page)->n; i++)
		if (scene_at(page, i)->id && strcmp(scene_at(page, i)->id, id) == 0)
			return i;
	return -1;
}

/* "Say \"Fine\", and go" gives "say-fine-and-go". */
static void slug_of(const struct markup *text, char out[SLUG_MOST + 1])
{
	struct str plain = {0};
	size_t n = 0;

	markup_plain(text, &plain);
	for (const char *at = str_text(&plain); *at && n < SLUG_MOST; at++) {
		char c = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			out[n++] = c;
		else if (n > 0 && out[n - 1] != '-')
			out[n++] = '-';
	}
	n -= n > 0 && out[n - 1] == '-';
	out[n] = '\0';
	str_release(&plain);
}

static bool is_called(const struct turn *turn, const char *id)
{
	char slug[SLUG_MOST + 1];

	if (turn->id)
		return strcmp(turn->id, id) == 0;
	slug_of(&turn->text, slug);
	return strcmp(slug, id) == 0;
}

static const char *name_of(const struct turn *turn, struct arena *arena)
{
	char slug[SLUG_MOST + 1];

	if (turn->id)
		return turn->id;
	slug_of(&turn->text, slug);
	return arena_copy(arena, slug, strlen(slug));
}

/* --- the way through the story --- */

static const struct scene *here(const struct visit *v)
{
	const struct scenario_state *s = v->state;

	return scene_at(v->page, s->scene);
}

static bool has_ended(const struct visit *v)
{
	return here(v)->choices.n == 0;
}

static void scenario_begin(struct visit *v)
{
	(void)v; /* the first scene opens the story, and nothing is taken yet: all is zero */
}

static bool take(struct visit *v, int i)
{
	struct scenario_state *s = v->state;

	if (s->nway == WAY_MOST)
		return false;
	s->last = turn_at(here(v), i);
	s->way[s->nway++] = (unsigned char)i;
	s->scene = find_scene(v->page, s->last->go);
	v->focus = has_ended(v) ? -1 : 0;
	return true;
}

static bool take_called(struct visit *v, const char *id)
{
	for (int i = 0; i < (int)here(v)->choices.n; i++)
		if (is_called(turn_at(here(v), i), id))
			return take(v, i);
	return false;
}

/* Walks the way again, as far as the story still has it. */
static void scenario_restore(struct visit *v, const struct record *r)
{
	memset(v->state, 0, sizeof(struct scenario_state));
	v->focus = has_ended(v) ? -1 : 0;
	for (size_t p = 0; p < r->npicks && take_called(v, r->picks[p].id); p++)
		;
	v->stage = r->type == RECORD_ANSWER && has_ended(v) ? STAGE_DONE : STAGE_OPEN;
}

static int scenario_items(const struct visit *v)
{
	return (int)here(v)->choices.n;
}

static enum visit_where scenario_where(const struct visit *v)
{
	return has_ended(v) ? WHERE_DONE : WHERE_STORY;
}

/* A digit only goes there, as on other pages with choices; Enter takes it. */
static enum acted scenario_key(struct visit *v, struct key key)
{
	if (key.press != PRESS_TEXT || key.point < '1' || key.point > '9')
		return ACT_IGNORED;
	if ((int)(key.point - '1') >= scenario_items(v)) {
		visit_refuse(v, tr("There is no choice with that number."));
		return ACT_REFUSED;
	}
	v->focus = (int)(key.point - '1');
	return ACT_MOVED;
}

/* Goes on by one choice; what comes of it is to be told. */
static enum acted go_on(struct visit *v, int i)
{
	if (!take(v, i)) {
		visit_refuse(v, tr("This story has gone round many times. u begins it again, s leaves it."));
		return ACT_REFUSED;
	}
	v->changed = v->has_half = true;
	if (has_ended(v))
		return ACT_CHECK;
	v->news++;
	return ACT_CHANGED;
}

/* Enter takes the choice with the focus; the way is kept once the story has ended. */
static bool scenario_ready(struct visit *v)
{
	return has_ended(v) || (v->focus >= 0 && v->focus < scenario_items(v) && go_on(v, v->focus) == ACT_CHECK);
}

static bool scenario_fill(const struct visit *v, struct record *r, struct arena *arena, bool half)
{
	const struct scenario_state *s = v->state;
	const struct scene *scene = scene_at(v->page, 0);
	struct pick *picks = arena_get(arena, sizeof *picks * WAY_MOST);

	r->type = RECORD_ANSWER;
	r->picks = picks;
	for (size_t i = 0; i < s->nway; i++) {
		const struct turn *turn = turn_at(scene, s->way[i]);

		picks[r->npicks++] = (struct pick){.id = name_of(turn, arena), .number = -1};
		scene = scene_at(v->page, find_scene(v->page, turn->go));
	}
	if (!half && !has_ended(v))
		r->word = "half";
	return s->nway > 0 || has_ended(v);
}

static bool scenario_kept(struct visit *v)
{
	return has_ended(v);
}

/* --- what there is to see --- */

static void say_scene(const struct visit *v, struct doc *doc)
{
	const struct scenario_state *s = v->state;

	if (s->last) {
		doc_markup(doc, STYLE_TEXT, &s->last->say);
		doc_gap(doc);
	}
	doc_markup(doc, STYLE_TEXT, &here(v)->text);
}

/* The page's own words stand before the first choice; later only its title does, and what was chosen. */
static void say_above(const struct visit *v, struct doc *doc)
{
	const struct scenario_state *s = v->state;

	if (v->page->title)
		doc_say(doc, STYLE_TITLE, v->page->title);
	doc_gap(doc);
	if (s->last) {
		doc_lead(doc, "> ");
		doc_markup(doc, STYLE_QUOTE, &s->last->text);
		doc_gap(doc);
		return;
	}
	if (!markup_is_empty(&v->page->text))
		doc_markup(doc, STYLE_TEXT, &v->page->text);
	visit_say_figure(v, doc);
	visit_say_evidence(v, doc);
	doc_gap(doc);
	if (!markup_is_empty(&v->page->ask))
		doc_markup(doc, STYLE_TEXT, &v->page->ask);
	doc_gap(doc);
}

static void view_choices(const struct visit *v, struct doc *doc)
{
	char lead[16];

	for (int i = 0; i < scenario_items(v); i++) {
		(void)snprintf(lead, sizeof lead, "%d. ", i + 1);
		doc_item(doc, i);
		doc_lead(doc, lead);
		doc_markup(doc, STYLE_TEXT, &turn_at(here(v), i)->text);
		doc_item(doc, -1);
	}
}

static void scenario_view(const struct visit *v, struct doc *doc)
{
	const struct scenario_state *s = v->state;

	say_above(v, doc);
	doc_item(doc, s->last ? VISIT_CAME_OF_IT : -1);
	say_scene(v, doc);
	doc_item(doc, -1);
	doc_gap(doc);
	view_choices(v, doc);
	if (has_ended(v))
		doc_say(doc, STYLE_ASIDE, tr("The story ends here. Enter goes on; u begins it again."));
}

/* Plain mode: what came of a choice. */
static void scenario_feedback(const struct visit *v, struct doc *doc)
{
	say_scene(v, doc);
	doc_gap(doc);
	view_choices(v, doc);
	if (has_ended(v))
		doc_say(doc, STYLE_TEXT, tr("The story ends here."));
}

static void scenario_say(const struct visit *v, struct doc *doc)
{
	say_above(v, doc);
	scenario_feedback(v, doc);
}

static const char *scenario_prompt(const struct visit *v)
{
	return has_ended(v) ? tr("Enter goes on (? help): ") : tr("Choose (a number, Enter leaves the story, ? help): ");
}

static enum acted scenario_hear(struct visit *v, const char *line)
{
	unsigned char picked[CHOICES_MOST];
	size_t n;

	if (has_ended(v)) {
		visit_refuse(v, tr("The story has ended. Enter goes on; u begins it again."));
		return ACT_REFUSED;
	}
	if (!visit_hear_numbers(line, (size_t)scenario_items(v), picked, &n) || n != 1) {
		(void)snprintf(v->message, sizeof v->message, tr("Type a number from 1 to %d, or ? for help."), scenario_items(v));
		return ACT_REFUSED;
	}
	return go_on(v, picked[0]);
}

/* --- faults --- */

static const char *known(const struct scene *scene)
{
	return scene->id ? scene->id : "?";
}

/* Whether what names a choice is known. */
static bool has_name(const struct page *page, const struct turn *turn)
{
	return turn->id || (!markup_is_empty(&turn->text) && !places_lack(&page->places, &turn->id) &&
		!places_lack(&page->places, &turn->text));
}

static void check_turn_ids(const struct page *page, const struct scene *scene, struct diags *diags)
{
	struct arena arena = {0};

	for (int i = 1; i < (int)scene->choices.n; i++)
		for (int j = 0; j < i && has_name(page, turn_at(scene, i)); j++) {
			const char *name = name_of(turn_at(scene, i), &arena);

			if (!has_name(page, turn_at(scene, j)) || !is_called(turn_at(scene, j), name))
				continue;
			diag_add(diags, DIAG_DUPLICATE_ID, places_find(&page->places, turn_at(scene, i)->id, turn_at(scene, i)->at), 1, "choice id '%s' is used twice in scene '%s'",
				diag_quote(diags, name), known(scene));
			diag_help(diags, "where 'id' is left out it is made of the text: give one of them its own");
			break;
		}
	arena_release(&arena);
}

static void check_says(const struct page *page, const struct scene *scene, struct diags *diags)
{
	for (int i = 0; i < (int)scene->choices.n; i++) {
		const struct turn *turn = turn_at(scene, i);

		if (!markup_is_empty(&turn->say) || places_lack(&page->places, &turn->say))
			continue;
		diag_add(diags, DIAG_NO_SAY, turn->at, 1, "a choice of scene '%s' has no `say`", known(scene));
		diag_help(diags, "add `say:` with what comes of it");
	}
}

static void check_scene(const struct page *page, const struct scene *scene, struct diags *diags)
{
	bool ends = scene->end == FLAG_YES;

	check_turn_ids(page, scene, diags);
	check_says(page, scene, diags);
	if ((scene->choices.n > 0) != ends)
		return;
	if (!ends && (places_lack(&page->places, &scene->choices) || places_lack(&page->places, &scene->end)))
		return;
	diag_add(diags, DIAG_SCENE, scene->at, 1,
		ends ? TR("scene '%s' has choices and ends") : TR("scene '%s' has no choices and does not end"), known(scene));
	diag_help(diags, ends ? TR("leave out 'end: true', or its choices") : TR("give it 'choices', or write 'end: true'"));
}

/* Whether a scene may have an id that is not known. */
static bool scenes_lack(const struct page *page)
{
	bool lacks = places_lack(&page->places, scenes_of(page));

	for (int i = 0; i < (int)scenes_of(page)->n; i++)
		lacks = lacks || !scene_at(page, i)->id;
	return lacks;
}

static void check_goto(const struct page *page, const struct turn *turn, struct diags *diags)
{
	const char *ids[SCENES_MOST], *near;
	size_t n = 0;

	if (!turn->go || !id_is_well_formed(turn->go) || find_scene(page, turn->go) >= 0)
		return;
	for (int i = 0; i < (int)scenes_of(page)->n; i++)
		if (scene_at(page, i)->id)
			ids[n++] = scene_at(page, i)->id;
	near = text_nearest(turn->go, ids, n);
	if (!near && scenes_lack(page))
		return;
	diag_add(diags, DIAG_GOTO, places_find(&page->places, turn->go, turn->at), (unsigned)strlen(turn->go), "'goto' names no scene of this page: '%s'", diag_quote(diags, turn->go));
	if (near)
		diag_help(diags, "did you mean '%s'?", near);
}

static void check_gotos(const struct page *page, struct diags *diags)
{
	for (int i = 0; i < (int)scenes_of(page)->n; i++)
		for (int c = 0; c < (int)scene_at(page, i)->choices.n; c++)
			check_goto(page, turn_at(scene_at(page, i), c), diags);
}

static bool leads_to_any(const struct page *page, int i, const bool *marked)
{
	const struct scene *scene = scene_at(page, i);

	for (int c = 0; c < (int)scene->choices.n; c++) {
		int to = find_scene(page, turn_at(scene, c)->go);

		if (to >= 0 && marked[to])
			return true;
	}
	return false;
}

static bool mark_next(const struct page *page, int i, bool *marked)
{
	const struct scene *scene = scene_at(page, i);
	bool any = false;

	for (int c = 0; c < (int)scene->choices.n; c++) {
		int to = find_scene(page, turn_at(scene, c)->go);

		any |= to >= 0 && !marked[to];
		if (to >= 0)
			marked[to] = true;
	}
	return any;
}

/* Marks what can be reached from the first scene. At most SCENES_MOST rounds. */
static void mark_reached(const struct page *page, bool *marked)
{
	bool any = true;

	marked[0] = true;
	while (any) {
		any = false;
		for (int i = 0; i < (int)scenes_of(page)->n; i++)
			any |= marked[i] && mark_next(page, i, marked);
	}
}

/* Marks from where an end can be reached. */
static void mark_ending(const struct page *page, bool *marked)
{
	bool any = true;
	int n = (int)scenes_of(page)->n;

	for (int i = 0; i < n; i++)
		marked[i] = scene_at(page, i)->choices.n == 0;
	while (any) {
		any = false;
		for (int i = 0; i < n; i++)
			if (!marked[i] && leads_to_any(page, i, marked))
				any = marked[i] = true;
	}
}

static void check_ways(const struct page *page, struct diags *diags)
{
	bool reached[SCENES_MOST] = {false}, ending[SCENES_MOST] = {false};

	mark_reached(page, reached);
	mark_ending(page, ending);
	for (int i = 0; i < (int)scenes_of(page)->n; i++) {
		const struct scene *scene = scene_at(page, i);

		if (!reached[i]) {
			diag_add(diags, DIAG_UNREACHED, scene->at, 1, "no choice leads to scene '%s'", scene->id);
			diag_help(diags, "the first scene opens the story; let a 'goto' name this one, or take it out");
		} else if (!ending[i]) {
			diag_add(diags, DIAG_ENDLESS, scene->at, 1, "from scene '%s' the story can never end", scene->id);
			diag_help(diags, "let one of its choices lead to a scene with 'end: true'");
		}
	}
}

/* Where the scenes do not hang together yet, ways through them say nothing new. */
static void scenario_check(const struct page *page, struct diags *diags)
{
	size_t errors = diags->errors;

	parts_once(page, scenes_of(page), &scene_fields, diags);
	for (int i = 0; i < (int)scenes_of(page)->n; i++)
		check_scene(page, scene_at(page, i), diags);
	check_gotos(page, diags);
	if (diags->errors == errors && !fields_lack(&page->places, &scenario_fields, page->own))
		check_ways(page, diags);
}

static void scenario_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *),
	void *ctx)
{
	for (int i = 0; i < (int)scenes_of(page)->n; i++) {
		const struct scene *scene = scene_at(page, i);

		each(ctx, &scene->text, NULL);
		for (int c = 0; c < (int)scene->choices.n; c++) {
			each(ctx, &turn_at(scene, c)->text, NULL);
			each(ctx, &turn_at(scene, c)->say, NULL);
		}
	}
}

const struct kind kind_scenario = {
	.form = {.name = "scenario", .fields = &scenario_fields, .check = scenario_check, .texts = scenario_texts,
		.says = TR("a short story the learner leads; no way is marked")},
	.state_size = sizeof(struct scenario_state),
	.tells = true,
	.begin = scenario_begin,
	.restore = scenario_restore,
	.items = scenario_items,
	.key = scenario_key,
	.where = scenario_where,
	.ready = scenario_ready,
	.fill = scenario_fill,
	.kept = scenario_kept,
	.view = scenario_view,
	.feedback = scenario_feedback,
	.say = scenario_say,
	.prompt = scenario_prompt,
	.hear = scenario_hear,
};
