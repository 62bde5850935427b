/* SPDX-License-Identifier: MIT */
#include "cmd/command.h"
#include "cmd/out.h"
#include "tutor/screens.h"

int cmd_a11y(const struct request *request)
{
	struct doc doc = { 0 };
	struct str out = { 0 };

	doc_begin(&doc, request->width ? request->width : OUT_MEASURE);
	app_say_a11y(&doc);
	doc_lines(&doc, &out);
	int status = out_text(request, &out);
	doc_release(&doc);
	str_release(&out);
	return status;
}
