/* See sandbox.h. Landlock by system call, since libc has no names for it; a seccomp filter that
 * names what is refused rather than what is allowed: libraries change what they call, while these
 * calls are of no use to a server and of much to who has broken in.
 */
#include "cli/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "connect/mail.h"

/* --- files --------------------------------------------------------------------------------------
 */

#define MAY_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define MAY_WRITE                                                                                  \
    (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |                               \
     LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |  \
     LANDLOCK_ACCESS_FS_MAKE_SYM)
/* Everything the first version knows; later rights stay as they are. */
#define HANDLED                                                                                    \
    (MAY_READ | MAY_WRITE | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |            \
     LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK)
/* The second version knows names given to a file in another folder: a backup links what is
 * unchanged to the set before. Left out, it is refused everywhere. */
#define MAY_LINK LANDLOCK_ACCESS_FS_REFER
#define OF_FILES (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE)

/* Libraries, names, zones, certificates; what SQLite sorts in; nothing of people. */
static const struct {
    const char *path;
    uint64_t access;
} system_paths[] = {
    {"/etc", MAY_READ},
    {"/usr", MAY_READ},
    {"/lib", MAY_READ},
    {"/lib64", MAY_READ},
    {"/proc", MAY_READ},
    {"/sys", MAY_READ},
    {"/run", MAY_READ},
    {"/dev", MAY_READ | LANDLOCK_ACCESS_FS_WRITE_FILE},
    {"/tmp", MAY_READ | MAY_WRITE},
    {"/var/tmp", MAY_READ | MAY_WRITE},
};

/* What is not there needs no permission. */
static void allow(int ruleset, const char *path, uint64_t access)
{
    struct landlock_path_beneath_attr rule = {.allowed_access = access};
    struct stat st;
    rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return;
    if (fstat(rule.parent_fd, &st) == 0 && !S_ISDIR(st.st_mode))
        rule.allowed_access &= OF_FILES;
    if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0))
        log_warn("sandbox: %s: %s", path, strerror(errno));
    close(rule.parent_fd);
}

/* A file that may be exchanged for another is reached through its folder. */
static void allow_folder_of(int ruleset, const char *path, uint64_t access)
{
    struct arena a;
    const char *slash = strrchr(path, '/');
    arena_init(&a);
    size_t n = slash ? (size_t)(slash - path) : 0;
    allow(ruleset, !slash ? "." : n ? arena_printf(&a, "%.*s", (int)n, path) : "/", access);
    arena_release(&a);
}

static void allow_settings(int ruleset, const struct settings *s, uint64_t handled)
{
    struct arena a;
    arena_init(&a);
    const char *mail_ca = mail_url_ca(&a, s->smtp_url);
    if (mail_ca)
        allow_folder_of(ruleset, mail_ca, MAY_READ);
    arena_release(&a);
    allow(ruleset, s->data, (MAY_READ | MAY_WRITE | MAY_LINK) & handled);
    if (strcmp(s->tls_cert, "none") != 0)
        allow_folder_of(ruleset, s->tls_cert, MAY_READ);
    if (strcmp(s->tls_key, "none") != 0)
        allow_folder_of(ruleset, s->tls_key, MAY_READ);
    if (strcmp(s->access_log, "off") != 0 && strcmp(s->access_log, "stderr") != 0)
        allow_folder_of(ruleset, s->access_log, MAY_READ | MAY_WRITE);
}

static bool fence_files(const struct settings *s)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    const struct landlock_ruleset_attr all = {.handled_access_fs =
                                                  version >= 2 ? HANDLED | MAY_LINK : HANDLED};
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (ruleset < 0)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(system_paths); i++)
        allow(ruleset, system_paths[i].path, system_paths[i].access);
    allow_settings(ruleset, s, all.handled_access_fs);
    bool fenced = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return fenced;
}

/* --- calls --------------------------------------------------------------------------------------
 */

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#else
#define ARCH 0 /* unknown: no filter */
#endif

static const int refused_calls[] = {
    SYS_execve,
    SYS_execveat,
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_setns,
    SYS_unshare,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_kexec_load,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_add_key,
    SYS_request_key,
    SYS_keyctl,
    SYS_swapon,
    SYS_swapoff,
    SYS_reboot,
    SYS_acct,
    SYS_open_by_handle_at,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_io_uring_setup,
};

enum { HEAD = 4, CALLS = ARRAY_LEN(refused_calls) };

/* Another architecture's numbers mean other calls, so those are refused whole. */
static bool fence_calls(void)
{
    struct sock_filter f[HEAD + CALLS + 2] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    };
    for (unsigned i = 0; i < CALLS; i++)
        f[HEAD + i] = (struct sock_filter)BPF_JUMP(
            BPF_JMP | BPF_JEQ | BPF_K, (unsigned)refused_calls[i], (unsigned char)(CALLS - i), 0);
    f[HEAD + CALLS] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    f[HEAD + CALLS + 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    const struct sock_fprog program = {.len = ARRAY_LEN(f), .filter = f};
    return ARCH != 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* --- all ----------------------------------------------------------------------------------------
 */

int sandbox_enter(const struct settings *s, struct err *err)
{
    umask(077);
    if (geteuid() == 0)
        log_warn("it runs as root; run it as a user of its own that owns %s", s->data);
    if (strcmp(s->sandbox, "on") != 0)
        return 0;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        return err_internal(err, "no_new_privs: %s", strerror(errno));
    if (mkdir(s->data, 0700) && errno != EEXIST)
        return err_set(err, ERR_UNAVAILABLE, "data", "cannot make the data folder %s: %s", s->data,
                       strerror(errno));
    bool files = fence_files(s), calls = fence_calls();
    log_info("sandbox: files %s, calls %s", files ? "fenced" : "open (no Landlock)",
             calls ? "fenced" : "open (no seccomp)");
    return 0;
}
