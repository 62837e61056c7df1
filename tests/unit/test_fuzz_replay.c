/* Seeds and crash files of the fuzzers, through their targets once more: a bug found stays found.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../fuzz/targets.c"

static void replay_file(const struct fuzz_target *t, const char *path)
{
    char *bytes = malloc(1 << 20);
    FILE *f = fopen(path, "rb");
    assert_non_null(bytes);
    assert_non_null(f);
    size_t n = fread(bytes, 1, 1 << 20, f);
    fclose(f);
    t->run((struct str){bytes, n});
    free(bytes);
}

static size_t replay_folder(const struct fuzz_target *t, const char *kind)
{
    char folder[256], path[600];
    size_t n = 0;
    snprintf(folder, sizeof folder, "tests/fuzz/%s/%s", kind, t->name);
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        if (e->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        replay_file(t, path);
        n++;
    }
    if (dir)
        closedir(dir);
    return n;
}

static void every_kept_file_returns(void **state)
{
    (void)state;
    for (size_t i = 0; i < fuzz_n_targets; i++) {
        assert_true(replay_folder(&fuzz_targets[i], "seeds") > 0);
        replay_folder(&fuzz_targets[i], "crashes");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_kept_file_returns)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
