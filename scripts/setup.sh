#!/bin/sh
# Installs the Debian packages a goal needs and that are missing: build, test, screenshots, bench, lint, deb,
# deploy. Says nothing and needs no rights when all is there.
set -eu

build="gcc g++ make pkg-config libmicrohttpd-dev libgnutls28-dev libsqlite3-dev libjansson-dev libsodium-dev
libjwt-gnutls-dev libutf8proc-dev libglib2.0-dev libidn2-dev libphonenumber-dev
libcurl4-gnutls-dev libqrencode-dev libpq-dev nodejs npm"
test="$build libcmocka-dev sqlite3 tzdata curl openssl postgresql
opensmtpd dovecot-core dovecot-submissiond chromium fonts-noto-core fonts-noto-cjk"
screenshots="$test pngquant"
bench="$build wrk sqlite3 postgresql"
lint="$build clang clang-format"
deb="$build debhelper dpkg-dev"
deploy="$deb curl strace systemd lintian debootstrap python3-yaml docker-compose buildah"

case "${1:-build}" in
build) want=$build ;;
test) want=$test ;;
screenshots) want=$screenshots ;;
bench) want=$bench ;;
lint) want=$lint ;;
deb) want=$deb ;;
deploy) want=$deploy ;;
fuzz) want="$test clang libclang-rt-14-dev libcurl4-gnutls-dev" ;;
*) echo "setup: unknown goal $1" >&2; exit 2 ;;
esac

missing=""
for package in $want; do
    case $package in
    # A machine may have these from elsewhere.
    nodejs) command -v node >/dev/null 2>&1 && continue ;;
    # It would push out a mail server that the machine has; the mail tests are left out then.
    opensmtpd) [ -x /usr/sbin/sendmail ] && continue ;;
    npm) command -v npm >/dev/null 2>&1 && continue ;;
    docker-compose) command -v docker >/dev/null 2>&1 && continue ;;
    esac
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
        missing="$missing $package"
done
[ -z "$missing" ] && exit 0

echo "Installing:$missing"
sudo=""
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 ||
        { echo "setup: install these as root first:$missing" >&2; exit 1; }
    sudo=sudo
fi
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
# shellcheck disable=SC2086
$sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
