#!/bin/sh
# Tries what ./foc build linux made on a Debian that holds its base system and what every desktop has, and no Python:
#
#   packaging/trials/bare_debian.sh FOLDER [SUITE]
#
# As root, with debootstrap, Xvfb and a network. FOLDER/SUITE is kept for the next try. SUITE is bookworm unless given.
# Ends with 0 if a person without rights took the tour without a screen and in a window, through start-linux.sh, and
# left nothing behind, and if somebody with too little was told what is missing.
set -eu

folder=$(readlink -f -- "$1")
suite=${2:-bookworm}
checkout=$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")")
debian=$folder/$suite

# In a namespace of its own, so that nothing stays mounted.
[ -n "${FOC_TRY_UNSHARED:-}" ] || exec env FOC_TRY_UNSHARED=yes unshare --mount "$0" "$@"

mkdir -p "$folder"
if [ ! -e "$debian/etc/made" ]; then
    rm -rf --one-file-system "$debian"
    debootstrap --variant=minbase "$suite" "$debian"
    touch "$debian/etc/made"
fi
mount -t proc proc "$debian/proc"
mount --rbind /dev "$debian/dev"
mount -t tmpfs tmpfs "$debian/tmp"
chmod 1777 "$debian/tmp"

say() { printf '\n=== %s\n' "$*"; }

inside() {
    chroot "$debian" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive "$@"
}

# A person who has nothing but a home
stranger() {
    chroot "$debian" /usr/bin/setpriv --reuid 4711 --regid 4711 --clear-groups \
        /usr/bin/env -i PATH=/usr/bin:/bin HOME=/tmp/home LANG=C.UTF-8 "$@"
}

install() {
    cp -L /etc/resolv.conf "$debian/etc/resolv.conf"
    inside apt-get -q update >/dev/null
    # shellcheck disable=SC2086 # a list of names
    inside apt-get -q install -y --no-install-recommends $1 >/dev/null
}

place="/tmp/a stick’s “FOC” – گزارش 自由"
mkdir -p "$debian$place" "$debian/tmp/home" "$debian/tmp/tour"
mount --bind "$checkout/build/linux" "$debian$place"
mount -o remount,ro,bind "$debian$place"
chown 4711:4711 "$debian/tmp/home" "$debian/tmp/tour"
! inside sh -c 'command -v python3'

if [ ! -e "$debian/etc/furnished" ]; then
    say "with the base system only, it is said what is missing"
    told=$(stranger sh "$place/start-linux.sh" -platform offscreen 2>&1) && exit 1
    printf '%s\n' "$told"
    case $told in *"This system lacks lib"*) ;; *) exit 1 ;; esac
    # What every desktop has; Debian has renamed one of them
    glib=libglib2.0-0
    [ "$suite" = bookworm ] || glib=libglib2.0-0t64
    install "libegl1 libgl1 $glib libdbus-1-3 libfontconfig1 libxkbcommon0 libx11-xcb1"
    touch "$debian/etc/furnished"
fi
! inside sh -c 'command -v python3'
say "$(cat "$debian/etc/debian_version"), $(inside ldd --version | head -n 1)"

say "without a screen"
stranger sh "$place/start-linux.sh" --tour /tmp/tour -platform offscreen

say "in a window"
mkdir -p "$debian/tmp/.X11-unix"
mkfifo "$debian/tmp/number"
Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp -ac 3>"$debian/tmp/number" 2>/dev/null &
screen=$!
trap 'kill $screen' EXIT
read -r number <"$debian/tmp/number"
mount --bind /tmp/.X11-unix "$debian/tmp/.X11-unix"
stranger DISPLAY=":$number" sh "$place/start-linux.sh" --tour /tmp/tour

say "the command line, and nothing left behind"
stranger sh "$place/start-linux.sh" cli search surveillance | head -n 2
left=$(find "$debian/tmp" "$debian/home" "$debian/var" -xdev -user 4711 ! -type d ! -path "$debian/tmp/tour/*")
[ -z "$left" ] || { say "left behind: $left"; exit 1; }
mkdir -p "$checkout/build/tour-$suite"
cp "$debian"/tmp/tour/*.png "$checkout/build/tour-$suite"
say "all of it passed; pictures are in build/tour-$suite"
