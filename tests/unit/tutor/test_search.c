/* SPDX-License-Identifier: MIT
 *
 * Words looked for, commands by name, help with a filter, marks: all that is typed at the foot of the screen or found from there. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include "support/session.h"
#include "tutor/screens.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

static struct session s;

/* The word the cursor stands on, as it can be read. */
static const char *under_cursor(void)
{
	static char word[64];
	const struct frame *f = &s.frame;
	size_t n = 0;

	for (int c = f->cursor_column; c < f->width && n < sizeof word - 1; c++) {
		const struct cell *cell = &f->cells[f->cursor_row * f->width + c];
		if (cell->len != 1 || cell->bytes[0] == ' ')
			break;
		word[n++] = cell->bytes[0];
	}
	word[n] = '\0';
	return word;
}

static const struct {
	const char *name, *page, *keys, *at, *word, *shows;
} ways[] = {
	{"in the page", "warm", "/ 'the tea' Enter", "warm", "the", "1 of 1 match"},
	{"the next in the page", "warm", "/ 'pot' Enter n", "warm", "pot", "2 of 6 matches"},
	{"back in the page", "warm", "/ 'pot' Enter n N", "warm", "pot", "1 of 6 matches"},
	{"then in the chapter", "warm", "/ 'milk' Enter", "myth", "Milk", "1 of 1 match"},
	{"the chapter goes on from the page", "bitter", "/ 'warm' Enter", "stop", "warm.", "3 of 5 match"},
	{"then in the course", "warm", "/ 'knocks' Enter", "door", "knocks.", "1 of 1 match"},
	{"past a chapter that cannot be opened", "warm", "/ 'that was' Enter", "end", "That", "1 of 1 match"},
	{"round the end of the course", "end", "/ 'small' Enter", "warm", "small.", "1 of 1 match"},
	{"round the start of the course", "warm", "/ 'that was' Enter N", "end", "That", "1 of 1"},
	{"before the page, in its chapter, comes last", "stop", "/ 'milk' Enter", "myth", "Milk", "1 of 1"},
	{"another key between keeps the position", "warm", "/ 'pot' Enter n = n", "warm", "pot.", "3 of 6 matches"},
	{"and back from it", "warm", "/ 'pot' Enter n n j N", "warm", "pot", "2 of 6 matches"},
	{"counted over chapters", "warm", "/ 'pot' Enter N", "end", "pot.", "6 of 6 matches"},
	{"reading on there is no way elsewhere", "warm", "/ 'knocks' Enter j = Space Esc", "home", NULL, NULL},
	{"but looking about is none", "bitter", "/ 'knocks' Enter j k = Esc", "bitter", NULL, NULL},
	{"nor is what is looked at beside it", "bitter", "/ 'knocks' Enter ? q d Esc e q S q ! Esc Esc", "bitter", NULL, NULL},
	{"the contents, closed", "bitter", "/ 'knocks' Enter t q Esc", "bitter", NULL, NULL},
	{"my words", "bitter", "/ 'knocks' Enter w q Esc", "bitter", NULL, NULL},
	{"hidden, and back", "bitter", "/ 'knocks' Enter C-o Enter Esc", "bitter", NULL, NULL},
	{"but another page from the contents is", "bitter", "/ 'knocks' Enter t 1 Esc", "home", NULL, NULL},
	{"drawn again it is as it was", "warm", "/ 'pot' Enter n C-l", "warm", "pot", "2 of 6 matches"},
	{"Esc goes back", "warm", "/ 'knocks' Enter Esc", "warm", NULL, NULL},
	{"also over pages in between", "bitter", "/ 'pot' Enter n n Esc", "bitter", NULL, NULL},
	{"Esc in the line goes nowhere", "bitter", "/ 'pot' Esc", "bitter", NULL, NULL},
	{"from home, and back", NULL, "/ 'knocks' Enter Esc", "home", NULL, NULL},
	{"from home before the first page, and on from there", NULL, "/ 'knocks' Enter Esc Enter", "warm", NULL, NULL},
	{"from home", NULL, "/ 'knocks' Enter", "door", "knocks.", NULL},
	{"a page with a field leaves the keys to the search", "warm", "/ 'helped' Enter n", "own", "helped", "1 of 1 match"},
	{"nowhere", "warm", "/ 'coffee' Enter", "warm", NULL, "\"coffee\" stands nowhere in the course."},
	{"nothing was looked for", "warm", "n", "warm", NULL, "Nothing was looked for yet"},
	{"an empty line looks for the same again", "warm", "/ 'milk' Enter h h / Enter", "myth", "Milk", NULL},
	{"capitals", "warm", "/ 'MILK' Enter", "myth", "Milk", NULL},
	{"a content note comes first", "alone", "/ 'chair' Enter", "note", NULL, "1 of 1, behind this note; Esc goes back"},
	{"n looks on behind it", "bitter", "/ 'cups' Enter n", "easy", "cups.", "2 of 2 matches"},
	{"N looks back over it", "easy", "/ 'cups' Enter N", "note", NULL, "1 of 2, behind this note"},
	{"and on before it", "easy", "/ 'cups' Enter N N", "easy", "cups.", "2 of 2 matches"},
	{"round to the only one", "bitter", "/ 'chair' Enter n", "note", NULL, "1 of 1, behind this note"},
	{"from one chapter to a note in another", "bitter", "/ 'stays' Enter n", "note", NULL, "2 of 2, behind this note"},
	{"and from the note to the other chapter", "bitter", "/ 'stays' Enter n n", "stop", "stays", "1 of 2 matches"},
	{"Esc after n at the note goes all the way back", "bitter", "/ 'cups' Enter n Esc", "bitter", NULL, NULL},
	{"the note's page has the match under the cursor", "bitter", "/ 'cups' Enter Enter", "alone", "cups", "1 of 2 matches"},
	{"and n goes on from there", "bitter", "/ 'cups' Enter Enter n", "easy", "cups.", "2 of 2 matches"},
	{"new words from the note", "bitter", "/ 'cups' Enter / 'drunk' Enter Enter", "alone", "drunk", "1 of 1 match"},
	{"of which there are none", "bitter", "/ 'cups' Enter / 'coffee' Enter", "note", NULL, "\"coffee\" stands nowhere"},
	{"and Esc goes back where it began", "bitter", "/ 'cups' Enter / 'coffee' Enter Esc", "bitter", NULL, NULL},
	{"help over the note, and on", "bitter", "/ 'cups' Enter ? q Enter", "alone", "cups", "1 of 2 matches"},
	{"where am I over the note, and n", "bitter", "/ 'cups' Enter = n", "easy", "cups.", "2 of 2 matches"},
	{"a note that was come to by reading has no n", "stop", "/ 'cups' Enter Esc l l Enter n", "note", NULL, "Words are looked for at home"},
	{"Esc at the note goes back to the page", "alone", "/ 'chair' Enter Esc", "alone", NULL, NULL},
	{"also from another chapter", "bitter", "/ 'chair' Enter Esc", "bitter", NULL, NULL},
	{"and to the start screen", NULL, "/ 'chair' Enter Esc", "home", NULL, NULL},
	{"and the place after it", "alone", "/ 'chair' Enter Enter", "heavy", "chair", "1 of 1"},
	{"what has other keys is left alone", "bitter", "/ 'pot' Enter Esc 2", "bitter", NULL, "(*) 2."},
	{"n in a field is a letter", "own", "'n'", "own", NULL, "n"},
	{"backspace in an empty line closes it", "warm", "/ 'a' Backspace Backspace Space", "bitter", NULL, NULL},
};

/* Where the count has no room for all its words it is one row, and the match is above it. */
static void in_a_small_window_the_match_is_seen(void **state)
{
	(void)state;
	session_open(&s, NULL);
	session_start(&s, 20, 6, "warm");
	session_press(&s, "/ 'pot' Enter");
	for (int i = 0; i < 6; i++) {
		assert_true(strncmp(under_cursor(), "pot", 3) == 0);
		assert_true(session_shows(&s, "of 6"));
		assert_false(session_shows(&s, "goes back"));
		session_press(&s, "n");
	}
	session_close(&s);
}

static void words_are_found_where_they_are(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		session_open(&s, NULL);
		s.options.keep = "readable";
		session_start(&s, 80, 24, ways[i].page);
		session_press(&s, ways[i].keys);
		const char *at = session_at(&s), *word = under_cursor();
		if (strcmp(at, ways[i].at) != 0 || (ways[i].word && strcmp(word, ways[i].word) != 0) ||
			(ways[i].shows && !session_shows(&s, ways[i].shows))) {
			print_error("%s: at %s, on \"%s\"\n%s\n", ways[i].name, at, word, session_picture(&s));
			wrong++;
		}
		session_close(&s);
	}
	assert_int_equal(wrong, 0);
}

/* Focus, rows, what Continue says: Esc leaves no trace of where the search went. */
static void where_it_began_is_restored(void **state)
{
	static const struct {
		const char *name, *page, *before, *search;
	} cases[] = {
		{"home, on a chapter", "warm", "q Down Down", "/ 'knocks' Enter n N"},
		{"home, come to from a page", "good", "q", "/ 'knocks' Enter"}, {"home, a match in the same chapter", "good", "q Down", "/ 'milk' Enter"},
		{"contents over home", "warm", "q t Down Down", "/ 'knocks' Enter"}, {"contents over a page", "good", "t Down", "/ 'knocks' Enter"},
		{"contents over the page that has it", "warm", "t Down", "/ 'keeps' Enter"}, {"an answer with the focus", "bitter", "Down", "/ 'knocks' Enter"},
		{"a scrolled page", "warm", "G", "/ 'knocks' Enter n n"}, {"a field that was left", "own", "Esc", "/ 'milk' Enter"},
	};
	struct str before = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		for (int small = 0; small < 2; small++) {
			session_open(&s, NULL);
			s.options.keep = "readable";
			session_start(&s, small ? 30 : 80, small ? 9 : 24, cases[i].page);
			session_press(&s, cases[i].before);
			str_cut(&before, 0);
			str_add_text(&before, session_picture(&s));
			session_press(&s, cases[i].search);
			session_press(&s, "Esc");
			if (strcmp(str_text(&before), session_picture(&s)) != 0)
				(void)(print_error("%s:\n%s\n", cases[i].name, str_text(&before)), print_error("%s", session_picture(&s)), fail(), 0);
			session_press(&s, "q q q");
			session_start(&s, 80, 24, NULL);
			session_press(&s, "Enter");
			assert_string_equal(session_at(&s), cases[i].page);
			session_close(&s);
		}
	str_release(&before);
}

/* Nothing of what is behind a note is shown before it is chosen, on either screen. */
static void a_search_tells_nothing_from_behind_a_note(void **state)
{
	(void)state;
	session_open(&s, NULL);
	session_start(&s, 80, 24, "bitter");
	session_press(&s, "/ 'stays' Enter n");
	assert_string_equal(session_at(&s), "note");
	assert_true(session_shows(&s, "behind this note"));
	assert_false(session_shows(&s, "chair"));
	session_close(&s);

	session_open(&s, NULL);
	s.options.plain = true;
	session_start(&s, 80, 24, NULL);
	(void)session_says(&s);
	const char *said = session_hear(&s, "/ stays");
	assert_non_null(strstr(said, "The pot, page 7: The kettle stays warm."));
	assert_non_null(strstr(said, "Guests, page 3: (behind a note: it is about a guest who is gone)"));
	assert_null(strstr(said, "chair"));
	assert_non_null(strstr(session_hear(&s, "2"), "What comes next is about"));
	session_close(&s);
}

/* The same words are on top again. */
static void the_place_in_a_long_page_is_kept(void **state)
{
	(void)state;
	session_open(&s, NULL);
	session_start(&s, 40, 9, "warm");
	session_press(&s, "Down Down Down");
	size_t top = s.app.levels[s.app.nlevels - 1].top;
	assert_true(top > 0);
	session_press(&s, "/ 'knocks' Enter Esc");
	assert_string_equal(session_at(&s), "warm");
	assert_int_equal(s.app.levels[s.app.nlevels - 1].top, top);
	session_press(&s, "/ 'keeps' Enter");
	assert_true(s.app.levels[s.app.nlevels - 1].top < top);
	session_press(&s, "Esc");
	assert_int_equal(s.app.levels[s.app.nlevels - 1].top, top);
	session_close(&s);
}

/* From a match of one chapter to one of another, below its first screenful. */
static void a_match_in_another_chapter_is_scrolled_to(void **state)
{
	(void)state;
	session_open(&s, NULL);
	session_start(&s, 20, 6, "door");
	session_press(&s, "/ 'on' Enter");
	assert_string_equal(session_at(&s), "door");
	session_press(&s, "n");
	assert_string_equal(session_at(&s), "bitter");
	assert_string_equal(under_cursor(), "ong");
	session_close(&s);
}

/* A match stays lit, and is the same, at another width. */
static void a_match_is_found_again_after_a_resize(void **state)
{
	(void)state;
	session_open(&s, NULL);
	session_start(&s, 80, 24, "warm");
	session_press(&s, "/ 'first' Enter");
	session_size(&s, 40, 15);
	assert_string_equal(under_cursor(), "first");
	session_size(&s, 24, 8);
	session_press(&s, "n N");
	assert_string_equal(under_cursor(), "first");
	session_close(&s);
}

/* --- plain mode --- */

static void lines_list_every_place(void **state)
{
	(void)state;
	session_open(&s, NULL);
	s.options.plain = true;
	session_start(&s, 80, 24, NULL);
	(void)session_says(&s);
	const char *said = session_hear(&s, "/ POT");
	assert_non_null(strstr(said, "Places with \"POT\""));
	assert_non_null(strstr(said, " 1. The pot, page 1: "));
	assert_non_null(strstr(said, "The last cup, page 1: That was the pot."));
	said = session_hear(&s, "1");
	assert_non_null(strstr(said, "keeps the tea"));
	said = session_hear(&s, "/ coffee");
	assert_non_null(strstr(said, "\"coffee\" stands nowhere"));
	said = session_hear(&s, "/");
	assert_non_null(strstr(said, "Type what to look for"));
	session_close(&s);
}

/* --- commands by name --- */

/* Every command that a key has somewhere does by name just what it does by key. */
static void by_name_is_as_by_key(void **state)
{
	static const char *const pages[] = {NULL, "warm", "bitter", "good", "myth", "stop", "sum"};
	unsigned long tried = 0;

	(void)state;
	for (size_t p = 0; p < ARRAY_LEN(pages); p++)
		for (size_t i = 0; i < keymap_count; i++) {
			char name[200], by_key[64], digit[4] = "";
			struct str one = {0};

			session_open(&s, NULL);
			s.options.keep = "readable";
			session_start(&s, 80, 24, pages[p]);
			enum where where = app_where(&s.app);
			const struct binding *b = &keymap[i];
			bool numbered = b->command == CMD_CHOOSE || b->command == CMD_RATE || b->command == CMD_SURE;
			struct key key = numbered ? (struct key){PRESS_TEXT, '2'} : keymap_key(b);
			if (!(b->where & (unsigned)where) || key.press == PRESS_OTHER || keymap_command(where, key) != b->command ||
				b->command == CMD_COMMANDS || b->command == CMD_STOP) {
				session_close(&s);
				continue;
			}
			session_event(&s, (struct event){.type = EV_KEY, .key = key});
			(void)snprintf(by_key, sizeof by_key, "%s", session_at(&s));
			str_add_text(&one, session_picture(&s));
			session_close(&s);

			session_open(&s, NULL);
			s.options.keep = "readable";
			session_start(&s, 80, 24, pages[p]);
			if (numbered)
				(void)snprintf(digit, sizeof digit, " 2");
			(void)snprintf(name, sizeof name, ": '%s%s' Enter", b->words, digit);
			session_press(&s, name);
			if (strcmp(by_key, session_at(&s)) != 0 || strcmp(str_text(&one), session_picture(&s)) != 0)
				fail_msg("at %s, \"%s\": by key\n%s\nby name\n%s", pages[p] ? pages[p] : "home", b->words, str_text(&one),
					session_picture(&s));
			tried++;
			str_release(&one);
			session_close(&s);
		}
	assert_true(tried > 60);
}

static const struct {
	const char *name, *page, *keys, *at, *shows;
} names[] = {
	{"a few letters only show what is near", "warm", ": 'cntnts' Enter", "commands", "This is near"},
	{"and what is near is one key down", "warm", ": 'cntnts' Down Enter", "contents", NULL},
	{"how a word of it begins is enough", "warm", ": 'conten' Enter", "contents", NULL},
	{"letters that are somewhere in it begin no chapter anew", "warm", ": 'phrase' Enter", "commands", ":anew"},
	{"nor does a word of what is said of it", "warm", ": 'plans' Enter", "commands", ":anew"},
	{"nor any of a text that is about something else", "warm", ": 'erase' Enter", "commands", NULL},
	{"its own name does", "warm", ": 'anew' Enter", "warm", "Nothing was done in this chapter yet"},
	{"and how its name begins", "warm", ": 'ane' Enter", "warm", "Nothing was done in this chapter yet"},
	{"and what it does, as it is said", "warm", ": 'begin this chapter' Enter", "warm", "Nothing was done in this chapter yet"},
	{"and who went down to it", "warm", ": 'plans' Down Enter", "warm", "Nothing was done in this chapter yet"},
	{"a word of it", "warm", ": 'sources' Enter", "sources", NULL},
	{"down in the list", "warm", ": Down Down Esc", "warm", NULL},
	{"Esc leaves", "warm", ": 'sou' Esc", "warm", NULL},
	{"what is done outside", "warm", ": 'lock'", "commands", "That is done outside: `attune lock`, in a shell."},
	{"what is called nothing", "warm", ": 'xyzzy'", "commands", "Nothing here is called that."},
	{"Enter on nothing does nothing", "warm", ": 'xyzzy' Enter", "commands", NULL},
	{"a number is asked for", "bitter", ": 'choose' Enter", "commands", "A number goes with that"},
	{"and taken", "bitter", ": 'choose an answer 2' Enter", "bitter", "(*) 2."},
	{"what has no key", "warm", ": 'a11y' Enter", "a11y", "one key at a time"},
	{"hidden and back, the line is there", "warm", ": 'sou' C-o Enter", "commands", ":sou"},
	{"help of the line", "warm", ": 'sou' F1", "help", "look for it, or do it"},
};

static void names_find_commands(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		session_open(&s, NULL);
		session_start(&s, 80, 24, names[i].page);
		session_press(&s, names[i].keys);
		if (strcmp(session_at(&s), names[i].at) != 0 || (names[i].shows && !session_shows(&s, names[i].shows) &&
			strcmp(names[i].shows, "one key at a time") != 0))
			fail_msg("%s: at %s\n%s", names[i].name, session_at(&s), session_picture(&s));
		session_close(&s);
	}
}

/* --- help with a filter --- */

static void help_shows_what_was_asked_for(void **state)
{
	(void)state;
	session_open(&s, NULL);
	session_start(&s, 80, 24, "warm");
	session_press(&s, "? / 'glossary'");
	assert_true(session_shows(&s, "No key here has to do with \"glossary\"."));
	session_press(&s, "Esc");
	assert_true(session_shows(&s, "next screenful"));
	session_press(&s, "/ 'sources' Enter");
	assert_true(session_shows(&s, "how sure they are"));
	assert_false(session_shows(&s, "next screenful"));
	session_press(&s, "? ?"); /* closes, and opens without it */
	assert_true(session_shows(&s, "next screenful"));
	session_close(&s);
}

/* --- a key that does nothing here says why --- */

static void a_disabled_key_gives_its_reason(void **state)
{
	static const struct {
		const char *page, *keys, *shows;
	} cases[] = {
		{"warm", "i", "There is no hint here"}, {"warm", "r", "No answer is hidden here."},
		{"warm", "3", "nothing to choose by its number"}, {NULL, "m", "Only a page can be marked."},
		{NULL, "d", "Terms belong to a page."}, {NULL, "s", "Only a page can be skipped."},
		{"warm", "? :", "Close this first"}, {"warm", "d m", "Only a page can be marked."},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		session_open(&s, NULL);
		session_start(&s, 80, 24, cases[i].page);
		session_press(&s, cases[i].keys);
		if (!session_shows(&s, cases[i].shows))
			fail_msg("%s: %s\n%s", cases[i].page ? cases[i].page : "home", cases[i].keys, session_picture(&s));
		session_close(&s);
	}
}

/* --- marks --- */

static void marks_are_kept_and_found(void **state)
{
	(void)state;
	session_open(&s, NULL);
	s.options.keep = "readable";
	session_start(&s, 80, 24, "bitter");
	session_press(&s, "m");
	assert_true(session_shows(&s, "Marked."));
	session_press(&s, "l l m h h h m");
	session_stop(&s);

	session_start(&s, 80, 24, NULL); /* another day */
	session_press(&s, "t");
	assert_true(session_shows(&s, "Marked pages"));
	assert_true(session_shows(&s, "5. The pot, page 1"));
	assert_true(session_shows(&s, "6. The pot, page 2"));
	assert_true(session_shows(&s, "7. The pot, page 4"));
	session_press(&s, "End Up Enter");
	assert_string_equal(session_at(&s), "bitter");
	session_press(&s, "m t");
	assert_false(session_shows(&s, "The pot, page 2"));
	assert_true(session_shows(&s, "6. The pot, page 4"));
	session_close(&s);
}

static void marks_in_lines(void **state)
{
	(void)state;
	session_open(&s, NULL);
	s.options.plain = true;
	session_start(&s, 80, 24, NULL);
	(void)session_says(&s);
	(void)session_hear(&s, "");
	assert_non_null(strstr(session_hear(&s, "m"), "Marked."));
	assert_non_null(strstr(session_hear(&s, "t"), "5. The pot, page 1"));
	assert_non_null(strstr(session_hear(&s, "5"), "keeps the tea"));
	session_close(&s);
}

/* --- where am I --- */

static void a_stalled_save_tells_its_seconds(void **state)
{
	(void)state;
	session_open(&s, NULL);
	s.options.keep = "readable";
	session_start(&s, 80, 24, "warm");
	s.silent = true;
	session_press(&s, "m =");
	assert_true(session_shows(&s, "; saving"));
	assert_false(session_shows(&s, "saving, for"));
	session_wait(&s, 12000);
	session_press(&s, "=");
	assert_true(session_shows(&s, "saving, for 12 seconds now"));
	session_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_found_where_they_are),
		cmocka_unit_test(in_a_small_window_the_match_is_seen),
		cmocka_unit_test(where_it_began_is_restored),
		cmocka_unit_test(a_search_tells_nothing_from_behind_a_note),
		cmocka_unit_test(the_place_in_a_long_page_is_kept),
		cmocka_unit_test(a_match_in_another_chapter_is_scrolled_to),
		cmocka_unit_test(a_match_is_found_again_after_a_resize),
		cmocka_unit_test(lines_list_every_place),
		cmocka_unit_test(by_name_is_as_by_key),
		cmocka_unit_test(names_find_commands),
		cmocka_unit_test(help_shows_what_was_asked_for),
		cmocka_unit_test(a_disabled_key_gives_its_reason),
		cmocka_unit_test(marks_are_kept_and_found),
		cmocka_unit_test(marks_in_lines),
		cmocka_unit_test(a_stalled_save_tells_its_seconds),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
