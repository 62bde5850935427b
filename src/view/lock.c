/* SPDX-License-Identifier: MIT */
#include "view/lock.h"

#include "base/tr.h"

static const char *const words[LOCK_ENDS] = {
	[LOCK_DONE] = TR("Your words are open."),
	[LOCK_ABSENT] = TR("Nothing is locked here yet."),
	[LOCK_LOST] = TR("vault.hdr is missing: no phrase opens your words. A backup of it would."),
	[LOCK_FOREIGN] = TR("This vault.hdr is another one: it opens nothing here. A backup of yours would."),
	[LOCK_EXISTS] = TR("There is a phrase already."),
	[LOCK_WRONG] = TR("That phrase does not open them."),
	[LOCK_DAMAGED] = TR("The file vault.hdr is damaged: no phrase opens it. A backup of it would."),
	[LOCK_NEWER] = TR("A newer version of attune locked these words."),
	[LOCK_BEYOND] = TR("The file vault.hdr cannot be one of ours. A backup of it may be right."),
	[LOCK_NO_MEMORY] = TR("Not enough memory is free just now (64 MiB). The same phrase may do later."),
	[LOCK_FAILED] = TR("The file vault.hdr could not be read or written."),
};

const char *lock_words(enum lock_end end)
{
	return tr(words[end]);
}

bool lock_is_in_vain(enum lock_end end)
{
	return end == LOCK_LOST || end == LOCK_FOREIGN || end == LOCK_DAMAGED || end == LOCK_NEWER || end == LOCK_BEYOND;
}
