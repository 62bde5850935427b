/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "base/mem.h"
#include "term/keys.h"

#define DELAY 100
#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* What came out, as words: "Up", "'x'", "C-c", "M-b", "paste:...". */
struct told {
	char words[4096];
	int64_t escape_at; /* tick of the last Escape, -1: none */
};

static const char *const names[] = {
	[PRESS_ENTER] = "Enter", [PRESS_ESCAPE] = "Esc", [PRESS_TAB] = "Tab", [PRESS_BACKTAB] = "BackTab",
	[PRESS_BACKSPACE] = "Backspace", [PRESS_DELETE] = "Del", [PRESS_UP] = "Up", [PRESS_DOWN] = "Down",
	[PRESS_LEFT] = "Left", [PRESS_RIGHT] = "Right", [PRESS_HOME] = "Home", [PRESS_END] = "End",
	[PRESS_PAGE_UP] = "PgUp", [PRESS_PAGE_DOWN] = "PgDn", [PRESS_F1] = "F1", [PRESS_CLICK] = "Click", [PRESS_GARBLED] = "Garbled", [PRESS_OTHER] = "Other",
};

static void note(struct told *told, const struct event *ev, int64_t tick)
{
	size_t used = strlen(told->words);
	char *at = told->words + used, utf8[5] = "";
	size_t room = sizeof told->words - used;
	const char *gap = used ? " " : "";

	if (ev->type == EV_PASTE) {
		snprintf(at, room, "%spaste:%.*s%s", gap, (int)ev->len, ev->text, ev->number ? "+cut" : "");
		return;
	}
	assert_int_equal(ev->type, EV_KEY);
	text_put_point(ev->key.point, utf8);
	switch (ev->key.press) {
	case PRESS_TEXT: snprintf(at, room, "%s'%s'", gap, utf8); break;
	case PRESS_CTRL: snprintf(at, room, "%sC-%s", gap, utf8); break;
	case PRESS_ALT: snprintf(at, room, "%sM-%s", gap, utf8); break;
	case PRESS_ESCAPE: told->escape_at = tick; /* fall through */
	case PRESS_ENTER: case PRESS_TAB: case PRESS_BACKTAB: case PRESS_BACKSPACE: case PRESS_DELETE: case PRESS_UP:
	case PRESS_DOWN: case PRESS_LEFT: case PRESS_RIGHT: case PRESS_HOME: case PRESS_END: case PRESS_PAGE_UP:
	case PRESS_PAGE_DOWN: case PRESS_F1: case PRESS_CLICK: case PRESS_GARBLED: case PRESS_OTHER:
		snprintf(at, room, "%s%s", gap, names[ev->key.press]);
		break;
	}
}

static void tick(struct keys *keys, int64_t at, struct told *told)
{
	struct event ev = {0};

	while (keys_tick(keys, at, &ev))
		note(told, &ev, at);
}

/* Time passes as in the program: keys_tick is called at each deadline, not before. */
static void pass(struct keys *keys, int64_t *now, int64_t to, struct told *told)
{
	int64_t due;

	while ((due = keys_deadline(keys)) >= 0 && due <= to) {
		*now = due > *now ? due : *now;
		tick(keys, *now, told);
	}
	*now = to;
}

static void feed(struct keys *keys, const char *bytes, size_t len, int64_t now, struct told *told)
{
	struct event ev = {0};

	for (size_t i = 0; i < len; i++) {
		if (keys_feed(keys, (unsigned char)bytes[i], now, &ev))
			note(told, &ev, now);
		tick(keys, now, told);
	}
}

static const struct {
	const char *name, *bytes, *words;
} cases[] = {
	{"letter", "a", "'a'"},
	{"two letters", "ab", "'a' 'b'"},
	{"return", "\r", "Enter"},
	{"newline", "\n", "Enter"},
	{"tab", "\t", "Tab"},
	{"delete is backspace", "\177", "Backspace"},
	{"control h", "\b", "Backspace"},
	{"control c", "\003", "C-c"},
	{"control z", "\032", "C-z"},
	{"control backslash", "\034", "C-\\"},
	{"control underscore", "\037", "C-_"},
	{"two bytes", "\xc3\xa9", "'\xc3\xa9'"},
	{"three bytes", "\xe2\x82\xac", "'\xe2\x82\xac'"},
	{"four bytes", "\xf0\x9f\x98\x80", "'\xf0\x9f\x98\x80'"},
	{"Latin-1 in UTF-8", "a\xf1o", "'a' Garbled 'o'"},
	{"Latin-1 at the end of a word", "caf\xe9 ", "'c' 'a' 'f' Garbled ' '"},
	{"no byte of UTF-8", "\xff", "Garbled"},
	{"Alt and Backspace are one key", "\033\177", "Backspace"},
	{"xterm up", "\033[A", "Up"},
	{"xterm down", "\033[B", "Down"},
	{"xterm right", "\033[C", "Right"},
	{"xterm left", "\033[D", "Left"},
	{"application up", "\033OA", "Up"},
	{"application left", "\033OD", "Left"},
	{"xterm home", "\033[H", "Home"},
	{"xterm end", "\033[F", "End"},
	{"application home", "\033OH", "Home"},
	{"application end", "\033OF", "End"},
	{"vt220 home", "\033[1~", "Home"},
	{"vt220 delete", "\033[3~", "Del"},
	{"vt220 end", "\033[4~", "End"},
	{"page up", "\033[5~", "PgUp"},
	{"page down", "\033[6~", "PgDn"},
	{"rxvt home", "\033[7~", "Home"},
	{"rxvt end", "\033[8~", "End"},
	{"rxvt shift home", "\033[7$", "Home"},
	{"rxvt control end", "\033[8^", "End"},
	{"rxvt shift up", "\033[a", "Up"},
	{"rxvt control up", "\033Oa", "Up"},
	{"control right", "\033[1;5C", "Right"},
	{"shift page up", "\033[5;2~", "PgUp"},
	{"ss3 control right", "\033O5C", "Right"},
	{"back tab", "\033[Z", "BackTab"},
	{"vt100 f1", "\033OP", "F1"},
	{"vt220 f1", "\033[11~", "F1"},
	{"linux f1", "\033[[A", "F1"},
	{"linux f2 is nothing", "\033[[B", ""},
	{"f5 is nothing", "\033[15~", ""},
	{"shift f1", "\033[1;2P", "F1"},
	{"keypad 5", "\033Ou", "'5'"},
	{"keypad enter", "\033OM", "Enter"},
	{"keypad 9", "\033Oy", "'9'"},
	{"keypad minus", "\033Om", "'-'"},
	{"8-bit up", "\x9b" "A", "Up"},
	{"8-bit application down", "\x8f" "B", "Down"},
	{"8-bit page down", "\x9b" "6~", "PgDn"},
	{"8-bit keypad enter, then a letter", "\x8fMx", "Enter 'x'"},
	{"alt b", "\033b", "M-b"},
	{"alt B is alt b", "\033B", "M-b"},
	{"alt e acute", "\033\xc3\xa9", "M-\xc3\xa9"},
	{"unknown letter", "\033[y", ""},
	{"mouse", "\033[<0;10;10M", ""},
	{"device attributes", "\033[?62;1c", ""},
	{"focus in", "\033[I", ""},
	{"key and letter", "\033[Ax", "Up 'x'"},
	{"paste", "\033[200~hello\033[201~", "paste:hello"},
	{"paste then key", "\033[200~hello\033[201~x", "paste:hello 'x'"},
	{"paste with line ends", "\033[200~a\r\nb\rc\nd\033[201~", "paste:a\nb\nc\nd"},
	{"paste with escapes", "\033[200~a\033[2b\033\033[201~", "paste:a\033[2b\033"},
	{"paste with broken bytes", "\033[200~a\xff\xc3z\033[201~", "paste:az"},
	{"empty paste", "\033[200~\033[201~", "paste:"},
	{"stray end of paste", "\033[201~x", "'x'"},
	{"terminal's own key", "\033Xq", "End"},
	{"control a", "\001", "C-a"},
	{"a colour", "\033]11;rgb:0000/0000/0000\007x", "'x'"},
	{"a colour, to its ST", "\033]11;rgb:0000/0000/0000\033\\x", "'x'"},
	{"a capability", "\033P1+r544e\033\\x", "'x'"},
	{"a version", "\033P>|XTerm(390)\033\\x", "'x'"},
	{"a picture", "\033_Gi=31;OK\033\\x", "'x'"},
	{"8-bit colour", "\x9d" "11;rgb:0/0/0\x9cx", "'x'"},
	{"8-bit capability", "\x90" "1+r544e\x9cx", "'x'"},
	{"control c ends an answer", "\033]11;rgb\003", "C-c"},
	{"alt ]", "\033]", "M-]"},
	{"alt ] and what is typed", "\033]so", "M-] 's' 'o'"},
	{"alt p and what is typed", "\033Pq", "M-p 'q'"},
};

static struct keys begin(void)
{
	struct keys keys;

	keys_begin(&keys, DELAY, false);
	keys_learn(&keys, "\033Xq", PRESS_END);
	return keys;
}

static void whole_sequences(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct keys keys = begin();
		struct told told = {.escape_at = -1};
		int64_t now = 1000;
		feed(&keys, cases[i].bytes, strlen(cases[i].bytes), now, &told);
		pass(&keys, &now, now + 5000, &told);
		if (strcmp(told.words, cases[i].words) != 0)
			fail_msg("%s: got <%s>, expected <%s>", cases[i].name, told.words, cases[i].words);
		assert_int_equal(keys_deadline(&keys), -1);
		keys_release(&keys);
	}
}

/* Clicks only where they were asked for (mouse: yes). */
static void clicks_name_their_row(void **state)
{
	static const struct {
		const char *name, *bytes;
		enum press press;
		uint32_t row;
	} clicks[] = {
		{"the left button", "\033[<0;10;7M", PRESS_CLICK, 6},
		{"8-bit", "\x9b<0;1;1M", PRESS_CLICK, 0},
		{"let go", "\033[<0;10;7m", PRESS_OTHER, 0},
		{"the right button", "\033[<2;10;7M", PRESS_OTHER, 0},
		{"the wheel up", "\033[<64;10;7M", PRESS_UP, 0},
		{"the wheel down", "\033[<65;10;7M", PRESS_DOWN, 0},
		{"no row", "\033[<0;10M", PRESS_OTHER, 0},
		{"row 0", "\033[<0;1;0M", PRESS_OTHER, 0},
		{"too many numbers", "\033[<0;1;1;1M", PRESS_OTHER, 0},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(clicks); i++) {
		struct keys keys = begin();
		struct event ev = {.key = {PRESS_OTHER, 0}};
		bool came = false;

		keys.dialect.mouse = true;
		for (const char *byte = clicks[i].bytes; *byte; byte++)
			came |= keys_feed(&keys, (unsigned char)*byte, 1000, &ev);
		if (came != (clicks[i].press != PRESS_OTHER) || ev.key.press != clicks[i].press || ev.key.point != clicks[i].row)
			fail_msg("%s: press %d of row %u", clicks[i].name, (int)ev.key.press, (unsigned)ev.key.point);
		keys_release(&keys);
	}
}

/* With the gap at one place, nothing else may come out than the key, or an Escape and then nothing. */
static void split_at(size_t i, size_t at, int64_t gap)
{
	struct keys keys = begin();
	struct told told = {.escape_at = -1};
	int64_t now = 1000;
	const char *bytes = cases[i].bytes;
	bool escape = bytes[0] == '\033' && at == 1 && gap >= DELAY;
	bool eight = strchr("\x9d\x90", bytes[0]);
	bool answer = eight || (bytes[0] == '\033' && strchr("]P_", bytes[1]) && cases[i].words[0] != 'M');
	bool sign = bytes[0] == '\033' && bytes[1] != '[' && bytes[1] != 'O' && !answer; /* Alt: an Escape and the sign */
	bool paste = strstr(bytes, "\033[200~") != NULL;

	feed(&keys, bytes, at, now, &told);
	pass(&keys, &now, now + gap, &told);
	feed(&keys, bytes + at, strlen(bytes) - at, now, &told);
	pass(&keys, &now, now + 5000, &told);
	bool good = strcmp(told.words, cases[i].words) == 0;
	if (answer && at <= (eight ? 1 : 2) && gap >= DELAY) { /* what came alone is a key that does nothing, its tail is none */
		size_t first = strcspn(told.words, " ");
		good = strcmp(told.words + first + (told.words[first] == ' '), cases[i].words) == 0;
	} else if (escape && paste)
		good = strncmp(told.words, "Esc paste:", 10) == 0;
	else if (escape)
		good = sign || strcmp(told.words, "Esc") == 0 || strcmp(told.words, "Esc 'x'") == 0;
	if (escape)
		assert_int_equal(told.escape_at, 1000 + DELAY);
	if (paste && gap >= 1000)
		good = strstr(told.words, "paste:") != NULL || !at; /* a paste ends by itself */
	if (bytes[0] == '\033' && bytes[1] == 'X' && gap >= DELAY)
		good = true; /* Alt-X and a letter, or Escape and two: nobody can know better */
	if (!good)
		fail_msg("%s split at %zu with %lld ms: got <%s>", cases[i].name, at, (long long)gap, told.words);
	keys_release(&keys);
}

static void split_sequences(void **state)
{
	static const int64_t gaps[] = {0, 1, 20, 60, 99, 100, 101, 250, 600, 999, 1000, 2000};
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		for (size_t at = 1; at < strlen(cases[i].bytes); at++)
			for (size_t g = 0; g < ARRAY_LEN(gaps); g++, n++)
				split_at(i, at, gaps[g]);
	assert_true(n > 1500);
}

/* Every gap at once: a line so slow that each byte comes alone. */
static void slow_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct keys keys = begin();
		struct told told = {.escape_at = -1};
		int64_t now = 1000;
		for (const char *byte = cases[i].bytes; *byte; byte++) {
			feed(&keys, byte, 1, now, &told);
			pass(&keys, &now, now + DELAY - 1, &told);
		}
		pass(&keys, &now, now + 5000, &told);
		if (strcmp(told.words, cases[i].words) != 0)
			fail_msg("%s, byte by byte: got <%s>", cases[i].name, told.words);
		keys_release(&keys);
	}
}

static const struct {
	const char *name, *first;
	int64_t gap;
	const char *then, *words;
} timed[] = {
	{"Escape alone", "\033", 1000, "", "Esc"},
	{"Escape, then a letter later", "\033", 200, "j", "Esc 'j'"},
	{"Escape, then a letter at once is Alt", "\033", 10, "j", "M-j"},
	{"Escape twice", "\033", 200, "\033", "Esc Esc"},
	{"Escape twice at once", "\033\033", 200, "", "Esc Esc"},
	{"Escape and Enter at once", "\033\r", 0, "", "Esc Enter"},
	{"Alt and a sign another key begins with", "\033X", 200, "z", "M-x 'z'"},
	{"Escape and Up at once", "\033\033[A", 0, "", "Esc Up"},
	{"Escape, then [ much later, is a letter", "\033", 4000, "[x", "Esc '[' 'x'"},
	{"late tail", "\033", 300, "[1;5A", "Esc"},
	{"late tail, then a key", "\033", 300, "OAj", "Esc 'j'"},
	{"a key between ends the waiting for a tail", "\033", 300, "j[", "Esc 'j' '['"},
	{"sequence that never ends", "\033[1;", 4000, "x", "'x'"},
	{"sequence broken off by a key", "\033[1;", 10, "\r", "Enter"},
	{"character broken off", "\xe2\x82", 10, "x", "Garbled 'x'"},
	{"character broken off by Escape", "\xe2\x82", 10, "\033[A", "Garbled Up"},
	{"wrong bytes", "\xff\xfe\x80\xc0", 10, "x", "Garbled Garbled Garbled Garbled 'x'"},
	{"C1 control", "\xc2\x9b", 10, "A", "'A'"},
	{"surrogate", "\xed\xa0\x80", 10, "x", "Garbled 'x'"},
	{"paste without end", "\033[200~abc", 1500, "x", "paste:abc 'x'"},
	{"paste without end, then its end", "\033[200~abc", 1500, "\033[201~x", "paste:abc 'x'"},
	{"paste in two parts", "\033[200~abc", 900, "def\033[201~", "paste:abcdef"},
	{"paste that ends late in its mark", "\033[200~abc\033[20", 900, "1~", "paste:abc"},
	{"paste without end, then Ctrl-C", "\033[200~abc\003", 150, "x", "paste:abc C-c 'x'"},
	{"paste without end, then Ctrl-C after a while", "\033[200~abc", 600, "\003", "paste:abc C-c"},
	{"paste without end, then Ctrl-C again and again", "\033[200~abc\003\003", 90, "\003", "paste:abc C-c"},
	{"Ctrl-C in a paste that goes on is text", "\033[200~abc\003", 90, "def\033[201~x", "paste:abc\003def 'x'"},
	{"Ctrl-C before the end mark is text", "\033[200~abc\003", 90, "\033[201~", "paste:abc\003"},
	{"Ctrl-C in half an end mark", "\033[200~abc\033[20\003", 150, "", "paste:abc\033[20 C-c"},
	{"two answers", "\033]10;rgb:0/0/0\007\033]11;", 200, "rgb:f/f/f\007", ""},
	{"an arrow in an answer", "\033]11;rgb", 10, "\033[A", "Up"},
	{"Escape, then ] and a letter", "\033", 300, "]so", "Esc ']' 's' 'o'"},
	{"Escape, then P alone", "\033", 300, "P", "Esc 'P'"},
	{"Escape in an answer, then a letter", "\033]11;rgb\033", 200, "j", "Esc 'j'"},
	{"Escape in an answer, and nothing", "\033]11;rgb\033", 3000, "", "Esc"},
	{"an answer that never ends", "\033]11;rgb", 4000, "x", "'x'"},
	{"an answer, and Enter", "\033]11;rgb", 10, "\rx", "Enter 'x'"},
	{"late paste is still a paste", "\033", 300, "[200~rm\r\033[201~", "Esc paste:rm\n"},
};

static void timed_sequences(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(timed); i++) {
		struct keys keys = begin();
		struct told told = {.escape_at = -1};
		int64_t now = 1000;
		feed(&keys, timed[i].first, strlen(timed[i].first), now, &told);
		pass(&keys, &now, now + timed[i].gap, &told);
		feed(&keys, timed[i].then, strlen(timed[i].then), now, &told);
		pass(&keys, &now, now + 3000, &told);
		if (strcmp(told.words, timed[i].words) != 0)
			fail_msg("%s: got <%s>, expected <%s>", timed[i].name, told.words, timed[i].words);
		keys_release(&keys);
	}
}

static void long_sequences_are_swallowed(void **state)
{
	struct keys keys = begin();
	struct told told = {.escape_at = -1};

	(void)state;
	feed(&keys, "\033[", 2, 0, &told);
	for (int i = 0; i < 5000; i++)
		feed(&keys, "1;", 2, 0, &told);
	feed(&keys, "Ax", 2, 0, &told);
	assert_string_equal(told.words, "'x'");
	keys_release(&keys);
}

/* An answer is no longer than that: what goes on is typed. */
static void endless_answers_end(void **state)
{
	struct keys keys = begin();
	struct told told = {.escape_at = -1};

	(void)state;
	feed(&keys, "\033]1", 3, 1000, &told);
	for (int i = 0; i < 1024; i++)
		feed(&keys, "1", 1, 1000, &told);
	assert_true(strstr(told.words, "'1'") && strlen(told.words) < 20);
	keys_release(&keys);
}

static void pastes_are_cut_at_64_KiB(void **state)
{
	struct keys keys = begin();
	struct event ev = {0};
	bool came = false;

	(void)state;
	for (const char *at = "\033[200~"; *at; at++)
		assert_false(keys_feed(&keys, (unsigned char)*at, 0, &ev));
	for (int i = 0; i < 1024 * 1024; i++) /* two-byte characters: the cut falls between them */
		assert_false(keys_feed(&keys, i % 2 ? 0xA9 : 0xC3, 0, &ev));
	for (const char *at = "\033[201~"; *at; at++)
		came = keys_feed(&keys, (unsigned char)*at, 0, &ev);
	assert_true(came);
	assert_int_equal(ev.type, EV_PASTE);
	assert_int_equal(ev.len, PASTE_MOST);
	assert_int_equal(ev.number, 1);
	assert_true(text_valid(ev.text, ev.len, NULL));
	assert_true(keys.paste.text.room < 4 * PASTE_MOST);
	keys_release(&keys);
}

static void much_text_at_once_is_a_paste(void **state)
{
	static const struct {
		const char *name, *bytes, *then;
		int64_t gap;
		const char *words;
	} bursts[] = {
		{"a word is typed", "quit", "", 0, "'q' 'u' 'i' 't'"},
		{"a long text",
			"0123456789012345678901234567890123456789012345678901234567890123\r", "q", 500,
			"paste:0123456789012345678901234567890123456789012345678901234567890123\n 'q'"},
		{"in two parts",
			"0123456789012345678901234567890123456789012345678901234567890123", "4\t5", 20,
			"paste:01234567890123456789012345678901234567890123456789012345678901234\t5"},
		{"a key after it ends it",
			"0123456789012345678901234567890123456789012345678901234567890123", "\033[A", 20,
			"paste:0123456789012345678901234567890123456789012345678901234567890123 Up"},
		{"with a control in it, they are keys",
			"aa\003aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "", 0, NULL},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bursts); i++) {
		struct keys keys = begin();
		struct told told = {.escape_at = -1};
		int64_t now = 1000;
		keys_burst(&keys, (const unsigned char *)bursts[i].bytes, strlen(bursts[i].bytes));
		feed(&keys, bursts[i].bytes, strlen(bursts[i].bytes), now, &told);
		pass(&keys, &now, now + bursts[i].gap, &told);
		feed(&keys, bursts[i].then, strlen(bursts[i].then), now, &told);
		pass(&keys, &now, now + 3000, &told);
		bool good = bursts[i].words ? !strcmp(told.words, bursts[i].words) : strstr(told.words, "C-c") != NULL;
		if (!good)
			fail_msg("%s: got <%s>", bursts[i].name, told.words);
		keys_release(&keys);
	}
}

static void learned_keys_begin_with_escape(void **state)
{
	struct keys keys = begin();
	struct told told = {.escape_at = -1};

	(void)state;
	keys_learn(&keys, "\013", PRESS_UP); /* ADM-3A */
	keys_learn(&keys, "", PRESS_UP);
	for (int i = 0; i < 100; i++)
		keys_learn(&keys, "\033Qx", PRESS_DOWN);
	feed(&keys, "\013\033Qx", 4, 0, &told);
	assert_string_equal(told.words, "C-k Down");
	keys_release(&keys);
}

/* Any bytes at any times: no event carries what is no character, and everything ends. */
static void any_bytes_at_any_time(void **state)
{
	static const char likely[] = "\033\033\033[[O01279;~ABCHFPM$xq\r\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xff";
	static const char some_text[] = "so much text that nobody could have typed it in the time that it took";
	unsigned seed = 20261122;
	int64_t now = 0;
	struct keys keys = begin();
	struct event ev = {0};

	(void)state;
	for (int i = 0; i < 300000; i++) {
		seed = seed * 1103515245u + 12345u;
		unsigned roll = seed >> 16;
		now += roll % 7 == 0 ? roll % 700 : 0;
		while (keys_tick(&keys, now, &ev))
			assert_true(ev.type == EV_KEY || text_valid(ev.text, ev.len, NULL));
		seed = seed * 1103515245u + 12345u;
		if (roll % 997 == 0)
			keys_burst(&keys, (const unsigned char *)some_text, sizeof some_text - 1);
		unsigned char byte = (unsigned char)(seed >> 16);
		if (roll % 4)
			byte = (unsigned char)likely[(seed >> 16) % (sizeof likely - 1)];
		if (keys_feed(&keys, byte, now, &ev) && ev.type == EV_KEY && ev.key.press == PRESS_TEXT)
			assert_true(ev.key.point >= 0x20 && (ev.key.point < 0x7F || ev.key.point >= 0xA0));
		while (keys_tick(&keys, now, &ev))
			assert_true(ev.type == EV_KEY || text_valid(ev.text, ev.len, NULL));
		assert_true(keys.nbytes <= sizeof keys.bytes);
	}
	now += 10000;
	while (keys_tick(&keys, now, &ev))
		;
	assert_int_equal(keys_deadline(&keys), -1);
	keys_release(&keys);
}

/* A phrase may have been pasted. */
static void what_was_given_out_can_be_forgotten(void **state)
{
	static const char bytes[] = "\033[200~zauberwort\033[201~";
	static const unsigned char none[64];
	struct keys keys;
	struct event ev = {0};
	bool given = false;

	(void)state;
	keys_begin(&keys, DELAY, false);
	for (size_t i = 0; i < sizeof bytes - 1; i++) {
		keys_forget(&keys); /* what is not whole stays */
		given = keys_feed(&keys, (unsigned char)bytes[i], 0, &ev);
	}
	assert_true(given);
	assert_int_equal(ev.len, 10);
	char *at = keys.paste.text.at;
	keys_forget(&keys);
	assert_memory_equal(at, none, 10);
	assert_memory_equal(keys.bytes + keys.nbytes, none, sizeof keys.bytes - keys.nbytes);
	keys_release(&keys);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clicks_name_their_row),
		cmocka_unit_test(whole_sequences),
		cmocka_unit_test(split_sequences),
		cmocka_unit_test(slow_lines),
		cmocka_unit_test(timed_sequences),
		cmocka_unit_test(long_sequences_are_swallowed),
		cmocka_unit_test(endless_answers_end), cmocka_unit_test(pastes_are_cut_at_64_KiB),
		cmocka_unit_test(much_text_at_once_is_a_paste),
		cmocka_unit_test(learned_keys_begin_with_escape),
		cmocka_unit_test(what_was_given_out_can_be_forgotten),
		cmocka_unit_test(any_bytes_at_any_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
