/* base/log: one line an event, whatever the message holds, and none below the level.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/log.h"
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a function writes to standard error, NUL-terminated. */
static char captured[65536];

static void capture(void (*run)(void))
{
    FILE *file = tmpfile();
    int old = dup(STDERR_FILENO);

    assert_non_null(file);
    assert_true(dup2(fileno(file), STDERR_FILENO) >= 0);
    run();
    assert_true(dup2(old, STDERR_FILENO) >= 0);
    close(old);
    rewind(file);
    captured[fread(captured, 1, sizeof captured - 1, file)] = '\0';
    fclose(file);
}

static size_t count_lines(void)
{
    size_t n = 0;

    for (const char *c = captured; *c; c++)
        n += *c == '\n';
    return n;
}

static void write_a_forged_message(void)
{
    log_warn("name %s", "x\n2026-01-01T00:00:00.000Z error forged\r\033[2J\x7f");
}

static void a_message_cannot_fake_a_line_or_drive_the_terminal(void **state)
{
    (void)state;
    capture(write_a_forged_message);
    assert_int_equal(count_lines(), 1);
    assert_non_null(strstr(captured, "name x\\x0a2026"));
    assert_non_null(strstr(captured, "\\x0d\\x1b[2J\\x7f\n"));
}

static void write_a_huge_message(void)
{
    static char huge[50000];

    memset(huge, '\n', sizeof huge - 1);
    log_error("%s", huge);
}

static void a_huge_message_is_cut_to_one_line(void **state)
{
    (void)state;
    capture(write_a_huge_message);
    assert_int_equal(count_lines(), 1);
    assert_true(strlen(captured) < 20000);
    assert_true(strlen(captured) > 4000);
}

static void write_at_every_level(void)
{
    log_debug("d");
    log_info("i");
    log_warn("w");
    log_error("e");
}

static void what_is_below_the_level_is_left_out(void **state)
{
    (void)state;
    capture(write_at_every_level);
    assert_int_equal(count_lines(), 3); /* info until set */
    log_set_level(LOG_LEVEL_ERROR);
    capture(write_at_every_level);
    assert_int_equal(count_lines(), 1);
    log_set_level(LOG_LEVEL_DEBUG);
    capture(write_at_every_level);
    assert_int_equal(count_lines(), 4);
    log_set_level(LOG_LEVEL_INFO);
}

static void write_one(void)
{
    errno = EDOM;
    log_info("%d contacts", 3);
    assert_int_equal(errno, EDOM); /* a caller may log before it reads errno */
}

static void a_line_has_time_level_and_message(void **state)
{
    int64_t ms;

    (void)state;
    capture(write_one);
    assert_true(time_parse((struct str){captured, 24}, &ms));
    assert_true(ms > clock_now_ms() - 60000 && ms <= clock_now_ms());
    assert_string_equal(captured + 24, " info 3 contacts\n");
}

static void write_and_die(void)
{
    int status;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        signal(SIGABRT, SIG_DFL); /* cmocka would catch it */
        log_fatal("broken %d", 7);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void a_fatal_line_is_written_before_the_end(void **state)
{
    (void)state;
    log_set_level(LOG_LEVEL_ERROR);
    capture(write_and_die);
    log_set_level(LOG_LEVEL_INFO);
    assert_non_null(strstr(captured, " fatal broken 7\n"));
}

static void levels_have_names(void **state)
{
    enum log_level level = LOG_LEVEL_WARN;

    (void)state;
    assert_false(log_level_parse("", &level));
    assert_false(log_level_parse("INFO", &level));
    assert_false(log_level_parse("loud", &level));
    assert_int_equal(level, LOG_LEVEL_WARN);
    assert_true(log_level_parse("debug", &level));
    assert_int_equal(level, LOG_LEVEL_DEBUG);
    assert_true(log_level_parse("error", &level));
    assert_int_equal(level, LOG_LEVEL_ERROR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_cannot_fake_a_line_or_drive_the_terminal),
        cmocka_unit_test(a_huge_message_is_cut_to_one_line),
        cmocka_unit_test(what_is_below_the_level_is_left_out),
        cmocka_unit_test(a_line_has_time_level_and_message),
        cmocka_unit_test(a_fatal_line_is_written_before_the_end),
        cmocka_unit_test(levels_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
