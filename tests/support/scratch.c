/* SPDX-License-Identifier: MIT */
#include "support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "io/fs.h"

char scratch_folder[64];

int scratch_begin(void **state)
{
	(void)state;
	snprintf(scratch_folder, sizeof scratch_folder, "%s/attune-test-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	return mkdtemp(scratch_folder) ? 0 : -1;
}

int scratch_end(void **state)
{
	(void)state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", scratch_folder);
	fs_fail_at(0, 0);
	return system(command);
}
