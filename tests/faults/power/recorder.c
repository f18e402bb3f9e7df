/* Records every write, cut and sync of the files of one store, in their order, with their bytes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, CUT = 3 };
enum { STORE = 0, LOG = 1, OTHER = 2 };

static int which(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 9) return OTHER;
    path[length] = 0;
    if (!strcmp(path + length - 4, "-wal")) return LOG;
    return strcmp(path + length - 8, "power.db") ? OTHER : STORE;
}

static void record(int kind, int file, int64_t at, int64_t count, const void *bytes) {
    static int trace = -1;
    int what = which(file);
    const char *path = getenv("JALON_TRACE");
    if (what == OTHER || !path) return;
    if (trace < 0) trace = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    int64_t head[4] = {kind, what, at, count};
    struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, kind == WRITE ? count : 0}};
    if (writev(trace, parts, 2) < 0) abort();
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    ssize_t done = real(file, bytes, count, at);
    if (done > 0) record(WRITE, file, at, done, bytes);
    return done;
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    return pwrite64(file, bytes, count, at);
}

int ftruncate64(int file, off64_t size) {
    static int (*real)(int, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "ftruncate64");
    int failed = real(file, size);
    if (!failed) record(CUT, file, size, 0, NULL);
    return failed;
}

int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

int fdatasync(int file) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
    int failed = real(file);
    if (!failed) record(SYNC, file, 0, 0, NULL);
    return failed;
}

int fsync(int file) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fsync");
    int failed = real(file);
    if (!failed) record(SYNC, file, 0, 0, NULL);
    return failed;
}
