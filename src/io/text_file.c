/* SPDX-License-Identifier: MIT */
#include "io/text_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/tr.h"
#include "io/yaml.h"

/* Reads at most one byte more than a file may have, so that a growing one cannot fill the memory; and mostly finds room
 * for all of it at once. */
static bool read_all(int fd, off_t size, struct arena *arena, struct text_file *out)
{
	size_t room = size > 0 && size <= YAML_FILE_MOST ? (size_t)size + 1 : YAML_FILE_MOST + 1;

	out->at = arena_get(arena, room + 1);
	while (out->len <= YAML_FILE_MOST) {
		if (out->len == room) {
			char *more = arena_get(arena, YAML_FILE_MOST + 2);
			memcpy(more, out->at, out->len);
			out->at = more;
			room = YAML_FILE_MOST + 1;
		}
		ssize_t n = read(fd, out->at + out->len, room - out->len);
		if (n == 0)
			return true;
		if (n > 0)
			out->len += (size_t)n;
		else if (errno != EINTR)
			return false;
	}
	return true;
}

static const char *cannot_open(int code)
{
	switch (code) {
	case ENOENT:
	case ENOTDIR: return TR("there is no such file");
	case EACCES:
	case EPERM: return TR("you may not read this file");
	case ELOOP: return TR("its links lead round in a circle");
	default: return TR("the file cannot be opened");
	}
}

bool text_file_read(const char *path, struct arena *arena, struct text_file *bytes, struct diags *diags)
{
	struct place whole = { 0 };
	struct stat st;
	bool good = false;

	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0) {
		diag_add(diags, errno == ENXIO ? DIAG_NOT_REGULAR : DIAG_OPEN, whole, 1, "%s", tr(cannot_open(errno)));
		return false;
	}
	if (fstat(fd, &st) != 0)
		diag_add(diags, DIAG_OPEN, whole, 1, "%s", tr(cannot_open(errno)));
	else if (!S_ISREG(st.st_mode))
		diag_add(diags, DIAG_NOT_REGULAR, whole, 1, "%s",
			S_ISDIR(st.st_mode) ? tr("this is a directory, not a file") : tr("this is not a regular file"));
	else if (!read_all(fd, st.st_size, arena, bytes))
		diag_add(diags, DIAG_OPEN, whole, 1, "the file cannot be read: the device reported an error");
	else
		good = true;
	close(fd);
	return good;
}
