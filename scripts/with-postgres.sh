#!/bin/sh
# Runs a command beside a PostgreSQL server of its own: with-postgres.sh COMMAND [ARG...].
# The server lives in a temporary folder, is reached by a socket there (TEST_POSTGRES holds the
# address), and is gone when the command ends. It does not sync: FSYNC=on for tests that pull the plug.
set -u
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "with-postgres: no PostgreSQL server here (apt-get install postgresql)" >&2; exit 1; }
dir=$(mktemp -d /tmp/kith-pg.XXXXXX)

# initdb refuses to run as root.
as=""
if [ "$(id -u)" = 0 ]; then
    user=postgres
    id "$user" >/dev/null 2>&1 || user=nobody
    chown "$user" "$dir"
    as="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups"
fi
end() {
    $as "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1
    rm -rf "$dir"
}
trap end EXIT
trap 'exit 130' INT TERM

cd "$dir" || exit 1
fsync=${FSYNC:-off}
{
    $as "$bin/initdb" -D "$dir/data" -U kith -A trust -E UTF8 --locale=C.UTF-8 --no-sync &&
        $as "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" start -o "-k $dir -c listen_addresses='' \
-c fsync=$fsync -c full_page_writes=$fsync -c synchronous_commit=$fsync -c max_connections=200 \
-c shared_buffers=64MB -c autovacuum_naptime=10s"
} >"$dir/start" 2>&1 || { cat "$dir/start" "$dir/log" >&2; exit 1; }
cd - >/dev/null || exit 1

TEST_POSTGRES="postgres:///postgres?host=$dir&user=kith"
export TEST_POSTGRES
"$@"
