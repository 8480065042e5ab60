/* Put before the C library (LD_PRELOAD): the N-th operation on a file below a folder fails, or the N-th message to
   PostgreSQL or from it. What to do stands in a file shared with the test. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

struct plan {
    atomic_long file;    /* operations on files until one fails; 0: none does */
    atomic_long message; /* messages until one fails; 0: none does */
    atomic_long fired;
};

static struct plan *plan;
static const char *under;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("BILIKTI_FAULTS");
    under = getenv("BILIKTI_FAULTS_UNDER");
    int fd = path && under ? open(path, O_RDWR) : -1;
    if (fd < 0) return;
    void *shared = mmap(NULL, sizeof(struct plan), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (shared != MAP_FAILED) plan = shared;
}

static int is_now(atomic_long *left) {
    if (!plan || atomic_load(left) <= 0 || atomic_fetch_sub(left, 1) != 1) return 0;
    atomic_fetch_add(&plan->fired, 1);
    return 1;
}

static int path_is_ours(const char *path) { return path && under && strncmp(path, under, strlen(under)) == 0; }

static int file_is_ours(int fd) {
    if (!plan || atomic_load(&plan->file) <= 0) return 0;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return path_is_ours(path);
}

static int socket_is_ours(int fd) {
    if (!plan || atomic_load(&plan->message) <= 0) return 0;
    struct sockaddr_un peer;
    socklen_t length = sizeof peer;
    memset(&peer, 0, sizeof peer);
    if (getpeername(fd, (struct sockaddr *)&peer, &length) || peer.sun_family != AF_UNIX) return 0;
    return strstr(peer.sun_path, ".s.PGSQL") != NULL;
}

#define REAL(result, name, ...)                          \
    static result (*real)(__VA_ARGS__);                  \
    if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)
#define FAIL_FILE(fd)                                    \
    if (file_is_ours(fd) && is_now(&plan->file)) { errno = EIO; return -1; }
/* The line is broken from then on, as a line that is reset is. */
#define FAIL_SEND(fd)                                    \
    if (socket_is_ours(fd) && is_now(&plan->message)) { shutdown(fd, SHUT_RDWR); errno = ECONNRESET; return -1; }
/* An answer that came is lost: what was asked is done all the same. */
#define FAIL_RECEIVE(fd, got)                            \
    if ((got) > 0 && socket_is_ours(fd) && is_now(&plan->message)) { shutdown(fd, SHUT_RDWR); errno = ECONNRESET; return -1; }

ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    FAIL_FILE(fd)
    FAIL_SEND(fd)
    return real(fd, bytes, size);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    FAIL_FILE(fd)
    FAIL_SEND(fd)
    return real(fd, parts, count);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    FAIL_FILE(fd)
    return real(fd, bytes, size, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    FAIL_FILE(fd)
    return real(fd, bytes, size, at);
}
ssize_t pread(int fd, void *bytes, size_t size, off_t at) {
    REAL(ssize_t, "pread", int, void *, size_t, off_t);
    FAIL_FILE(fd)
    return real(fd, bytes, size, at);
}
ssize_t pread64(int fd, void *bytes, size_t size, off64_t at) {
    REAL(ssize_t, "pread64", int, void *, size_t, off64_t);
    FAIL_FILE(fd)
    return real(fd, bytes, size, at);
}
ssize_t read(int fd, void *bytes, size_t size) {
    REAL(ssize_t, "read", int, void *, size_t);
    FAIL_FILE(fd)
    ssize_t got = real(fd, bytes, size);
    FAIL_RECEIVE(fd, got)
    return got;
}
ssize_t send(int fd, const void *bytes, size_t size, int flags) {
    REAL(ssize_t, "send", int, const void *, size_t, int);
    FAIL_SEND(fd)
    return real(fd, bytes, size, flags);
}
ssize_t sendto(int fd, const void *bytes, size_t size, int flags, const struct sockaddr *to, socklen_t length) {
    REAL(ssize_t, "sendto", int, const void *, size_t, int, const struct sockaddr *, socklen_t);
    FAIL_SEND(fd)
    return real(fd, bytes, size, flags, to, length);
}
ssize_t recv(int fd, void *bytes, size_t size, int flags) {
    REAL(ssize_t, "recv", int, void *, size_t, int);
    ssize_t got = real(fd, bytes, size, flags);
    FAIL_RECEIVE(fd, got)
    return got;
}
int fsync(int fd) {
    REAL(int, "fsync", int);
    FAIL_FILE(fd)
    return real(fd);
}
int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    FAIL_FILE(fd)
    return real(fd);
}
int ftruncate64(int fd, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    FAIL_FILE(fd)
    return real(fd, length);
}
int ftruncate(int fd, off_t length) {
    REAL(int, "ftruncate", int, off_t);
    FAIL_FILE(fd)
    return real(fd, length);
}
int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    if (path_is_ours(to) && is_now(&plan->file)) { errno = EIO; return -1; }
    return real(from, to);
}
int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    if (path_is_ours(path) && is_now(&plan->file)) { errno = EIO; return -1; }
    return real(path, mode);
}
int open64(const char *path, int flags, ...) {
    REAL(int, "open64", const char *, int, ...);
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, mode_t);
    va_end(more);
    if (path_is_ours(path) && is_now(&plan->file)) { errno = EIO; return -1; }
    return real(path, flags, mode);
}
