/* Fails one call of a process to the disk, as told in a file of three numbers that both map: how many
 * calls from now (0: none), which kind (1 write, 2 half a write, 3 sync), and how many have failed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

enum { WRITE = 1, HALF = 2, SYNC = 3 };
static volatile int *told;

static volatile int *orders(void) {
    if (!told) {
        const char *path = getenv("JALON_SHIM");
        int file = path ? open(path, O_RDWR) : -1;
        if (file < 0) return NULL;
        told = mmap(NULL, 3 * sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        close(file);
    }
    return told;
}

static int fails(int kind) {
    volatile int *now = orders();
    if (!now || now[0] <= 0 || (now[1] == SYNC) != (kind == SYNC)) return 0;
    if (--now[0] > 0) return 0;
    now[2]++;
    return now[1];
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    switch (fails(WRITE)) {
    case WRITE: errno = EIO; return -1;
    case HALF: real(file, bytes, count / 2, at); errno = EIO; return -1;
    default: return real(file, bytes, count, at);
    }
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    return pwrite64(file, bytes, count, at);
}

int fdatasync(int file) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
    if (fails(SYNC)) { errno = EIO; return -1; }
    return real(file);
}

int fsync(int file) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fsync");
    if (fails(SYNC)) { errno = EIO; return -1; }
    return real(file);
}
