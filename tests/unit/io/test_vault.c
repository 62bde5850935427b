/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/mem.h"
#include "io/drawer.h"
#include "io/fs.h"
#include "io/line.h"
#include "io/record.h"
#include "io/vault.h"
#include "support/cheap_vault.h"
#include "support/scratch.h"

#define N(a) (sizeof(a) / sizeof *(a))

static const char *const root = scratch_folder;
static const char phrase[] = CHEAP_PHRASE;

static void file_write(const char *name, const void *bytes, size_t len)
{
	char path[128];
	snprintf(path, sizeof path, "%s/%s", root, name);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

static size_t file_read(const char *name, unsigned char *bytes, size_t most)
{
	char path[128];
	snprintf(path, sizeof path, "%s/%s", root, name);
	FILE *file = fopen(path, "rb");
	if (!file)
		return 0;
	size_t len = fread(bytes, 1, most, file);
	fclose(file);
	return len;
}

static struct vault *made(char *code)
{
	enum lock_end got;
	struct err err = { 0 };
	struct vault *vault = vault_make(root, phrase, code, &got, &err);
	assert_int_equal(got, LOCK_DONE);
	assert_non_null(vault);
	return vault;
}

static void bytes_of(const char *hex, struct str *out)
{
	for (; hex[0] && hex[1] && hex[0] != '-'; hex += 2) {
		char pair[3] = { hex[0], hex[1], '\0' }, byte = (char)strtoul(pair, NULL, 16);
		str_add(out, &byte, 1);
	}
}

static void place_cheap(void)
{
	struct str header = { 0 };
	bytes_of(cheap_header, &header);
	file_write(VAULT_FILE, header.at, header.len);
	str_release(&header);
}

static struct vault *opened(void)
{
	enum lock_end got;
	struct err err = { 0 };
	struct vault *vault = vault_open(root, phrase, &got, &err);
	assert_non_null(vault);
	return vault;
}

static struct vault *made_cheaply(void)
{
	place_cheap();
	return opened();
}

static enum lock_end opens(const char *with)
{
	enum lock_end got;
	struct err err = { 0 };
	struct vault *vault = vault_open(root, with, &got, &err);
	assert_int_equal(vault != NULL, got == LOCK_DONE);
	vault_close(vault);
	return got;
}

static void what_was_sealed_comes_back(void **state)
{
	(void)state;
	static const size_t lengths[] = { 0, 1, 17, 1022, 1023, 1024, 5000 };
	struct vault *vault = made_cheaply();
	char text[5000];
	memset(text, 'w', sizeof text);
	for (size_t i = 0; i < N(lengths); i++) {
		struct str box = { 0 }, out = { 0 };
		vault_seal(vault, VAULT_ENTRY, text, lengths[i], "about", 5, &box);
		assert_int_equal((box.len - VAULT_EXTRA) % VAULT_STEP, 0);
		assert_true(vault_unseal(vault, VAULT_ENTRY, box.at, box.len, "about", 5, &out));
		assert_int_equal(out.len, lengths[i]);
		assert_memory_equal(str_text(&out), text, lengths[i]);
		str_release(&box);
		str_release(&out);
	}
	vault_close(vault);
}

/* Each of these is refused, and nothing is given out. */
static void a_box_opens_only_where_it_belongs(void **state)
{
	(void)state;
	struct vault *vault = made_cheaply();
	struct str box = { 0 }, out = { 0 };
	vault_seal(vault, VAULT_ENTRY, "words", 5, "about", 5, &box);
	assert_false(vault_unseal(vault, VAULT_DRAFT, box.at, box.len, "about", 5, &out));
	assert_false(vault_unseal(vault, VAULT_ENTRY, box.at, box.len, "abouT", 5, &out));
	assert_false(vault_unseal(vault, VAULT_ENTRY, box.at, box.len, "", 0, &out));
	assert_false(vault_unseal(vault, VAULT_ENTRY, box.at, box.len - 1, "about", 5, &out));
	assert_false(vault_unseal(vault, VAULT_ENTRY, box.at, 0, "about", 5, &out));
	for (size_t bit = 0; bit < box.len * 8; bit += bit < 400 ? 1 : 61) {
		box.at[bit / 8] = (char)(box.at[bit / 8] ^ 1 << bit % 8);
		assert_false(vault_unseal(vault, VAULT_ENTRY, box.at, box.len, "about", 5, &out));
		box.at[bit / 8] = (char)(box.at[bit / 8] ^ 1 << bit % 8);
	}
	assert_int_equal(out.len, 0);
	assert_true(vault_unseal(vault, VAULT_ENTRY, box.at, box.len, "about", 5, &out));
	str_release(&out);
	str_release(&box);
	vault_close(vault);
}

static int nonce_order(const void *a, const void *b)
{
	return memcmp(a, b, 24);
}

static void no_nonce_comes_twice(void **state)
{
	(void)state;
	enum { SEALS = 20000 };
	struct vault *vault = made_cheaply();
	unsigned char *nonces = mem_get((size_t)SEALS * 24);
	for (size_t i = 0; i < SEALS; i++) {
		struct str box = { 0 };
		vault_seal(vault, VAULT_ENTRY, "", 0, "", 0, &box);
		memcpy(nonces + 24 * i, box.at, 24);
		str_release(&box);
	}
	qsort(nonces, SEALS, 24, nonce_order);
	for (size_t i = 1; i < SEALS; i++)
		assert_memory_not_equal(nonces + 24 * i, nonces + 24 * (i - 1), 24);
	mem_free(nonces);
	vault_close(vault);
}

/* ATTUNE_WRONG_PHRASES asks for more of them than a check has time for: each is the whole work of a real one. */
static void no_other_phrase_opens(void **state)
{
	(void)state;
	static const char *const wrong[] = { "", " ", "lated borin hita", "lated borin hitak ", " lated borin hitak", "Lated borin hitak",
		"lated borin hitak\n", "lated  borin hitak", "lated borin hitaK", "l\xff" };
	const char *asked = getenv("ATTUNE_WRONG_PHRASES");
	size_t most = asked ? (size_t)atol(asked) : 2;
	vault_close(made_cheaply());
	for (size_t i = 0; i < N(wrong); i++)
		assert_int_equal(opens(wrong[i]), LOCK_WRONG);
	for (size_t i = 0; i < most; i++) {
		char other[64];
		snprintf(other, sizeof other, "lated borin hitak%zu", i);
		assert_int_equal(opens(other), LOCK_WRONG);
	}
	assert_int_equal(opens(phrase), LOCK_DONE);
}

static void the_same_letters_typed_another_way_open(void **state)
{
	(void)state;
	enum lock_end got;
	struct err err = { 0 };
	vault_close(vault_make(root, "Caf\xc3\xa9 im Stehen", NULL, &got, &err));
	assert_int_equal(got, LOCK_DONE);
	assert_int_equal(opens("Cafe\xcc\x81 im Stehen"), LOCK_DONE);
	assert_int_equal(opens("Cafe im Stehen"), LOCK_WRONG);
}

/* No bit of the header can be turned unnoticed, and that is never called a wrong phrase. */
static void every_bit_of_the_header_counts(void **state)
{
	(void)state;
	unsigned char bytes[256];
	vault_close(made((char[VAULT_CODE_SIZE]){ 0 }));
	size_t len = file_read(VAULT_FILE, bytes, sizeof bytes);
	assert_int_equal(len, 200);
	for (size_t bit = 0; bit < len * 8; bit++) {
		bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
		file_write(VAULT_FILE, bytes, len);
		assert_int_equal(opens(phrase), LOCK_DAMAGED);
		bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
	}
	for (size_t cut = 0; cut < len; cut++) {
		file_write(VAULT_FILE, bytes, cut);
		assert_int_equal(opens(phrase), LOCK_DAMAGED);
	}
}

/* Who mends the CRC after it changes nothing that counts: the key is bound to every byte before it. */
static void a_forged_header_opens_nothing(void **state)
{
	(void)state;
	static const size_t places[] = { 8, 47, 48, 72, 119 };
	unsigned char bytes[256];
	vault_close(made_cheaply());
	size_t len = file_read(VAULT_FILE, bytes, sizeof bytes);
	for (size_t i = 0; i < N(places); i++) {
		unsigned char forged[256];
		memcpy(forged, bytes, len);
		forged[places[i]] ^= 1;
		uint32_t crc = line_crc((const char *)forged, len - 4);
		for (unsigned k = 0; k < 4; k++)
			forged[len - 4 + k] = (unsigned char)(crc >> 8 * k);
		file_write(VAULT_FILE, forged, len);
		assert_int_equal(opens(phrase), LOCK_WRONG);
	}
}

static void a_recovery_code_opens_and_no_other_does(void **state)
{
	(void)state;
	char code[VAULT_CODE_SIZE], loose[VAULT_CODE_SIZE], other[VAULT_CODE_SIZE];
	struct vault *vault = made(code);
	vault_close(vault);
	assert_int_equal(strlen(code), 31);
	assert_int_equal(opens(code), LOCK_DONE);
	for (size_t i = 0; i < sizeof code; i++)
		loose[i] = code[i] == '-' ? ' ' : code[i] == 'O' ? '0' : code[i] >= 'A' && code[i] <= 'Z' ? (char)(code[i] + 32) : code[i];
	assert_int_equal(opens(loose), LOCK_DONE);
	memcpy(other, code, sizeof other);
	other[3] = other[3] == 'A' ? 'B' : 'A';
	assert_int_equal(opens(other), LOCK_WRONG);
	assert_int_equal(opens(phrase), LOCK_DONE);
}

static void a_vault_is_never_made_over_another(void **state)
{
	(void)state;
	enum lock_end got;
	struct err err = { 0 };
	assert_int_equal(opens(phrase), LOCK_ABSENT);
	assert_false(vault_is_there(root));
	vault_close(made(NULL));
	assert_true(vault_is_there(root));
	assert_null(vault_make(root, "another phrase", NULL, &got, &err));
	assert_int_equal(got, LOCK_EXISTS);
	assert_int_equal(opens(phrase), LOCK_DONE);
}

static void another_phrase_for_the_same_words(void **state)
{
	(void)state;
	struct str box = { 0 }, out = { 0 };
	struct err err = { 0 };
	enum lock_end got;
	char code[VAULT_CODE_SIZE];
	struct vault *vault = made(code);
	vault_seal(vault, VAULT_ENTRY, "words", 5, "", 0, &box);
	assert_int_equal(vault_rephrase(vault, root, "another phrase", NULL, &err), LOCK_DONE);
	vault_close(vault);
	assert_int_equal(opens(phrase), LOCK_WRONG);
	assert_int_equal(opens(code), LOCK_WRONG);
	vault = vault_open(root, "another phrase", &got, &err);
	assert_non_null(vault);
	assert_true(vault_unseal(vault, VAULT_ENTRY, box.at, box.len, "", 0, &out));
	vault_close(vault);
	str_release(&box);
	str_release(&out);
}

static void another_key_for_what_follows(void **state)
{
	(void)state;
	struct str before = { 0 }, since = { 0 }, out = { 0 };
	struct err err = { 0 };
	enum lock_end got;
	unsigned char old_header[256];
	struct vault *vault = made_cheaply();
	size_t len = file_read(VAULT_FILE, old_header, sizeof old_header);
	vault_seal(vault, VAULT_ENTRY, "before", 6, "", 0, &before);
	assert_int_equal(vault_renew(vault, root, "another phrase", NULL, &err), LOCK_DONE);
	vault_close(vault);
	vault = vault_open(root, "another phrase", &got, &err);
	assert_non_null(vault);
	assert_true(vault_is_renewing(vault));
	assert_true(vault_is_old(vault, VAULT_ENTRY, before.at, before.len, "", 0));
	assert_true(vault_unseal(vault, VAULT_ENTRY, before.at, before.len, "", 0, &out));
	vault_seal(vault, VAULT_ENTRY, "since", 5, "", 0, &since);
	assert_false(vault_is_old(vault, VAULT_ENTRY, since.at, since.len, "", 0));
	assert_true(vault_settle(vault, root, &err));
	assert_false(vault_unseal(vault, VAULT_ENTRY, before.at, before.len, "", 0, &out));
	vault_close(vault);
	file_write(VAULT_FILE, old_header, len); /* somebody has a copy, and the phrase */
	vault = vault_open(root, phrase, &got, &err);
	assert_non_null(vault);
	assert_false(vault_unseal(vault, VAULT_ENTRY, since.at, since.len, "", 0, &out));
	vault_close(vault);
	str_release(&before);
	str_release(&since);
	str_release(&out);
}

/* Dies at every fourth system call that writes (each costs the work of three phrases); afterwards the old or the new phrase opens what was sealed before. */
static bool dies_at(unsigned long call, bool renew)
{
	pid_t child = fork();
	if (child == 0) {
		enum lock_end got;
		struct err err = { 0 };
		struct vault *vault = vault_open(root, phrase, &got, &err);
		fs_die_at(call);
		got = (renew ? vault_renew : vault_rephrase)(vault, root, "another phrase", NULL, &err);
		_exit(got == LOCK_DONE ? 0 : 1);
	}
	int status = 0;
	assert_int_equal(waitpid(child, &status, 0), child);
	return !(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void a_change_cut_short_leaves_one_phrase_that_opens(void **state)
{
	(void)state;
	for (int renew = 0; renew < 2; renew++) {
		bool died = true;
		for (unsigned long call = 1; died && call < 60; call += 4) {
			struct str box = { 0 }, out = { 0 };
			struct err err = { 0 };
			enum lock_end got;
			struct vault *vault = made_cheaply();
			vault_seal(vault, VAULT_ENTRY, "words", 5, "", 0, &box);
			vault_close(vault);
			died = dies_at(call, renew);
			vault = vault_open(root, phrase, &got, &err);
			if (!vault)
				vault = vault_open(root, "another phrase", &got, &err);
			assert_non_null(vault);
			assert_true(vault_unseal(vault, VAULT_ENTRY, box.at, box.len, "", 0, &out));
			vault_close(vault);
			str_release(&box);
			str_release(&out);
			char command[256];
			snprintf(command, sizeof command, "rm -f '%s'/* '%s'/.vault*", root, root);
			assert_int_equal(system(command), 0);
		}
		assert_false(died);
	}
}

/* A limit of 100 MB for the whole process, as a lab may have set. */
static void too_little_memory_is_said_and_can_be_tried_again(void **state)
{
	(void)state;
	vault_close(made_cheaply());
	pid_t child = fork();
	if (child == 0) {
		struct rlimit was;
		getrlimit(RLIMIT_AS, &was);
		setrlimit(RLIMIT_AS, &(struct rlimit){ 50u << 20, was.rlim_max });
		enum lock_end short_of = LOCK_DONE, then;
		struct err err = { 0 };
		vault_close(vault_open(root, phrase, &short_of, &err));
		setrlimit(RLIMIT_AS, &was);
		struct vault *vault = vault_open(root, phrase, &then, &err);
		_exit(short_of == LOCK_NO_MEMORY && vault ? 0 : 1);
	}
	int status = 0;
	assert_int_equal(waitpid(child, &status, 0), child);
#if !defined(__SANITIZE_ADDRESS__) /* which takes more than that for itself */
	assert_int_equal(status, 0);
#endif
}

static void offered_phrases_are_five_words_and_differ(void **state)
{
	(void)state;
	char one[VAULT_PHRASE_SIZE], other[VAULT_PHRASE_SIZE];
	vault_offer(one);
	vault_offer(other);
	assert_int_equal(strlen(one), 29);
	for (size_t i = 5; i < 29; i += 6)
		assert_int_equal(one[i], ' ');
	assert_string_not_equal(one, other);
}

/* -- Vectors of the second implementation (tests/check-vault.sh) -------------------------------- */

static void hex_of(const char *bytes, size_t len, struct str *out)
{
	for (size_t i = 0; i < len; i++)
		str_print(out, "%02x", (unsigned char)bytes[i]);
	if (len == 0)
		str_add_text(out, "-");
}

static const char *const end_names[] = { [LOCK_DONE] = "done", [LOCK_WRONG] = "wrong", [LOCK_DAMAGED] = "damaged",
	[LOCK_NEWER] = "newer", [LOCK_BEYOND] = "beyond" };

static struct vault *vector_vault(char **words, size_t n)
{
	struct str with = { 0 }, header = { 0 }, old = { 0 };
	struct err err = { 0 };
	enum lock_end got;
	bytes_of(words[2], &with);
	bytes_of(words[3], &header);
	bytes_of(n > 4 ? words[4] : "-", &old);
	file_write(VAULT_FILE, str_text(&header), header.len);
	file_write(VAULT_RENEWED, str_text(&old), old.len);
	struct vault *vault = vault_open(root, str_text(&with), &got, &err);
	assert_true(got < N(end_names) && end_names[got]);
	assert_string_equal(end_names[got], words[1]);
	str_release(&with);
	str_release(&header);
	str_release(&old);
	return vault;
}

static void vector_box(const struct vault *vault, char **words)
{
	struct str about = { 0 }, box = { 0 }, out = { 0 }, plain = { 0 };
	bytes_of(words[2], &about);
	bytes_of(words[3], &box);
	bool good = vault_unseal(vault, (enum vault_kind)atoi(words[1]), str_text(&box), box.len, str_text(&about), about.len, &out);
	assert_int_equal(good, strcmp(words[4], "refused") != 0);
	hex_of(str_text(&out), out.len, &plain);
	if (good)
		assert_string_equal(str_text(&plain), words[4]);
	assert_true(good || out.len == 0);
	str_release(&about);
	str_release(&box);
	str_release(&out);
	str_release(&plain);
}

struct line_vector {
	const struct vault *vault;
	struct str text; /* of the record, or of its picks joined by a bar */
	bool open;
};

static void take_line(void *ctx, const struct record *record)
{
	struct line_vector *line = ctx;
	struct arena arena = { 0 };
	struct record open;
	line->open = drawer_get(line->vault, record, &arena, &open);
	for (size_t i = 0; line->open && i < open.npicks; i++)
		str_print(&line->text, "%s%s", i ? "|" : "", open.picks[i].text);
	if (line->open && open.text)
		str_add_text(&line->text, open.text);
	arena_release(&arena);
}

static void vector_line(const struct vault *vault, char **words)
{
	struct line_vector line = { .vault = vault };
	struct str bytes = { 0 }, text = { 0 };
	struct record_scan scan = { 0 };
	bytes_of(words[1], &bytes);
	record_scan(str_text(&bytes), bytes.len, &scan, take_line, &line);
	assert_int_equal(scan.good, 1);
	assert_int_equal(line.open, strcmp(words[2], "refused") != 0);
	hex_of(str_text(&line.text), line.text.len, &text);
	if (line.open)
		assert_string_equal(str_text(&text), words[2]);
	str_release(&line.text);
	str_release(&bytes);
	str_release(&text);
}

static void vectors_of_another_hand_open(void **state)
{
	(void)state;
	const char *path = getenv("ATTUNE_VECTORS");
	FILE *file = path ? fopen(path, "r") : NULL;
	struct vault *vault = NULL;
	char *line = NULL;
	size_t room = 0, count = 0;
	if (!file)
		skip(); /* tests/check-vault.sh makes them, and reads what is written below */
	while (getline(&line, &room, file) > 0) {
		char *words[6] = { 0 }, *rest = line;
		size_t n = 0;
		while (n < 6 && (words[n] = strtok_r(rest, " \n", &rest)))
			n++;
		if (strcmp(words[0], "vault") == 0) {
			vault_close(vault);
			vault = vector_vault(words, n);
		} else if (strcmp(words[0], "box") == 0) {
			vector_box(vault, words);
		} else {
			vector_line(vault, words);
		}
		count++;
	}
	vault_close(vault);
	free(line);
	fclose(file);
	printf("%zu vectors opened\n", count);
	assert_true(count >= 200);
}

static void write_words(FILE *file, const char *what, const struct str *a, const struct str *b)
{
	struct str one = { 0 }, other = { 0 };
	hex_of(str_text(a), a->len, &one);
	hex_of(str_text(b), b->len, &other);
	fprintf(file, "%s %s %s", what, str_text(&one), str_text(&other));
	str_release(&one);
	str_release(&other);
}

static struct record written(size_t i)
{
	static const enum record_type types[] = { RECORD_WORDS, RECORD_PLAN, RECORD_DRAFT, RECORD_ANSWER };
	static const struct pick plan[] = { { "cue", -1, "es regnet" }, { "action", -1, "ich rufe an" } };
	struct record r = { .type = types[i % 4], .sid = 77 + i, .seq = i + 1, .clock = 100 + i, .at = 1763800000 + (int64_t)i,
		.chapter = "start", .page = "your-words", .rev = 2, .attempt = 1, .text = "Was ich sagen wollte" };
	if (r.type != RECORD_ANSWER)
		r.base = (struct record_base){ true, i % 3 ? 5 : 0, i % 3 ? i : 0 };
	if (r.type == RECORD_PLAN) {
		r.text = NULL;
		r.picks = plan;
		r.npicks = N(plan);
	}
	return r;
}

static void write_lines(FILE *file, const struct vault *vault)
{
	for (size_t i = 0; i < 20; i++) {
		struct arena arena = { 0 };
		struct record clear = written(i), sealed;
		struct str line = { 0 }, text = { 0 };
		drawer_put(vault, &clear, &arena, &sealed);
		record_line(&sealed, &line);
		str_add_text(&text, clear.text ? clear.text : "es regnet|ich rufe an");
		write_words(file, "line", &line, &text);
		fprintf(file, "\n");
		str_release(&line);
		str_release(&text);
		arena_release(&arena);
	}
}

static void write_header(FILE *file, const char *with, bool renewed)
{
	unsigned char bytes[256];
	struct str phrase_text = { 0 }, header = { 0 }, old = { 0 }, hex = { 0 };
	str_add_text(&phrase_text, with);
	str_add(&header, (const char *)bytes, file_read(VAULT_FILE, bytes, sizeof bytes));
	write_words(file, "vault done", &phrase_text, &header);
	str_add(&old, (const char *)bytes, renewed ? file_read(VAULT_RENEWED, bytes, sizeof bytes) : 0);
	hex_of(str_text(&old), old.len, &hex);
	fprintf(file, renewed ? " %s\n" : "\n", str_text(&hex));
	str_release(&phrase_text);
	str_release(&header);
	str_release(&old);
	str_release(&hex);
}

static void write_boxes(FILE *file, const struct vault *vault, size_t n)
{
	char text[4096];
	memset(text, 'w', sizeof text);
	for (size_t i = 0; i < n; i++) {
		struct str about = { 0 }, box = { 0 }, plain = { 0 }, hex = { 0 };
		char what[16];
		str_print(&about, "about %zu", i);
		str_add(&plain, text, i * 23);
		vault_seal(vault, (enum vault_kind)(1 + i % 3), str_text(&plain), plain.len, about.at, about.len, &box);
		snprintf(what, sizeof what, "box %zu", 1 + i % 3);
		write_words(file, what, &about, &box);
		hex_of(str_text(&plain), plain.len, &hex);
		fprintf(file, " %s\n", str_text(&hex));
		str_release(&hex);
		str_release(&about);
		str_release(&box);
		str_release(&plain);
	}
}

static void vectors_for_another_hand(void **state)
{
	(void)state;
	const char *path = getenv("ATTUNE_VECTORS_OUT");
	FILE *file = path ? fopen(path, "w") : NULL;
	char code[VAULT_CODE_SIZE];
	struct err err = { 0 };
	if (!file)
		skip();
	struct vault *vault = made(code);
	write_header(file, phrase, false);
	write_boxes(file, vault, 160);
	write_header(file, code, false);
	write_lines(file, vault);
	assert_int_equal(vault_renew(vault, root, "Cafe\xcc\x81 im Stehen", NULL, &err), LOCK_DONE);
	write_header(file, "Caf\xc3\xa9 im Stehen", true);
	write_lines(file, vault);
	vault_close(vault);
	fclose(file);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_begin, scratch_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_sealed_comes_back),
		TEST(a_box_opens_only_where_it_belongs),
		TEST(no_nonce_comes_twice),
		TEST(no_other_phrase_opens),
		TEST(the_same_letters_typed_another_way_open),
		TEST(every_bit_of_the_header_counts),
		TEST(a_forged_header_opens_nothing),
		TEST(a_recovery_code_opens_and_no_other_does),
		TEST(a_vault_is_never_made_over_another),
		TEST(another_phrase_for_the_same_words),
		TEST(another_key_for_what_follows),
		TEST(a_change_cut_short_leaves_one_phrase_that_opens),
		TEST(too_little_memory_is_said_and_can_be_tried_again),
		TEST(offered_phrases_are_five_words_and_differ),
		TEST(vectors_of_another_hand_open),
		TEST(vectors_for_another_hand),
	};
	if (getenv("ATTUNE_VECTORS"))
		cmocka_set_test_filter("vectors_*");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
