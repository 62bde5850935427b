# SPDX-License-Identifier: MIT
"""Completions for bash, zsh and fish, written from what the program says of itself: tests/check-completions.sh.

    completions.py ATTUNE [--update]

Commands and options are those of `attune help`; the values of an option are those it names when it is given one that does
not fit. --update writes assets/completions anew. Without, the files are compared, and tried in each shell that is here.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

ATTUNE = os.path.abspath(sys.argv[1])
PLACE = "assets/completions"
FILES = ("DIR", "PATH", "FILE")  # what stands in the help for something on the disk


def attune(*words):
    """What it says, right or wrong."""
    done = subprocess.run([ATTUNE, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          env={"LC_ALL": "C.UTF-8", "HOME": "/nonexistent"})
    return done.stdout + done.stderr


# -- What the program says ----------------------------------------------------------------------------


class Option:
    def __init__(self, letter, name, value, says, command=(), words=()):
        self.letter, self.name, self.value, self.says = letter, name, value, says
        self.files = value in FILES
        self.choices = self.ask(command, words) if value and not self.files else []

    def ask(self, command, words):
        """The values it may have, where they can be counted: what it names when it is given none of them."""
        said = attune(*command, "--%s=%%" % self.name, *words).partition(". See")[0]
        listed = (re.search(r"--%s is one of: (.*)$" % self.name, said) or
                  re.search(r"--%s is ((?:[a-z0-9]+, )*[a-z0-9]+ or [a-z0-9]+)$" % self.name, said) or
                  re.search(r"^(.*), or one of your own$", self.says))
        return re.split(", | or ", listed.group(1)) if listed else []

    def typed(self):
        """As it is typed, every form of it."""
        return (["-" + self.letter] if self.letter else []) + ["--" + self.name]


def options(said, *asked):
    for line in said.splitlines():
        found = re.match(r"  (?:-(\S), |    )--([a-z0-9-]+)(?:=(\S+))?\s{2,}(.*)", line)
        if found:
            yield Option(*found.groups(), *asked)


class Command:
    def __init__(self, name, words, says):
        self.name, self.says = name, says
        needed = ["x" for word in words if not word.startswith("[")]
        self.words = [word.strip("[]") for word in words]  # one after another: "COURSE", "PATH...", "gift|aiken|swirl"
        self.options = list(options(attune("help", name), [name], needed))


def commands():
    rows = []
    for line in attune("help").split("\n\n")[1].splitlines():
        found = re.match(r"  attune(?: ([a-z0-9-]+))?((?: \S+)*?)(?:\s{2,}(.*))?$", line)
        if line.startswith("  attune"):
            rows.append([found.group(1), found.group(2).split(), found.group(3) or ""])
        else:
            rows[-1][2] = (rows[-1][2] + " " + line.strip()).strip()
    return [Command(*row) for row in rows if row[0]]


COMMANDS, ANYWHERE = commands(), list(options(attune("help")))
NAMES = [command.name for command in COMMANDS]


def literals(word):
    """Of a word that is one of some, like `gift|aiken|swirl`; COMMAND is one of the commands."""
    return [one for part in word.split("|") for one in (NAMES if part == "COMMAND" else [part]) if one.islower()]


def is_file(word):
    return word.rstrip(".") in FILES


def fill(template, **parts):
    for name, part in parts.items():
        template = template.replace("@%s@" % name.upper(), part)
    return template


HEAD = "# SPDX-License-Identifier: MIT\n# Made from what attune says of itself: tests/check-completions.sh --update\n"


# -- bash -----------------------------------------------------------------------------------------------

BASH = HEAD + r"""
_attune_courses() { "${COMP_WORDS[0]}" list 2>/dev/null </dev/null | sed -n 's/^\([a-z0-9-]*\)  .*/\1/p'; }

_attune_files() {
	local IFS=$'\n'
	compopt -o filenames 2>/dev/null
	COMPREPLY=($(compgen -f -- "$cur"))
}

# What was typed before: `command`, and in `n` how many words came after it. bash takes each `=` for a word.
_attune_before() {
	local i
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		=) ((i++)) ;;
		@VALUED@) [[ ${COMP_WORDS[i + 1]} == = ]] || ((i++)) ;;
		-*) ;;
		*) if [[ $command ]]; then ((n++)); else command=${COMP_WORDS[i]}; fi ;;
		esac
	done
	case ${COMP_WORDS[COMP_CWORD - 1]} in
	=) option=${COMP_WORDS[COMP_CWORD - 2]} ;;
	@VALUED@) option=${COMP_WORDS[COMP_CWORD - 1]} ;;
	esac
}

_attune_value() {
	case $command:$option in
@VALUES@	esac
}

_attune_options() {
	words='@ANYWHERE@'
	case $command in
@OPTIONS@	esac
}

_attune_word() {
	case $command:$n in
	:*) words="@NAMES@ $(_attune_courses)" ;;
@WORDS@	esac
}

_attune() {
	local cur=${COMP_WORDS[COMP_CWORD]} command= option= words= n=0
	COMPREPLY=()
	_attune_before
	if [[ $option ]]; then
		[[ $cur == = ]] && cur=
		_attune_value
	elif [[ $cur == -* ]]; then
		_attune_options
	else
		_attune_word
	fi
	[[ $words ]] && COMPREPLY=($(compgen -W "$words" -- "$cur"))
	[[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null
	return 0
}
complete -F _attune attune
"""


def flags(rows):
    return " ".join(" ".join(row.typed()) + ("=" if row.value else "") for row in rows)


def bash_values():
    for command in COMMANDS + [None]:
        for row in command.options if command else ANYWHERE:
            if row.files or row.choices:
                yield "\t%s) %s ;;\n" % (" | ".join("%s:%s" % (command.name if command else "*", typed) for typed in row.typed()),
                                        "_attune_files" if row.files else "words='%s'" % " ".join(row.choices))


def bash_words():
    for command in COMMANDS:
        for n, word in enumerate(command.words):
            listed = " ".join(literals(word))
            act = ("_attune_files" if is_file(word) else 'words="$(_attune_courses)"' if word == "COURSE" else
                   "words='%s'" % listed if listed else None)
            if act:
                yield "\t%s:%s) %s ;;\n" % (command.name, "*" if word.endswith("...") else n, act)


def bash():
    valued = sorted({typed for command in COMMANDS for row in command.options if row.value for typed in row.typed()} |
                    {typed for row in ANYWHERE if row.value for typed in row.typed()})
    return fill(BASH, valued=" | ".join(valued), values="".join(bash_values()), anywhere=flags(ANYWHERE), names=" ".join(NAMES),
                options="".join("\t%s) words+=' %s' ;;\n" % (command.name, flags(command.options))
                                for command in COMMANDS if command.options), words="".join(bash_words()))


# -- zsh ------------------------------------------------------------------------------------------------

ZSH = "#compdef attune\n" + HEAD + r"""
_attune_courses() {
	local -a found
	found=(${(f)"$(_call_program courses $service list 2>/dev/null </dev/null | sed -n 's/^\([a-z0-9-]*\)  .*/\1/p')"})
	compadd -a found
}

_attune() {
	local curcontext=$curcontext state line
	typeset -A opt_args
	local -a anywhere names
	anywhere=(
@ANYWHERE@	)
	names=(
@NAMES@	)
	_arguments -C $anywhere '1: :->first' '*:: :->rest' && return
	case $state in
	first)
		_describe -t commands command names
		_attune_courses
		;;
	rest)
		case $words[1] in
@WORDS@		esac
		;;
	esac
}

_attune "$@"
"""


def quoted(text):
    return text.replace("'", r"'\''")


def described(text):
    return quoted(text.replace("\\", r"\\").replace("[", r"\[").replace("]", r"\]").replace(":", r"\:"))


def zsh_act(word):
    listed = " ".join(literals(word))
    return "_files" if is_file(word) else "_attune_courses" if word == "COURSE" else "(%s)" % listed if listed else " "


def zsh_option(row):
    value = ":%s:%s" % (row.value.lower(), "_files" if row.files else "(%s)" % " ".join(row.choices) if row.choices else " ") if row.value else ""
    for typed in row.typed():
        sign = "=" * bool(value) if typed.startswith("--") else "+" * bool(value)
        yield "'%s%s[%s]%s'" % (typed, sign, described(row.says), value)


def zsh_words(command):
    for n, word in enumerate(command.words):
        place = "*" if word.endswith("...") else str(n + 1)
        yield "'%s:%s:%s'" % (place, word.rstrip(".").lower().replace("|", " or "), zsh_act(word))


def zsh():
    rows = ("\t\t%s) _arguments $anywhere %s ;;\n" % (
        command.name, " ".join([part for row in command.options for part in zsh_option(row)] + list(zsh_words(command)))) for command in COMMANDS)
    return fill(ZSH, anywhere="".join("\t\t%s\n" % part for row in ANYWHERE for part in zsh_option(row)), words="".join(rows),
                names="".join("\t\t'%s:%s'\n" % (command.name, described(command.says)) for command in COMMANDS))


# -- fish -----------------------------------------------------------------------------------------------

FISH = HEAD + r"""
function __attune_courses
    attune list 2>/dev/null </dev/null | string replace -rf '^([a-z0-9-]+)  .*' '$1'
end

complete -c attune -f
complete -c attune -n __fish_use_subcommand -a '(__attune_courses)' -d 'go on where you were'
@COMMANDS@@ANYWHERE@@OPTIONS@@WORDS@"""


def fish_text(text):
    return "'%s'" % text.replace("\\", r"\\").replace("'", r"\'")


def fish_option(row, command=None):
    when = " -n '__fish_seen_subcommand_from %s'" % command.name if command else ""
    value = " -r -F" if row.files else " -x" + (" -a '%s'" % " ".join(row.choices)) * bool(row.choices) if row.value else ""
    return "complete -c attune%s%s -l %s%s -d %s\n" % (when, (" -s " + row.letter) if row.letter else "", row.name, value, fish_text(row.says))


def fish_words():
    for command in COMMANDS:
        for word in command.words:
            listed = " ".join(literals(word))
            act = "-F" if is_file(word) else "-a '(__attune_courses)'" if word == "COURSE" else "-a '%s'" % listed if listed else None
            if act:
                yield "complete -c attune -n '__fish_seen_subcommand_from %s' %s\n" % (command.name, act)


def fish():
    return fill(FISH, commands="".join("complete -c attune -n __fish_use_subcommand -a %s -d %s\n" % (command.name, fish_text(command.says))
                                       for command in COMMANDS),
                anywhere="".join(fish_option(row) for row in ANYWHERE),
                options="".join(fish_option(row, command) for command in COMMANDS for row in command.options),
                words="".join(fish_words()))


MADE = {"attune": bash, "_attune": zsh, "attune.fish": fish}


# -- Judging --------------------------------------------------------------------------------------------

# What is typed, the last word being completed; what has to be among the answers, and what must not.
TYPED = (
    (("",), ("run", "check", "help-lines", "secure-attachment"), ("--plain", "gift")),
    (("st",), ("status",), ("run",)),
    (("--co",), ("--color=",), ("--csv",)),
    (("--color", "=", ""), ("auto", "always", "never"), ("run",)),
    (("--color", "=", "al"), ("always",), ("auto",)),
    (("--color", "=", "never", "ru"), ("run",), ("never",)),
    (("status", "--"), ("--oneline", "--json", "--plain"), ("--csv", "--chapter=")),
    (("check", "--format", "=", ""), ("full", "short", "json"), ("md",)),
    (("export", "--format", "=", ""), ("md", "json"), ("short",)),
    (("import", ""), ("gift", "aiken", "swirl"), ("secure-attachment",)),
    (("import", "gift", "RE"), ("README.md",), ("gift",)),
    (("check", "src", "RE"), ("README.md",), ()),
    (("--data", "RE"), ("README.md",), ()),
    (("help", "se"), ("search", "settings"), ("run",)),
    (("about", ""), ("secure-attachment",), ("run",)),
    (("secure-attachment", ""), (), ("run", "secure-attachment")),
    (("lock", ""), (), ("run", "secure-attachment")),
)


def in_bash(script, words):
    program = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _attune; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-uc", program, "bash", script, ATTUNE, *words], capture_output=True, text=True,
                          env={"LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "PATH": os.environ["PATH"]})
    return done.stdout.split("\n"), done.stderr


def in_fish(script, words):
    line = "attune " + " ".join(words).replace(" = ", "=")
    done = subprocess.run(["fish", "--no-config", "-c", 'source $argv[1]; complete -C $argv[2]', script, line], capture_output=True, text=True,
                          env={"LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "PATH": os.path.dirname(ATTUNE) + ":" + os.environ["PATH"]})
    return [re.sub("^--[a-z-]+=(?=.)", "", row.partition("\t")[0]) for row in done.stdout.split("\n")], done.stderr


def tried(shell, script):
    """Faults of a script in a shell that runs without a terminal."""
    for words, wanted, unwanted in TYPED:
        said, trouble = (in_bash if shell == "bash" else in_fish)(script, words)
        there = [one.rstrip("=") for one in said]
        missing = [one for one in wanted if one.rstrip("=") not in there]
        extra = [one for one in unwanted if one.rstrip("=") in there]
        if missing or extra or trouble.strip():
            yield "%s, `attune %s`: missing %s, too much %s %s" % (shell, " ".join(words), missing, extra, trouble.strip().partition("\n")[0])


def parsed(shell, script):
    done = subprocess.run([shell, "-n", script], capture_output=True, text=True)
    if done.returncode:
        yield "%s does not read %s: %s" % (shell, script, done.stderr.strip())


def compared(texts):
    for name, text in texts.items():
        with open(os.path.join(PLACE, name)) as file:
            if file.read() != text:
                yield "%s/%s is not what attune says: tests/check-completions.sh --update" % (PLACE, name)


def spoiled_is_found():
    """A script without one command is noticed by who tries it."""
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(bash().replace(" status ", " "))
        file.flush()
        if not list(tried("bash", file.name)):
            yield "nobody noticed that a command was left out"


def main():
    texts = {name: make() for name, make in MADE.items()}
    if "--update" in sys.argv:
        os.makedirs(PLACE, exist_ok=True)
        for name, text in texts.items():
            with open(os.path.join(PLACE, name), "w") as file:
                file.write(text)
        return 0
    faults, judged = list(compared(texts)), len(texts)
    for shell, name in (("bash", "attune"), ("zsh", "_attune"), ("fish", "attune.fish")):
        script = os.path.join(PLACE, name)
        if not shutil.which(shell):
            print("completions: %s is not here, so %s is compared and not tried" % (shell, script))
            continue
        faults += parsed(shell, script)
        faults += tried(shell, script) if shell != "zsh" else []  # which completes at a terminal alone
        judged += 1 + len(TYPED) * (shell != "zsh")
    if shutil.which("bash"):
        faults += spoiled_is_found()
        judged += 1
    for fault in faults:
        print(fault)
    print("%d passed, %d failed" % (judged - min(judged, len(faults)), len(faults)))
    return len(faults) > 0


sys.exit(main())
