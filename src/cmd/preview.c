#include "cmd/command.h"
int cmd_preview(const struct request *r) { (void)r; return STATUS_NO_TERMINAL; }
