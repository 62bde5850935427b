/* SPDX-License-Identifier: MIT
 *
 * The long form of every fault code. A text here is read by someone whose file was just refused:
 * first what is wrong, then why it matters, then the same lines wrong and right.
 */
#include "course/diag.h"

#include <string.h>
#include "base/tr.h"

#define MEASURE 76

struct explanation {
	const char *title;
	const char *why;
	const char *wrong, *right; /* YAML, or words in brackets where no YAML can show it */
};

static const struct explanation explanations[DIAG_CODE_COUNT] = {
	[DIAG_OPEN] = {
		TR("a file cannot be opened or read"),
		TR("The file is not there, or its owner has not let you read it, or the disk reported an "
		   "error. Chapters listed in course.yaml are looked for as chapters/NAME.yaml."),
		"chapters: [start, how-it-grow]\n",
		"chapters: [start, how-it-grows]     # the file is chapters/how-it-grows.yaml\n",
	},
	[DIAG_NOT_REGULAR] = {
		TR("this is not a regular file"),
		TR("A directory, a pipe or a device cannot be a lesson: reading one could wait for ever."),
		"attune check chapters/start.yaml/   # a directory of that name\n",
		"attune check chapters/start.yaml\n",
	},
	[DIAG_TOO_LARGE] = {
		TR("a file is over 1 MiB"),
		TR("A chapter of twenty pages takes about 30 KiB. A file this large is no lesson, or is "
		   "several."),
		"chapters: [everything]\n",
		"chapters: [part-one, part-two]\n",
	},
	[DIAG_NOT_UTF8] = {
		TR("the file is not UTF-8 throughout"),
		TR("Lessons are stored as UTF-8, without zero bytes, and with a byte order mark at the "
		   "very start or nowhere. Most editors offer UTF-8 when they save; iconv changes a file "
		   "that was written otherwise."),
		"(a file saved as Latin-1, where an e with an acute accent is the single byte E9)\n",
		"iconv -f latin1 -t utf-8 old.yaml > new.yaml\n",
	},
	[DIAG_CHARACTER] = {
		TR("a character that no lesson may carry"),
		TR("Control characters could drive the reader's terminal; signs that turn the direction "
		   "of writing, and characters without width, make a text look like another. Escapes "
		   "such as \\e and \\u202e are judged as what they stand for. Newlines and tabs are "
		   "fine, and so are joiners inside emoji and in scripts that need them."),
		"title: \"A \\e[31mred\\e[0m title\"\n",
		"title: A title\n",
	},
	[DIAG_SYNTAX] = {
		TR("this is not YAML"),
		TR("Most often a text has ': ' or ' #' in it and no quotes, a tab stands among the "
		   "spaces before a key, a quote was not closed, or a line stands a space too far left "
		   "or right."),
		"title: Trust: how it grows\n",
		"title: \"Trust: how it grows\"\n",
	},
	[DIAG_TOO_DEEP] = {
		TR("lists and maps more than 16 deep inside one another"),
		TR("Lessons need five levels. More is a slip of indentation, or a file that means harm."),
		"a: [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]\n",
		"a: [1]\n",
	},
	[DIAG_TOO_MANY] = {
		TR("more than 50,000 parts in one file"),
		TR("Every key, text, list and map counts as a part. A chapter of twenty pages has about "
		   "a thousand."),
		"(one file that holds a whole library)\n",
		"chapters: [part-one, part-two]\n",
	},
	[DIAG_SCALAR_SIZE] = {
		TR("one text is over 64 KiB"),
		TR("That is some forty pages of a book under one key. A page of a lesson has at most 180 "
		   "words."),
		"text: |\n"
		"  (ten thousand words)\n",
		"text: |\n"
		"  (a hundred and fifty words, and the rest on the next pages)\n",
	},
	[DIAG_ANCHOR] = {
		TR("anchors and aliases are not allowed"),
		TR("A reader of the file should find the text where it is used, and a few aliases of "
		   "aliases fill any memory. A text that begins with & or * needs quotes."),
		"text: *gently* does it\n",
		"text: \"*gently* does it\"\n",
	},
	[DIAG_TAG] = {
		TR("tags and directives are not allowed"),
		TR("The format says what type a value has; nothing in the file needs to. A text that "
		   "begins with ! needs quotes."),
		"minutes: !!int \"5\"\n",
		"minutes: 5\n",
	},
	[DIAG_MERGE] = {
		TR("merge keys are not allowed"),
		TR("What a page holds should stand on the page."),
		"- {<<: *defaults, id: a-page}\n",
		"- {id: a-page, kind: read, text: Some words.}\n",
	},
	[DIAG_DOCUMENTS] = {
		TR("the file has a second document, or none"),
		TR("One file is one document. A line of three hyphens begins another; inside a text, "
		   "indent it with the text. A file of comments alone holds nothing."),
		"id: start\n"
		"---\n"
		"title: Start\n",
		"id: start\n"
		"title: Start\n",
	},
	[DIAG_DUPLICATE_KEY] = {
		TR("a key stands twice in one map"),
		TR("Other programs silently keep one of the two. Which of them you meant only you can "
		   "know."),
		"title: One\n"
		"title: Another\n",
		"title: Another\n",
	},
	[DIAG_KEY_TYPE] = {
		TR("a key is not a plain word"),
		TR("Where a text begins with { or [ and has no quotes, YAML takes it for a map or a "
		   "list."),
		"{a, b}: text\n",
		"\"{a, b}\": text       # or, more likely, a text that wants quotes\n",
	},
	[DIAG_UNKNOWN_KEY] = {
		TR("a key that has no meaning here"),
		TR("It is misspelt, belongs to another kind of page, or stands one level too deep. What "
		   "is not understood is refused, so that nothing you wrote is quietly left out. In { }, "
		   "a comma ends a text: quote a text that has one."),
		"- id: a-page\n"
		"  kind: read\n"
		"  txt: Some words.\n",
		"- id: a-page\n"
		"  kind: read\n"
		"  text: Some words.\n",
	},
	[DIAG_MISSING_KEY] = {
		TR("a key that must be there is not"),
		TR("Every page has an id and a kind, and what its kind needs: a choice asks something "
		   "and has options."),
		"- kind: read\n"
		"  text: Some words.\n",
		"- id: first-words\n"
		"  kind: read\n"
		"  text: Some words.\n",
	},
	[DIAG_WRONG_TYPE] = {
		TR("a list where a text is wanted, a text where a map is wanted, or the like"),
		TR("Entries of a list begin with '- '. A key of one line cannot hold several."),
		"options: yes or no\n",
		"options:\n"
		"  - {id: agree, text: Yes, say: Many do.}\n"
		"  - {id: differ, text: No, right: true, say: That is so.}\n",
	},
	[DIAG_BAD_ID] = {
		TR("an id is not well formed"),
		TR("Ids have lower-case letters, digits and single hyphens between them, and at most 48 "
		   "characters; topic ids may have capitals and dots. Records of learners name them, so "
		   "they are kept plain and short."),
		"id: Good_Enough!\n",
		"id: good-enough\n",
	},
	[DIAG_BAD_NUMBER] = {
		TR("a number is not written as one"),
		TR("Counts are whole numbers from 1, in digits. Other numbers may have a sign and a "
		   "decimal point."),
		"minutes: a quarter of an hour\n",
		"minutes: 15\n",
	},
	[DIAG_BAD_WORD] = {
		TR("not one of the words allowed here"),
		TR("Truth values are true and false, so that yes, no and on stay ordinary words. "
		   "Switches are on and off. The message lists what this key takes."),
		"optional: yes\n",
		"optional: true\n",
	},
	[DIAG_BAD_DATE] = {
		TR("this is not a day"),
		TR("Days are written year, month, day, with hyphens, and must exist."),
		"checked: 2026-02-30\n",
		"checked: 2026-02-28\n",
	},
	[DIAG_EMPTY] = {
		TR("a text or a list that may not be empty is"),
		TR("A key with nothing after it is mostly a text that was meant to follow. Leave the key "
		   "out if there is nothing to say."),
		"explain:\n",
		"explain: Comfort comes first, and calm follows.\n",
	},
	[DIAG_UNKNOWN_KIND] = {
		TR("there is no such kind of page"),
		TR("The authors' manual lists the kinds. A newer course may need a newer attune."),
		"kind: multiple-choice\n",
		"kind: choice\n",
	},
	[DIAG_MARKUP] = {
		TR("Markdown that lessons do not have"),
		TR("Texts have paragraphs, **strong**, *emphasis*, `code`, lists, block quotes, code "
		   "blocks and [[terms]]. Headings, links, images, tables, rules and HTML would look "
		   "different on every screen, or not be heard at all. Short texts (ask, say, options, "
		   "hints) are one paragraph, without lists, quotes and code blocks. A backslash makes a sign an "
		   "ordinary character; inside \"...\" it is written twice."),
		"text: |\n"
		"  # Trust\n"
		"  See [the book](https://example.org).\n",
		"title: Trust\n"
		"text: |\n"
		"  The book is among the sources of this page.\n",
	},
	[DIAG_VERSION] = {
		TR("the course needs a newer attune"),
		TR("'attune:' in course.yaml names the version of the lesson format. This program reads "
		   "version 1."),
		"attune: 2\n",
		"attune: 1\n",
	},
	[DIAG_TOO_MANY_PARTS] = {
		TR("more options, statements or pages than there is room for"),
		TR("People hold a handful of things in mind, and answers are chosen with one key."),
		"options: [(ten of them)]\n",
		"options: [(three or four)]\n",
	},
	[DIAG_DUPLICATE_ID] = {
		TR("an id is used twice"),
		TR("Pages and chapters share one set of ids over the whole course; options, items and "
		   "statements are unique on their page. Records name ids, so one id must mean one "
		   "thing."),
		"- {id: trust, kind: read, text: One.}\n"
		"- {id: trust, kind: read, text: Two.}\n",
		"- {id: trust-begins, kind: read, text: One.}\n"
		"- {id: trust-grows, kind: read, text: Two.}\n",
	},
	[DIAG_NO_RIGHT] = {
		TR("no option is right"),
		TR("A question that cannot be answered well teaches that trying is in vain. For opinions "
		   "there are rate and reflect."),
		"options:\n"
		"  - {id: a, text: Rain, say: Perhaps.}\n"
		"  - {id: b, text: Sun, say: Perhaps.}\n",
		"options:\n"
		"  - {id: a, text: Rain, say: It feels so.}\n"
		"  - {id: b, text: Sun, right: true, say: \"Yes, mostly.\"}\n",
	},
	[DIAG_RIGHT_COUNT] = {
		TR("the number of right options does not suit the kind"),
		TR("A choice has exactly one right option; where several fit, the kind is multi."),
		"kind: choice      # and two options say right: true\n",
		"kind: multi\n",
	},
	[DIAG_NO_SAY] = {
		TR("an option has no feedback"),
		TR("Whoever picks it learns nothing from having tried. Say why it tempts, and what is "
		   "truer."),
		"- {id: control, text: Crying controls adults}\n",
		"- {id: control, text: Crying controls adults, say: \"It can look so. A baby cries to be helped.\"}\n",
	},
	[DIAG_UNKNOWN_TERM] = {
		TR("the glossary has no such term"),
		TR("[[term]] names an id, a term or one of its 'also' in glossary.yaml; case does not "
		   "matter."),
		"text: A [[save haven]] is someone to turn to.\n",
		"text: A [[safe haven]] is someone to turn to.\n",
	},
	[DIAG_UNKNOWN_TOPIC] = {
		TR("topics.yaml has no such topic"),
		TR("Topics are the points the course promises to teach; the check follows each to the "
		   "pages that teach it."),
		"topics: [S0.70]\n",
		"topics: [S0.7]      # and topics.yaml has {id: S0.7, text: ...}\n",
	},
	[DIAG_UNKNOWN_SOURCE] = {
		TR("sources.yaml has no such source"),
		TR("Every claim about the world points at what it leans on, and the reader can look it "
		   "up."),
		"sources: [bowlby-1988]\n",
		"sources: [bowlby1988]\n",
	},
	[DIAG_UNKNOWN_MYTH] = {
		TR("myths.yaml has no such myth"),
		TR("An option tagged with a myth tells what a learner may believe; the course answers it "
		   "elsewhere."),
		"- {id: control, text: Crying controls adults, myth: spoilt, say: It can look so.}\n",
		"- {id: control, text: Crying controls adults, myth: spoiling, say: It can look so.}\n",
	},
	[DIAG_UNKNOWN_PAGE] = {
		TR("there is no such page"),
		TR("'skip-to' names a page of its own chapter; 'pair', 'words' and 'from' name pages of "
		   "the course."),
		"note: {about: early losses, skip-to: roads}\n",
		"note: {about: early losses, skip-to: many-roads}\n",
	},
	[DIAG_ID_FILE] = {
		TR("the id of a chapter is not the name of its file"),
		TR("course.yaml lists chapters by id, and the file is found by it."),
		"id: begin           # in chapters/start.yaml\n",
		"id: start           # in chapters/start.yaml\n",
	},
	[DIAG_SHARE] = {
		TR("what is private cannot be shared"),
		TR("What someone writes, plans, remembers or rates on such a page stays with them, "
		   "whatever the page says."),
		"kind: reflect\n"
		"share: aggregate\n",
		"kind: reflect\n",
	},
	[DIAG_PAIR] = {
		TR("the two pages do not make a pair"),
		TR("'pair' shows how ratings moved since an earlier page, so that page must be of the "
		   "same kind and have the same statements."),
		"pair: a-reading-page\n",
		"pair: before-we-begin      # a rate page with the same statements\n",
	},
	[DIAG_BLANK] = {
		TR("the blanks in 'ask' and those in 'blanks' are not the same"),
		TR("Each {name} in 'ask' is a gap to fill, and 'blanks' says under the same name what "
		   "fits there. A gap without an entry could never be right, and an entry without a gap "
		   "would never be seen."),
		"ask: A safe {haven}.\n"
		"blanks: {heaven: {accept: [haven]}}\n",
		"ask: A safe {haven}.\n"
		"blanks: {haven: {accept: [haven]}}\n",
	},
	[DIAG_UNKNOWN_BIN] = {
		TR("an item belongs in a bin that the page does not have"),
		TR("'bin' names one of the page's own bins, or a list of them where several would be "
		   "right."),
		"bins: [{id: close, text: Close}, {id: far, text: Far}]\n"
		"items: [{id: hug, text: A hug, bin: near, say: ...}]\n",
		"bins: [{id: close, text: Close}, {id: far, text: Far}]\n"
		"items: [{id: hug, text: A hug, bin: close, say: ...}]\n",
	},
	[DIAG_SAME_TEXT] = {
		TR("two parts of a page read the same"),
		TR("Nobody could tell them apart, yet only one would count as right. A word that is "
		   "accepted cannot be caught as wrong either."),
		"pairs: [{left: a hint, right: a sigh, say: ...}, {left: a riddle, right: a sigh, say: ...}]\n",
		"pairs: [{left: a hint, right: a sigh, say: ...}, {left: a plain ask, right: a sentence, say: ...}]\n",
	},
	[DIAG_TOO_FEW] = {
		TR("too few parts to choose among"),
		TR("One pair matches itself, one item is in order already, and with one bin everything "
		   "is sorted: there is nothing to find out."),
		"items: [{id: miss, text: A miss, say: ...}]\n",
		"items: [{id: miss, text: A miss, say: ...}, {id: repair, text: A repair, say: ...}]\n",
	},
	[DIAG_GOTO] = {
		TR("a choice leads to a scene that is not there"),
		TR("'goto' names a scene of the same page by its id. Whoever took that choice would stand before nothing."),
		"- {text: Ask about the day, say: It leaves room., goto: tabel}\n",
		"- {text: Ask about the day, say: It leaves room., goto: table}     # and a scene has id: table\n",
	},
	[DIAG_SCENE] = {
		TR("a scene neither goes on nor ends, or does both"),
		TR("A scene has 'choices', each with a way on, or it says 'end: true'. With neither the reader is stuck in it."),
		"- {id: table, text: They sit down and talk.}\n",
		"- {id: table, text: They sit down and talk., end: true}\n",
	},
	[DIAG_UNREACHED] = {
		TR("no choice leads to this scene"),
		TR("The first scene listed opens the story; every other is reached by a 'goto' from one that can be reached itself.\n"
		   "A scene that nobody ever sees is mostly a goto that was meant to name it."),
		"scenes: [{id: door, ..., choices: [{..., goto: table}]}, {id: hallway, ...}, {id: table, ..., end: true}]\n",
		"scenes: [{id: door, ..., choices: [{..., goto: hallway}]}, {id: hallway, ..., choices: [{..., goto: table}]}, ...]\n",
	},
	[DIAG_ENDLESS] = {
		TR("from this scene the story can never end"),
		TR("Every choice from it leads round in a circle. A story may lead back to an earlier scene, as long as there is also a\n"
		   "way to one that ends."),
		"scenes: [{id: a, ..., choices: [{..., goto: b}]}, {id: b, ..., choices: [{..., goto: a}]}]\n",
		"scenes: [{id: a, ..., choices: [{..., goto: b}]}, {id: b, ..., choices: [{..., goto: a}, {..., goto: c}]},\n"
		"         {id: c, ..., end: true}]\n",
	},
	[DIAG_DRAW] = {
		TR("a quiz draws more questions than there are"),
		TR("'draw' is how many questions are asked; they are drawn from the graded pages that 'from' names, by page or by\n"
		   "chapter, each at most once. Twenty is the most: five are enough for one sitting."),
		"draw: 5\nfrom: [what-it-teaches, true-or-not]     # two questions\n",
		"draw: 2\nfrom: [what-it-teaches, true-or-not]\n",
	},
	[DIAG_LINK_KIND] = {
		TR("a page of a kind that has nothing to give here"),
		TR("'words' of a recap shows what was written on reflect pages; a quiz draws from graded pages. A page of "
		   "another kind keeps nothing that could be shown or asked."),
		"words: [what-it-teaches]     # a read page\n",
		"words: [your-own-example]    # a reflect page\n",
	},
	[DIAG_SKIP_BACK] = {
		TR("'skip-to' leads back, or to its own page"),
		TR("It is a way past what a learner may not want to read now. A way that leads back to it, or to a page "
		   "before it, is none."),
		"note: {about: early losses, skip-to: welcome}     # the first page\n",
		"note: {about: early losses, skip-to: what-helps}  # a later one\n",
	},
	[DIAG_ID_REMOVED] = {
		TR("a published id is gone"),
		TR("Records of learners name it. List it under 'was' where it was renamed, or under "
		   "'retired' in course.yaml."),
		"id: trust-grows\n",
		"id: trust-grows\n"
		"was: trust\n",
	},
	[DIAG_ID_REUSED] = {
		TR("a published id now means something else"),
		TR("Old answers would be shown as answers to a new question. Take a new id, or raise "
		   "'rev'."),
		"id: trust           # it was a choice, and is a reading page now\n",
		"id: what-trust-is\n",
	},
	[DIAG_LONGEST_RIGHT] = {
		TR("the right option is the longest"),
		TR("People who guess pick the longest. Then the answer shows how they guess, not what "
		   "they know."),
		"- {id: a, text: Yes, say: No.}\n"
		"- {id: b, text: Only when someone answers most of the time, right: true, say: Yes.}\n",
		"- {id: a, text: Only when someone answers every time, say: No.}\n"
		"- {id: b, text: When someone mostly answers, right: true, say: Yes.}\n",
	},
	[DIAG_LONG_PAGE] = {
		TR("a page is longer than one screen"),
		TR("On 80x24 the reader scrolls, and the question leaves the screen while the options "
		   "are read. Rows are counted at 66 columns: text, figure, question and options."),
		"text: |\n"
		"  (five paragraphs)\n",
		"text: |\n"
		"  (three paragraphs, and a second page)\n",
	},
	[DIAG_MANY_WORDS] = {
		TR("a page has more than 180 words"),
		TR("That is about a minute of reading: as much as can be taken in before doing something "
		   "with it."),
		"text: |\n"
		"  (two hundred and fifty words)\n",
		"text: |\n"
		"  (a hundred and forty words)\n",
	},
	[DIAG_GRADE] = {
		TR("the text is hard to read"),
		TR("The grade counts long sentences and long words (Kincaid and others, 1975). Nine is "
		   "the most; tired readers, and readers in a second language, thank you for seven."),
		"text: The internalisation of responsive interactions facilitates self-regulatory competencies.\n",
		"text: Being comforted often teaches a child, bit by bit, to calm down alone.\n",
	},
	[DIAG_TOPIC_UNTAUGHT] = {
		TR("a topic is promised and taught nowhere"),
		TR("Name it under 'topics' on the page that teaches it, or take it out of topics.yaml."),
		"# topics.yaml\n"
		"- {id: S0.7, text: Comfort does not spoil}\n"
		"# and no page that teaches names S0.7\n",
		"topics: [S0.7]      # on the page that teaches it\n",
	},
	[DIAG_MYTH_UNTAUGHT] = {
		TR("a myth is answered nowhere"),
		TR("A misconception that is only tested stays. A myth page, or the explanation of a "
		   "question, speaks to it."),
		"# myths.yaml has {id: spoiling, ...}, and no page names it\n",
		"- {id: no-spoiling, kind: myth, myth: spoiling, claim: Comfort spoils a baby., text: ...}\n",
	},
	[DIAG_MYTH_UNTESTED] = {
		TR("a myth is tested nowhere"),
		TR("An option that says what the myth says, tagged with it, shows whether it is still "
		   "believed."),
		"- {id: control, text: Crying controls adults, say: It can look so.}\n",
		"- {id: control, text: Crying controls adults, myth: spoiling, say: It can look so.}\n",
	},
	[DIAG_NO_REFLECTION] = {
		TR("a chapter has no reflection"),
		TR("Ideas settle when someone ties them to a life of their own. One small, optional page "
		   "is enough."),
		"pages: [(reading, checks)]\n",
		"- {id: one-small-moment, kind: reflect, optional: true, ask: Who turned up for you lately?}\n",
	},
	[DIAG_NO_CHECK] = {
		TR("a chapter checks nothing"),
		TR("Being asked to recall teaches more than reading again. Put a check one to three "
		   "pages after what it is about."),
		"pages: [(reading only)]\n",
		"- {id: what-it-teaches, kind: choice, ask: What does comfort teach?, options: [...]}\n",
	},
	[DIAG_NO_SOURCE] = {
		TR("a claim has a grade of evidence and no source"),
		TR("'evidence' says how well founded something is. Then the reader may ask: by whom?"),
		"evidence: solid\n",
		"evidence: solid\n"
		"sources: [bowlby1988]\n",
	},
	[DIAG_NO_LOCK] = {
		TR("the course has no ids.lock"),
		TR("It lists every id ever published, so that none is lost or comes to mean something "
		   "else while learners have records of it. Write it before the first release."),
		"(no ids.lock beside course.yaml)\n",
		"attune check --lock lessons/my-course\n",
	},
	[DIAG_SUPPORT_OLD] = {
		TR("a support line was last checked over a year ago"),
		TR("A number that no longer answers is worse than none. Try the line, then write the "
		   "day."),
		"checked: 2024-03-01\n",
		"checked: 2026-11-22\n",
	},
	[DIAG_POSITION_WORDS] = {
		TR("words that point at a place or a colour on the screen"),
		TR("Who hears the page, or has a narrow window, does not have that place or colour. Name "
		   "the thing."),
		"text: Look at the list below.\n",
		"text: Look at the four needs.\n",
	},
	[DIAG_EMOJI] = {
		TR("an emoji, or a joined character"),
		TR("Terminals disagree on how wide it is, so lines shift; and a screen reader may say a "
		   "whole sentence for it."),
		"text: Well done \xF0\x9F\x8E\x89\n",
		"text: Well done.\n",
	},
	[DIAG_FIGURE] = {
		TR("a figure that is too large, or not in ASCII"),
		TR("64 columns and 12 rows leave room for the words around it on a screen of 80x24. Other signs than ASCII "
		   "are wider in some terminals, and the drawing falls apart."),
		"art: |\n  need \xE2\x86\x92 signal\n",
		"art: |\n  need --> signal\n",
	},
	[DIAG_PLAIN_MARKUP] = {
		TR("Markdown where it is shown as typed"),
		TR("Titles, names and other single lines are plain: stars, backticks and brackets would be seen as they are."),
		"title: The [[secure-base]]\n",
		"title: The secure base\n",
	},
	[DIAG_NO_TITLE] = {
		TR("'skip-to' names a page without a title"),
		TR("Learners are offered the page by its title. Without one they are shown its id."),
		"- id: what-helps\n  kind: read\n",
		"- id: what-helps\n  kind: read\n  title: What helps\n",
	},
	[DIAG_CUT] = {
		TR("a text that ends at a '#'"),
		TR("What follows a space and a '#' is a comment in YAML, and learners never see it. With a space behind the '#' it "
		   "is taken for a comment that was meant."),
		"ask: Put the steps #1 to #5 in order.\n",
		"ask: \"Put the steps #1 to #5 in order.\"\n",
	},
	[DIAG_MIXED] = {
		TR("letters of two scripts in one word"),
		TR("Some Cyrillic and Greek letters look like Latin ones. A word that was pasted, or typed on two keyboards, can "
		   "have one of them, and nobody sees it. A learner who types that word is told that it is another. Looked at are words "
		   "that learners type: 'accept', 'catch', and the terms of the glossary."),
		"accept: [l\u0435af]         # the e is a Cyrillic letter\n",
		"accept: [leaf]\n",
	},
	[DIAG_UNWRITTEN] = {
		TR("a sentence that an import put in place of a reason"),
		TR("Most questions from elsewhere tell no reasons. 'attune import' puts a plain sentence where one is wanted, and marks it. "
		   "A learner who is told only that it does not fit learns little. Write why it tempts and what is truer, and take the "
		   "mark away."),
		"say: This one does not fit.  # write why\n",
		"say: Stirring does help a little. Heat does far more.\n",
	},
	[DIAG_COMMA] = {
		TR("a sentence that a comma cuts in two"),
		TR("In [ ] a comma ends an entry, also amid a sentence. Quotes around it keep it whole; so does a list with a line for "
		   "each entry. It is warned of where an entry goes on with a small letter, and the entries are sentences."),
		"points: [Fresh water, just boiled, tastes better., Time adds harshness.]\n",
		"points: [\"Fresh water, just boiled, tastes better.\", Time adds harshness.]\n",
	},
};

static void add_indented(struct str *out, const char *lines)
{
	while (*lines) {
		size_t len = strcspn(lines, "\n");
		str_print(out, "    %.*s\n", (int)len, lines);
		lines += len + (lines[len] == '\n');
	}
}

/* Words from margin to margin, so that the text fits a terminal of 80 columns. */
static void add_wrapped(struct str *out, const char *text)
{
	unsigned used = 0;

	while (*text) {
		size_t len = strcspn(text, " ");
		unsigned cells = text_cells(text, len);
		if (used && used + 1 + cells > MEASURE) {
			str_add_text(out, "\n");
			used = 0;
		}
		str_print(out, "%s%.*s", used ? " " : "", (int)len, text);
		used += (used > 0) + cells;
		text += len + strspn(text + len, " ");
	}
	str_add_text(out, "\n");
}

void diag_explain(enum diag_code code, struct str *out)
{
	if (code >= DIAG_CODE_COUNT || !explanations[code].title)
		return;

	const struct explanation *it = &explanations[code];
	str_print(out, "%s: %s\n\n", diag_code_text(code), tr(it->title));
	add_wrapped(out, tr(it->why));
	str_print(out, "\n%s\n", tr("Wrong:"));
	add_indented(out, it->wrong);
	str_print(out, "\n%s\n", tr("Right:"));
	add_indented(out, it->right);
	if (diag_severity(code) == SEVERITY_WARNING)
		str_print(out, "\n%s\n",
			tr("This is a warning: the course works, and 'attune check --strict' refuses it."));
}
