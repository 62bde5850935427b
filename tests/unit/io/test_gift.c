/* SPDX-License-Identifier: MIT
 *
 * Questions as the description of the format writes them, and what is off it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/imported.h"

static const struct imported_case cases[] = {
	{ .name = "one of several",
		.source = "Who waters the tea?{~the cup =the kettle ~the leaf}\n",
		.pages = "  - id: who-waters-the-tea\n"
			"    kind: choice\n"
			"    ask: Who waters the tea?\n"
			"    options:\n"
			"      - id: the-cup\n"
			"        text: the cup\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: the-kettle\n"
			"        text: the kettle\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: the-leaf\n"
			"        text: the leaf\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'who-waters-the-tea' had no feedback in 3 places, marked \"write why\": the-cup, "
			"the-kettle, the-leaf\n" },
	{ .name = "feedback, name and what is said to all",
		.source = "::Bitter cup::Why is it harsh?{\n"
			"~Too fresh#Fresh leaf is not harsh.\n"
			"=Too long#Time draws it out.\n"
			"####Taste first,\n"
			"harshness later.\n"
			"}\n",
		.pages = "  - id: bitter-cup\n"
			"    kind: choice\n"
			"    title: Bitter cup\n"
			"    ask: Why is it harsh?\n"
			"    options:\n"
			"      - id: too-fresh\n"
			"        text: Too fresh\n"
			"        say: Fresh leaf is not harsh.\n"
			"      - id: too-long\n"
			"        text: Too long\n"
			"        right: true\n"
			"        say: Time draws it out.\n"
			"    explain: |\n"
			"      Taste first, harshness later.\n",
		.notes = "" },
	{ .name = "a missing word",
		.source = "Tea is made with {~cold =hot ~no} water.\n",
		.pages = "  - id: tea-is-made-with-water\n"
			"    kind: choice\n"
			"    ask: Tea is made with \xE2\x80\xA6 water.\n"
			"    options:\n"
			"      - id: cold\n"
			"        text: cold\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: hot\n"
			"        text: hot\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: 'no'\n"
			"        text: 'no'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'tea-is-made-with-water' had no feedback in 3 places, marked \"write why\": cold, hot, no\n" },
	{ .name = "the word at the start",
		.source = "{=Two =2} plus two\n"
			"is four.\n",
		.pages = "  - id: plus-two-is-four\n"
			"    kind: fill\n"
			"    ask: '{answer} plus two is four.'\n"
			"    blanks:\n"
			"      answer:\n"
			"        accept:\n"
			"          - Two\n"
			"          - '2'\n",
		.notes = "" },
	{ .name = "part of the credit, one whole",
		.source = "Where do leaves come from?{~%50%a shop#Before that? ~the sky =a bush}\n",
		.pages = "  - id: where-do-leaves-come-from\n"
			"    kind: choice\n"
			"    ask: Where do leaves come from?\n"
			"    options:\n"
			"      - id: a-shop\n"
			"        text: a shop\n"
			"        say: Before that?\n"
			"      - id: the-sky\n"
			"        text: the sky\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: a-bush\n"
			"        text: a bush\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n",
		.notes = "1: 'a shop' earned 50% of the credit; here it counts as not fitting\n"
			"1: page 'where-do-leaves-come-from' had no feedback in 2 places, marked \"write why\": "
			"the-sky, a-bush\n" },
	{ .name = "several that fit, evenly",
		.source = "What changes the taste?{~%50%time ~%50%heat ~%-100%the spoon}\n",
		.pages = "  - id: what-changes-the-taste\n"
			"    kind: multi\n"
			"    ask: What changes the taste?\n"
			"    options:\n"
			"      - id: time\n"
			"        text: time\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: heat\n"
			"        text: heat\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: the-spoon\n"
			"        text: the spoon\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'what-changes-the-taste' had no feedback in 3 places, marked \"write why\": time, "
			"heat, the-spoon\n" },
	{ .name = "several that fit, unevenly",
		.source = "What changes the taste?{~%70%time ~%30%heat ~the spoon}\n",
		.pages = "  - id: what-changes-the-taste\n"
			"    kind: multi\n"
			"    ask: What changes the taste?\n"
			"    options:\n"
			"      - id: time\n"
			"        text: time\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: heat\n"
			"        text: heat\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: the-spoon\n"
			"        text: the spoon\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: the right options earned different credit; here each counts alike\n"
			"1: page 'what-changes-the-taste' had no feedback in 3 places, marked \"write why\": time, "
			"heat, the-spoon\n" },
	{ .name = "only one that earns anything",
		.source = "Which?{~%80%this ~that}\n",
		.pages = "  - id: which\n"
			"    kind: choice\n"
			"    ask: Which?\n"
			"    options:\n"
			"      - id: this\n"
			"        text: this\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: that\n"
			"        text: that\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'which' had no feedback in 2 places, marked \"write why\": this, that\n" },
	{ .name = "several whole ones",
		.source = "Which?{=this =that ~neither}\n",
		.pages = "  - id: which\n"
			"    kind: multi\n"
			"    ask: Which?\n"
			"    options:\n"
			"      - id: this\n"
			"        text: this\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: that\n"
			"        text: that\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: neither\n"
			"        text: neither\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: any one of the right options was enough; here all of them are asked for\n"
			"1: page 'which' had no feedback in 3 places, marked \"write why\": this, that, neither\n" },
	{ .name = "true or false with both feedbacks",
		.source = "A cold pot takes heat.{T#It does: touch it.#Yes, feel it.}\n",
		.pages = "  - id: a-cold-pot-takes-heat\n"
			"    kind: choice\n"
			"    ask: A cold pot takes heat.\n"
			"    fixed: true\n"
			"    options:\n"
			"      - id: 'true'\n"
			"        text: 'True'\n"
			"        right: true\n"
			"        say: Yes, feel it.\n"
			"      - id: 'false'\n"
			"        text: 'False'\n"
			"        say: 'It does: touch it.'\n",
		.notes = "" },
	{ .name = "false, in small letters",
		.source = "Tea is blue.{false}\n",
		.pages = "  - id: tea-is-blue\n"
			"    kind: choice\n"
			"    ask: Tea is blue.\n"
			"    fixed: true\n"
			"    options:\n"
			"      - id: 'true'\n"
			"        text: 'True'\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: 'false'\n"
			"        text: 'False'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n",
		.notes = "1: page 'tea-is-blue' had no feedback in 2 places, marked \"write why\": true, false\n" },
	{ .name = "short answers",
		.source = "Who pours?{=Ana#Right. =Anna =%50%Anne#Nearly. =%0%Joao#Not today.}\n",
		.pages = "  - id: who-pours\n"
			"    kind: fill\n"
			"    ask: Who pours? {answer}\n"
			"    blanks:\n"
			"      answer:\n"
			"        accept:\n"
			"          - Ana\n"
			"          - Anna\n"
			"        catch:\n"
			"          Anne: Nearly.\n"
			"          Joao: Not today.\n"
			"    explain: |\n"
			"      Right.\n",
		.notes = "1: 'Anne' earned 50% of the credit; here it counts as not fitting\n" },
	{ .name = "one word without a sign",
		.source = "Two plus two is {four}.\n",
		.pages = "  - id: two-plus-two-is\n"
			"    kind: fill\n"
			"    ask: Two plus two is {answer}\n"
			"    blanks:\n"
			"      answer:\n"
			"        accept:\n"
			"          - four\n",
		.notes = "" },
	{ .name = "a word that stands for any",
		.source = "Who?{=Ana =A* =\\\\*}\n",
		.pages = "  - id: who\n"
			"    kind: fill\n"
			"    ask: Who? {answer}\n"
			"    blanks:\n"
			"      answer:\n"
			"        accept:\n"
			"          - Ana\n",
		.notes = "1: the answer 'A*' was not carried: no word here stands for any other\n"
			"1: the answer '*' was not carried: it has neither letters nor digits\n" },
	{ .name = "answers on lines of their own, each lost on its own",
		.source = "Who?{\n=*\n=\n  %50%*a\n}\n",
		.pages = "",
		.notes = "1: this question was not carried: no answer to it is left that can be typed\n"
			"2: the answer '*' was not carried: no word here stands for any other\n"
			"4: the answer '*a' was not carried: no word here stands for any other\n" },
	{ .name = "only words that stand for any",
		.source = "Who?{=*}\n",
		.pages = "",
		.notes = "1: the answer '*' was not carried: no word here stands for any other\n"
			"1: this question was not carried: no answer to it is left that can be typed\n" },
	{ .name = "pairs",
		.source = "Pair them.{\n"
			"=hot -> kettle\n"
			"=dry -> leaf\n"
			"}\n",
		.pages = "  - id: pair-them\n"
			"    kind: match\n"
			"    ask: Pair them.\n"
			"    pairs:\n"
			"      - id: hot\n"
			"        left: hot\n"
			"        right: kettle\n"
			"        say: These two belong together.  # write why\n"
			"      - id: dry\n"
			"        left: dry\n"
			"        right: leaf\n"
			"        say: These two belong together.  # write why\n",
		.notes = "1: page 'pair-them' had no feedback in 2 places, marked \"write why\": hot, dry\n" },
	{ .name = "pairs with the same partner",
		.source = "Sort them.{=oolong->tea =mocha->coffee =assam->tea}\n",
		.pages = "  - id: sort-them\n"
			"    kind: sort\n"
			"    ask: Sort them.\n"
			"    bins:\n"
			"      - id: bin-1\n"
			"        text: tea\n"
			"      - id: bin-2\n"
			"        text: coffee\n"
			"    items:\n"
			"      - id: oolong\n"
			"        text: oolong\n"
			"        bin: bin-1\n"
			"        say: It belongs here.  # write why\n"
			"      - id: mocha\n"
			"        text: mocha\n"
			"        bin: bin-2\n"
			"        say: It belongs here.  # write why\n"
			"      - id: assam\n"
			"        text: assam\n"
			"        bin: bin-1\n"
			"        say: It belongs here.  # write why\n",
		.notes = "1: page 'sort-them' had no feedback in 3 places, marked \"write why\": oolong, mocha, assam\n" },
	{ .name = "a partner too many",
		.source = "Pair them.{=a->1 =b->2 = ->3}\n",
		.pages = "  - id: pair-them\n"
			"    kind: match\n"
			"    ask: Pair them.\n"
			"    pairs:\n"
			"      - id: a\n"
			"        left: a\n"
			"        right: '1'\n"
			"        say: These two belong together.  # write why\n"
			"      - id: b\n"
			"        left: b\n"
			"        right: '2'\n"
			"        say: These two belong together.  # write why\n",
		.notes = "1: '3' was not carried: it has no partner\n"
			"1: page 'pair-them' had no feedback in 2 places, marked \"write why\": a, b\n" },
	{ .name = "a pair without an arrow",
		.source = "Pair them.{=a->1 =b->2 =c}\n",
		.pages = "  - id: pair-them\n"
			"    kind: match\n"
			"    ask: Pair them.\n"
			"    pairs:\n"
			"      - id: a\n"
			"        left: a\n"
			"        right: '1'\n"
			"        say: These two belong together.  # write why\n"
			"      - id: b\n"
			"        left: b\n"
			"        right: '2'\n"
			"        say: These two belong together.  # write why\n",
		.notes = "1: 'c' was not carried: it has no partner\n"
			"1: page 'pair-them' had no feedback in 2 places, marked \"write why\": a, b\n" },
	{ .name = "a left side twice",
		.source = "Pair them.{=a->1 =b->2 =A->3}\n",
		.pages = "",
		.notes = "1: this question was not carried: 'A' stands in two of its pairs\n" },
	{ .name = "a number",
		.source = "How many cups?{#3}\n",
		.pages = "  - id: how-many-cups\n"
			"    kind: estimate\n"
			"    ask: How many cups?\n"
			"    answer: 3\n"
			"    near: 0\n"
			"    say-near: This is near.  # write why\n"
			"    say-far: This is further off.  # write why\n",
		.notes = "1: page 'how-many-cups' had no feedback in 2 places, marked \"write why\": say-near, say-far\n" },
	{ .name = "a number and how near",
		.source = "How hot?{#95.5:0.5#Good.}\n",
		.pages = "  - id: how-hot\n"
			"    kind: estimate\n"
			"    ask: How hot?\n"
			"    answer: 95.5\n"
			"    near: 0.5\n"
			"    say-near: Good.\n"
			"    say-far: This is further off.  # write why\n",
		.notes = "1: page 'how-hot' had no feedback in 1 place, marked \"write why\": say-far\n" },
	{ .name = "from and to",
		.source = "How long?{#2..5}\n",
		.pages = "  - id: how-long\n"
			"    kind: estimate\n"
			"    ask: How long?\n"
			"    answer: 3.5\n"
			"    near: 1.5\n"
			"    say-near: This is near.  # write why\n"
			"    say-far: This is further off.  # write why\n",
		.notes = "1: the answer is a range, from 2 to 5; its middle is shown as the answer\n"
			"1: page 'how-long' had no feedback in 2 places, marked \"write why\": say-near, say-far\n" },
	{ .name = "numbers with credit",
		.source = "When?{#=1822:0#Yes. =%50%1822:2 ~#Look again.}\n",
		.pages = "  - id: when\n"
			"    kind: estimate\n"
			"    ask: When?\n"
			"    answer: 1822\n"
			"    near: 0\n"
			"    say-near: Yes.\n"
			"    say-far: Look again.\n",
		.notes = "1: the answer '1822:2' with 50% of the credit was not carried: one number is asked for here\n" },
	{ .name = "a comma, a sign, no zero",
		.source = "How cold?{#-,5:1,0}\n",
		.pages = "  - id: how-cold\n"
			"    kind: estimate\n"
			"    ask: How cold?\n"
			"    answer: -0.5\n"
			"    near: 1.0\n"
			"    say-near: This is near.  # write why\n"
			"    say-far: This is further off.  # write why\n",
		.notes = "1: page 'how-cold' had no feedback in 2 places, marked \"write why\": say-near, say-far\n" },
	{ .name = "no number",
		.source = "How many?{#many}\n",
		.pages = "",
		.notes = "1: this question was not carried: its answer is no number that can be guessed\n" },
	{ .name = "an essay",
		.source = "What do you notice?{}\n",
		.pages = "  - id: what-do-you-notice\n"
			"    kind: reflect\n"
			"    ask: What do you notice?\n",
		.notes = "" },
	{ .name = "an essay with feedback",
		.source = "What do you notice?{####Look for three things.}\n",
		.pages = "  - id: what-do-you-notice\n"
			"    kind: reflect\n"
			"    ask: What do you notice?\n"
			"    facilitator: |\n"
			"      Look for three things.\n",
		.notes = "1: the feedback of this essay is kept under `facilitator`: no page marks what people write "
			"freely\n" },
	{ .name = "a description",
		.source = "::Before we begin::Take a cup.\n",
		.pages = "  - id: before-we-begin\n"
			"    kind: read\n"
			"    title: Before we begin\n"
			"    text: |\n"
			"      Take a cup.\n",
		.notes = "" },
	{ .name = "escapes",
		.source = "::a\\:\\:b::1 \\= 1 \\{x\\} \\~ \\# \\\\ one\\ntwo?{=a\\=b#c\\#d ~e\\~f}\n",
		.pages = "  - id: a-b\n"
			"    kind: choice\n"
			"    title: a::b\n"
			"    text: |\n"
			"      1 = 1 {x} \\~ # \\\\ one\n"
			"    ask: two?\n"
			"    options:\n"
			"      - id: a-b\n"
			"        text: a=b\n"
			"        right: true\n"
			"        say: c#d\n"
			"      - id: e-f\n"
			"        text: e\\~f\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'a-b' had no feedback in 1 place, marked \"write why\": e-f\n" },
	{ .name = "html",
		.source = "[html]<p>Hot <b>water</b> &amp; <em>leaf</em>:</p><ul><li>one</li><li>two</li></ul><p>What "
			"comes first?<br></p>{=<p>Wa&shy;ter</p>#<i>Yes</i> ~[plain]<b>leaf</b>}\n",
		.pages = "  - id: what-comes-first\n"
			"    kind: choice\n"
			"    text: |\n"
			"      Hot **water** & *leaf*:\n"
			"\n"
			"      - one\n"
			"      - two\n"
			"    ask: What comes first?\n"
			"    options:\n"
			"      - id: water\n"
			"        text: Water\n"
			"        right: true\n"
			"        say: '*Yes*'\n"
			"      - id: b-leaf-b\n"
			"        text: '\\<b>leaf\\</b>'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'what-comes-first' had no feedback in 1 place, marked \"write why\": b-leaf-b\n" },
	{ .name = "an image, a link, a script",
		.source = "[html]See <img src\\=\"x.png\" alt\\=\"a pot\"> <a "
			"href\\=\"http\\://x\">here</a><script>alert(1)</script>. Good?{T}\n",
		.pages = "  - id: see-a-pot-here-good\n"
			"    kind: choice\n"
			"    ask: See (a pot) here. Good?\n"
			"    fixed: true\n"
			"    options:\n"
			"      - id: 'true'\n"
			"        text: 'True'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: 'false'\n"
			"        text: 'False'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: not carried: an image, the address of a link, a script or a style\n"
			"1: page 'see-a-pot-here-good' had no feedback in 2 places, marked \"write why\": true, false\n" },
	{ .name = "an image alone",
		.source = "[html]<img src\\=\"x.png\">{T}\n",
		.pages = "",
		.notes = "1: not carried: an image\n"
			"1: this question was not carried: no words of it are left\n" },
	{ .name = "code in html",
		.source = "[html]<p>What does this say?</p><pre>if (a < b)\\n  go();</pre>{=<code>go</code> "
			"~<code>`</code>}\n",
		.pages = "  - id: what-does-this-say\n"
			"    kind: choice\n"
			"    text: |\n"
			"      ```\n"
			"      if (a < b)\n"
			"        go();\n"
			"      ```\n"
			"    ask: What does this say?\n"
			"    options:\n"
			"      - id: go\n"
			"        text: '`go`'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: option-2\n"
			"        text: '`` ` ``'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'what-does-this-say' had no feedback in 2 places, marked \"write why\": go, option-2\n" },
	{ .name = "less than is no tag",
		.source = "Is 1 <b and a<i? {T}\n",
		.pages = "  - id: is-1-b-and-a-i\n"
			"    kind: choice\n"
			"    ask: Is 1 \\<b and a\\<i?\n"
			"    fixed: true\n"
			"    options:\n"
			"      - id: 'true'\n"
			"        text: 'True'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: 'false'\n"
			"        text: 'False'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'is-1-b-and-a-i' had no feedback in 2 places, marked \"write why\": true, false\n" },
	{ .name = "markdown",
		.source = "[markdown]Is **tea** `hot`?{=*yes* ~no}\n",
		.pages = "  - id: is-tea-hot\n"
			"    kind: choice\n"
			"    ask: Is **tea** `hot`?\n"
			"    options:\n"
			"      - id: 'yes'\n"
			"        text: '*yes*'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: 'no'\n"
			"        text: 'no'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'is-tea-hot' had no feedback in 2 places, marked \"write why\": yes, no\n" },
	{ .name = "markdown that lessons do not have",
		.source = "[markdown]See [this](http\\://x)?{T}\n",
		.pages = "  - id: see-this-http-x\n"
			"    kind: choice\n"
			"    ask: See \\[this](http://x)?\n"
			"    fixed: true\n"
			"    options:\n"
			"      - id: 'true'\n"
			"        text: 'True'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: 'false'\n"
			"        text: 'False'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: not carried: Markdown that lessons do not have: it stands as it was typed\n"
			"1: page 'see-this-http-x' had no feedback in 2 places, marked \"write why\": true, false\n" },
	{ .name = "signs that are just signs",
		.source = "* 1. # _a_ [[term]] <!-- x?{=- a ~+ b ~2) c}\n",
		.pages = "  - id: '1-a-term-x'\n"
			"    kind: choice\n"
			"    ask: '\\* 1. # \\_a\\_ \\[\\[term]] \\<!-- x?'\n"
			"    options:\n"
			"      - id: a\n"
			"        text: '\\- a'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: b\n"
			"        text: '\\+ b'\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: '2-c'\n"
			"        text: '2\\) c'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page '1-a-term-x' had no feedback in 3 places, marked \"write why\": a, b, 2-c\n" },
	{ .name = "braces of its own",
		.source = "In \\{set\\} who?{=Ana}\n",
		.pages = "  - id: in-set-who\n"
			"    kind: fill\n"
			"    ask: In { set} who? {answer}\n"
			"    blanks:\n"
			"      answer:\n"
			"        accept:\n"
			"          - Ana\n",
		.notes = "" },
	{ .name = "comments and a category",
		.source = "// by Ana\n"
			"$CATEGORY: $course$/Tea\n"
			"\n"
			"// [id:7]\n"
			"::Q::One?{T}\n"
			"// inside\n"
			"\n"
			"// last\n",
		.pages = "  # by Ana\n"
			"  # Category: $course$/Tea\n"
			"  # [id:7]\n"
			"  # inside\n"
			"  - id: one\n"
			"    kind: choice\n"
			"    title: Q\n"
			"    ask: One?\n"
			"    fixed: true\n"
			"    options:\n"
			"      - id: 'true'\n"
			"        text: 'True'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: 'false'\n"
			"        text: 'False'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "5: page 'one' had no feedback in 2 places, marked \"write why\": true, false\n" },
	{ .name = "comments and a category above a question that is not carried",
		.source = "// by Ana\n"
			"$CATEGORY: Tea\n"
			"// question: 1\n"
			"One?{=a ~b\n"
			"// inside\n"
			"\n"
			"// question: 2\n"
			"Two?{~a ~b}\n"
			"\n"
			"// question: 3\n"
			"Three?{T}\n",
		.pages = "  # Category: Tea\n"
			"  # question: 3\n"
			"  - id: three\n"
			"    kind: choice\n"
			"    ask: Three?\n"
			"    fixed: true\n"
			"    options:\n"
			"      - id: 'true'\n"
			"        text: 'True'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: 'false'\n"
			"        text: 'False'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: this comment was not carried: by Ana\n"
			"3: this comment was not carried: question: 1\n"
			"4: this question was not carried: its '{' is never closed\n"
			"5: this comment was not carried: inside\n"
			"7: this comment was not carried: question: 2\n"
			"8: this question was not carried: none of its options is right\n"
			"11: page 'three' had no feedback in 2 places, marked \"write why\": true, false\n" },
	{ .name = "a category between questions, the first not carried",
		.source = "$CATEGORY: Tea\n"
			"Which?{~a ~b}\n"
			"$CATEGORY: Cups\n"
			"One?{T}\n",
		.pages = "  # Category: Tea\n"
			"  # Category: Cups\n"
			"  - id: one\n"
			"    kind: choice\n"
			"    ask: One?\n"
			"    fixed: true\n"
			"    options:\n"
			"      - id: 'true'\n"
			"        text: 'True'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: 'false'\n"
			"        text: 'False'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "2: this question was not carried: none of its options is right\n"
			"4: page 'one' had no feedback in 2 places, marked \"write why\": true, false\n" },
	{ .name = "comments and nothing that is carried",
		.source = "// by Ana\n"
			"$CATEGORY: Tea\n"
			"Which?{~a ~b}\n"
			"\n"
			"// last\n",
		.pages = "",
		.notes = "1: this comment was not carried: by Ana\n"
			"2: this comment was not carried: Category: Tea\n"
			"3: this question was not carried: none of its options is right\n"
			"5: this comment was not carried: last\n" },
	{ .name = "an empty line between answers",
		.source = "One?{\n"
			"=a\n"
			"\n"
			"~b\n"
			"}\n"
			"\n"
			"Two?{T}\n",
		.pages = "  - id: one\n"
			"    kind: choice\n"
			"    ask: One?\n"
			"    options:\n"
			"      - id: a\n"
			"        text: a\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: b\n"
			"        text: b\n"
			"        say: This one does not fit.  # write why\n"
			"\n"
			"  - id: two\n"
			"    kind: choice\n"
			"    ask: Two?\n"
			"    fixed: true\n"
			"    options:\n"
			"      - id: 'true'\n"
			"        text: 'True'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: 'false'\n"
			"        text: 'False'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'one' had no feedback in 2 places, marked \"write why\": a, b\n"
			"7: page 'two' had no feedback in 2 places, marked \"write why\": true, false\n" },
	{ .name = "never closed",
		.source = "One?{=a ~b\n"
			"\n"
			"Two?{T}\n",
		.pages = "  - id: two\n"
			"    kind: choice\n"
			"    ask: Two?\n"
			"    fixed: true\n"
			"    options:\n"
			"      - id: 'true'\n"
			"        text: 'True'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: 'false'\n"
			"        text: 'False'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: this question was not carried: its '{' is never closed\n"
			"3: page 'two' had no feedback in 2 places, marked \"write why\": true, false\n" },
	{ .name = "answers in two places",
		.source = "{=a} and {=b}?\n",
		.pages = "",
		.notes = "1: this question was not carried: it has answers in more than one place (an empty line parts questions)\n" },
	{ .name = "an option twice",
		.source = "Which?{~a cup =the  Kettle#It sings. ~a pot =the kettle}\n",
		.pages = "  - id: which\n"
			"    kind: choice\n"
			"    ask: Which?\n"
			"    options:\n"
			"      - id: a-cup\n"
			"        text: a cup\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: the-kettle\n"
			"        text: the Kettle\n"
			"        right: true\n"
			"        say: It sings.\n"
			"      - id: a-pot\n"
			"        text: a pot\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: any one of the right options was enough; here all of them are asked for\n"
			"1: the answer 'the kettle' was not carried: it reads like another of the answers\n"
			"1: page 'which' had no feedback in 2 places, marked \"write why\": a-cup, a-pot\n" },
	{ .name = "nothing right",
		.source = "Which?{~a ~b}\n",
		.pages = "",
		.notes = "1: this question was not carried: none of its options is right\n" },
	{ .name = "one option",
		.source = "Which?{=a ~}\n",
		.pages = "",
		.notes = "1: this question was not carried: no words are left of option 2\n" },
	{ .name = "ten options",
		.source = "Which?{~a ~b ~c ~d ~e ~f ~g ~h ~i =j}\n",
		.pages = "  - id: which\n"
			"    kind: choice\n"
			"    ask: Which?\n"
			"    options:\n"
			"      - id: a\n"
			"        text: a\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: b\n"
			"        text: b\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: c\n"
			"        text: c\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: d\n"
			"        text: d\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: e\n"
			"        text: e\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: f\n"
			"        text: f\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: g\n"
			"        text: g\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: h\n"
			"        text: h\n"
			"        say: This one does not fit.  # write why\n"
			"      - id: j\n"
			"        text: j\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n",
		.notes = "1: 'i' was not carried: a page holds 9 of these\n"
			"1: page 'which' had no feedback in 9 places, marked \"write why\": a, b, c, d, e, f, g, h, j\n" },
	{ .name = "two of one name",
		.source = "::Q one::A?{T}\n"
			"\n"
			"::Q one::B?{T}\n",
		.pages = "  - id: q-one\n"
			"    kind: choice\n"
			"    title: Q one\n"
			"    ask: A?\n"
			"    fixed: true\n"
			"    options:\n"
			"      - id: 'true'\n"
			"        text: 'True'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: 'false'\n"
			"        text: 'False'\n"
			"        say: This one does not fit.  # write why\n"
			"\n"
			"  - id: q-one-2\n"
			"    kind: choice\n"
			"    title: Q one\n"
			"    ask: B?\n"
			"    fixed: true\n"
			"    options:\n"
			"      - id: 'true'\n"
			"        text: 'True'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: 'false'\n"
			"        text: 'False'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'q-one' had no feedback in 2 places, marked \"write why\": true, false\n"
			"3: page 'q-one-2' had no feedback in 2 places, marked \"write why\": true, false\n" },
	{ .name = "a name like the chapter's",
		.source = "::A chapter::A?{T}\n",
		.pages = "  - id: a-chapter-page1\n"
			"    kind: choice\n"
			"    title: A chapter\n"
			"    ask: A?\n"
			"    fixed: true\n"
			"    options:\n"
			"      - id: 'true'\n"
			"        text: 'True'\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: 'false'\n"
			"        text: 'False'\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'a-chapter-page1' had no feedback in 2 places, marked \"write why\": true, false\n" },
	{ .name = "letters without a slug",
		.source = "\xD0\xA7\xD0\xB0\xD0\xB9?{=\xD0\xB4\xD0\xB0 ~\xD0\xBD\xD0\xB5\xD1\x82}\n",
		.pages = "  - id: question\n"
			"    kind: choice\n"
			"    ask: \xD0\xA7\xD0\xB0\xD0\xB9?\n"
			"    options:\n"
			"      - id: option-1\n"
			"        text: \xD0\xB4\xD0\xB0\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: option-2\n"
			"        text: \xD0\xBD\xD0\xB5\xD1\x82\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: page 'question' had no feedback in 2 places, marked \"write why\": option-1, option-2\n" },
	{ .name = "control characters, CR LF, zero width",
		.source = "One\x07 t\xE2\x80\x8Bwo?{\r\n"
			"=a\r\n"
			"~b\x1B[31m\r\n"
			"}\r\n",
		.pages = "  - id: one-two\n"
			"    kind: choice\n"
			"    ask: One two?\n"
			"    options:\n"
			"      - id: a\n"
			"        text: a\n"
			"        right: true\n"
			"        say: This one fits.  # write why\n"
			"      - id: b-31m\n"
			"        text: b \\[31m\n"
			"        say: This one does not fit.  # write why\n",
		.notes = "1: the character U+0007 was left out, 1 time from here on: no lesson may carry it\n"
			"1: the character U+200B was left out, 1 time from here on: no lesson may carry it\n"
			"1: page 'one-two' had no feedback in 2 places, marked \"write why\": a, b-31m\n"
			"3: the character U+001B was left out, 1 time from here on: no lesson may carry it\n" },
	{ .name = "a word too long to be typed",
		.source = "Who?{=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			"xxxxxxxxxxxxxxxxxxxxxxxxxxx =Ana}\n",
		.pages = "  - id: who\n"
			"    kind: fill\n"
			"    ask: Who? {answer}\n"
			"    blanks:\n"
			"      answer:\n"
			"        accept:\n"
			"          - Ana\n",
		.notes = "1: the answer 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...' was not carried: it is too lon"
			"g for a blank\n" },
	{ .name = "answers that read alike",
		.source = "Who?{=Ana =ana! =%50%ANA =...}\n",
		.pages = "  - id: who\n"
			"    kind: fill\n"
			"    ask: Who? {answer}\n"
			"    blanks:\n"
			"      answer:\n"
			"        accept:\n"
			"          - Ana\n",
		.notes = "1: 'ANA' earned 50% of the credit; here it counts as not fitting\n"
			"1: the answer 'ana!' was not carried: it reads like another of the answers\n"
			"1: the answer 'ANA' was not carried: it reads like another of the answers\n"
			"1: the answer '...' was not carried: it has neither letters nor digits\n" },
	{ .name = "nothing",
		.source = "\n"
			"\n",
		.pages = "",
		.notes = "" },
	{ .name = "not UTF-8",
		.source = "caf\xE9 au lait?\n",
		.pages = "",
		.notes = "1: nothing was carried: the byte 0xE9 here is not UTF-8. Save the file as UTF-8, as with: "
			"iconv -f WINDOWS-1252 -t UTF-8\n" },
};

static void each_becomes_what_is_written_here(void **state)
{
	(void)state;
	assert_true(imported_check(cases, sizeof cases / sizeof cases[0], IMPORT_GIFT));
}

/* A file made to keep us busy is done with in a moment, and what comes of it still loads. */
static void bombs_are_soon_over(void **state)
{
	static const char *const units[] = { "{", "{\n\n", "{}\n\n", "a{=b}\n\n", "<!--", "<b ", "&", "::", "~a\n", "a{~*", "\\n",
		"[markdown][a](", "a\n\n", "// c\n", "_ _", "{#1..2}\n\n", "{}\n\n{\n\n" };

	(void)state;
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		struct str bytes = { 0 };
		while (bytes.len < IMPORT_FILE_MOST / 4)
			str_add_text(&bytes, units[i]);
		bool sound = imported_is_sound(bytes.at, bytes.len, IMPORT_GIFT);
		str_release(&bytes);
		if (!sound)
			fail_msg("a file of \"%s\"", units[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_becomes_what_is_written_here),
		cmocka_unit_test(bombs_are_soon_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
