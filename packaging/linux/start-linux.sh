#!/bin/sh
# Starts FOC Reader from this folder, wherever it lies. It installs nothing and writes nothing:
#
#   sh start-linux.sh             the window
#   sh start-linux.sh cli --help  the same library and search without a window
#
# A stick in FAT format lets Linux start no program by itself. The system's own loader starts it all the same.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit 1
case $(uname -s)-$(uname -m) in
    Linux-x86_64) ;;
    *)
        echo "This is FOC Reader for Linux on 64-bit PCs (x86_64); this computer is another one: $(uname -s -m)" >&2
        exit 1
        ;;
esac
program=$here/linux/foc-reader
if [ "${1:-}" = cli ]; then
    program=$program-cli
    shift
fi
if [ ! -f "$program" ]; then
    echo "The program is missing: $program" >&2
    echo "This copy of FOC Reader is not complete. Copy the whole folder again." >&2
    exit 1
fi
unset LD_LIBRARY_PATH QT_PLUGIN_PATH QT_QPA_PLATFORM_PLUGIN_PATH
if [ -x "$program" ]; then
    exec "$program" "$@"
fi
for loader in /lib64/ld-linux-x86-64.so.2 /usr/lib64/ld-linux-x86-64.so.2 /lib/x86_64-linux-gnu/ld-linux-x86-64.so.2; do
    if [ -x "$loader" ] && "$loader" --verify "$program" >/dev/null 2>&1; then
        exec "$loader" "$program" "$@"
    fi
done
echo "This computer does not let programs start from here:" >&2
echo "  $here" >&2
echo "Copy the whole folder to another place, such as your home folder, and start it there:" >&2
echo "  sh start-linux.sh" >&2
exit 1
