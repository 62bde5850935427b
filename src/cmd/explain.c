/* SPDX-License-Identifier: MIT */
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/out.h"
#include "course/diag.h"

int cmd_explain(const struct request *request)
{
	const char *typed = request_word(request, 0);
	enum diag_code code = diag_code_of(typed);
	struct str text = { 0 };

	if (code == DIAG_CODE_COUNT) {
		const char *list[DIAG_CODE_COUNT];
		for (int i = 0; i < DIAG_CODE_COUNT; i++)
			list[i] = diag_code_text((enum diag_code)i);
		return request_unknown(request, tr("fault code"), typed, list, DIAG_CODE_COUNT);
	}
	diag_explain(code, &text);
	int status = out_text(request, &text);
	str_release(&text);
	return status;
}
