#include "cmd/command.h"
int cmd_new(const struct request *r) { (void)r; return STATUS_USAGE; }
