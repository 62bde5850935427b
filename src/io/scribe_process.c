/* SPDX-License-Identifier: MIT */
#include "io/scribe_process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/tr.h"
#include "io/fold.h"
#include "io/fs.h"
#include "io/index.h"
#include "io/looking.h"
#include "io/scribe.h"
#include "io/stack.h"
#include "kinds/kind.h"

#define FRAME_MOST ((uint32_t)4 * 1024 * 1024)
#define NICE_MOST 19

/* -- Attending -------------------------------------------------------------------------------- */

static int64_t tick(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Everything that is there to be read; false at the end of it all. At most a little at a time: what came first is to
 * be safe before the rest is read. */
static bool hear(int socket, struct str *in)
{
	char part[4096]; /* an answer or a half sentence fits: more would keep pages of the stack for good */
	for (size_t most = 1 << 20; most > 0;) {
		ssize_t n = recv(socket, part, sizeof part < most ? sizeof part : most, MSG_DONTWAIT);
		if (n > 0) {
			str_add(in, part, (size_t)n);
			most -= (size_t)n;
		} else if (n == 0 || (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK)) {
			return false;
		} else if (errno != EINTR) {
			return true;
		}
	}
	return true;
}

/* One of the two at the ends of the socket: what it has of us, and what we know of others. */
struct post {
	const struct scribe_task *task;
	struct scribe *scribe;
	int socket;
	struct str in;
	struct looking looking;
};

/* Waits until it is taken: whoever asks reads. */
static bool send_whole(int socket, const char *bytes, size_t len)
{
	for (size_t at = 0; at < len;) {
		ssize_t n = send(socket, bytes + at, len - at, MSG_NOSIGNAL);
		if (n < 0 && errno != EINTR)
			return false;
		at += n > 0 ? (size_t)n : 0;
	}
	return true;
}

static void look(struct post *post)
{
	struct str lines = { 0 };
	struct scribe_reply reply;
	int dir = fs_dir(post->task->folder, NULL);
	if (dir >= 0)
		looking_lines(&post->looking, dir, post->task->sid, &lines);
	fs_close(&dir, NULL);
	scribe_reply(post->scribe, &reply);
	reply.len = (uint32_t)lines.len;
	if (send_whole(post->socket, (const char *)&reply, sizeof reply))
		send_whole(post->socket, str_text(&lines), lines.len);
	str_release(&lines);
}

/* Takes every whole message; what remains of `in` is the beginning of one. False for what no store of ours sends. */
static bool take_whole(struct post *post)
{
	size_t at = 0;
	struct scribe_head head;
	struct str *in = &post->in;
	int64_t now = tick();
	while (in->len - at >= sizeof head) {
		memcpy(&head, in->at + at, sizeof head);
		if (head.len > FRAME_MOST || head.word > SCRIBE_DROP)
			return false;
		if (in->len - at - sizeof head < head.len)
			break;
		scribe_take(post->scribe, &head, in->at + at + sizeof head, now);
		if (head.word == SCRIBE_LOOK)
			look(post);
		at += sizeof head + head.len;
	}
	str_splice(in, 0, at, NULL, 0);
	return true;
}

/* Says how things stand; true when it still has to. When the other side does not read, the news waits; the last word is all
 * that counts. */
static bool speak(struct scribe *scribe, int socket, bool last)
{
	struct scribe_reply reply;
	if (!scribe_reply(scribe, &reply) && !last)
		return false;
	reply.last = last;
	ssize_t n = send(socket, &reply, sizeof reply, MSG_NOSIGNAL | (last ? 0 : MSG_DONTWAIT));
	bool owed = n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
	if (owed)
		scribe_insist(scribe, &reply);
	return owed;
}

static void wait_for(const struct scribe *scribe, int socket, bool owes)
{
	int64_t due = scribe_due(scribe), wait = due < 0 ? -1 : due - tick();
	struct pollfd on = { .fd = socket, .events = (short)(POLLIN | (owes ? POLLOUT : 0)) };
	poll(&on, 1, due < 0 ? -1 : wait < 0 ? 0 : (int)wait);
}

/* Nobody will send any more: all of it to the disk, now or not at all. Whoever went on trying would hold the sign of
 * life, and the next session would not be offered the draft in the slot. A disk that stalls keeps us here all the same. */
static void finish(struct scribe *scribe, int socket)
{
	scribe_work(scribe, tick(), true);
	if (!scribe_is_done(scribe))
		scribe_work(scribe, tick(), true); /* before the last word is bad, once more */
	speak(scribe, socket, true);
}

void scribe_attend(struct scribe *scribe, const struct scribe_task *task, int socket)
{
	struct post post = { .task = task, .scribe = scribe, .socket = socket };
	bool open = true, owed = false;
	looking_begin(&post.looking, task->journals, task->njournals);
	while (open) {
		wait_for(scribe, socket, owed);
		open = hear(socket, &post.in);
		if (!take_whole(&post))
			break;
		scribe_work(scribe, tick(), false);
		if (post.in.len > 0)
			scribe_insist(scribe, NULL); /* half a message: whoever sends it wants to know that there is room again */
		owed = speak(scribe, socket, false);
	}
	scribe_ending(scribe);
	finish(scribe, socket);
	looking_release(&post.looking);
	str_release(&post.in);
}

/* -- Being a process ------------------------------------------------------------------------- */

#define OPEN_MOST 1024          /* descriptors the program may have open when it forks */

struct open_list {
	int list[OPEN_MOST];
	size_t n;
};

static void keep_number(void *ctx, const char *name)
{
	struct open_list *open = ctx;
	if (open->n < OPEN_MOST)
		open->list[open->n++] = atoi(name);
}

/* Everything from 4 on. The list is taken first: walking it opens descriptors, too. */
static void close_others(void)
{
	struct open_list others = { .n = 0 };
	int dir = open("/dev/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0 || !fs_names(dir, keep_number, &others, NULL))
		for (others.n = 0; others.n < OPEN_MOST; others.n++)
			others.list[others.n] = (int)others.n;
	for (size_t i = 0; i < others.n; i++)
		if (others.list[i] > 3)
			close(others.list[i]);
}

/* The socket becomes 3, 0 to 2 lead nowhere, all others are closed. */
static int child_descriptors(int socket)
{
	if (socket != 3)
		dup2(socket, 3);
	close_others();
	int nothing = open("/dev/null", O_RDWR);
	for (int fd = 0; fd < 3; fd++)
		if (nothing < 0)
			close(fd);
		else
			dup2(nothing, fd);
	if (nothing > 2)
		close(nothing);
	return 3;
}

/* It lives a little longer than the program and the terminal. */
static void child_signals(void)
{
	static const int plain[] = { SIGCONT, SIGWINCH, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
	static const int deaf[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE, SIGXFSZ, SIGUSR1,
		SIGUSR2, SIGALRM, SIGCHLD };
	for (size_t i = 0; i < sizeof deaf / sizeof *deaf; i++)
		signal(deaf[i], SIG_IGN);
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		signal(plain[i], SIG_DFL); /* what the program does then is about its terminal */
}

/* In a process of its own beside the scribe: a large record takes a while, and what is typed meanwhile is to be safe. A
 * stalled disk holds it, and nobody else. */
static void fold_beside(const struct scribe_task *task)
{
	struct fold_done done;
	if (!task->fold_now || fork() != 0)
		return;
	close(3);
	int dir = fs_dir(task->folder, NULL);
	if (dir >= 0)
		fold_folder(dir, task->sid, &done, NULL);
	_exit(0);
}

/* The clean end. What fails is tried by a later session; nothing is lost by it. */
static void fold_last(const struct scribe_task *task)
{
	struct fold_done done;
	int dir = fs_dir(task->folder, NULL);
	if (dir >= 0)
		fold_folder(dir, task->sid, &done, NULL);
}

/* What fails here is tried after the next session. */
static void index_last(const struct scribe_task *task)
{
	struct err unsaid = { 0 };
	if (!task->state[0])
		return;
	(void)!nice(NICE_MOST);
	(void)index_refresh(task->state, task->course, kinds_all, &unsaid);
}

static _Noreturn void child_main(const struct scribe_task *task, int socket, const sigset_t *mask)
{
	child_signals();
	sigprocmask(SIG_SETMASK, mask, NULL);
	mem_last_words(NULL);
	socket = child_descriptors(socket);
	mem_return(); /* what the program had freed or left on the stack is not ours to keep */
	stack_return();
	fold_beside(task);
	struct scribe *scribe = scribe_new(task->folder, task->sid);
	scribe_begin(scribe, tick());
	scribe_attend(scribe, task, socket);
	bool done = scribe_is_done(scribe) && !scribe_is_moved(scribe);
	scribe_free(scribe);
	close(socket);
	if (done)
		fold_last(task);
	index_last(task);
	_exit(0);
}

/* -- Its task, told through the socket ---------------------------------------------------------- */

/* Before the names: each of them is a text with its NUL, that of a journal after its size. */
struct task_head {
	uint64_t sid;
	uint32_t fold_now, njournals;
};

void scribe_task_bytes(const struct scribe_task *task, struct str *out)
{
	struct task_head head = { task->sid, task->fold_now, (uint32_t)task->njournals };
	str_add(out, (const char *)&head, sizeof head);
	str_add(out, task->folder, strlen(task->folder) + 1);
	str_add(out, task->state, strlen(task->state) + 1);
	str_add(out, task->course, strlen(task->course) + 1);
	for (size_t i = 0; i < task->njournals; i++) {
		uint64_t size = task->journals[i].size;
		str_add(out, (const char *)&size, sizeof size);
		str_add(out, task->journals[i].name, strlen(task->journals[i].name) + 1);
	}
}

/* Points into `bytes`, which scribe_task_bytes made; the list of journals is the caller's. */
static struct scribe_task task_of(const struct str *bytes)
{
	struct task_head head;
	memcpy(&head, bytes->at, sizeof head);
	const char *at = bytes->at + sizeof head;
	struct scribe_task task = { .folder = at, .sid = head.sid, .fold_now = head.fold_now, .njournals = head.njournals };
	struct read_so_far *journals = mem_grow(NULL, head.njournals, sizeof *journals);
	task.state = task.folder + strlen(task.folder) + 1;
	task.course = task.state + strlen(task.state) + 1;
	at = task.course + strlen(task.course) + 1;
	for (size_t i = 0; i < head.njournals; i++) {
		uint64_t size;
		memcpy(&size, at, sizeof size);
		journals[i] = (struct read_so_far){ .name = at + sizeof size, .size = (size_t)size };
		at += sizeof size + strlen(journals[i].name) + 1;
	}
	task.journals = journals;
	return task;
}

static bool hear_whole(int socket, char *bytes, size_t len)
{
	for (size_t at = 0; at < len;) {
		ssize_t n = recv(socket, bytes + at, len - at, 0);
		if (n <= 0 && (n == 0 || errno != EINTR))
			return false;
		at += n > 0 ? (size_t)n : 0;
	}
	return true;
}

/* Sleeps, all signals blocked and all descriptors as they were, until there is something to do or nobody to do it for: at a
 * start the processor belongs to who paints the first page. */
static _Noreturn void child_wait(int socket, const sigset_t *mask)
{
	struct scribe_head head;
	if (!hear_whole(socket, (char *)&head, sizeof head) || head.word != SCRIBE_TASK || head.len > FRAME_MOST)
		_exit(0);
	struct str bytes = { .at = mem_get(head.len + 1), .len = head.len };
	if (!hear_whole(socket, bytes.at, head.len))
		_exit(0);
	struct scribe_task task = task_of(&bytes);
	child_main(&task, socket, mask);
}

bool scribe_fork(struct scribe_hand *hand, struct err *err)
{
	int ends[2];
	sigset_t all, before;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
		return err_set(err, err_kind_of(errno), errno, "%s", tr("the process that writes could not be started"));
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before); /* until the child has handlers of its own */
	pid_t pid = fork();
	if (pid == 0) {
		close(ends[0]);
		child_wait(ends[1], &before);
	}
	int code = errno;
	sigprocmask(SIG_SETMASK, &before, NULL);
	close(ends[1]);
	if (pid > 0) {
		*hand = (struct scribe_hand){ pid, ends[0] };
		return true;
	}
	close(ends[0]);
	return err_set(err, err_kind_of(code), code, "%s", tr("the process that writes could not be started"));
}

void scribe_dismiss(struct scribe_hand *hand)
{
	if (hand->pid <= 0)
		return;
	close(hand->socket);
	waitpid(hand->pid, NULL, 0);
	*hand = (struct scribe_hand){ 0 };
}
