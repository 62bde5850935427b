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

static bool give_garbled(struct event *ev)
{
	return give_key(ev, (struct key){.press = PRESS_GARBLED});
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
	return give_key(ev, (struct key){.press = PRESS_ESCAPE});
}

static bool give_paste(struct keys *keys, struct event *ev)
{
	paste_give(&keys->paste, ev);
	return true;
}

static bool feed_paste(struct keys *keys, unsigned char byte, struct event *ev)
{
	enum pasted pasted = paste_feed(&keys->paste, byte);

	if (pasted == PASTE_ENDS_BEFORE)
		keys->again = byte;
	return pasted != PASTE_GOES_ON && give_paste(keys, ev);
}

static bool end_paste(struct keys *keys, struct event *ev)
{
	keys->again = paste_end(&keys->paste) ? CTRL_C : -1;
	return give_paste(keys, ev);
}

/* Whether a terminal's answer that began with ESC and `letter` goes on with the byte. */
static bool goes_on_answering(unsigned char letter, unsigned char byte)
{
	return byte && strchr(dialect_answers(letter), byte);
}

/* "ESC ]" and the like: Alt and a letter, or an answer. */
static bool opens_string(const struct keys *keys)
{
	return keys->nbytes == 2 && keys->bytes[0] == ESC && dialect_answers(keys->bytes[1]) != NULL;
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
	return is_awaited(keys, tick) && keys->opened && goes_on_answering(keys->opened, byte);
}

static bool first_byte(struct keys *keys, unsigned char byte, int64_t tick, struct event *ev)
{
	bool late = is_late_tail(keys, byte, tick), eight = byte == CSI || byte == SS3 || byte == OSC || byte == DCS;
	bool answers = is_tail_of_answer(keys, byte, tick);
	struct key key;

	late |= is_awaited(keys, tick) && dialect_answers(byte) && keys->opened == 0;
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
	enum reading reading = dialect_read(&keys->dialect, &byte, 1, &key);
	if (reading == READ_MORE)
		keys->bytes[keys->nbytes++] = byte;
	return reading == READ_GARBLED ? give_garbled(ev) : reading == READ_KEY && give_key(ev, key);
}

static bool next_byte(struct keys *keys, unsigned char byte, struct event *ev)
{
	struct key key;

	if (keys->nbytes == sizeof keys->bytes) /* far too long for a key: only its end matters */
		keys->nbytes--;
	keys->bytes[keys->nbytes++] = byte;
	enum reading reading = dialect_read(&keys->dialect, keys->bytes, keys->nbytes, &key);
	if (reading == READ_MORE)
		return false;
	bool swallowed = keys->late || keys->nbytes == sizeof keys->bytes;
	forget_held(keys);
	if (reading == READ_PASTE)
		paste_begin(&keys->paste, false);
	if (reading == READ_GARBLED)
		return give_garbled(ev);
	return reading == READ_KEY && !swallowed && give_key(ev, key);
}

/* -- Answers of the terminal, to somebody who asked before us: swallowed to their end ------------- */

/* No answer: Alt and a sign, or after an Escape that was given already the sign alone. */
static bool give_opener(struct keys *keys, struct event *ev)
{
	unsigned char sign = keys->bytes[1];
	struct key key = keys->late ? (struct key){.press = PRESS_TEXT, .point = sign} : dialect_alt(sign);

	forget_held(keys);
	return give_key(ev, key);
}

/* What follows "ESC ]": an answer begins, or it was a key and this byte is still to be looked at. */
static bool begin_string(struct keys *keys, unsigned char byte, struct event *ev)
{
	if (!goes_on_answering(keys->bytes[1], byte)) {
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

	keys->string = !ends && stays && (byte == ESC || (byte >= ' ' && byte != 0x7F)) ? keys->string + 1 : 0;
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
	if (keys->paste.open) {
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
	bool breaks_off = dialect_breaks_off(keys->bytes, keys->nbytes, byte);
	if (!breaks_off && opens_string(keys))
		return begin_string(keys, byte, ev);
	if (!breaks_off)
		return next_byte(keys, byte, ev);

	bool escape = keys->nbytes == 1 && keys->bytes[0] == ESC, character = keys->bytes[0] >= 0x80;
	forget_held(keys);
	if (!escape && !character)
		return first_byte(keys, byte, tick, ev);
	keys->again = byte; /* Escape, and right after it another key without a sign; or a character that is not whole */
	if (character)
		return give_garbled(ev);
	return give_key(ev, (struct key){.press = PRESS_ESCAPE});
}

/* -- What others call -------------------------------------------------------------------------- */

void keys_begin(struct keys *keys, int escape_delay, bool mouse)
{
	*keys = (struct keys){.escape_delay = escape_delay, .alone = -1, .again = -1, .dialect.mouse = mouse};
}

void keys_release(struct keys *keys)
{
	paste_release(&keys->paste);
	*keys = (struct keys){.alone = -1, .again = -1};
}

void keys_learn(struct keys *keys, const char *sequence, enum press press)
{
	dialect_learn(&keys->dialect, sequence, press);
}

void keys_burst(struct keys *keys, const unsigned char *bytes, size_t len)
{
	if (!keys->paste.open && keys->nbytes == 0 && keys->string == 0 && paste_is_burst(bytes, len))
		paste_begin(&keys->paste, true);
}

void keys_forget(struct keys *keys)
{
	paste_forget(&keys->paste);
	explicit_bzero(keys->bytes + keys->nbytes, sizeof keys->bytes - keys->nbytes);
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
	if (keys->paste.open)
		return keys->since + paste_patience(&keys->paste);
	if (keys->string > 0)
		return keys->nbytes > 0 ? keys->since + TAIL_MS : -1;
	return is_waiting_escape(keys) || is_waiting_alt(keys) ? keys->since + keys->escape_delay : -1;
}

bool keys_tick(struct keys *keys, int64_t tick, struct event *ev)
{
	int64_t due = keys_deadline(keys);

	if (due < 0 || tick < due)
		return false;
	if (keys->again >= 0) {
		unsigned char byte = (unsigned char)keys->again;
		keys->again = -1;
		return take(keys, byte, tick, ev);
	}
	if (keys->paste.open)
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
	forget_held(keys);
	return give_key(ev, dialect_alt(keys->bytes[1]));
}
