# Reads C sources and prints what breaks a rule: "check<TAB>file:line: what". lint.sh sorts it out.
# Comments, strings and characters are told from code first, so that a word in a text is no call.
# ALLOW: a file of lines "path:name reason".

BEGIN {
    split("base 0 db 1 http 1 space 2 model 2 auth 3 jobs 3 record 4 crm 5 api 6 dav 6 mcp 6 " \
          "connect 6 page 6 cli 7", ranks, " ")
    for (i = 1; i in ranks; i += 2)
        rank[ranks[i]] = ranks[i + 1]
    # What only the files of its own folder may include.
    hidden = "(^|/)(private|inside|[a-z0-9_]+_private|filter_tree|list_plan|search_text|" \
             "db_sqlite|db_pg|phone_shim|type)\\.h$"
    banned = "(^|[^a-zA-Z0-9_])(strcpy|strcat|sprintf|vsprintf|gets|strtok|localtime|gmtime|" \
             "ctime|asctime|atoi|atol|atof|rand|srand|system|popen|alloca|tmpnam|mktemp)[ \t]*\\("
    while (ALLOW && (getline line < ALLOW) > 0)
        if (line !~ /^[ \t]*(#|$)/ && split(line, words, /[ \t]+/) > 1)
            allowed[words[1]] = 1
}

function report(check, what) {
    print check "\t" FILENAME ":" FNR ": " what
}

# Sets code (comments gone, texts emptied) and texts (what stood in strings) of a line.
function split_line(s,    c, n, i, q) {
    code = texts = ""
    n = length(s)
    for (i = 1; i <= n; i++) {
        c = substr(s, i, 1)
        if (in_comment) {
            if (substr(s, i, 2) == "*/") {
                in_comment = 0
                i++
            }
        } else if (substr(s, i, 2) == "/*") {
            in_comment = 1
            i++
        } else if (substr(s, i, 2) == "//") {
            return
        } else if (c == "\"" || c == "'") {
            q = c
            for (i++; i <= n && (c = substr(s, i, 1)) != q; i++) {
                if (q == "\"")
                    texts = texts c
                if (c == "\\")
                    i++
            }
            code = code q q
        } else {
            code = code c
        }
    }
}

FNR == 1 {
    if (before)
        end_file()
    before = FILENAME
    in_comment = in_call = 0
    call = call_texts = signature = ""
    opened = 0
    room = FILENAME ~ /^src\// ? FILENAME : ""
    sub(/^src\//, "", room)
    sub(/\/.*/, "", room)
    if (room && !(room in rank) && FILENAME ~ /^src\/[^\/]+\//)
        report("layers", "the folder " room " has no rank")
    if ($0 !~ /^\/\*/)
        report("banners", "begins without a comment that says what it is for")
}

END { end_file() }

function end_file() {
    # A test file is a list of cases: it may be longer than prose.
    if (lines > (before ~ /^tests\// ? 1500 : 1000) && !(before in allowed))
        print "lengths\t" before ":" lines ": the file has more than 1000 lines"
    else if (lines > 600)
        print "notes\t" before ": " lines " lines"
}

{
    lines = FNR
    split_line($0)
}

# --- layers -------------------------------------------------------------------------------------

room && /^[ \t]*#[ \t]*include/ {
    path = $0
    gsub(/^[^"<]*["<]|[">].*$/, "", path)
    other = path
    sub(/\/.*/, "", other)
    own = FILENAME
    sub(/^src\//, "", own)
    sub(/[^\/]*$/, "", own)
    other_folder = path
    sub(/[^\/]*$/, "", other_folder)
    if ($0 ~ /"/ && path !~ /\//)
        report("layers", "\"" path "\" is named without its folder")
    if (path ~ hidden && other_folder != own && other in rank)
        report("layers", path " is for the files of its own folder")
    if (other in rank && other != room && rank[other] >= rank[room])
        report("layers", room " includes " path ", which does not stand below it")
    if (path ~ /^(sqlite3|libpq|postgresql)/ && room != "db")
        report("layers", path " outside src/db")
    if (path ~ /^microhttpd/ && room != "http")
        report("layers", path " outside src/http")
}

room && room != "db" && texts ~ /PRAGMA|sqlite_/ {
    report("layers", "SQL of one database only, outside src/db")
}

# --- calls --------------------------------------------------------------------------------------

FILENAME !~ /^tests\// && code ~ banned && $0 !~ /lint: allowed/ {
    rest = code
    gsub(/strcat\([^,]*, *""\)/, "", rest) # a literal's length is there to see
    while (match(rest, banned)) {
        name = substr(rest, RSTART, RLENGTH)
        rest = substr(rest, RSTART + RLENGTH)
        gsub(/[^a-zA-Z0-9_]/, "", name)
        report("calls", name "()")
    }
}

# --- SQL made by printf -------------------------------------------------------------------------

# Tests may: what they put in is their own.
room && code ~ /(^|[^a-zA-Z0-9_])[a-z_]*printf[ \t]*\(/ {
    in_call = FNR
    call_texts = ""
}

in_call {
    call_texts = call_texts " " texts
    if (code ~ /;[ \t]*$/ || FNR - in_call > 20) {
        if (call_texts ~ /(SELECT|INSERT INTO|UPDATE|DELETE FROM|WHERE|ORDER BY) / && call_texts ~ /%/)
            report("sql", "SQL made by printf: bind values, put names in by sql_ident()")
        in_call = 0
    }
}

# --- lengths ------------------------------------------------------------------------------------
# A function's body opens and closes with a brace at a line's beginning; nothing else opens so.

/^[a-zA-Z_]/ { signature = $0 }

/^\{[ \t]*$/ { opened = FNR }

/^\}[ \t]*$/ && opened {
    name = signature
    sub(/[ \t]*\(.*/, "", name)
    sub(/.*[ \t*]/, "", name)
    n = FNR - opened + 1
    if (n > 100 && !(FILENAME ":" name in allowed))
        report("lengths", name "() has " n " lines")
    else if (n > 60)
        print "notes\t" FILENAME ":" opened ": " name "() has " n " lines"
    opened = 0
}
