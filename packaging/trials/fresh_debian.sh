#!/bin/sh
# Tries the two commands on a Debian that holds nothing but its base system:
#
#   packaging/trials/fresh_debian.sh FOLDER [SUITE]
#
# As root, with debootstrap and a network. FOLDER/base is kept for the next try, FOLDER/debian is made anew each time.
# SUITE is bookworm unless given. Ends with 0 if a person without rights was told what to install, if root could take
# the tour twice (there is no screen), and if all tests passed.
set -eu

folder=$(readlink -f -- "$1")
suite=${2:-bookworm}
checkout=$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")")
debian=$folder/debian
inside="/home/stranger/FOC Reader’s folder"

# In a namespace of its own, so that nothing stays mounted.
[ -n "${FOC_TRY_UNSHARED:-}" ] || exec env FOC_TRY_UNSHARED=yes unshare --mount "$0" "$@"

mkdir -p "$folder"
[ -d "$folder/base" ] || debootstrap --variant=minbase "$suite" "$folder/base"
rm -rf --one-file-system "$debian"
cp -a "$folder/base" "$debian"
cp -L /etc/resolv.conf "$debian/etc/resolv.conf"
mount -t proc proc "$debian/proc"
mount --rbind /dev "$debian/dev"
# A network may vouch for itself with a certificate of its own
trust=
if [ -f "${SSL_CERT_FILE:-}" ]; then
    cp -L "$SSL_CERT_FILE" "$debian/etc/given.crt"
    trust="SSL_CERT_FILE=/etc/given.crt PIP_CERT=/etc/given.crt"
fi

debian() {
    # shellcheck disable=SC2086 # none or two words
    chroot "$debian" /usr/bin/env -i PATH="/usr/sbin:/usr/bin:/sbin:/bin" HOME=/root $trust "$@"
}

expect() {
    wanted=$1 started=$(date +%s%N) status=0
    shift
    printf '\n=== %s\n' "$*"
    debian "$@" || status=$?
    printf '=== %s after %s ms\n' "$status" "$((($(date +%s%N) - started) / 1000000))"
    [ "$status" = "$wanted" ]
}

debian useradd --create-home stranger
mkdir -p "$debian$inside"
(cd -- "$checkout" && git ls-files -z --cached --others --exclude-standard |
    tar -cf - --null --ignore-failed-read -T -) | tar -xf - --no-same-owner -C "$debian$inside"
debian chown -R stranger: "$inside"

expect 2 setpriv --reuid stranger --regid stranger --clear-groups "$inside/foc" run
expect 0 "$inside/foc" run
expect 0 "$inside/foc" run
expect 0 "$inside/foc" test
