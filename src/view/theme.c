/* SPDX-License-Identifier: MIT */
#include "view/theme.h"

#include <assert.h>
#include <string.h>
#include "base/tr.h"

#define OWN COLOUR_OWN, COLOUR_OWN

/* xterm's order, which is ANSI's (ECMA-48, SGR 30 to 37, and the bright ones). */
enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE };

const char *const look_words[] = {
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
	"bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
	"bold", "reverse", "underline", "on", NULL,
};

const char *const style_names[STYLE_COUNT] = {
	[STYLE_TEXT] = "text", [STYLE_TITLE] = "title", [STYLE_STRONG] = "strong", [STYLE_EMPHASIS] = "emphasis",
	[STYLE_CODE] = "code", [STYLE_TERM] = "term", [STYLE_QUOTE] = "quote", [STYLE_ASIDE] = "aside", [STYLE_RIGHT] = "right",
	[STYLE_PARTLY] = "partly", [STYLE_NOT_YET] = "not-yet", [STYLE_FOCUS] = "focus", [STYLE_MESSAGE] = "message",
	[STYLE_ALERT] = "alert", [STYLE_FOOTER] = "footer",
};

static_assert(sizeof style_names / sizeof *style_names == STYLE_COUNT, "every role has a name");

/* Magenta and red are the two of the six that can be read on black and on white (blue cannot on black; cyan, green and
 * yellow cannot on white), so they are all there is by default. */
const struct theme themes[] = {
	{.name = "default", .says = TR("your terminal's own colours; two more for verdicts and warnings"), .looks = {
		[STYLE_TEXT] = {0, OWN}, [STYLE_TITLE] = {LOOK_BOLD, OWN}, [STYLE_STRONG] = {LOOK_BOLD, OWN},
		[STYLE_EMPHASIS] = {LOOK_BOLD, OWN}, [STYLE_CODE] = {0, OWN}, [STYLE_TERM] = {LOOK_BOLD, OWN},
		[STYLE_QUOTE] = {0, OWN}, [STYLE_ASIDE] = {0, OWN}, [STYLE_RIGHT] = {LOOK_BOLD, OWN},
		[STYLE_PARTLY] = {LOOK_BOLD, MAGENTA, COLOUR_OWN}, [STYLE_NOT_YET] = {LOOK_BOLD, MAGENTA, COLOUR_OWN},
		[STYLE_FOCUS] = {LOOK_REVERSE, OWN}, [STYLE_MESSAGE] = {0, OWN},
		[STYLE_ALERT] = {LOOK_BOLD, RED, COLOUR_OWN}, [STYLE_FOOTER] = {0, OWN},
	}},
	{.name = "none", .says = TR("no colour at all: bold, and reverse for what has the focus"), .looks = {
		[STYLE_TEXT] = {0, OWN}, [STYLE_TITLE] = {LOOK_BOLD, OWN}, [STYLE_STRONG] = {LOOK_BOLD, OWN},
		[STYLE_EMPHASIS] = {LOOK_BOLD, OWN}, [STYLE_CODE] = {0, OWN}, [STYLE_TERM] = {LOOK_BOLD, OWN},
		[STYLE_QUOTE] = {0, OWN}, [STYLE_ASIDE] = {0, OWN}, [STYLE_RIGHT] = {LOOK_BOLD, OWN},
		[STYLE_PARTLY] = {LOOK_BOLD, OWN}, [STYLE_NOT_YET] = {LOOK_BOLD, OWN}, [STYLE_FOCUS] = {LOOK_REVERSE, OWN},
		[STYLE_MESSAGE] = {0, OWN}, [STYLE_ALERT] = {LOOK_BOLD, OWN}, [STYLE_FOOTER] = {0, OWN},
	}},
	{.name = "high-contrast", .says = TR("white, yellow and cyan on black, 7 to 1 or more"), .looks = {
		[STYLE_TEXT] = {0, WHITE, BLACK}, [STYLE_TITLE] = {LOOK_BOLD, YELLOW, BLACK}, [STYLE_STRONG] = {LOOK_BOLD, WHITE, BLACK},
		[STYLE_EMPHASIS] = {LOOK_BOLD, WHITE, BLACK}, [STYLE_CODE] = {0, WHITE, BLACK}, [STYLE_TERM] = {LOOK_BOLD, CYAN, BLACK},
		[STYLE_QUOTE] = {0, WHITE, BLACK}, [STYLE_ASIDE] = {0, WHITE, BLACK}, [STYLE_RIGHT] = {LOOK_BOLD, CYAN, BLACK},
		[STYLE_PARTLY] = {LOOK_BOLD, YELLOW, BLACK}, [STYLE_NOT_YET] = {LOOK_BOLD, YELLOW, BLACK},
		[STYLE_FOCUS] = {LOOK_REVERSE, WHITE, BLACK}, [STYLE_MESSAGE] = {0, WHITE, BLACK},
		[STYLE_ALERT] = {LOOK_BOLD, YELLOW, BLACK}, [STYLE_FOOTER] = {0, WHITE, BLACK},
	}},
};

const size_t theme_count = sizeof themes / sizeof *themes;

const struct theme *theme_find(const char *name)
{
	for (size_t i = 0; i < theme_count; i++)
		if (strcmp(themes[i].name, name) == 0)
			return &themes[i];
	return NULL;
}

static int word_at(const char *at, size_t len)
{
	for (int i = 0; look_words[i]; i++)
		if (strlen(look_words[i]) == len && memcmp(look_words[i], at, len) == 0)
			return i;
	return -1;
}

/* Takes one word; `grounds`: it comes after `on`. */
static bool take_word(struct look *look, int word, bool grounds)
{
	if (word >= 0 && word < COLOURS) {
		*(grounds ? &look->ground : &look->colour) = (signed char)word;
		return true;
	}
	if (word < 0 || grounds)
		return false;
	look->bits |= (unsigned char)(1u << (word - COLOURS)); /* bold, reverse, underline, in the order of the bits */
	return true;
}

bool look_read(const char *words, struct look *look, const char **bad, size_t *bad_len)
{
	bool grounds = false;

	*look = (struct look){0, OWN};
	for (const char *at = words + strspn(words, " "); *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");
		int word = word_at(at, len);
		bool is_on = len == 2 && memcmp(at, "on", len) == 0 && !grounds;

		*bad = at;
		*bad_len = len;
		if (!is_on && !take_word(look, word, grounds))
			return false;
		grounds = is_on;
		at += len;
	}
	return !grounds;
}

bool theme_shows_focus(const struct theme *theme)
{
	return (theme->looks[STYLE_FOCUS].bits & LOOK_REVERSE) && !(theme->looks[STYLE_TEXT].bits & LOOK_REVERSE);
}
