#!/bin/sh
# Tries what ./foc build linux made, in each of the ways in which it may lie on a computer:
#
#   packaging/trials/linux.sh
#
# As root, with Xvfb; desktop-file-utils and appstream are installed. Ends with 0 if the tour was taken from each place
# from which programs can be started, if the person was told what to do where they cannot, if nothing was written
# outside the tour's own folder, and if the desktops' own programs take what they are told of the reader.
set -eu

checkout=$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")")

# In a namespace of its own, so that nothing stays mounted.
[ -n "${FOC_TRY_UNSHARED:-}" ] || exec env FOC_TRY_UNSHARED=yes unshare --mount "$0" "$@"

if ! command -v desktop-file-validate >/dev/null || ! command -v appstreamcli >/dev/null; then
    apt-get -q update >/dev/null
    apt-get -q install -y --no-install-recommends desktop-file-utils appstream >/dev/null
fi

mkdir -p "$checkout/build"
work=$(mktemp -d "$checkout/build/try-linux-XXXXXX")
screen=
trap 'kill $screen 2>/dev/null || true; umount "$work"/* 2>/dev/null || true; rm -rf --one-file-system "$work"' EXIT
mkdir "$work/empty"

say() { printf '\n=== %s\n' "$*"; }

# What a person has who is not us: an empty home, and nothing of this shell
reader() {
    env -i PATH="$PATH" HOME="$work/home" TMPDIR="$work/tmp" XDG_RUNTIME_DIR="$work/run" LANG=C.UTF-8 $on "$@"
}

new_person() {
    rm -rf "$work/home" "$work/tmp" "$work/run" "$work/tour"
    mkdir -m 700 "$work/home" "$work/tmp" "$work/run"
}

left_nothing() {
    left=$(find "$work/home" "$work/tmp" "$work/run" ! -type d)
    [ -z "$left" ] || { say "left behind: $left"; exit 1; }
}

tour_from() {
    say "$1, $on"
    new_person
    reader sh "$2/start-linux.sh" --tour "$work/tour"
    left_nothing
}

# An odd name, and another for each way, so that nothing finds what it knew before
place="$work/a stick’s “FOC” – گزارش 自由"
cp -a "$checkout/build/linux" "$place"

for on in QT_QPA_PLATFORM=offscreen DISPLAY; do
    if [ "$on" = DISPLAY ]; then
        mkfifo "$work/number"
        Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>"$work/number" 2>/dev/null &
        screen=$!
        read -r number <"$work/number"
        on=DISPLAY=:$number
    fi
    tour_from "as any folder" "$place"
done

mkdir "$work/read only"
mount --bind "$place" "$work/read only"
mount -o remount,ro,bind "$work/read only"
tour_from "only to be read" "$work/read only"

say "the program itself, from another folder, found on the path"
new_person
(cd /; PATH="$place/linux:$PATH" reader foc-reader --tour "$work/tour")
left_nothing

say "as on a stick: looked into, closed, and neither the stick nor the computer has changed"
new_person
before=$(find "$place" -type f -exec cksum {} + | sort)
touch "$place/portable.txt"
reader sh "$place/start-linux.sh" --time-start >/dev/null
left_nothing
rm "$place/portable.txt"
[ "$(find "$place" -type f -exec cksum {} + | sort)" = "$before" ]

chmod -R a-x,a+X "$place"
tour_from "with nothing that may be started" "$place"

say "the command line, with nothing that may be started"
reader sh "$place/start-linux.sh" cli search surveillance | head -n 3
reader sh "$place/start-linux.sh" cli check

say "an index built again, with nothing that may be started"
reader sh "$place/start-linux.sh" --rebuild-index "$place/library/foc" "$work/empty" | tail -n 1 | cut -c 1-60
[ -s "$work/empty/postings" ]

say "a library built by several processes, with nothing that may be started: the same as ever"
reader sh "$place/start-linux.sh" cli build "$checkout/resources/library/foc" "$work/built" --workers 2 | tail -n 1
cmp "$work/built/index/postings" "$place/library/foc/index/postings"

mkdir "$work/no exec"
mount --bind "$place" "$work/no exec"
mount -o remount,noexec,bind "$work/no exec"
say "where nothing may be started at all"
status=0
told=$(reader sh "$work/no exec/start-linux.sh" 2>&1) || status=$?
printf '%s\n' "$told"
case $told in *"Copy the whole folder"*) ;; *) status=0 ;; esac
[ "$status" = 1 ]

say "what a desktop is told"
desktop-file-validate "$place/linux/share/applications/foc-reader.desktop"
appstreamcli validate --no-net "$place/linux/share/metainfo/foc-reader.metainfo.xml"

say "all of it passed"
