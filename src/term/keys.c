/* SPDX-License-Identifier: MIT */
#include "term/keys.h"

#include <assert.h>
#include <string.h>

#define ESC        0x1B
#define CSI        0x9B /* "ESC [" of a terminal that sends 8-bit controls (ECMA-48, 5.3): no character of UTF-8 begins so */
#define SS3        0x8F /* "ESC O" of one */
#define OSC        0x9D /* "ESC ]" of one */
#define DCS        0x90 /* "ESC P" of one */
#define ST         0x9C /* "ESC \\" of one */
#define BEL        0x07
#define CTRL_C     0x03
#define TAIL_MS    2500 /* a tail later than this is something the person typed */
#define STRING_MOST 1024 /* bytes of an answer; what is longer is none */
#define PASTE_MS   1000
#define LOOSE_MS   100  /* silence that ends a paste without brackets, or one after Ctrl-C */

static const char paste_end[] = "\033[201~";
#define PASTE_END_LEN (sizeof paste_end - 1)

/* The last letter of CSI and SS3 sequences; small ones are rxvt's with Shift or Control held. */
static const enum press letters[128] = {
	['A'] = PRESS_UP, ['B'] = PRESS_DOWN, ['C'] = PRESS_RIGHT, ['D'] = PRESS_LEFT, ['F'] = PRESS_END,
	['H'] = PRESS_HOME, ['P'] = PRESS_F1, ['Z'] = PRESS_BACKTAB,
	['a'] = PRESS_UP, ['b'] = PRESS_DOWN, ['c'] = PRESS_RIGHT, ['d'] = PRESS_LEFT,
};

/* The number of CSI n ~ sequences (VT220, Linux console, rxvt). */
static const enum press numbers[] = {
	[1] = PRESS_HOME, [3] = PRESS_DELETE, [4] = PRESS_END, [5] = PRESS_PAGE_UP, [6] = PRESS_PAGE_DOWN,
	[7] = PRESS_HOME, [8] = PRESS_END, [11] = PRESS_F1,
};
#define NUMBERS (sizeof numbers / sizeof numbers[0])
#define PASTE_START 200

/* The number pad in application mode: SS3 letter, the sign on the key. */
static const char pad[128] = {
	['p'] = '0', ['q'] = '1', ['r'] = '2', ['s'] = '3', ['t'] = '4', ['u'] = '5', ['v'] = '6', ['w'] = '7',
	['x'] = '8', ['y'] = '9', ['j'] = '*', ['k'] = '+', ['l'] = ',', ['m'] = '-', ['n'] = '.', ['o'] = '/', ['X'] = '=',
};

/* Control strings (ECMA-48, 5.6) by their letter after ESC, with what the answers of terminals begin with: colours, versions,
 * capabilities, pictures. So Alt with such a letter and what is typed after it stay keys. */
static const char *const strings[128] = {[']'] = "0123456789", ['P'] = "0123456789>!$", ['_'] = "G"};

/* What the bytes held so far are. */
enum reading {
	READ_MORE,   /* not whole */
	READ_KEY,
	READ_NOISE,  /* whole, and means nothing here */
	READ_PASTE,  /* a paste begins */
};

/* -- Single bytes ------------------------------------------------------------------------------ */

static struct key plain(enum press press)
{
	return (struct key){.press = press};
}

/* Control characters; never called with Escape. */
static struct key control(unsigned char byte)
{
	switch (byte) {
	case '\r':
	case '\n': return plain(PRESS_ENTER);
	case '\t': return plain(PRESS_TAB);
	case '\b':
	case 0x7F: return plain(PRESS_BACKSPACE);
	}
	return (struct key){.press = PRESS_CTRL, .point = byte >= 1 && byte <= 26 ? byte + 'a' - 1u : byte + '@' + 0u};
}

static bool is_control(unsigned char byte)
{
	return byte < 0x20 || byte == 0x7F;
}

static uint32_t lower(uint32_t point)
{
	return point >= 'A' && point <= 'Z' ? point + 'a' - 'A' : point;
}

/* -- Whole or not ------------------------------------------------------------------------------ */

static size_t character_len(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 3;
	return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/* A character above ASCII, as text or with Alt. */
static enum reading read_character(const unsigned char *at, size_t n, enum press press, struct key *key)
{
	size_t want = character_len(at[0]), size;

	if (want == 0 || (n >= want && !text_valid((const char *)at, want, NULL)))
		return READ_NOISE;
	if (n < want)
		return READ_MORE;
	*key = (struct key){.press = press, .point = text_point((const char *)at, n, &size)};
	return key->point < 0xA0 ? READ_NOISE : READ_KEY; /* C1 controls are no text */
}

static enum reading read_letter(const enum press *table, unsigned char letter, struct key *key)
{
	*key = plain(table[letter & 0x7F]);
	return key->press == PRESS_TEXT ? READ_NOISE : READ_KEY; /* PRESS_TEXT is 0: not in the table */
}

static_assert(PRESS_TEXT == 0, "an empty place in a table of presses is no key");

static enum reading read_number(const unsigned char *at, size_t n, struct key *key)
{
	unsigned number = 0;

	for (size_t i = 0; i < n && at[i] >= '0' && at[i] <= '9' && number < 1000; i++)
		number = number * 10 + at[i] - '0';
	if (number == PASTE_START)
		return READ_PASTE;
	if (number >= NUMBERS)
		return READ_NOISE;
	*key = plain(numbers[number]);
	return key->press == PRESS_TEXT ? READ_NOISE : READ_KEY;
}

/* What follows ESC [ : ECMA-48 parameters and a final byte; '$' ends too (rxvt), and ESC [ [ x is the Linux
 * console's. */
static enum reading read_csi(const unsigned char *at, size_t n, struct key *key)
{
	if (n == 0)
		return READ_MORE;
	unsigned char last = at[n - 1];
	if (at[0] == '[') {
		if (n == 1)
			return READ_MORE;
		*key = plain(PRESS_F1);
		return last == 'A' ? READ_KEY : READ_NOISE;
	}
	bool private = at[0] >= '<' && at[0] <= '?';
	if (last == '$' && !private)
		return read_number(at, n, key);
	if (last < 0x40)
		return READ_MORE;
	if (private)
		return READ_NOISE;
	if (last == '~' || last == '^' || last == '@')
		return read_number(at, n, key);
	return read_letter(letters, last, key);
}

/* What follows ESC O : a letter, before it perhaps a digit for what is held. */
static enum reading read_ss3(const unsigned char *at, size_t n, struct key *key)
{
	if (n == 0 || at[n - 1] < 0x40)
		return READ_MORE;
	unsigned char last = at[n - 1] & 0x7F;
	if (pad[last]) {
		*key = (struct key){.press = PRESS_TEXT, .point = (uint32_t)pad[last]};
		return READ_KEY;
	}
	if (last == 'M' || last == 'I') {
		*key = plain(last == 'M' ? PRESS_ENTER : PRESS_TAB);
		return READ_KEY;
	}
	return read_letter(letters, last, key);
}

static enum reading read_learned(const struct keys *keys, struct key *key)
{
	bool begins = false;

	for (size_t i = 0; i < keys->nlearned; i++) {
		size_t len = keys->learned[i].len;
		if (keys->nbytes > len || memcmp(keys->bytes, keys->learned[i].bytes, keys->nbytes) != 0)
			continue;
		if (keys->nbytes == len) {
			*key = plain(keys->learned[i].press);
			return READ_KEY;
		}
		begins = true;
	}
	return begins ? READ_MORE : READ_NOISE;
}

static enum reading read_alt(const struct keys *keys, struct key *key)
{
	if (keys->bytes[1] >= 0x80)
		return read_character(keys->bytes + 1, keys->nbytes - 1, PRESS_ALT, key);
	*key = (struct key){.press = PRESS_ALT, .point = lower(keys->bytes[1])};
	return READ_KEY;
}

/* What follows ESC [ < : button, column and row (from 1), then M where it goes down (xterm, mode 1006). The wheel is an arrow. */
static enum reading read_mouse(const unsigned char *at, size_t n, struct key *key)
{
	unsigned told[3] = {0}, which = 0;

	if (n == 0 || at[n - 1] < 0x40)
		return READ_MORE;
	for (size_t i = 0; i + 1 < n; i++) {
		if (at[i] == ';' && ++which == 3)
			return READ_NOISE;
		if (at[i] >= '0' && at[i] <= '9' && told[which] < 10000)
			told[which] = told[which] * 10 + at[i] - '0';
	}
	*key = told[0] == 0 ? (struct key){PRESS_CLICK, told[2] - 1} : plain(told[0] == 64 ? PRESS_UP : PRESS_DOWN);
	return which == 2 && at[n - 1] == 'M' && (told[0] == 0 || told[0] == 64 || told[0] == 65) && told[2] > 0 ? READ_KEY
		: READ_NOISE;
}

/* "ESC ]" and the like: Alt and a letter, or an answer. */
static bool opens_string(const struct keys *keys)
{
	return keys->nbytes == 2 && keys->bytes[0] == ESC && strings[keys->bytes[1] & 0x7F] && keys->bytes[1] < 0x80;
}

static enum reading read_held(const struct keys *keys, struct key *key)
{
	if (keys->bytes[0] != ESC)
		return read_character(keys->bytes, keys->nbytes, PRESS_TEXT, key);
	if (keys->nbytes == 1)
		return READ_MORE;
	enum reading learned = read_learned(keys, key);
	if (learned == READ_KEY)
		return READ_KEY;
	if (keys->mouse && keys->nbytes > 2 && keys->bytes[1] == '[' && keys->bytes[2] == '<')
		return read_mouse(keys->bytes + 3, keys->nbytes - 3, key);
	if (keys->bytes[1] == '[')
		return read_csi(keys->bytes + 2, keys->nbytes - 2, key);
	if (keys->bytes[1] == 'O')
		return read_ss3(keys->bytes + 2, keys->nbytes - 2, key);
	if (opens_string(keys))
		return READ_MORE;
	return learned == READ_MORE ? READ_MORE : read_alt(keys, key);
}

/* -- Events ------------------------------------------------------------------------------------ */

static bool give_key(struct event *ev, struct key key)
{
	ev->type = EV_KEY;
	ev->key = key;
	ev->text = NULL;
	ev->len = 0;
	ev->number = 0;
	return true;
}

static void forget_held(struct keys *keys)
{
	keys->nbytes = 0;
	keys->late = false;
}

static bool give_escape(struct keys *keys, struct event *ev)
{
	forget_held(keys);
	keys->string = 0;
	keys->opened = 0;
	return give_key(ev, plain(PRESS_ESCAPE));
}

static void begin_paste(struct keys *keys, bool loose)
{
	keys->pasting = true;
	keys->loose = loose;
	keys->paste_cut = keys->stopped = false;
	str_cut(&keys->paste, 0);
}

/* Takes out what is no UTF-8, and makes every kind of line end a newline. */
static void clean_paste(struct str *paste)
{
	size_t to = 0;

	for (size_t i = 0, size = 1; i < paste->len; i += size) {
		if (text_point(paste->at + i, paste->len - i, &size) == 0xFFFD && size == 1)
			continue;
		if (paste->at[i] == '\n' && i > 0 && paste->at[i - 1] == '\r')
			continue;
		memmove(paste->at + to, paste->at + i, size);
		to += size;
	}
	str_cut(paste, to);
	for (size_t i = 0; i < to; i++)
		if (paste->at[i] == '\r')
			paste->at[i] = '\n';
}

static bool give_paste(struct keys *keys, struct event *ev)
{
	keys->pasting = false;
	forget_held(keys);
	clean_paste(&keys->paste);
	ev->type = EV_PASTE;
	ev->key = plain(PRESS_OTHER);
	ev->text = str_text(&keys->paste);
	ev->len = keys->paste.len;
	ev->number = keys->paste_cut;
	return true;
}

static void add_paste(struct keys *keys, const void *bytes, size_t len)
{
	size_t room = KEYS_PASTE_MOST - keys->paste.len;

	if (len > room) {
		len = room;
		keys->paste_cut = true;
	}
	str_add(&keys->paste, bytes, len);
}

static bool is_text(unsigned char byte)
{
	return !is_control(byte) || byte == '\r' || byte == '\n' || byte == '\t';
}

static bool feed_loose(struct keys *keys, unsigned char byte, struct event *ev)
{
	if (is_text(byte)) {
		add_paste(keys, &byte, 1);
		return false;
	}
	keys->again = byte;
	return give_paste(keys, ev);
}

void keys_forget(struct keys *keys)
{
	if (!keys->pasting)
		str_cut(&keys->paste, 0);
	explicit_bzero(keys->bytes + keys->nbytes, sizeof keys->bytes - keys->nbytes);
}

static bool feed_paste(struct keys *keys, unsigned char byte, struct event *ev)
{
	if (keys->loose)
		return feed_loose(keys, byte, ev);
	keys->stopped = byte == CTRL_C;
	if (byte != (unsigned char)paste_end[keys->nbytes]) {
		add_paste(keys, paste_end, keys->nbytes);
		keys->nbytes = 0;
	}
	if (byte == (unsigned char)paste_end[keys->nbytes])
		keys->nbytes++;
	else
		add_paste(keys, &byte, 1);
	return keys->nbytes == PASTE_END_LEN && give_paste(keys, ev);
}

/* Its end mark never came: what there is, without the Ctrl-C at its end, which acts after it. */
static bool end_paste(struct keys *keys, struct event *ev)
{
	size_t len = keys->paste.len;

	while (keys->stopped && len > 0 && keys->paste.at[len - 1] == CTRL_C)
		len--;
	str_cut(&keys->paste, len);
	keys->again = keys->stopped ? CTRL_C : -1;
	return give_paste(keys, ev);
}

/* -- One byte ---------------------------------------------------------------------------------- */

/* After an Escape that was given alone, "[" or "O" soon after is more likely its tail than something typed. */
static bool is_awaited(const struct keys *keys, int64_t tick)
{
	return keys->alone >= 0 && tick - keys->alone <= TAIL_MS;
}

static bool is_late_tail(const struct keys *keys, unsigned char byte, int64_t tick)
{
	return is_awaited(keys, tick) && keys->opened == 0 && (byte == '[' || byte == 'O');
}

/* After "ESC ]" that was given as Alt for want of more. */
static bool is_tail_of_answer(const struct keys *keys, unsigned char byte, int64_t tick)
{
	return is_awaited(keys, tick) && keys->opened && byte && strchr(strings[keys->opened], byte);
}

static bool first_byte(struct keys *keys, unsigned char byte, int64_t tick, struct event *ev)
{
	bool late = is_late_tail(keys, byte, tick), eight = byte == CSI || byte == SS3 || byte == OSC || byte == DCS;

	bool answers = is_tail_of_answer(keys, byte, tick);

	late |= is_awaited(keys, tick) && byte < 0x80 && strings[byte] && keys->opened == 0;
	keys->alone = -1;
	if (answers) {
		keys->string = 1;
		return false;
	}
	if (late || eight) {
		memcpy(keys->bytes, (unsigned char[]){ESC, eight ? (unsigned char)(byte - 0x40) : byte}, 2);
		keys->nbytes = 2;
		keys->late = late;
		return false;
	}
	if (byte == ESC || byte >= 0x80) {
		keys->bytes[0] = byte;
		keys->nbytes = byte == ESC || character_len(byte) > 0;
		return false;
	}
	return give_key(ev, is_control(byte) ? control(byte) : (struct key){.press = PRESS_TEXT, .point = byte});
}

/* True when the byte cannot belong to what is held, so that it begins something new. */
static bool breaks_off(const struct keys *keys, unsigned char byte)
{
	bool continues = byte >= 0x80 && byte < 0xC0;

	if (keys->bytes[0] != ESC)
		return !continues;
	if (keys->nbytes == 1)
		return is_control(byte);
	return keys->bytes[1] >= 0x80 ? !continues : is_control(byte) || byte >= 0x80;
}

static bool next_byte(struct keys *keys, unsigned char byte, struct event *ev)
{
	struct key key;

	if (keys->nbytes == sizeof keys->bytes) /* far too long for a key: only its end matters */
		keys->nbytes--;
	keys->bytes[keys->nbytes++] = byte;
	enum reading reading = read_held(keys, &key);
	if (reading == READ_MORE)
		return false;
	bool swallowed = keys->late || keys->nbytes == sizeof keys->bytes;
	forget_held(keys);
	if (reading == READ_PASTE)
		begin_paste(keys, false);
	return reading == READ_KEY && !swallowed && give_key(ev, key);
}

/* -- Answers of the terminal, to somebody who asked before us: swallowed to their end ------------- */

/* No answer: Alt and a sign, or after an Escape that was given already the sign alone. */
static bool give_opener(struct keys *keys, struct event *ev)
{
	struct key key = {.press = PRESS_TEXT, .point = keys->bytes[1]};

	if (!keys->late)
		(void)read_alt(keys, &key);
	forget_held(keys);
	return give_key(ev, key);
}

/* What follows "ESC ]": an answer begins, or it was a key and this byte is still to be looked at. */
static bool begin_string(struct keys *keys, unsigned char byte, struct event *ev)
{
	if (!byte || !strchr(strings[keys->bytes[1]], byte)) {
		keys->again = byte;
		return give_opener(keys, ev);
	}
	forget_held(keys);
	keys->string = 1;
	return false;
}

/* False when the byte is none of the string's: it ended too late, is too long, or a key was pressed. */
static bool swallow(struct keys *keys, unsigned char byte, int64_t tick)
{
	bool ends = byte == BEL || byte == ST || (keys->nbytes == 1 && byte == '\\');
	bool stays = tick - keys->since <= TAIL_MS && keys->string < STRING_MOST && keys->nbytes == 0;

	keys->string = !ends && stays && (byte == ESC || !is_control(byte)) ? keys->string + 1 : 0;
	if (ends)
		forget_held(keys);
	else if (keys->string > 0 && byte == ESC)
		keys->bytes[keys->nbytes++] = byte;
	return ends || keys->string > 0;
}

/* An Escape that was none of an end, and came long before this byte. */
static bool is_late_escape(const struct keys *keys, unsigned char byte, int64_t tick)
{
	return keys->string > 0 && keys->nbytes == 1 && byte != '\\' && tick - keys->since >= keys->escape_delay;
}

static bool take(struct keys *keys, unsigned char byte, int64_t tick, struct event *ev)
{
	if (keys->pasting) {
		keys->since = tick;
		return feed_paste(keys, byte, ev);
	}
	if (is_late_escape(keys, byte, tick)) {
		keys->alone = keys->since;
		keys->since = tick;
		keys->again = byte;
		return give_escape(keys, ev);
	}
	if (keys->string > 0 && swallow(keys, byte, tick)) {
		keys->since = tick;
		return false;
	}
	if (keys->nbytes > 1 && keys->bytes[0] == ESC && tick - keys->since > TAIL_MS)
		forget_held(keys);
	keys->since = tick;
	if (keys->nbytes == 0)
		return first_byte(keys, byte, tick, ev);
	if (!breaks_off(keys, byte) && opens_string(keys))
		return begin_string(keys, byte, ev);
	if (!breaks_off(keys, byte))
		return next_byte(keys, byte, ev);

	bool escape = keys->nbytes == 1 && keys->bytes[0] == ESC;
	forget_held(keys);
	if (!escape)
		return first_byte(keys, byte, tick, ev);
	keys->again = byte; /* Escape, and right after it another key without a sign */
	return give_key(ev, plain(PRESS_ESCAPE));
}

/* -- What others call -------------------------------------------------------------------------- */

void keys_begin(struct keys *keys, int escape_delay)
{
	*keys = (struct keys){.escape_delay = escape_delay, .alone = -1, .again = -1};
}

void keys_release(struct keys *keys)
{
	str_release(&keys->paste);
	*keys = (struct keys){.alone = -1, .again = -1};
}

void keys_learn(struct keys *keys, const char *sequence, enum press press)
{
	size_t len = strlen(sequence), n = keys->nlearned;

	if (len < 2 || sequence[0] != ESC || len > sizeof keys->learned[0].bytes)
		return;
	if (n == sizeof keys->learned / sizeof keys->learned[0])
		return;
	memcpy(keys->learned[n].bytes, sequence, len);
	keys->learned[n].len = len;
	keys->learned[n].press = press;
	keys->nlearned++;
}

void keys_burst(struct keys *keys, const unsigned char *bytes, size_t len)
{
	if (len < KEYS_BURST || keys->pasting || keys->nbytes > 0 || keys->string > 0)
		return;
	for (size_t i = 0; i < len; i++)
		if (!is_text(bytes[i]))
			return;
	begin_paste(keys, true);
}

bool keys_feed(struct keys *keys, unsigned char byte, int64_t tick, struct event *ev)
{
	assert(keys->again < 0); /* keys_tick was called until it had nothing */
	return take(keys, byte, tick, ev);
}

/* "ESC x" held because a key of this terminal begins like that: nothing followed, so it was Alt and x. */
static bool is_waiting_alt(const struct keys *keys)
{
	if (opens_string(keys))
		return true;
	if (keys->nbytes != 2 || keys->bytes[0] != ESC || keys->late)
		return false;
	return keys->bytes[1] < 0x80 && keys->bytes[1] != '[' && keys->bytes[1] != 'O';
}

static bool is_waiting_escape(const struct keys *keys)
{
	return keys->nbytes == 1 && keys->bytes[0] == ESC;
}

int64_t keys_deadline(const struct keys *keys)
{
	if (keys->again >= 0)
		return keys->since;
	if (keys->pasting)
		return keys->since + (keys->loose || keys->stopped ? LOOSE_MS : PASTE_MS);
	if (keys->string > 0)
		return keys->nbytes > 0 ? keys->since + TAIL_MS : -1;
	return is_waiting_escape(keys) || is_waiting_alt(keys) ? keys->since + keys->escape_delay : -1;
}

bool keys_tick(struct keys *keys, int64_t tick, struct event *ev)
{
	struct key key;
	int64_t due = keys_deadline(keys);

	if (due < 0 || tick < due)
		return false;
	if (keys->again >= 0) {
		unsigned char byte = (unsigned char)keys->again;
		keys->again = -1;
		return take(keys, byte, tick, ev);
	}
	if (keys->pasting)
		return end_paste(keys, ev);
	if (is_waiting_escape(keys)) {
		keys->alone = tick;
		return give_escape(keys, ev);
	}
	if (opens_string(keys)) {
		keys->alone = keys->late ? -1 : tick;
		keys->opened = keys->bytes[1];
		return give_opener(keys, ev);
	}
	bool known = read_alt(keys, &key) == READ_KEY;
	forget_held(keys);
	return known && give_key(ev, key);
}
