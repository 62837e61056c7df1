#!/bin/sh
# What `make check-deploy` checks of deploy/, one line each: the unit by systemd's own tools, the
# manifests, the compose file, the package by lintian, and that the package installs on a fresh
# Debian and its ExecStart line serves there. That last one needs root and a network; without, the
# package is unpacked and started where it lies.
#   scripts/check-deploy.sh build/deb/kith_….deb       ONLY=image: what begins so
# shellcheck disable=SC2317  # functions are called by check
set -u
deb=$(realpath "$1")
cd "$(dirname "$0")/.." || exit 2

work=$(mktemp -d)
server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
failed=0
if [ -t 1 ]; then
    good=$(printf '\033[32m✓\033[0m') bad=$(printf '\033[31m✗\033[0m') skip=$(printf '\033[33m–\033[0m')
else
    good=ok bad=FAILED skip=skipped
fi

has() { command -v "$1" >/dev/null 2>&1; }
# check NAME COMMAND…: passed when it ends with 0; its output is shown when not, else its last line.
check() {
    checked=$1
    shift
    case $checked in "${ONLY:-}"*) ;; *) return ;; esac
    if "$@" >"$work/out" 2>&1; then
        echo "$good $checked$(tail -n 1 "$work/out" | sed 's/^\(.\)/: \1/' | cut -c1-120)"
    else
        echo "$bad $checked"
        sed 's/^/    /' "$work/out"
        failed=1
    fi
}
skipped() { echo "$skip $1: $2"; }

# --- the unit ---------------------------------------------------------------------------------

# With a program that is there: only the package puts one at /usr/bin/kith.
unit() {
    sed "s,/usr/bin/kith,$(realpath build/kith)," deploy/kith.service >"$work/kith.service"
    systemd-analyze verify --man=no "$work/kith.service" 2>"$work/said"
    # Of our unit only: the machine may have faulty ones of its own.
    if grep 'kith\.service' "$work/said"; then return 1; fi
}

# What systemd would let it call, against what it calls. The names of sets are systemd's.
calls_allowed() {
    sed -n 's/^SystemCallFilter=//p' deploy/kith.service | while read -r line; do
        way=+
        case $line in '~'*) way=- line=${line#?} ;; esac
        for item in $line; do
            case $item in
            @*) expand "$item" ;;
            *) echo "$item" ;;
            esac | sed "s/^/$way /"
        done
    done | awk '$1 == "+" { may[$2] = 1 } $1 == "-" { delete may[$2] } END { for (c in may) print c }'
}
# A set, and the sets within it.
expand() {
    systemd-analyze syscall-filter "$1" | sed -n 's/^    \(@\{0,1\}[a-z0-9_-]*\)$/\1/p' |
        while read -r item; do
            case $item in @*) expand "$item" ;; *) echo "$item" ;; esac
        done
}

calls() {
    calls_allowed | sort -u >"$work/may"
    start_traced || return 1
    for path in /healthz /readyz /api/openapi.json; do
        curl -fsS -o /dev/null "$base$path" || return 1
    done
    curl -fsS -o /dev/null "$base/api/auth/register" -H 'Content-Type: application/json' \
        -d '{"email":"you@example.com","password":"a long password","name":"You"}' || return 1
    stop || return 1
    sed -n 's/^\([0-9]* *\)\{0,1\}\([a-z_0-9]*\)(.*/\2/p' "$work/traced/trace" | sort -u >"$work/called"
    # execve is systemd's own, before the fence. What is refused answers EPERM, as without rights.
    if comm -23 "$work/called" "$work/may" | grep -v '^execve$'; then return 1; fi
    echo "$(wc -l <"$work/called") different system calls, each allowed"
}

# --- the program, started -----------------------------------------------------------------------

# await LOG: the address it says it listens on, within 20 seconds, becomes $base.
await() {
    for _ in $(seq 100); do
        base=$(sed -n 's/^kith: listening on //p' "$1")
        [ -z "$base" ] || return 0
        kill -0 "$server" 2>/dev/null || break
        sleep 0.2
    done
    cat "$1"
    return 1
}

# As somebody who is not root, for whom libraries make other calls.
start_traced() {
    as=""
    chmod 755 "$work"
    mkdir "$work/traced" && cp build/kith "$work/traced/"
    if [ "$(id -u)" = 0 ]; then
        as="setpriv --reuid=65534 --regid=65534 --clear-groups"
        chown 65534:65534 "$work/traced"
    fi
    # shellcheck disable=SC2086
    KITH_LISTEN=127.0.0.1:0 KITH_DATA=$work/traced/data $as strace -f -qq -o "$work/traced/trace" \
        "$work/traced/kith" serve >"$work/log" 2>&1 &
    server=$!
    await "$work/log"
}

# stop: SIGTERM to the program itself, which must end with 0.
stop() {
    pid=$(pgrep -P "$server" -x kith || echo "$server")
    kill "$pid"
    wait "$server"
    code=$?
    server=""
    [ "$code" = 0 ] || { echo "it ended with $code"; return 1; }
}

# --- compose ------------------------------------------------------------------------------------

compose() {
    sed 's/^KITH_DATABASE_PASSWORD=.*/&x/' deploy/compose.env.example >"$work/env"
    if has docker && docker compose version >/dev/null 2>&1; then
        docker compose --env-file "$work/env" -f deploy/compose.yaml config --quiet
    else
        docker-compose --env-file "$work/env" -f deploy/compose.yaml config --quiet
    fi
}

# --- the package --------------------------------------------------------------------------------

package() {
    lintian --no-cfg --allow-root --fail-on error,warning --info "$deb"
}

serves() {
    curl -fsS "$base/healthz" && curl -fsS -o /dev/null "$base/api/auth/register" \
        -H 'Content-Type: application/json' \
        -d '{"email":"you@example.com","password":"a long password","name":"You"}'
}

# A fresh Debian, kept as an archive in build/ for the next time.
fresh_debian() {
    root=$work/root
    if [ ! -f build/debian-12.tar ]; then
        debootstrap --variant=minbase bookworm "$root" || return 1
        rm -f "$root"/var/cache/apt/archives/*.deb
        tar -C "$root" -cf build/debian-12.tar.part . && mv build/debian-12.tar.part build/debian-12.tar
        return
    fi
    mkdir -p "$root" && tar -C "$root" -xpf build/debian-12.tar
}

inside() { DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }

install_fresh() {
    fresh_debian || return 1
    cp /etc/resolv.conf "$root/etc/" 2>/dev/null
    cp /etc/apt/apt.conf.d/*proxy* "$root/etc/apt/apt.conf.d/" 2>/dev/null
    cp "$deb" "$root/tmp/kith.deb"
    inside apt-get update -qq &&
        inside apt-get install -y -qq --no-install-recommends /tmp/kith.deb
}

installed_right() {
    inside getent passwd kith >/dev/null || { echo "no user kith"; return 1; }
    [ "$(inside stat -c '%U:%G %a' /var/lib/kith)" = "kith:kith 700" ] || { echo "/var/lib/kith"; return 1; }
    [ "$(inside stat -c '%U:%G %a' /etc/kith/kith.conf)" = "root:kith 640" ] || { echo "kith.conf"; return 1; }
    [ -L "$root/etc/systemd/system/multi-user.target.wants/kith.service" ] || { echo "not enabled"; return 1; }
    [ "$(inside cat /var/lib/dpkg/info/kith.conffiles)" = /etc/kith/kith.conf ] || { echo 'no conffile'; return 1; }
    for file in man/man1/kith.1.gz doc/kith/copyright doc/kith/changelog.gz; do
        [ -f "$root/usr/share/$file" ] || { echo "no $file"; return 1; }
    done
    inside dpkg --verify kith
}

# As systemd does: the line of the unit, as the unit's user.
serves_fresh() {
    line=$(sed -n 's/^ExecStart=//p' "$root/lib/systemd/system/kith.service")
    mount -t proc proc "$root/proc" 2>/dev/null
    # shellcheck disable=SC2086
    KITH_LISTEN=127.0.0.1:0 chroot --userspec=kith:kith "$root" $line >"$work/log" 2>&1 &
    server=$!
    await "$work/log" && serves
    ok=$?
    stop || ok=1
    umount "$root/proc" 2>/dev/null
    [ -f "$root/var/lib/kith/control.db" ] || { echo "no data in /var/lib/kith"; ok=1; }
    return "$ok"
}

# An update leaves what the administrator changed; a purge leaves the data.
updates() {
    echo '# mine' >>"$root/etc/kith/kith.conf"
    inside apt-get install -y -qq --reinstall --no-install-recommends /tmp/kith.deb &&
        grep -q '# mine' "$root/etc/kith/kith.conf" &&
        inside apt-get purge -y -qq kith &&
        [ ! -e "$root/etc/kith/kith.conf" ] && [ -f "$root/var/lib/kith/control.db" ] &&
        [ ! -e "$root/usr/bin/kith" ]
}

# The image, built of that fresh Debian instead of one that a registry has, and started as its user.
image() {
    images() { buildah --root "$work/images" --runroot "$work/run" --storage-driver vfs "$@"; }
    export BUILDAH_ISOLATION=chroot
    base=$(images from scratch) && images add -q "$base" build/debian-12.tar / || return 1
    # Whom this machine trusts beside those of Debian.
    for ca in /usr/local/share/ca-certificates/*.crt; do
        [ ! -f "$ca" ] || images add -q "$base" "$ca" "$ca" || return 1
    done
    for name in debian:12 debian:12-slim; do
        images commit -q "$base" "docker.io/library/$name" || return 1
    done
    # The page's build opens some thousand files; buildah allows 1,024 unless told otherwise.
    # shellcheck disable=SC3045  # dash has it
    most=$(ulimit -Hn)
    images bud --ulimit "nofile=$most:$most" --format docker --pull-never --build-arg VERSION=image -t kith \
        -f deploy/Dockerfile --ignorefile deploy/Dockerfile.dockerignore . || return 1
    # shellcheck disable=SC2016  # for the shell in there
    images run --env KITH_LISTEN=127.0.0.1:0 "$(images from --pull-never localhost/kith)" sh -c '
        kith serve >/tmp/log & sleep 3
        curl -fsS "$(sed -n "s/^kith: listening on //p" /tmp/log)/healthz" &&
            [ "$(id -u)" = 10001 ] && kill $! && wait $!'
}

# Without root: unpacked, and started by the same line with its paths put below the folder.
serves_unpacked() {
    root=$work/root
    dpkg-deb -x "$deb" "$root" || return 1
    line=$(sed -n "s,^ExecStart=,,p" "$root/lib/systemd/system/kith.service" | sed "s, /, $root/,g")
    mkdir -p "$root/var/lib/kith"
    # shellcheck disable=SC2086
    KITH_LISTEN=127.0.0.1:0 KITH_DATA=$root/var/lib/kith "$root"$line >"$work/log" 2>&1 &
    server=$!
    await "$work/log" && serves
    ok=$?
    stop || ok=1
    return "$ok"
}

# --- all ----------------------------------------------------------------------------------------

check "unit: systemd-analyze verify" unit
check "unit: systemd-analyze security" \
    systemd-analyze security --no-pager --offline=yes --threshold=20 deploy/kith.service
if has strace; then check "unit: SystemCallFilter" calls; else skipped "unit: SystemCallFilter" "no strace"; fi
check "kubernetes" scripts/check-manifests.py
if has docker-compose || has docker; then check "compose" compose; else skipped "compose" "no docker-compose"; fi
if has hadolint; then check "Dockerfile" hadolint deploy/Dockerfile; else skipped "Dockerfile" "no hadolint, which Debian has not"; fi
check "package: lintian" package
if [ "$(id -u)" = 0 ] && has debootstrap; then
    check "package: installs on a fresh Debian" install_fresh
    check "package: user, folders, unit, manual" installed_right
    check "package: its ExecStart line serves" serves_fresh
    check "package: reinstalled and purged" updates
    if has buildah; then check "image: builds and serves" image; else skipped "image" "no buildah"; fi
else
    check "package: unpacked, its ExecStart line serves" serves_unpacked
fi

exit $failed
