/* base/setting: the stronger source wins, and whoever mistypes is told what and where.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/setting.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_ARGS = 12 };

/* One call of settings_load with its surroundings; a test fills argv, envp and maybe a file. */
struct load {
    struct arena arena;
    struct settings settings;
    struct buf warnings;
    struct err err;
    char *argv[MAX_ARGS];
    char *envp[MAX_ARGS];
    int argc;
    char path[64];
};

static int setup(void **state)
{
    struct load *l = calloc(1, sizeof *l);

    arena_init(&l->arena);
    buf_init(&l->warnings, 100000);
    *state = l;
    return 0;
}

static int teardown(void **state)
{
    struct load *l = *state;

    if (l->path[0])
        unlink(l->path);
    buf_release(&l->warnings);
    arena_release(&l->arena);
    free(l);
    return 0;
}

/* Writes the file and returns its path. */
static char *write_file(struct load *l, const char *text)
{
    strcpy(l->path, P_tmpdir "/kith-test-XXXXXX");
    int fd = mkstemp(l->path);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    return l->path;
}

static int load(struct load *l)
{
    l->argc = 0;
    while (l->argv[l->argc])
        l->argc++;
    return settings_load(&l->arena, &l->argc, l->argv, l->envp, &l->settings, &l->warnings,
                         &l->err);
}

static void args(struct load *l, const char *one, const char *two, const char *three)
{
    const char *const all[] = {"kith", one, two, three, NULL};

    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        l->argv[i] = all[i] ? arena_strdup(&l->arena, all[i]) : NULL;
}

static void assert_refused(struct load *l, const char *part)
{
    const char *listen = l->settings.listen;

    err_clear(&l->err);
    assert_int_equal(load(l), -1);
    assert_int_equal(l->err.code, ERR_INVALID);
    if (!strstr(err_message(&l->err), part))
        fail_msg("\"%s\" lacks \"%s\"", err_message(&l->err), part);
    assert_ptr_equal(l->settings.listen, listen); /* written only on success */
}

static void bad_values_are_refused_by_name(void **state)
{
    static const char *const bad[][2] = {
        {"--threads=x", "a whole number from 0 to 1024"},
        {"--threads=-1", "--threads"},
        {"--threads=", "--threads"},
        {"--threads=1.5", "1.5"},
        {"--body-max=99999999999999999999", "body_max"},
        {"--log-level=loud", "debug, info, warn or error"},
        {"--time-zone=Mars/Olympus", "Mars/Olympus"},
        {"--currency=eur", "in capitals"},
        {"--country=USA", "two capitals"},
        {"--data=", "data must be given"},
        {"--listen=8080", "an address and a port"},
        {"--listen=:8080", "an address and a port"},
        {"--listen=localhost:", "an address and a port"},
        {"--listen=localhost:65536", "an address and a port"},
        {"--listen=localhost:-0", "an address and a port"},
        {"--listen=::1:8080", "an address and a port"},
        {"--threads", "--threads needs a value"},
        {"--config", "--config needs a value"},
        {"--config=", "--config needs a value"},
        {"--config=/no/such/file", "/no/such/file: No such file"},
    };

    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        args(*state, bad[i][0], NULL, NULL);
        assert_refused(*state, bad[i][1]);
    }
    args(*state, "--threads", "--listen", "127.0.0.1:0");
    assert_refused(*state, "--threads needs a value");
}

static void faults_of_the_file_name_its_line(void **state)
{
    static const char *const bad[][2] = {
        {"# fine\n\nlisten = 127.0.0.1:0\nthreads = many\n", ":4: threads must be"},
        {"lisen = x\n", ":1: there is no setting \"lisen\"; did you mean \"listen\"?"},
        {"\nzzzzzzzzzz = 1", ":2: there is no setting \"zzzzzzzzzz\""},
        {"listen\n", ":1: expected \"name = value\""},
        {"data =   # nothing\n", ":1: data must be given"},
        {"= 5\n", ":1: there is no setting \"\""},
        {"config = other.conf\n", ":1: there is no setting \"config\""},
    };
    struct load *l = *state;

    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        args(l, "--config", write_file(l, bad[i][0]), NULL);
        assert_refused(l, bad[i][1]);
        unlink(l->path);
    }
    assert_null(strstr(err_message(&l->err), "did you mean")); /* nothing is like the last */
}

static void a_huge_file_is_no_file_of_settings(void **state)
{
    struct load *l = *state;
    char *text = arena_alloc(&l->arena, 100001);

    memset(text, '\n', 100000);
    args(l, "--config", write_file(l, text), NULL);
    assert_refused(l, "too large");
}

static void a_bad_variable_is_named(void **state)
{
    struct load *l = *state;

    args(l, NULL, NULL, NULL);
    l->envp[0] = (char[]){"KITH_OPEN_MAX=none"};
    assert_refused(l, "KITH_OPEN_MAX: open_max must be");
}

static void an_unknown_variable_is_a_warning_with_the_nearest(void **state)
{
    struct load *l = *state;

    args(l, NULL, NULL, NULL);
    l->envp[0] = (char[]){"KITH_LISTN=x"};
    l->envp[1] = (char[]){"KITH_data=x"};
    l->envp[2] = (char[]){"PATH=x"};
    l->envp[3] = (char[]){"KITHX=x"};
    l->envp[4] = (char[]){"no equals sign"};
    assert_int_equal(load(l), 0);
    buf_putc(&l->warnings, '\0');
    assert_non_null(strstr(l->warnings.p, "KITH_LISTN is not a setting; did you mean KITH_LISTEN? "
                                          "known are KITH_CONFIG, KITH_LISTEN, KITH_DATA"));
    assert_non_null(strstr(l->warnings.p, "\nKITH_data is not a setting"));
    assert_null(strstr(l->warnings.p, "PATH"));
    assert_null(strstr(l->warnings.p, "KITHX"));
    assert_string_equal(l->settings.listen, "127.0.0.1:8080");
    assert_string_equal(l->settings.data, "./data");
}

static void nothing_given_gives_the_defaults(void **state)
{
    struct load *l = *state;

    args(l, NULL, NULL, NULL);
    assert_int_equal(load(l), 0);
    assert_string_equal(l->settings.listen, "127.0.0.1:8080");
    assert_string_equal(l->settings.log_level, "info");
    assert_string_equal(l->settings.time_zone, "UTC");
    assert_string_equal(l->settings.currency, "EUR");
    assert_string_equal(l->settings.country, "US");
    assert_int_equal(l->settings.body_max, 8 << 20);
    assert_int_equal(l->settings.token_minutes, 60);
    assert_int_equal(l->argc, 1);
    assert_int_equal(l->warnings.n, 0);
}

static void a_flag_beats_a_variable_beats_the_file(void **state)
{
    struct load *l = *state;

    args(l, "--threads", "4", "serve");
    l->envp[0] = (char[]){"KITH_THREADS=3"};
    l->envp[1] = (char[]){"KITH_OPEN_MAX=30"};
    l->envp[2] = arena_printf(&l->arena, "KITH_CONFIG=%s",
                              write_file(l, "threads = 2\nopen_max = 20\nidle_minutes = 10\n"));
    assert_int_equal(load(l), 0);
    assert_int_equal(l->settings.threads, 4);
    assert_int_equal(l->settings.open_max, 30);
    assert_int_equal(l->settings.idle_minutes, 10);
    assert_int_equal(l->settings.cache_mb, 32);
}

static void the_flag_for_the_file_beats_its_variable(void **state)
{
    struct load *l = *state;

    args(l, "--config", write_file(l, "threads=2"), NULL);
    l->envp[0] = (char[]){"KITH_CONFIG=/no/such/file"};
    assert_int_equal(load(l), 0);
    assert_int_equal(l->settings.threads, 2);
    assert_int_equal(l->warnings.n, 0);
}

static void an_empty_variable_counts_as_unset(void **state)
{
    struct load *l = *state;

    args(l, NULL, NULL, NULL);
    l->envp[0] = (char[]){"KITH_LISTEN="};
    l->envp[1] = (char[]){"KITH_CONFIG="};
    assert_int_equal(load(l), 0);
    assert_string_equal(l->settings.listen, "127.0.0.1:8080");
}

static void the_file_may_have_comments_blanks_and_dos_lines(void **state)
{
    struct load *l = *state;

    args(l, "--config",
         write_file(l, "# all\r\n\r\n  data=/srv/a#b  # its place\r\n\tcountry =\tAT\r\n"
                       "listen = [::1]:0"),
         NULL);
    assert_int_equal(load(l), 0);
    assert_string_equal(l->settings.data, "/srv/a#b");
    assert_string_equal(l->settings.country, "AT");
    assert_string_equal(l->settings.listen, "[::1]:0");
}

static void what_is_not_ours_stays_in_argv_in_order(void **state)
{
    static const char *const given[] = {"kith",   "user",   "--threads=1", "add",
                                        "--role", "admin",  "--log-level", "warn",
                                        "--",     "--data", "x",           NULL};
    static const char *const left[] = {"kith",  "user", "add",    "--role",
                                       "admin", "--",   "--data", "x"};
    struct load *l = *state;

    for (size_t i = 0; i < ARRAY_LEN(given); i++)
        l->argv[i] = given[i] ? arena_strdup(&l->arena, given[i]) : NULL;
    assert_int_equal(load(l), 0);
    assert_int_equal(l->argc, ARRAY_LEN(left));
    for (size_t i = 0; i < ARRAY_LEN(left); i++)
        assert_string_equal(l->argv[i], left[i]);
    assert_null(l->argv[l->argc]);
    assert_string_equal(l->settings.log_level, "warn");
    assert_string_equal(l->settings.data, "./data");
}

static void the_last_of_a_flag_given_twice_counts(void **state)
{
    struct load *l = *state;

    args(l, "--threads=1", "--threads=2", NULL);
    assert_int_equal(load(l), 0);
    assert_int_equal(l->settings.threads, 2);
}

static void showing_tells_values_and_where_they_are_from(void **state)
{
    struct load *l = *state;
    struct buf out;

    args(l, "--threads=4", "--config", write_file(l, "\ncountry = AT\n"));
    l->envp[0] = (char[]){"KITH_OPEN_MAX=30"};
    assert_int_equal(load(l), 0);
    buf_init(&out, 100000);
    settings_show(&l->settings, &out, false);
    buf_putc(&out, '\0');
    assert_non_null(strstr(out.p, "listen = 127.0.0.1:8080  # default\n"));
    assert_non_null(strstr(out.p, "threads = 4  # --threads\n"));
    assert_non_null(strstr(out.p, "open_max = 30  # KITH_OPEN_MAX\n"));
    assert_non_null(strstr(out.p, arena_printf(&l->arena, "country = AT  # %s:2\n", l->path)));
    buf_release(&out);
}

static void what_is_shown_is_a_file_that_loads_the_same(void **state)
{
    struct load *l = *state;
    struct buf first, second;

    args(l, "--threads=4", "--time-zone=Europe/Vienna", "--data=/srv/kith");
    assert_int_equal(load(l), 0);
    buf_init(&first, 100000);
    settings_show(&l->settings, &first, true);

    struct buf text;
    buf_init(&text, 100000);
    settings_show(&l->settings, &text, false);
    buf_putc(&text, '\0');
    args(l, "--config", write_file(l, text.p), NULL);
    assert_int_equal(load(l), 0);
    buf_init(&second, 100000);
    settings_show(&l->settings, &second, true);
    buf_release(&text);

    struct err e = {0};
    json_t *a, *b, *row;
    const char *name;
    assert_int_equal(json_parse(buf_str(&first), &a, &e), 0);
    assert_int_equal(json_parse(buf_str(&second), &b, &e), 0);
    json_object_foreach(a, name, row) assert_true(json_equal(
        json_object_get(row, "value"), json_object_get(json_object_get(b, name), "value")));
    assert_int_equal(json_integer_value(json_object_get(json_object_get(a, "threads"), "value")),
                     4);
    json_decref(a);
    json_decref(b);
    buf_release(&first);
    buf_release(&second);
}

static void help_names_every_flag_with_hyphens(void **state)
{
    struct buf out;
    size_t n;
    const struct setting *table = setting_table(&n);

    (void)state;
    buf_init(&out, 100000);
    settings_help(&out);
    buf_putc(&out, '\0');
    assert_non_null(strstr(out.p, "--config FILE"));
    assert_non_null(strstr(out.p, "--query-timeout-ms N"));
    for (size_t i = 0; i < n; i++)
        assert_non_null(strstr(out.p, table[i].help));
    for (const char *line = out.p, *end; (end = strchr(line, '\n')); line = end + 1)
        assert_true(end - line <= 100);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(bad_values_are_refused_by_name, setup, teardown),
        cmocka_unit_test_setup_teardown(faults_of_the_file_name_its_line, setup, teardown),
        cmocka_unit_test_setup_teardown(a_huge_file_is_no_file_of_settings, setup, teardown),
        cmocka_unit_test_setup_teardown(a_bad_variable_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(an_unknown_variable_is_a_warning_with_the_nearest, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(nothing_given_gives_the_defaults, setup, teardown),
        cmocka_unit_test_setup_teardown(a_flag_beats_a_variable_beats_the_file, setup, teardown),
        cmocka_unit_test_setup_teardown(the_flag_for_the_file_beats_its_variable, setup, teardown),
        cmocka_unit_test_setup_teardown(an_empty_variable_counts_as_unset, setup, teardown),
        cmocka_unit_test_setup_teardown(the_file_may_have_comments_blanks_and_dos_lines, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_not_ours_stays_in_argv_in_order, setup, teardown),
        cmocka_unit_test_setup_teardown(the_last_of_a_flag_given_twice_counts, setup, teardown),
        cmocka_unit_test_setup_teardown(showing_tells_values_and_where_they_are_from, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_shown_is_a_file_that_loads_the_same, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(help_names_every_flag_with_hyphens, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
