/* See workspace_file.h. The copy is made beside the data, since nowhere else is there room for it
 * for sure, and where who may read the data may read the copy.
 */
#include "space/workspace_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "space/backup.h"
#include "space/catalog.h"

static const char prefix[] = "download-";
static const char *const suffixes[] = {"", ".part", "-wal", "-shm", "-journal"};

static int pack(struct control *c, const char *path, int64_t workspace_id, struct err *err)
{
    struct db *control, *copy;

    if (space_read(control_space(c), &control, err) != 0)
        return -1;
    int failed = db_open(&db_sqlite, path, DB_WRITE, &copy, err);
    if (failed == 0) {
        failed = db_begin_write(copy, err) != 0 ||
                 catalog_pack(control, copy, workspace_id, err) != 0 || db_commit(copy, err) != 0;
        db_close(copy);
    }
    space_read_end(control_space(c), control);
    return failed ? -1 : 0;
}

static void remove_all(const char *path)
{
    char name[PATH_MAX + 16];

    for (size_t i = 0; i < ARRAY_LEN(suffixes); i++) {
        snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        unlink(name);
    }
}

int workspace_file(struct spaces *s, struct control *c, int64_t workspace_id, const char *dir,
                   int *ret_fd, struct err *err)
{
    char path[PATH_MAX], name[64];

    snprintf(name, sizeof name, "ws_%" PRId64, workspace_id);
    snprintf(path, sizeof path, "%s/%s%" PRId64 "-%" PRId64, dir, prefix, workspace_id,
             clock_mono_us());
    int failed = backup_space(s, name, path, err) != 0 || pack(c, path, workspace_id, err) != 0;
    int fd = failed ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (!failed && fd < 0)
        err_set(err, ERR_UNAVAILABLE, NULL, "The copy cannot be read: %s.", strerror(errno));
    remove_all(path);
    *ret_fd = fd;
    return fd < 0 ? -1 : 0;
}

void workspace_file_sweep(const char *dir)
{
    DIR *d = opendir(dir);
    struct dirent *entry;

    while (d && (entry = readdir(d)))
        if (str_starts(str_of(entry->d_name), prefix))
            unlinkat(dirfd(d), entry->d_name, 0);
    if (d)
        closedir(d);
}
