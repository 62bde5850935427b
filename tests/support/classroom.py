# SPDX-License-Identifier: MIT
"""Learners over ssh, with a real sshd on the loopback: tests/check-classroom.sh.

    classroom.py PLAY TOP page|own

`page`: the steps of attune-classroom(7) were done, and we are root with a system of our own. `own`: one account, ours,
and an sshd with the shipped example, in which only paths, the port and whom it is for are others.
"""
import contextlib
import fcntl
import grp
import os
import pty
import pwd
import random
import re
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import termios
import time

sys.dont_write_bytecode = True  # beside the source lies nothing that is made
from watch import until

PLAY, TOP, WHERE = sys.argv[1], sys.argv[2], sys.argv[3]
REPO = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PORT = 2222
SSHD = os.environ.get("SSHD", "/usr/sbin/sshd")
ONLY = os.environ.get("ONLY", "")  # one part alone, for whoever works on it
KEYS = int(os.environ.get("KEYS", "0"))
SHARE = 600  # keys in make check
COURSE = os.path.join(REPO, "lessons", "secure-attachment")

results = []


def claim(what, good, why=""):
    results.append(bool(good))
    if not good:
        print("not ok: %s%s" % (what, ": %s" % str(why)[-1500:] if why else ""))


def heard(stream, seconds, *marks):
    """What comes until one of the marks did, or the end, or for so long."""
    end, said = time.monotonic() + seconds, ""
    while not any(mark in said for mark in marks) and select.select([stream], [], [], max(0, end - time.monotonic()))[0]:
        part = os.read(stream.fileno(), 65536)
        if not part:
            break
        said += part.decode(errors="replace")
    return said


def write(path, text, mode=0o644):
    with open(path, "w") as file:
        file.write(text)
    os.chmod(path, mode)


def parts_of_sshd():
    """From OpenSSH 9.8 on it starts programs that stand beside it: those of one that was unpacked, not installed."""
    place = SSHD.rpartition("/usr/sbin/")[0] + "/usr/lib/openssh/"
    return "".join("%s %s%s\n" % (key, place, name) for key, name in (("SshdSessionPath", "sshd-session"), ("SshdAuthPath", "sshd-auth"))
                   if os.path.exists(place + name)) if not SSHD.startswith("/usr/sbin/") else ""


# -- The server and its learners ----------------------------------------------------------------------


class Site:
    """An sshd, and how a learner gets to it."""

    def __init__(self):
        self.root = WHERE == "page"
        self.learner = "lis" if self.root else pwd.getpwuid(os.getuid()).pw_name
        self.home = "/home/lis" if self.root else os.path.join(TOP, "data")
        self.data = os.path.join(self.home, ".local/share/attune") if self.root else self.home
        self.key = os.path.join(TOP, "key")
        self.config = os.path.join(TOP, "client")
        self.server = None
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.key], check=True)
        self.admit(self.learner)
        write(self.config, "Host learner\n HostName 127.0.0.1\n Port %d\n User %s\n IdentityFile %s\n IdentitiesOnly yes\n"
              " IdentityAgent none\n UserKnownHostsFile /dev/null\n StrictHostKeyChecking no\n LogLevel ERROR\n"
              " SendEnv LANG LC_*\n" % (PORT, self.learner, self.key))

    def admit(self, learner):
        """The key made on the spot opens this account."""
        if not self.root:
            shutil.copy(self.key + ".pub", os.path.join(TOP, "keys"))
            return
        folder = "/home/%s/.ssh" % learner
        os.makedirs(folder, 0o700)
        shutil.copy(self.key + ".pub", os.path.join(folder, "authorized_keys"))
        subprocess.run(["chown", "-R", learner + ":", folder], check=True)

    def options(self):
        if self.root:  # what Debian and the page put into /etc/ssh
            return ["-p", str(PORT), "-o", "ListenAddress=0.0.0.0"]
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", os.path.join(TOP, "host")], check=True)
        example = open(os.path.join(REPO, "assets/examples/sshd.conf")).read()
        example = example.replace("Match Group learners", "Match User " + self.learner)
        example = example.replace("/usr/local/bin/attune --kiosk", "%s/attune --kiosk --data=%s %s" % (REPO, self.data, COURSE))
        write(os.path.join(TOP, "sshd"), "HostKey %s/host\nPidFile none\nUsePAM no\nStrictModes no\nListenAddress 127.0.0.1\n"
              "Port %d\nAuthorizedKeysFile %s/keys\nSubsystem sftp internal-sftp\n%s%s" % (TOP, PORT, TOP, parts_of_sshd(), example))
        return ["-f", os.path.join(TOP, "sshd")]

    def start(self):
        watched = ["strace", "-f", "-qq", "--seccomp-bpf", "-s", "200", "-e", "trace=execve,execveat", "-o", self.trace()] if self.root else []
        self.log = open(os.path.join(TOP, "sshd.log"), "w")
        self.server = subprocess.Popen([*watched, SSHD, "-D", "-e", *self.options()], stderr=self.log,
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)
        return until(self.answers, 10.0, self.log.name)

    @staticmethod
    def trace():
        return os.path.join(TOP, "programs")

    @staticmethod
    def answers():
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", PORT), 1) as line:
            return line.recv(4) == b"SSH-"
        return False

    def stop(self):
        """The listener and whoever watches it; sessions end with their clients."""
        if self.server and self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGTERM)
            self.server.wait()

    def ssh(self, *words, typed="", program="ssh", **env):
        """Status and all that was said. What goes on after all was typed is cut off: an answer that never came."""
        client = subprocess.Popen([program, "-F", self.config, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, errors="replace", env=dict(os.environ, **env))
        try:
            return (client.communicate(typed, timeout=10)[0], client.returncode)[::-1]
        except subprocess.TimeoutExpired:
            client.kill()
            return None, client.communicate()[0]

    def has(self, text):
        """Whether some file of the learner's record holds it."""
        return subprocess.run(["grep", "-rqF", text, self.data], stderr=subprocess.DEVNULL).returncode == 0

    def record(self):
        """What was kept of the learner's doing, without when the sessions began: that one came for the course is noted."""
        lines = subprocess.run(["grep", "-rhE", '"t":"(answer|words|belief|seen|plan|draft)"', self.data], capture_output=True, text=True)
        return sorted(lines.stdout.splitlines())

    def is_over(self):
        """No session of the learner writes any more."""
        return subprocess.run(["find", self.data, "-name", "live-*"], capture_output=True, text=True).stdout == ""

    def comes_to_have(self, text):
        return until(lambda: self.has(text), 10.0, self.data)

    def comes_to_be_over(self, seconds=10.0):
        return until(self.is_over, seconds, self.data)


def play(site, name, text):
    path = os.path.join(TOP, name + ".play")
    write(path, "deadline 20000\n" + text.replace("ssh learner", "start-program /usr/bin/ssh -tt -F %s learner" % site.config))
    done = subprocess.run([PLAY, path], capture_output=True, text=True, cwd=REPO, timeout=180)
    claim("%s over ssh" % name, done.returncode == 0, done.stdout + done.stderr)


# -- Learning, and losing the line --------------------------------------------------------------------


def pages():
    """The pages of the first chapter, in order."""
    said = subprocess.run([os.path.join(REPO, "attune"), "render", COURSE + "/chapters/start.yaml"], capture_output=True,
                          text=True).stdout
    return re.findall(r"^-- start / ([a-z0-9-]+) --", said, re.M)


def learning(site):
    """Home, page by page to the first field, a few words, the line drops: the same words are there at the same place."""
    names = pages()
    number = names.index("first-words") + 1
    there = "page %d of %d" % (number, len(names))
    steps = "".join('key l\nsee "page %d of %d"\n' % (i, len(names)) for i in range(2, number + 1))
    play(site, "learning", 'ssh learner\nsee "Enter"\nkey Enter\nsee "page 1 of %d"\n%stype "mornings are"\n'
         'see "readable"\nkey Down\nkey 2\nsee "mornings are"\ntype " hers"\nsee "mornings are hers"\nhangup\nexit 255\n'
         % (len(names), steps))
    claim("the words are on the disk", site.comes_to_have("mornings are hers"))
    claim("the session ended with the line", site.comes_to_be_over())
    play(site, "coming-back", 'ssh learner\nsee "Continue"\nkey Enter\nsee "%s" "mornings are hers"\n'
         'type " alone"\nsee "hers alone"\nsignal KILL\nexit KILL\n' % there)
    claim("the words after a killed client", site.comes_to_have("mornings are hers alone"))
    claim("the session ended with its client", site.comes_to_be_over())
    play(site, "leaving", 'ssh learner\nsee "Continue"\nkey Enter\nsee "%s" "hers alone"\nkey C-z\nkey Esc\n'
         'see "Saved."\nkey C-\\\nsee "%s"\nkey q\nsee "Continue"\nkey q\nexit 0\n' % (there, there))


def make_away():
    """Another computer with the same files: a name space of the net, and a wire to it."""
    subprocess.run("ip link add outer type veth peer name inner && ip addr add 192.0.2.1/24 dev outer && ip link set outer up"
                   " && ip netns add away && ip link set inner netns away && ip -n away link set lo up"
                   " && ip -n away addr add 192.0.2.2/24 dev inner && ip -n away link set inner up", shell=True, check=True)


def slots_of(site):
    return set(subprocess.run(["find", site.data, "-name", "draft-*"], capture_output=True, text=True).stdout.split())


def cut(site):
    """The wire is cut in the middle of a sentence, and the client goes without being able to say so. Who comes back at once, while the
    old session still counts as open, is offered the sentence; it goes on here, and nothing of it is taken from there."""
    write(os.path.join(TOP, "away"), "#!/bin/sh\nexec ip netns exec away ssh -tt -F %s -o HostName=192.0.2.1 learner\n"
          % site.config, 0o755)
    play(site, "cut", 'start-program %s/away\nsee "Continue"\nkey Enter\nsee "hers alone"\ntype ", so far"\n'
         'see "alone, so far"\nsh "ip link set outer down"\nsignal KILL\nexit KILL\n' % TOP)
    claim("the words when the wire is cut", site.comes_to_have("alone, so far"))
    slots = slots_of(site)
    play(site, "while-it-hangs", 'ssh learner\nsee "Continue" "Also open since"\nkey Enter\n'
         'see "Does that go on here?" "alone, so far"\nkey Esc\nsee "it is offered again"\ngone "alone, so far"\nkey Esc\n'
         'see "Enter writes more"\nkey b\nkey l\nsee "Does that go on here?"\nkey Enter\nsee "alone, so far" "It goes on here"\n'
         'type " and on"\nsee "so far and on"\nkey C-c\nexit 130\n')
    claim("the words go on while the old session hangs", site.comes_to_have("alone, so far and on"))
    claim("and it hangs still, with what it holds", not site.is_over() and slots <= slots_of(site), (slots, slots_of(site)))
    subprocess.run(["ip", "link", "set", "outer", "up"], check=True)
    claim("the session ends once the server notices", site.comes_to_be_over(90.0))
    play(site, "after-the-cut", 'ssh learner\nsee "Continue"\nkey Enter\nsee "alone, so far and on"\nkey C-c\nexit 130\n')


class Lines:
    """A session as lines, step by step."""

    def __init__(self, site, learner, host):
        self.said = ""
        self.client = subprocess.Popen(["ssh", "-T", "-F", site.config, "-o", "HostName=" + host, "-l", learner, "learner"],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def hears(self, mark):
        return mark in self.said or self.more(mark)

    def more(self, mark):
        self.said += heard(self.client.stdout, 8.0, mark)
        return mark in self.said

    def say(self, line, mark):
        self.said = ""
        self.client.stdin.write((line + "\n").encode())
        self.client.stdin.flush()
        claim("%r is answered with %r" % (line, mark), self.hears(mark), self.said)

    def end(self):
        self.client.stdin.close()
        self.client.wait()
        return self.client.returncode


def two_hosts(site):
    """One learner at two computers at once, who writes at both, on the same page and on others: nothing is lost."""
    subprocess.run(["useradd", "--create-home", "--gid", "learners", "--shell", "/bin/sh", "kim"], check=True)
    site.admit("kim")
    server = subprocess.Popen(["ip", "netns", "exec", "away", SSHD, "-D", "-e", *site.options()],
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        first = Lines(site, "kim", "192.0.2.1")
        claim("the first host", first.hears("Enter"), first.said)
        first.say("", "page 1 of")
        for number in range(2, pages().index("a-quiet-evening") + 2):
            first.say("n", "page %d of" % number)
        claim("the place is kept meanwhile", until(lambda: subprocess.run(
            ["grep", "-rqF", "a-quiet-evening", "/home/kim/.local/share/attune"]).returncode == 0, 10.0, "/home/kim"))
        second = Lines(site, "kim", "192.0.2.2")
        claim("the second host, meanwhile", second.hears("Continue"), second.said)
        second.say("", "page %d of" % (pages().index("a-quiet-evening") + 1))
        for session, option in ((first, "1"), (second, "2")):
            session.say(option, "How sure")
            session.say("", ".")
        first.say("n", "page")
        second.say("n", "page")
        for session, words in ((first, "written at one"), (second, "written at the other")):
            session.say(words, ">")
        first.say(".", "Saved.")
        second.say(".", "Saved.")
        claim("both leave well", (first.end(), second.end()) == (0, 0))
    finally:
        server.terminate()
        server.wait()
    kept = subprocess.run(["runuser", "-u", "kim", "--", "env", "HOME=/home/kim", "/usr/local/bin/attune", "export",
                           "--format", "json"], capture_output=True, text=True).stdout
    claim("nothing of two hosts is lost", "written at one" in kept and "written at the other" in kept, kept)
    claim("and both answers", len(re.findall(r'"page": ?"a-quiet-evening"', kept)) == 2, kept)


# -- Sharing by consent ---------------------------------------------------------------------------------

CLASS = "/var/lib/attune/class"


def shared():
    """What lies in the drop box: name of each file, and its lines."""
    return {name: open(os.path.join(CLASS, name)).read().splitlines() for name in sorted(os.listdir(CLASS)) if name != ".told"}


def as_teacher(*words):
    done = subprocess.run(["runuser", "-u", "tea", "--", *words], capture_output=True, text=True, cwd="/")
    return done.returncode, done.stdout + done.stderr


def sharing(site):
    """`:share` in the kiosk: nothing leaves until it is said, what leaves is what was shown, who teaches reads it, and it
    can be taken back."""
    subprocess.run(["useradd", "--create-home", "--groups", "teachers", "--shell", "/bin/sh", "tea"], check=True)
    begin = 'ssh learner\nsee "Continue"\nkey :\ntype "share"\nkey Enter\n'
    rest = 'see "Enter shows the rest"\nkey Enter\nsee "4 both; Enter leaves it as it is"\n'
    back = 'see "Enter goes back to the course:"\nkey Enter\nsee "Continue"\nkey q\nexit 0\n'
    play(site, "looking-at-what-is-shared", begin + 'see "Nothing of yours is shared." "(lis)"\n' + rest + "key Enter\n" + back)
    claim("nothing leaves for who only looked", shared() == {}, shared())
    play(site, "sharing", begin + rest + 'type "4\\n"\nsee "Shared: your completion, and your answers"\n' + back)
    files = shared()
    claim("two files came", [name.split(".")[1] for name in files] == ["answers", "completion"], files)
    answers, completion = files.values() if len(files) == 2 else ([], [])
    facts = {name: os.stat(os.path.join(CLASS, name)) for name in files}
    claim("they are the learner's, and for nobody but who teaches", all(
        (is_.st_mode & 0o777, pwd.getpwuid(is_.st_uid).pw_name, grp.getgrgid(is_.st_gid).gr_name) == (0o640, "lis", "teachers")
        for is_ in facts.values()), facts)
    claim("nothing that was written is in them", not any(re.search("mornings|alone|so far|lis", line) for line in answers + completion))
    shown = lambda lines: "see " + " ".join('"%s"' % line for line in lines) + "\n"
    play(site, "what-left-is-what-is-shown", begin + 'see "shared"\n' + shown(completion[:6]) + 'see "Enter shows the rest"\nkey Enter\n'
         + shown(completion[-3:] + answers) + 'see "4 both"\nkey Enter\n' + back)
    code, said = as_teacher("/usr/local/bin/attune", "roster", CLASS, "--json")
    claim("who teaches reads it", code == 0 and re.search(r'"name": ?"lis"', said), said)
    for course in ("secure-attachment", "/usr/local/share/attune/courses/secure-attachment"):  # no variable comes along over ssh
        code, alone = as_teacher("env", "-i", "/usr/local/bin/attune", "roster", CLASS, course, "--json")
        claim("and of the course %s alone" % course, code == 0 and alone == said, alone)
    claim("what is told is remembered, for all who teach", "cannot be remembered" not in said, said)
    claim("and no words", not re.search("mornings|alone, so far", said), said)
    listed = subprocess.run(["runuser", "-u", "kim", "--", "ls", CLASS], capture_output=True, text=True)
    claim("another learner cannot list the box", listed.returncode != 0, listed.stdout)
    play(site, "taking-it-back", begin + rest + 'type "1\\n"\nsee "Nothing of yours is shared now."\n' + back)
    claim("what was taken back is gone", shared() == {}, shared())


# -- Asking for something else ------------------------------------------------------------------------


def others(site):
    """What ssh can be asked for that is not the course."""
    mark = os.path.join(site.home if site.root else TOP, "escaped")
    shell = "echo OUT$((40+2)); touch %s" % mark
    tries = [["learner", shell], ["-tt", "learner", shell], ["-s", "learner", "sftp"], ["learner", "sh"],
             ["-tt", "learner", "/bin/sh -i"], ["learner", "sh -c '%s'" % shell], ["-o", "PermitLocalCommand=no", "learner", "id"],
             ["-A", "learner", "ssh-add -l"], ["-o", "SetEnv=LC_ALL=/tmp/x", "learner"],
             ["-o", "SetEnv=LD_PRELOAD=/tmp/x.so", "learner"], ["-o", "SetEnv=BASH_ENV=/tmp/x ENV=/tmp/x", "learner"],
             ["--", "learner", "--help"], ["learner", "attune", "export"], ["learner", "scp", "-t", mark],
             ["learner", "rsync", "--server", ".", mark], ["learner", "internal-sftp"]]
    before = site.record()
    for words in tries:
        code, said = site.ssh(*words, typed="%s\nq\n\x03" % shell)
        if words[-1] != "learner":
            claim("ssh %s is refused" % " ".join(words), code != 0, code)
        if words[0] in ("learner", "-A"):  # sshd lets a subsystem say nothing, and on a terminal what was typed may end it first
            claim("ssh %s is told why" % " ".join(words), code == 2 and "only the course can be reached here" in said, said)
        claim("ssh %s" % " ".join(words), "OUT42" not in said and "uid=" not in said and "export" not in said, said)
    write(os.path.join(TOP, "file"), "x")
    for program, words in (("scp", [os.path.join(TOP, "file"), "learner:" + mark]),
                           ("scp", ["-O", os.path.join(TOP, "file"), "learner:" + mark]),
                           ("scp", ["learner:/etc/passwd", os.path.join(TOP, "stolen")])):
        code, _ = site.ssh(*words, program=program)
        claim("%s %s" % (program, words), code != 0)
    code, said = site.ssh("-b", "/dev/stdin", "learner", program="sftp", typed="ls /\n")
    claim("sftp", code != 0 and "etc" not in said, said)
    claim("none of it became an answer", site.record() == before)
    claim("no file came of it", not os.path.exists(mark) and not os.path.exists(os.path.join(TOP, "stolen")))
    forwarding(site)


def forwarding(site):
    """-L, -R, -D and -W lead nowhere, though ssh itself listens on our side."""
    code, said = site.ssh("-W", "127.0.0.1:%d" % PORT, "learner")
    claim("ssh -W", "SSH-" not in said, said)
    for flag, port in (("-L", 2301), ("-R", 2302), ("-D", 2303)):
        to = "%d" % port if flag == "-D" else "%d:127.0.0.1:%d" % (port, PORT)
        client = subprocess.Popen(["ssh", "-v", "-F", site.config, "-N", flag, to, "learner"], stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        marks = ("remote forward success", "remote port forwarding failed") if flag == "-R" else ("Entering interactive session",)
        said = heard(client.stderr, 10.0, *marks)
        claim("ssh %s: asked for" % flag, any(mark in said for mark in marks), said)
        claim("ssh %s" % flag, not passes(flag, port))
        client.kill()  # asked politely, it goes on until the server asks whether it is still there
        client.wait()


def passes(flag, port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.5) as line:
        line.settimeout(0.5)
        if flag == "-D":
            line.sendall(b"\x05\x01\x00")
            line.recv(2)
            line.sendall(b"\x05\x01\x00\x01\x7f\x00\x00\x01" + struct.pack(">H", PORT))
            line.recv(10)
        return line.recv(4) == b"SSH-"
    return False


def programs(site):
    """All that sshd started since it was started."""
    if not site.root:
        return
    started = re.findall(r'execve(?:at)?\("([^"]+)"(?:, \[([^\]]*)\])?.* = 0', open(site.trace()).read())
    # PAM says the day's message (pam_motd), as for any account: a shell, a list of scripts, and what those ask for.
    greeting = re.compile(r"/usr/bin/env|(/usr)?/bin/run-parts|/etc/update-motd\.d/|/usr/bin/uname|/usr/sbin/unix_chkpwd")
    known = ("/usr/sbin/sshd", "/bin/sh", "/usr/bin/sh", "/usr/local/bin/attune")
    strange = [path for path, _ in started if path not in known and not greeting.match(path)]
    claim("sshd started attune, through sh", any(path == known[-1] for path, _ in started))
    claim("and nothing else", not strange, strange)
    told = {words for path, words in started if path.endswith("/sh") and " run-parts " not in words}
    claim("and sh was told nothing else", told == {'"sh", "-c", "/usr/local/bin/attune --kiosk"'}, told)


# -- A course of one's own, and a room that reads ---------------------------------------------------------

TEA = {"course.yaml": "attune: 1\nid: %s\ntitle: Tea\nlanguage: en\nchapters: [cup]\n",
       "chapters/cup.yaml": "id: cup\ntitle: Cup\npages:\n  - {id: hello, kind: read, title: Hello, text: Welcome to %s.}\n"
                            "  - {id: more, kind: read, title: More, text: Another cup.}\n"}


def put_course(folder, name):
    os.makedirs(os.path.join(folder, name, "chapters"))
    for path, text in TEA.items():
        write(os.path.join(folder, name, path), text % name)


def as_learner(site, command, typed="", **env):
    """As sshd starts it: the login shell is told the command, in the learner's home."""
    done = subprocess.run(["runuser", "-u", site.learner, "--", "env", "-i", "HOME=" + site.home, "LANG=C.UTF-8", "TERM=xterm",
                           *("%s=%s" % pair for pair in env.items()), "/bin/sh", "-c", command],
                          input=typed, capture_output=True, text=True, cwd=site.home)
    return done.returncode, done.stdout + done.stderr


def own_course(site):
    """What attune-classroom(7) says of a course of one's own; and a learner who would rather have another one."""
    if not site.root:
        return
    put_course(os.path.join(TOP, "srv"), "tea")
    put_course(os.path.join(site.home, "courses"), "coffee")
    os.makedirs(os.path.join(site.home, ".config/attune"))
    write(os.path.join(site.home, ".config/attune/config.yaml"), "class: %s\nplain: yes\n" % site.home)
    other = {"ATTUNE_PATH": site.home + "/courses", "XDG_DATA_DIRS": site.home, "ATTUNE_DATA": site.home + "/elsewhere"}
    code, said = as_learner(site, "/usr/local/bin/attune --kiosk %s/srv/tea" % TOP, "\nn\nq\nq\n", **other)
    claim("a course of one's own in the kiosk", code == 0 and "Welcome to tea" in said and "Another cup" in said, said)
    claim("and its record where all are", os.path.isdir(os.path.join(site.data, "tea")) and not os.path.exists(site.home + "/elsewhere"))
    code, said = as_learner(site, "/usr/local/bin/attune --kiosk", "q\n", **other)
    claim("a learner's own shelf is no shelf there", code == 0 and "Secure attachment" in said and "offee" not in said, said)
    code, said = as_learner(site, "/usr/local/bin/attune roster --json . >/dev/null; /usr/local/bin/attune doctor coffee", **other)
    claim("without a kiosk it is", "courses/coffee" in said, said)
    claim("and the box is that of the class, which is locked", "class: %s" % CLASS in said, said)
    code, said = as_learner(site, "/usr/local/bin/attune list")
    claim("the course that was installed is found", code == 0 and "secure-attachment" in said, said)
    shutil.rmtree(os.path.join(site.home, ".config"))


READERS = 100


def reading(site):
    """A hundred at once who read: once their last word is saved not one of them does anything for five seconds."""
    def switches(pid):
        with contextlib.suppress(OSError):
            return sum(int(n) for n in re.findall(r"ctxt_switches:\s+(\d+)", open("/proc/%d/status" % pid).read()))

    def family(pid):
        with contextlib.suppress(OSError):
            return [pid, *(int(n) for n in open("/proc/%d/task/%d/children" % (pid, pid)).read().split())]
        return [pid]

    def own(pid):
        with contextlib.suppress(OSError):
            return int(re.search(r"Pss_Anon:\s+(\d+)", open("/proc/%d/smaps_rollup" % pid).read()).group(1))
        return 0
    lines, pids, over = [], [], set()
    try:
        for i in range(READERS):
            pid, line = pty.fork()
            if pid == 0:
                os.closerange(3, 1024)
                os.execve("/usr/local/bin/attune" if site.root else os.path.join(REPO, "attune"), ["attune", "--kiosk", COURSE], {
                    "HOME": os.path.join(TOP, "reader-%d" % i), "TERM": "xterm", "LANG": "C.UTF-8", "SSH_CONNECTION": "1"})
            fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            lines.append(line)
            pids.append(pid)
        shown = dict.fromkeys(lines, b"")

        def listen(wait):
            for line in select.select([line for line in lines if line not in over], [], [], wait)[0]:
                try:
                    shown[line] += os.read(line, 65536)
                except OSError:
                    over.add(line)
        end = time.monotonic() + 120
        while time.monotonic() < end and not all(b"Chapters" in said for said in shown.values()):
            listen(0.5)
        missing = [said for said in shown.values() if b"Chapters" not in said]
        claim("%d learners are there" % READERS, not missing, missing[:1])
        if missing:
            return
        for line in lines:
            os.write(line, b"\r")
        members, woken = [], None
        for _ in range(6):  # the last things are saved a little later
            members = [member for pid in pids for member in family(pid)]
            before, end = [switches(member) for member in members], time.monotonic() + 5
            while time.monotonic() < end:
                listen(0.5)
            woken = sum(was is None or was != switches(member) for member, was in zip(members, before))
            if not woken:
                break
        claim("%d who read cost nothing" % READERS, woken == 0, woken)
        each = max(sum(own(member) for member in family(pid)) for pid in pids)
        claim("and each has 8 MB of its own at most", 0 < each <= 8192 or not os.geteuid() == 0, each)
        print("classroom: %d who read: %d processes, %d woken in 5 s, at most %d kB of its own for each" % (READERS, len(members), woken, each))
    finally:
        for line in lines:
            os.close(line)
        for pid in pids:
            os.waitpid(pid, 0)


# -- Random keys, and known ways out ------------------------------------------------------------------

ALLOWED = re.compile(
    r"^(/usr/lib|/lib|/lib64|/usr/lib64|/etc/ld\.so|/usr/share/(terminfo|locale|zoneinfo)|/(etc|lib)/terminfo|/etc/localtime"
    r"|/usr/local/share/attune|/etc/xdg/attune|/etc/passwd$|/etc/nsswitch\.conf$|/dev/(null|tty|pts/\d+|fd|u?random)$"
    r"|/var/lib/attune/class$"  # where Landlock is told of it; nothing in it is read
    r"|/proc/self/fd)")
OPENERS = [b"", b"!", b":", b":!", b"|", b"/", b"\x0f", b"\x18", b"\x1a", b"\x1c", b"?", b"w", b"\x07", b"\x1b", b"`", b"~", b"^",
           b"v", b"\x14", b"\x1d"]
PAYLOADS = [b"sh\r", b"!sh\r", b"shell\r", b"$(sh)\r", b"set shell=/bin/sh\r:shell\r", b"e /etc/passwd\r",
            b"\x1b]50;sh\x07", b"\x1bP$qm\x1b\\", b"r !id\r", b"\x18\x05sh\r"]


def random_key(dice):
    kind = dice.random()
    if kind < 0.35:
        return bytes([dice.randrange(1, 32)])
    if kind < 0.75:
        return bytes([dice.randrange(32, 127)])
    if kind < 0.85:
        return dice.choice(["é", "漢", "👩‍👧", "\u202e", "\u0000"]).encode()
    return b"\x1b" + dice.choice([b"[A", b"[B", b"[C", b"[D", b"[5~", b"[6~", b"[200~x\ny\x1b[201~", b"OP", b"[M !!", b"[<0;1;1M",
                                  b"]52;c;eA==\x07", b"x", b"[I", b"[999999999A"])


class Fuzz:
    """attune --kiosk on a terminal of its own, as the learner, watched by strace; begun again whenever it ends."""

    def __init__(self, site):
        self.site, self.pid, self.line, self.traces = site, None, None, []

    def begin(self):
        trace = os.path.join(TOP, "trace-%d" % len(self.traces))
        self.traces.append(trace)
        argv = ["strace", "-f", "-qq", "-u", self.site.learner, "-e", "trace=%file,%process,%network", "-o", trace,
                "/usr/local/bin/attune", "--kiosk"]
        self.pid, self.line = pty.fork()
        if self.pid == 0:
            os.chdir("/")
            os.execvpe(argv[0], argv, {"HOME": self.site.home, "TERM": "xterm-256color", "LANG": "C.UTF-8",
                                       "PATH": os.environ["PATH"], "EDITOR": "/bin/sh", "SHELL": "/bin/sh"})
        fcntl.ioctl(self.line, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.drain(2.0, b"help")

    def drain(self, wait, mark=None):
        """Reads what comes. False: the program has ended."""
        end, seen = time.monotonic() + wait, b""
        while time.monotonic() < end:
            if not select.select([self.line], [], [], 0.002 if mark is None else 0.05)[0]:
                if mark is None:
                    return True
                continue
            try:
                part = os.read(self.line, 65536)
            except OSError:
                part = b""
            if not part:
                return False
            seen += part
            if mark and mark in seen:
                return True
        return True

    def end(self):
        with contextlib.suppress(OSError):
            os.close(self.line)
        with contextlib.suppress(ChildProcessError):
            status = os.waitpid(self.pid, 0)[1]
            self.crashed = os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGSEGV, signal.SIGABRT, signal.SIGSYS)
            claim("no crash", not self.crashed, status)

    def send(self, bytes_):
        try:
            os.write(self.line, bytes_)
        except OSError:
            return False
        return self.drain(0.5)

    def run(self, inputs):
        self.begin()
        for bytes_ in inputs:
            if self.send(bytes_):
                continue
            self.end()
            self.begin()
        self.send(b"\x03")
        self.end()


def opened(traces):
    """Programs that were started, sockets of the net, and files that were opened, of all sessions."""
    execs, sockets, files = 0, 0, set()
    for trace in traces:
        first = True
        for row in open(trace, errors="replace"):
            if re.search(r"\b(execve|execveat)\(", row):
                execs += not first and " = 0" in row
                first = False
            sockets += bool(re.search(r"\bsocket\((AF_INET|AF_INET6|AF_NETLINK|AF_PACKET)", row))
            found = re.search(r'\bopen(?:at)?\((?:AT_FDCWD, |\d+, )?"([^"]+)".*\) = \d+', row)
            if found and found.group(1).startswith("/"):
                files.add(found.group(1))
    return execs, sockets, files


def fuzz(site):
    if not site.root or not shutil.which("strace"):
        print("classroom: keys under strace are left out, because that needs strace and root")
        return
    seed = int(os.environ.get("SEED", time.strftime("%Y%m")))
    dice = random.Random(seed)
    keys = [random_key(dice) for _ in range(KEYS or SHARE)]
    known = [opener + payload for opener in OPENERS for payload in PAYLOADS]
    began = time.monotonic()
    run = Fuzz(site)
    run.run(keys + (known if KEYS else known[::7]))
    execs, sockets, files = opened(run.traces)
    # The home itself is synced, once, when the record is made in it.
    strange = sorted(path for path in files if not ALLOWED.match(path) and not path.startswith(site.home + "/.local")
                     and path != site.home + "/")
    again = "SEED=%d KEYS=%d tests/check-classroom.sh" % (seed, KEYS)
    claim("no program was started (%s)" % again, execs == 0, execs)
    claim("no socket of the net was made (%s)" % again, sockets == 0, sockets)
    claim("no file outside of course and record was opened (%s)" % again, not strange, strange)
    claim("strace saw files at all", any(path.startswith("/usr/local/share/attune") for path in files), files)
    print("classroom: %d keys, %d known ways out, %d sessions, %.0f s: %d programs, %d sockets, %d of %d files elsewhere" % (
        len(keys), len(known if KEYS else known[::7]), len(run.traces), time.monotonic() - began, execs, sockets,
        len(strange), len(files)))


def gives_terminals(site):
    """An sshd that is not root may not be able to hand a terminal over to its user, who it is itself."""
    return "closed by remote host" not in site.ssh("-tt", "learner", typed="\x03")[1]


def attend(site):
    if site.root or gives_terminals(site):
        learning(site)
    else:
        print("classroom: the full screen is left out, because this sshd cannot give away terminals")
    code, said = site.ssh("learner", typed="q\n")
    claim("without a terminal, as lines", code == 0 and "Enter continues" in said and "\x1b" not in said, said)
    code, said = site.ssh("learner", typed=":share\nq\n")
    claim("where nobody can be asked it is said how", code == 0 and (not site.root or "`ssh -t` gives one" in said), said)
    if site.root:
        make_away()
        cut(site)
        two_hosts(site)
        sharing(site)
    else:
        print("classroom: a cut wire and two hosts are left out, because only root has a net of its own")
    own_course(site)
    others(site)
    reading(site)
    site.stop()
    programs(site)
    fuzz(site)


def main():
    site = Site()
    claim("sshd starts", site.start(), open(os.path.join(TOP, "sshd.log")).read())
    try:
        if results[-1] and ONLY:
            globals()[ONLY](site)
        elif results[-1]:
            attend(site)
    finally:
        site.stop()
    print("%d passed, %d failed" % (sum(results), len(results) - sum(results)))
    return not all(results)


sys.exit(main())
