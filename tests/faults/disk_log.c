/* Writes down, in order, what a process asks of the disk under one folder (LD_PRELOAD).
 *
 * DISK_LOG_FOLDER is the folder, DISK_LOG the file of the log. A record is: one byte for what was
 * asked, three numbers of 8 bytes (length of the path, offset, length of the data), the path, the
 * data. fsync is written down and not done: the log decides what a power cut would have spared.
 * For processes of one thread.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 1024
#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

static int log_file = -1;
static const char *folder;
static char *paths[MOST_FILES];

__attribute__((constructor)) static void start(void) {
    folder = getenv("DISK_LOG_FOLDER");
    const char *name = getenv("DISK_LOG");
    if (folder && name)
        log_file = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

static int watched(const char *path) {
    return log_file >= 0 && path && strncmp(path, folder, strlen(folder)) == 0;
}

static const char *path_of(int file) {
    return file >= 0 && file < MOST_FILES ? paths[file] : NULL;
}

static void note(char what, const char *path, uint64_t offset, const void *data, uint64_t length) {
    uint64_t numbers[3] = {strlen(path), offset, length};
    struct iovec parts[4] = {{&what, 1},
                             {numbers, sizeof numbers},
                             {(void *)path, numbers[0]},
                             {(void *)data, length}};
    ssize_t whole = (ssize_t)(1 + sizeof numbers + numbers[0] + length);
    if (syscall(SYS_writev, log_file, parts, 4) != whole)
        abort();
}

static int opened(int file, const char *path, int flags, int is_new) {
    if (file < 0 || file >= MOST_FILES || !watched(path))
        return file;
    paths[file] = strdup(path);
    if (is_new)
        note('c', path, 0, "", 0);
    else if (flags & O_TRUNC)
        note('t', path, 0, "", 0);
    return file;
}

static int missing(const char *path) { return access(path, F_OK) != 0; }

#define OPEN(name)                                                                               \
    int name(const char *path, int flags, ...) {                                                 \
        va_list rest;                                                                            \
        va_start(rest, flags);                                                                   \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;                                \
        va_end(rest);                                                                            \
        int is_new = watched(path) && (flags & O_CREAT) && missing(path);                        \
        return opened(REAL(int, name, const char *, int, mode_t)(path, flags, mode), path,       \
                      flags, is_new);                                                            \
    }
OPEN(open)
OPEN(open64)

int close(int file) {
    if (path_of(file)) {
        free(paths[file]);
        paths[file] = NULL;
    }
    return REAL(int, close, int)(file);
}

ssize_t write(int file, const void *data, size_t length) {
    const char *path = path_of(file);
    if (path) {
        int at_end = fcntl(file, F_GETFL) & O_APPEND;
        off_t offset = lseek(file, 0, at_end ? SEEK_END : SEEK_CUR);
        note('w', path, (uint64_t)offset, data, length);
    }
    return REAL(ssize_t, write, int, const void *, size_t)(file, data, length);
}

#define PWRITE(name, offset_type)                                                                \
    ssize_t name(int file, const void *data, size_t length, offset_type offset) {                \
        if (path_of(file))                                                                       \
            note('w', path_of(file), (uint64_t)offset, data, length);                            \
        return REAL(ssize_t, name, int, const void *, size_t, offset_type)(file, data, length,   \
                                                                           offset);              \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, offset_type)                                                              \
    int name(int file, offset_type length) {                                                     \
        if (path_of(file))                                                                       \
            note('t', path_of(file), (uint64_t)length, "", 0);                                   \
        return REAL(int, name, int, offset_type)(file, length);                                  \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                                                               \
    int name(int file) {                                                                         \
        if (!path_of(file))                                                                      \
            return REAL(int, name, int)(file);                                                   \
        note('s', path_of(file), 0, "", 0);                                                      \
        return 0;                                                                                \
    }
SYNC(fsync)
SYNC(fdatasync)

int mkdir(const char *path, mode_t mode) {
    int result = REAL(int, mkdir, const char *, mode_t)(path, mode);
    if (result == 0 && watched(path))
        note('d', path, 0, "", 0);
    return result;
}

int unlink(const char *path) {
    int result = REAL(int, unlink, const char *)(path);
    if (result == 0 && watched(path))
        note('u', path, 0, "", 0);
    return result;
}

int rename(const char *from, const char *to) {
    int result = REAL(int, rename, const char *, const char *)(from, to);
    if (result == 0 && watched(from))
        note('r', from, 0, to, strlen(to));
    return result;
}
