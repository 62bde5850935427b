#!/bin/sh
# A classroom as attune-classroom(7) says, step by step, with sshd and learners of its own; then learners who lose the line,
# and one who wants out.
#   tests/check-classroom.sh          a share of the keys
#   KEYS=10000 tests/check-classroom.sh   that many keys, and 200 known ways out of other programs; prints the figures
# As root everything happens in name spaces that end with it: accounts, /etc and the net are untouched. For others: their
# own account, and an sshd on the loopback with the same example.
# SPDX-License-Identifier: MIT
set -u
cd "$(dirname "$0")/.." || exit 1

skip() {
    echo "classroom: left out, because $1"
    echo '0 passed, 0 failed'
    exit 0
}
PATH=$PATH:/usr/sbin:/sbin
for program in ssh ssh-keygen python3; do
    command -v $program >/dev/null || skip "$program is not here"
done
# That of this computer, or the one .ci/deps unpacked beside the build.
sshd=/usr/sbin/sshd beside=
if [ ! -x $sshd ]; then
    beside=$(cd "${B:-build}" && pwd)/servers/unpacked sshd=$beside$sshd
    [ -x "$sshd" ] || skip 'sshd is not here'
    export LD_LIBRARY_PATH="$(dirname "$(find "$beside" -name 'libwrap.so*' | head -n 1)")"
fi
export SSHD="$sshd"

# Over the system as it is lies what is made here: in these folders, for the programs below this one.
lay_over() {
    mount -t tmpfs none "$top" && mkdir -p "$top/root" || return 1
    ${MAKE:-make} --no-print-directory -s install DESTDIR="$top/root" >/dev/null || return 1
    [ -z "$beside" ] || mount -t overlay -o "lowerdir=$beside/usr:/usr" none /usr || return 1
    mount -t overlay -o "lowerdir=$top/root/usr/local:/usr/local" none /usr/local || return 1
    for over in /etc /var/lib; do
        name=$top/$(echo $over | tr / -)
        mkdir -p "$name.new" "$name.work"
        mount -t overlay -o "lowerdir=$over,upperdir=$name.new,workdir=$name.work" none $over || return 1
    done
    mount -t tmpfs none /home && mount -t tmpfs none /run && mkdir -p /run/sshd && ip link set lo up || return 1
    [ -z "$beside" ] || as_installed
}

# What the package would have done besides.
as_installed() {
    cp -R "$beside/etc/." /etc && mkdir -p /etc/ssh/sshd_config.d && SSHD=/usr/sbin/sshd || return 1
    [ -f /etc/ssh/sshd_config ] || cp "$beside/usr/share/openssh/sshd_config" /etc/ssh
    id sshd >/dev/null 2>&1 || useradd --system --no-create-home --home-dir /run/sshd --shell /usr/sbin/nologin sshd
}

case ${1:-} in
--inside)
    top=$2
    lay_over || skip 'the kernel has no overlays, or nothing may be mounted'
    ssh-keygen -A >/dev/null
    sed -n '/^\.Sh LEARNERS OVER SSH/,/^\.Sh THE KIOSK/s/^# //p' assets/attune-classroom.7 >"$top/steps"
    if ! sh -e -x "$top/steps" >"$top/said" 2>&1; then
        sed 's/^/    /' "$top/said"
        echo 'not ok: a step of attune-classroom(7)'
        echo '0 passed, 1 failed'
        exit 1
    fi
    exec python3 tests/support/classroom.py "${B:-build}/gcc/tests/play" "$top" page
    ;;
esac

top=$(mktemp -d) || exit 1
trap 'rm -rf "$top"' EXIT
chmod 755 "$top"
if [ "$(id -u)" = 0 ] && unshare -m -n true 2>/dev/null && command -v ip >/dev/null; then
    unshare -m -n --propagation private "$0" --inside "$top"
else
    python3 tests/support/classroom.py "${B:-build}/gcc/tests/play" "$top" own
fi
