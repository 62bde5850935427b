/* SPDX-License-Identifier: MIT */
#include "kiosk/filter.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include "base/tr.h"
#ifdef __linux__
#include <seccomp.h>
#include <sys/ioctl.h>

/* By name, for some are younger than a library: one that this kernel's headers do not know cannot be called by number
 * through libc either, but might be by hand, so libseccomp is asked for what it knows. */
static const char *const refused[] = {
	/* programs, and looking into them */
	"execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "kcmp", "pidfd_open",
	"pidfd_getfd", "perf_event_open", "personality", "uselib",
	/* the net, and rings that call the kernel past this filter; socketpair stays, for the scribe */
	"socket", "socketcall", "bind", "listen", "connect", "accept", "accept4", "io_uring_setup", "io_uring_enter",
	"io_uring_register",
	/* another view of the files, or files by number */
	"mount", "umount", "umount2", "pivot_root", "chroot", "setns", "unshare", "open_tree", "move_mount", "fsopen",
	"fsconfig", "fsmount", "fspick", "mount_setattr", "open_by_handle_at", "name_to_handle_at", "fanotify_init",
	"mknod", "mknodat",
	/* the kernel itself */
	"bpf", "userfaultfd", "add_key", "request_key", "keyctl", "init_module", "finit_module", "delete_module",
	"kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff", "iopl", "ioperm", "modify_ldt", "syslog", "acct",
	"quotactl", "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "sethostname", "setdomainname", "vhangup",
};

/* Typing into the terminal in somebody's name, and the console's own ways to it. */
static const unsigned typing[] = { TIOCSTI, TIOCSETD, TIOCCONS, 0x541c /* TIOCLINUX */ };

/* linux/sched.h: each kind of namespace a new process could be born into. */
static const unsigned births[] = { 0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000 };

static int add_named(scmp_filter_ctx filter)
{
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		int number = seccomp_syscall_resolve_name(refused[i]);
		int code = number == __NR_SCMP_ERROR ? 0 : seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), number, 0);
		if (code < 0)
			return code;
	}
	return 0;
}

static int add_arguments(scmp_filter_ctx filter)
{
	int code = 0;

	for (size_t i = 0; i < sizeof typing / sizeof typing[0] && code >= 0; i++)
		code = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
			SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffff, typing[i]));
	for (size_t i = 0; i < sizeof births / sizeof births[0] && code >= 0; i++)
		code = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
			SCMP_A0(SCMP_CMP_MASKED_EQ, births[i], births[i]));
	/* Its arguments lie in memory, which a filter cannot see; libc then takes clone instead. */
	int clone3 = seccomp_syscall_resolve_name("clone3");
	if (code >= 0 && clone3 != __NR_SCMP_ERROR)
		code = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), clone3, 0);
	return code;
}

/* The kernel tries a new filter with each of its calls, 450 of them: asked one name after the other that took twice as long as
 * down a tree. Libraries before 2.5 know no trees. */
static void ask_in_tree(scmp_filter_ctx filter)
{
#if SCMP_VER_MAJOR > 2 || (SCMP_VER_MAJOR == 2 && SCMP_VER_MINOR >= 5)
	if (filter)
		(void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
#else
	(void)filter;
#endif
}

bool filter_install(struct err *err)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int code = filter ? 0 : -ENOMEM;

	/* Calls by the numbers of another architecture are calls all the same. */
	if (code >= 0)
		code = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(EPERM));
	if (code >= 0)
		code = add_named(filter);
	if (code >= 0)
		code = add_arguments(filter);
	ask_in_tree(filter);
	if (code >= 0)
		code = seccomp_load(filter);
	if (filter)
		seccomp_release(filter);
	if (code >= 0)
		return true;
	return err_set(err, ERR_REFUSED, -code, "%s: %s", tr("this system cannot keep a session to the course (seccomp)"),
		strerror(-code));
}
#else
bool filter_install(struct err *err)
{
	return err_set(err, ERR_REFUSED, ENOSYS, "%s", tr("only Linux can keep a session to the course (seccomp)"));
}
#endif
