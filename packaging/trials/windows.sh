#!/bin/sh
# Tries the folder for Windows under wine, as far as that goes: what ./foc build windows made, or a whole stick.
#
#   packaging/trials/windows.sh [FOLDER [PICTURES]]
#
# Needs wine, Xvfb and the compiler that made the folder. Ends with 0 if the tour was taken from a folder with an odd
# name and from one that may only be read, if the command line answers, if a double click and the second way open the
# window, if the person is told where a part is missing, and if nothing was left behind in the profile or the registry.
# Wine is not Windows: it neither asks for signatures nor scans for viruses, and brings its own fonts.
set -eu

checkout=$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")")
folder=$(readlink -f -- "${1:-$checkout/build/windows}")
pictures=${2:-$checkout/build/try-windows}
python=$checkout/build/venv/bin/python

# In a namespace of its own where that is allowed, so that nothing stays mounted.
if [ -z "${FOC_TRY_UNSHARED:-}" ] && unshare --mount true 2>/dev/null; then
    exec env FOC_TRY_UNSHARED=yes unshare --mount "$0" "$@"
fi

rm -rf -- "$pictures"
mkdir -p -- "$pictures"
pictures=$(readlink -f -- "$pictures")
work=$(mktemp -d "$checkout/build/try-windows-XXXXXX")
screen=
clean_up() {
    status=$?
    wineserver -k 2>/dev/null || true
    kill $screen 2>/dev/null || true
    umount "$work/read only" 2>/dev/null || true
    rm -rf --one-file-system "$work"
    exit "$status"
}
trap clean_up EXIT

say() { printf '\n=== %s\n' "$*"; }

fail() {
    say "FAILED: $*"
    exit 1
}

# ---- A computer with Windows, as far as wine is one

export WINEPREFIX="$checkout/build/cache/wine" WINEARCH=win64 WINEDEBUG=-all LANG=C.UTF-8 LC_ALL=C.UTF-8
unset WAYLAND_DISPLAY
mkfifo "$work/number"
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$work/number" 2>/dev/null &
screen=$!
read -r number <"$work/number"
export DISPLAY=":$number"

system=$WINEPREFIX/drive_c/windows/system32
if [ ! -f "$system/icuuc.dll" ] || [ ! -f "$system/bcryptprimitives.dll" ]; then
    say "a computer for wine is set up (once)"
    rm -rf -- "$WINEPREFIX"
    mkdir -p -- "$WINEPREFIX"
    timeout 300 env WINEDLLOVERRIDES="mscoree,mshtml=" wineboot --init
    timeout 60 wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f
    for library in icuuc bcryptprimitives; do
        x86_64-w64-mingw32-gcc -shared -O2 -s -o "$system/$library.dll" \
            "$checkout/packaging/trials/wine/$library.c" -ladvapi32
    done
    wineserver --wait
fi

# What a person would find afterwards: files of the profile, and what the registry holds of Qt and of us
traces() {
    wineserver --wait
    find "$WINEPREFIX/drive_c/users" "$WINEPREFIX/drive_c/ProgramData" -type f | sort
    grep -iE '^\[.*(QtProject|FOC ?Reader|Python)' "$WINEPREFIX/user.reg" "$WINEPREFIX/system.reg" || true
}

windows_name() { winepath --windows "$1"; }

# By way of a pipe: wine's Python takes no file to write to. And on a computer where another Python is set up.
run() {
    {
        ended=0
        timeout 300 env 'PYTHONHOME=C:\nowhere' 'PYTHONPATH=C:\nowhere' wine "$@" </dev/null || ended=$?
        echo "$ended" >"$work/status"
    } 2>&1 | cat
    return "$(cat "$work/status")"
}

picture() {
    "$python" - "$pictures/$1.png" <<'TEXT'
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([*sys.argv, "-platform", "xcb"])
sys.exit(not application.primaryScreen().grabWindow(0).save(sys.argv[1]))
TEXT
}

# Whether Python was started with our modules, from the folder that is tried
reader_runs() {
    for process in /proc/[0-9]*; do
        case $(tr '\0' ' ' 2>/dev/null <"$process/cmdline") in
            *pythonw.exe*"${work##*/}"*foc-reader.pyc*) return 0 ;;
        esac
    done
    return 1
}

# Starts $1 as a double click does; the picture $2 is of the screen some seconds later.
double_click() {
    timeout 60 wine "$1" </dev/null >/dev/null 2>&1 &
    started=$!
    sleep 12
    picture "$2"
    runs=no
    ! reader_runs || runs=yes
    wineserver --kill || true
    wait "$started" || true
}

# The window fills a picture, which a box on an empty screen does not
opens_window() {
    double_click "$1" "$2"
    [ "$runs" = yes ] || fail "the reader does not run"
    [ "$(wc -c <"$pictures/$2.png")" -gt 30000 ] || fail "there is no window on the screen"
}

# ---- The folder, under a name that nothing expects

place="$work/a stick’s folder – گزارش 自由"
cp -a -- "$folder" "$place"
[ -f "$place/portable.txt" ] || : >"$place/portable.txt"
before=$(traces)

tour_from() {
    say "the tour: $1"
    mkdir -p "$pictures/$3"
    run "$2/FOC Reader.exe" --tour "$(windows_name "$pictures/$3")" || fail "the tour ended early"
    [ -s "$pictures/$3/01-library.png" ] || fail "there are no pictures of it"
}

tour_from "as any folder" "$place" tour

mkdir "$work/read only"
if [ -n "${FOC_TRY_UNSHARED:-}" ]; then
    mount --bind "$place" "$work/read only"
    mount -o remount,ro,bind "$work/read only"
    tour_from "only to be read" "$work/read only" tour-read-only
fi

say "the command line"
run "$place/windows/foc-reader-cli.exe" search surveillance | head -n 3
run "$place/windows/foc-reader-cli.exe" check || fail "the library is not whole"
run "$place/windows/foc-reader-cli.exe" build --workers 2 "$(windows_name "$checkout/resources/library/foc")" \
    "$(windows_name "$work/pack")" || fail "a library cannot be built, with helpers"
mkdir "$work/index"
run "$place/FOC Reader.exe" --rebuild-index "$(windows_name "$work/pack")" "$(windows_name "$work/index")" | tail -n 1 |
    cut -c 1-60
[ -s "$work/index/postings" ] || fail "an index cannot be built"
status=0
run "$place/windows/foc-reader-cli.exe" show nowhere >/dev/null 2>&1 || status=$?
[ "$status" = 1 ] || fail "its exit status is $status, and not 1"

if [ -f "$place/SHA256SUMS" ]; then
    say "this copy is checked, and passed on"
    run "$place/windows/foc-reader-cli.exe" verify "$(windows_name "$place")" || fail "the copy is not whole"
    mkdir "$work/another stick"
    run "$place/windows/foc-reader-cli.exe" copy "$(windows_name "$work/another stick")" | tail -n 3
    (cd "$work/another stick/FOC Reader" && sha256sum --check --strict --quiet SHA256SUMS) || fail "the copy is another"
fi

say "a double click"
opens_window "$place/FOC Reader.exe" double-click

say "the second way, by Python as it was signed"
opens_window "$place/windows/runtime/FOC Reader.exe" second-way

[ ! -e "$place/private" ] || fail "something was kept that nobody asked to keep"
[ "$(traces)" = "$before" ] || fail "something was left behind on the computer"

say "where a part is missing: see the pictures"
mkdir "$work/alone"
cp -- "$place/FOC Reader.exe" "$work/alone"
double_click "$work/alone/FOC Reader.exe" alone
rm -- "$place/windows/runtime/"python3*.zip
double_click "$place/FOC Reader.exe" without-modules-of-python
cp -- "$folder/windows/runtime/"python3*.zip "$place/windows/runtime"
rm -- "$place/windows/site-packages/PySide6/Qt6Core.dll"
double_click "$place/FOC Reader.exe" without-qt

say "all of it passed; the pictures are in $pictures"
