/* SPDX-License-Identifier: MIT */
#include "io/vault.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#include "base/mem.h"
#include "io/fs.h"
#include "io/recovery.h"
#include "io/vault_file.h"

#define WORK_LEAST 250 /* ms a new phrase's check is to take on this computer */

static_assert(VAULT_EXTRA == NONCE + TAG, "as published");

/* Sub-keys by crypto_kdf, number 1 of each context. */
static const char contexts[][crypto_kdf_CONTEXTBYTES + 1] = {
	[VAULT_ENTRY] = "attEntry", [VAULT_DRAFT] = "attDraft", [VAULT_INDEX] = "attIndex" };
static const char renewing[] = "attRenew";

/* In guarded memory (sodium_malloc). */
struct vault {
	unsigned char id[ID];
	unsigned char key[KEY];  /* wraps nothing, seals nothing: the sub-keys come of it */
	unsigned char old[KEY];  /* the one before, while `renews` */
	bool renews;
	bool has_code;
	bool by_code;
	bool may_swap;
};

static bool ready(void)
{
	return sodium_init() >= 0;
}

/* -- Keys ------------------------------------------------------------------------------------- */

/* A scribe that is forked later must not have a copy of them: its pages of this are not there. */
static void keep_from_children(const void *at)
{
#ifdef MADV_DONTFORK
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), from = (uintptr_t)at / page * page;
	(void)madvise((void *)from, page, MADV_DONTFORK); /* where it is refused they are wiped all the same when it ends */
#else
	(void)at;
#endif
}

static struct vault *vault_new(void)
{
	struct vault *vault = ready() ? sodium_malloc(sizeof *vault) : NULL;
	if (!vault)
		return NULL;
	memset(vault, 0, sizeof *vault);
	vault->may_swap = sodium_mlock(vault, sizeof *vault) != 0;
	keep_from_children(vault);
	return vault;
}

void vault_close(struct vault *vault)
{
	if (vault)
		sodium_free(vault); /* wipes */
}

/* The key that a phrase gives. */
static enum lock_end derive(unsigned char key[KEY], const char *phrase, const unsigned char salt[SALT], uint32_t memory,
	uint32_t times)
{
	struct str normal = { 0 };
	if (!text_nfc(phrase, strlen(phrase), &normal))
		return LOCK_WRONG; /* no keyboard types what is no text */
	int done = crypto_pwhash(key, KEY, str_text(&normal), normal.len, salt, times, (size_t)memory * 1024,
		crypto_pwhash_ALG_ARGON2ID13);
	str_release(&normal);
	return done == 0 ? LOCK_DONE : LOCK_NO_MEMORY;
}

static int64_t tick(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* How often this computer does it in WORK_LEAST, at least the floor. */
static enum lock_end times_here(uint32_t *times)
{
	unsigned char key[KEY];
	static const unsigned char salt[SALT];
	int64_t before = tick();
	enum lock_end end = derive(key, "a phrase of some length", salt, MEMORY_LEAST, TIMES_LEAST);
	int64_t took = tick() - before;
	sodium_memzero(key, sizeof key);
	int64_t wanted = (WORK_LEAST * TIMES_LEAST + took - 1) / (took > 0 ? took : 1);
	*times = (uint32_t)(wanted < TIMES_LEAST ? TIMES_LEAST : wanted > TIMES_MADE ? TIMES_MADE : wanted);
	return end;
}

static void sub_key(unsigned char out[KEY], const unsigned char key[KEY], const char *context)
{
	crypto_kdf_derive_from_key(out, KEY, 1, context, key);
}

static void code_key(unsigned char key[KEY], const unsigned char bytes[RECOVERY_BYTES], const unsigned char id[ID])
{
	crypto_generichash_state state;
	static const char what[] = "attune recovery 1";
	crypto_generichash_init(&state, bytes, RECOVERY_BYTES, KEY);
	crypto_generichash_update(&state, (const unsigned char *)what, sizeof what - 1);
	crypto_generichash_update(&state, id, ID);
	crypto_generichash_final(&state, key, KEY);
	sodium_memzero(&state, sizeof state);
}

/* -- The header ------------------------------------------------------------------------------- */

/* `at` points to a nonce with its wrap behind it; everything before the nonce is bound to it. */
static void wrap(unsigned char *header, size_t at, const unsigned char wrapping[KEY], const unsigned char key[KEY])
{
	randombytes_buf(header + at, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		header + at + NONCE, NULL, key, KEY, header, at, NULL, header + at, wrapping);
}

static bool unwrap(const unsigned char *header, size_t at, const unsigned char wrapping[KEY], unsigned char key[KEY])
{
	return crypto_aead_xchacha20poly1305_ietf_decrypt(key, NULL, NULL, header + at + NONCE, WRAP, header, at,
		       header + at, wrapping) == 0;
}

/* Everything of a header but the wraps, which need keys. */
static enum lock_end header_begin(unsigned char *header, const struct vault *vault, uint32_t *times)
{
	enum lock_end end = times_here(times);
	memcpy(header, vault_magic, sizeof vault_magic);
	vault_put_16(header + AT_VERSION, 1);
	vault_put_16(header + AT_METHOD, 1);
	memcpy(header + AT_ID, vault->id, ID);
	vault_put_32(header + AT_MEMORY, MEMORY_LEAST);
	vault_put_32(header + AT_TIMES, *times);
	randombytes_buf(header + AT_SALT, SALT);
	return end;
}

static void wrap_for_code(unsigned char *header, const unsigned char key[KEY], char code[VAULT_CODE_SIZE])
{
	unsigned char bytes[RECOVERY_BYTES], wrapping[KEY];
	randombytes_buf(bytes, sizeof bytes);
	recovery_write(bytes, code);
	code_key(wrapping, bytes, header + AT_ID);
	wrap(header, AT_NONCE_2, wrapping, key);
	sodium_memzero(bytes, sizeof bytes);
	sodium_memzero(wrapping, sizeof wrapping);
}

/* A header for this key and phrase; its length in *len. */
static enum lock_end header_make(unsigned char header[HEADER_LONG], size_t *len, const struct vault *vault,
	const unsigned char key[KEY], const char *phrase, char *code)
{
	unsigned char wrapping[KEY];
	uint32_t times;
	enum lock_end end = header_begin(header, vault, &times);
	if (end == LOCK_DONE)
		end = derive(wrapping, phrase, header + AT_SALT, MEMORY_LEAST, times);
	if (end == LOCK_DONE) {
		wrap(header, AT_NONCE, wrapping, key);
		vault_put_32(header + AT_FLAGS, code ? FLAG_RECOVERY : 0);
		if (code)
			wrap_for_code(header, key, code);
		*len = code ? HEADER_LONG : HEADER_SHORT;
		vault_put_32(header + *len - 4, vault_file_crc(header, *len - 4));
	}
	sodium_memzero(wrapping, sizeof wrapping);
	return end;
}

/* -- Making and opening ----------------------------------------------------------------------- */

static struct vault *give(struct vault *vault, enum lock_end got, enum lock_end *end)
{
	*end = got;
	if (got == LOCK_DONE)
		return vault;
	vault_close(vault);
	return NULL;
}

struct vault *vault_make(const char *folder, const char *phrase, char code[VAULT_CODE_SIZE], enum lock_end *end, struct err *err)
{
	unsigned char header[HEADER_LONG];
	size_t len = 0;
	struct vault *vault = vault_new();
	if (!vault)
		return give(NULL, LOCK_NO_MEMORY, end);
	if (vault_is_there(folder))
		return give(vault, LOCK_EXISTS, end);
	randombytes_buf(vault->id, ID);
	randombytes_buf(vault->key, KEY);
	vault->has_code = code != NULL;
	enum lock_end got = header_make(header, &len, vault, vault->key, phrase, code);
	if (got == LOCK_DONE)
		got = vault_file_write(folder, header, len, true, err);
	return give(vault, got, end);
}

/* With the code first: that costs nothing. Few phrases look like one. */
static enum lock_end open_header(struct vault *vault, const unsigned char *header, const char *phrase)
{
	unsigned char wrapping[KEY], bytes[RECOVERY_BYTES];
	memcpy(vault->id, header + AT_ID, ID);
	vault->has_code = vault_get_32(header + AT_FLAGS) & FLAG_RECOVERY;
	bool open = false;
	if (vault->has_code && recovery_read(phrase, bytes)) {
		code_key(wrapping, bytes, vault->id);
		open = vault->by_code = unwrap(header, AT_NONCE_2, wrapping, vault->key);
	}
	enum lock_end end = LOCK_DONE;
	if (!open) {
		end = derive(wrapping, phrase, header + AT_SALT, vault_get_32(header + AT_MEMORY), vault_get_32(header + AT_TIMES));
		open = end == LOCK_DONE && unwrap(header, AT_NONCE, wrapping, vault->key);
	}
	sodium_memzero(bytes, sizeof bytes);
	sodium_memzero(wrapping, sizeof wrapping);
	return end == LOCK_DONE && !open ? LOCK_WRONG : end;
}

/* The key before, if its change was never finished. What this key does not open is a left-over, and no trouble. */
static void read_renewed(struct vault *vault, const char *folder)
{
	struct str bytes = { 0 };
	unsigned char sub[KEY];
	sub_key(sub, vault->key, renewing);
	if (vault_file_read(folder, VAULT_RENEWED, &bytes, NULL) == LOCK_DONE && bytes.len == NONCE + WRAP) {
		const unsigned char *at = (const unsigned char *)bytes.at;
		vault->renews = crypto_aead_xchacha20poly1305_ietf_decrypt(
					vault->old, NULL, NULL, at + NONCE, WRAP, vault->id, ID, at, sub) == 0;
	}
	sodium_memzero(sub, sizeof sub);
	str_release(&bytes);
}

struct vault *vault_open(const char *folder, const char *phrase, enum lock_end *end, struct err *err)
{
	struct str bytes = { 0 };
	struct vault *vault = vault_new();
	if (!vault)
		return give(NULL, LOCK_NO_MEMORY, end);
	enum lock_end got = vault_file_read(folder, VAULT_FILE, &bytes, err);
	const unsigned char *header = (const unsigned char *)str_text(&bytes);
	if (got == LOCK_DONE)
		got = vault_file_judge(header, bytes.len);
	if (got == LOCK_DONE)
		got = open_header(vault, header, phrase);
	if (got == LOCK_DONE)
		read_renewed(vault, folder);
	str_release(&bytes);
	return give(vault, got, end);
}

/* -- Changing --------------------------------------------------------------------------------- */

static enum lock_end change(struct vault *vault, const char *folder, const unsigned char key[KEY], const char *phrase,
	char *code, struct err *err)
{
	unsigned char header[HEADER_LONG];
	size_t len = 0;
	enum lock_end end = header_make(header, &len, vault, key, phrase, code);
	if (end == LOCK_DONE)
		end = vault_file_write(folder, header, len, false, err);
	if (end == LOCK_DONE)
		vault->has_code = code != NULL;
	return end;
}

enum lock_end vault_rephrase(struct vault *vault, const char *folder, const char *phrase, char code[VAULT_CODE_SIZE], struct err *err)
{
	return change(vault, folder, vault->key, phrase, code, err);
}

/* The key before, for the next one alone. Written before the header: should we die between them, the header opens as it
 * did, and its key does not open this. */
static bool write_renewed(const struct vault *vault, const char *folder, const unsigned char key[KEY], struct err *err)
{
	unsigned char bytes[NONCE + WRAP], sub[KEY];
	int dir = fs_dir(folder, err);
	if (dir < 0)
		return false;
	sub_key(sub, key, renewing);
	randombytes_buf(bytes, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + NONCE, NULL, vault->key, KEY, vault->id, ID, NULL, bytes, sub);
	sodium_memzero(sub, sizeof sub);
	bool good = fs_replace(dir, VAULT_RENEWED, (const char *)bytes, sizeof bytes, err);
	fs_close(&dir, NULL);
	return good;
}

enum lock_end vault_renew(struct vault *vault, const char *folder, const char *phrase, char code[VAULT_CODE_SIZE], struct err *err)
{
	assert(!vault->renews);
	struct vault *next = vault_new(); /* for its memory */
	if (!next)
		return LOCK_NO_MEMORY;
	randombytes_buf(next->key, KEY);
	enum lock_end end = write_renewed(vault, folder, next->key, err) ? LOCK_DONE : LOCK_FAILED;
	if (end == LOCK_DONE)
		end = change(vault, folder, next->key, phrase, code, err);
	if (end == LOCK_DONE) {
		memcpy(vault->old, vault->key, KEY);
		memcpy(vault->key, next->key, KEY);
		vault->renews = true;
	}
	vault_close(next);
	return end;
}

bool vault_is_renewing(const struct vault *vault)
{
	return vault->renews;
}

bool vault_settle(struct vault *vault, const char *folder, struct err *err)
{
	int dir = fs_dir(folder, err);
	bool good = dir >= 0 && fs_remove(dir, VAULT_RENEWED, err) && fs_sync_dir(dir, err);
	fs_close(&dir, NULL);
	if (good)
		sodium_memzero(vault->old, KEY);
	vault->renews = vault->renews && !good;
	return good;
}

/* -- Boxes ------------------------------------------------------------------------------------ */

/* What is bound to every box: version, kind, vault, and what the caller says. */
static void bind_about(const struct vault *vault, enum vault_kind kind, const void *about, size_t nabout, struct str *out)
{
	char head[2 + ID] = { 1, (char)kind };
	memcpy(head + 2, vault->id, ID);
	str_add(out, head, sizeof head);
	str_add(out, about, nabout);
}

void vault_seal(const struct vault *vault, enum vault_kind kind, const void *bytes, size_t len, const void *about, size_t nabout,
	struct str *box)
{
	unsigned char sub[KEY], nonce[NONCE];
	size_t padded = (len / VAULT_STEP + 1) * VAULT_STEP, filled;
	unsigned char *plain = mem_get(padded), *sealed = mem_get(padded + TAG);
	struct str bound = { 0 };
	if (len)
		memcpy(plain, bytes, len);
	int done = sodium_pad(&filled, plain, len, VAULT_STEP, padded);
	assert(done == 0 && filled == padded);
	bind_about(vault, kind, about, nabout, &bound);
	sub_key(sub, vault->key, contexts[kind]);
	randombytes_buf(nonce, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		sealed, NULL, plain, padded, (const unsigned char *)bound.at, bound.len, NULL, nonce, sub);
	str_add(box, (const char *)nonce, NONCE);
	str_add(box, (const char *)sealed, padded + TAG);
	sodium_memzero(plain, padded);
	sodium_memzero(sub, sizeof sub);
	mem_free(plain);
	mem_free(sealed);
	str_release(&bound);
}

static bool unseal(const unsigned char key[KEY], enum vault_kind kind, const unsigned char *box, size_t len,
	const struct str *bound, struct str *out)
{
	unsigned char sub[KEY];
	size_t padded = len - VAULT_EXTRA, plain_len = 0;
	unsigned char *plain = mem_get(padded);
	sub_key(sub, key, contexts[kind]);
	bool good = crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL, box + NONCE, len - NONCE,
			    (const unsigned char *)bound->at, bound->len, box, sub) == 0 &&
		sodium_unpad(&plain_len, plain, padded, VAULT_STEP) == 0;
	if (good && out)
		str_add(out, (const char *)plain, plain_len);
	sodium_memzero(plain, padded);
	sodium_memzero(sub, sizeof sub);
	mem_free(plain);
	return good;
}

static bool has_size_of_box(size_t len)
{
	return len >= VAULT_EXTRA + VAULT_STEP && (len - VAULT_EXTRA) % VAULT_STEP == 0;
}

bool vault_unseal(const struct vault *vault, enum vault_kind kind, const void *box, size_t len, const void *about, size_t nabout,
	struct str *out)
{
	struct str bound = { 0 };
	if (!has_size_of_box(len))
		return false;
	bind_about(vault, kind, about, nabout, &bound);
	bool good = unseal(vault->key, kind, box, len, &bound, out) ||
		(vault->renews && unseal(vault->old, kind, box, len, &bound, out));
	str_release(&bound);
	return good;
}

bool vault_is_old(const struct vault *vault, enum vault_kind kind, const void *box, size_t len, const void *about, size_t nabout)
{
	struct str bound = { 0 };
	if (!vault->renews || !has_size_of_box(len))
		return false;
	bind_about(vault, kind, about, nabout, &bound);
	bool old = unseal(vault->old, kind, box, len, &bound, NULL);
	str_release(&bound);
	return old;
}

bool vault_has_code(const struct vault *vault)
{
	return vault->has_code;
}

bool vault_is_by_code(const struct vault *vault)
{
	return vault->by_code;
}

bool vault_may_swap(const struct vault *vault)
{
	return vault->may_swap;
}

/* -- Phrases we offer ------------------------------------------------------------------------- */

/* Words of a rule, not of a list: 9 * 4 * 9 * 4 * 6 = 7,776, so five have 64 bits. Easy to say and to type on any keyboard,
 * nobody's text, and no word means much. */
static void add_word(char *at)
{
	static const char first[] = "bdhlnrtvw", vowel[] = "aeio", last[] = "klmnrs";
	uint32_t n = randombytes_uniform(7776);
	at[0] = first[n % 9];
	at[1] = vowel[n / 9 % 4];
	at[2] = first[n / 36 % 9];
	at[3] = vowel[n / 324 % 4];
	at[4] = last[n / 1296];
}

void vault_offer(char phrase[VAULT_PHRASE_SIZE])
{
	memset(phrase, 0, VAULT_PHRASE_SIZE);
	if (!ready())
		return;
	for (int i = 0; i < 5; i++) {
		add_word(phrase + 6 * i);
		phrase[6 * i + 5] = i < 4 ? ' ' : '\0';
	}
}

/* -- Base64 ----------------------------------------------------------------------------------- */

void vault_text(const struct str *box, struct str *text)
{
	size_t size = sodium_base64_encoded_len(box->len, sodium_base64_VARIANT_ORIGINAL);
	char *at = mem_get(size);
	sodium_bin2base64(at, size, (const unsigned char *)box->at, box->len, sodium_base64_VARIANT_ORIGINAL);
	str_add(text, at, size - 1);
	mem_free(at);
}

bool vault_bytes(const char *text, struct str *box)
{
	size_t room = strlen(text) / 4 * 3 + 3, len = 0;
	unsigned char *at = mem_get(room);
	bool good = sodium_base642bin(at, room, text, strlen(text), NULL, &len, NULL, sodium_base64_VARIANT_ORIGINAL) == 0;
	if (good)
		str_add(box, (const char *)at, len);
	mem_free(at);
	return good;
}
