#!/bin/sh
# Prints kith(1), made from what the program says of itself: `kith help` and each command's --help.
#   scripts/man.sh build/kith >kith.1
set -eu

kith=$1
version=$("$kith" version | cut -d' ' -f2)

# plain TEXT…: as it stands, whatever troff would make of it.
plain() { sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^\([.']\)/\\\\\&\1/"; }

# rows: "  --name ARG   text" becomes a tagged paragraph; the argument stands one blank behind the
# name, a text further off.
rows() {
    plain | sed -n 's/^  \(\(\\-\)\{2\}[a-z0-9\\-]*\)\( [^ ][^ ]*\)\{0,1\} \{1,\}\(.*\)$/.TP\n.B \1\3\n\4/p'
}

# between FROM TO: the lines of a help text behind the one that begins so, up to the other.
between() { awk -v from="$1" -v to="$2" 'index($0, to) == 1 { on = 0 } on; index($0, from) == 1 { on = 1 }'; }

commands=$("$kith" help | sed -n 's/^  \([a-z]*\)  *[A-Z].*/\1/p')

cat <<EOT
.TH KITH 1 "" "kith $version" "User commands"
.SH NAME
kith \\- self\\-hosted CRM in one program
.SH SYNOPSIS
EOT
for command in $commands; do
    printf '.B kith %s\n' "$command"
    "$kith" "$command" --help | sed -n "1s/^Usage: kith $command *//p" | plain
    printf '.br\n'
done
cat <<EOT
.SH DESCRIPTION
Kith is a CRM for a person who keeps up with the people in their life and for a sales team that
lives in its pipeline. It serves a web page and a REST API; each workspace is a database of its own,
which keeps the history of every change.
.SH COMMANDS
EOT
for command in $commands; do
    help=$("$kith" "$command" --help)
    # The sentence below the usage line, then the long text as it is laid out.
    printf '.SS kith %s\n' "$command"
    echo "$help" | sed -n 3p | plain
    text=$(echo "$help" | sed -e 1,4d -e '/^Options:/,$d' -e '/^Settings[,:]/,$d')
    [ -z "$text" ] || printf '.PP\n.nf\n%s\n.fi\n' "$(echo "$text" | plain)"
    echo "$help" | between Options: Settings | rows
done
cat <<EOT
.SH SETTINGS
Every command takes them. A flag beats a variable (KITH_LISTEN for \\-\\-listen), a variable beats a
line of the file that \\-\\-config or KITH_CONFIG names:
.IR "listen = 127.0.0.1:8080" .
EOT
"$kith" serve --help | between Settings, 'Each is' | rows
cat <<EOT
.SH FILES
.TP
.I /etc/kith/kith.conf
The settings of the service, where the Debian package installed it.
.TP
.I /var/lib/kith
Its data folder.
.SH EXIT STATUS
0: done. 1: it failed, or
.B kith verify
found a fault. 2: the command was not understood.
EOT
