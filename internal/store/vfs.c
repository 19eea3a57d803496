// The VFS "gathered": the default one of SQLite, but for writes to a database and to its write-ahead log. Those come a page at
// a time, in a log its header apart, and each costs a system call, a piece of the file cache and, when the file is synced, a
// request of its own to the disk. Here what follows on what came last is gathered, up to the next multiple of WINDOW bytes of
// the file, and written in one go.
//
// What is gathered is written before the file is synced, cut or closed, before a lock is let go of, and before a write that does
// not follow on it; a read takes it into account. So SQLite sees its file as if each write had been done at once, but that an
// error of one, such as a full disk, may come with a later call. What could not be written stays gathered and is tried again:
// nothing that SQLite was told is written gets lost while it goes on, and a commit, which ends with a sync, fails as long as it
// cannot be written. A write of a killed process that was not done yet is one that was not done; what the order of writes to
// different files must be, SQLite says with syncs.
//
// On Linux the system is told to begin with the disk as soon as EARLY bytes were written in a row, so that a sync finds less to
// wait for: else it begins when it is synced, and then the processor waits for the disk after the disk has waited for it.
//
// Readers do not use it. The layouts are SQLite's stable ones: https://www.sqlite.org/c3ref/vfs.html and io_methods.html.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE // sync_file_range
#endif
#include <stdint.h>
#include <string.h>
#if defined(__linux__) && defined(__LP64__)
#include <fcntl.h>
#include <unistd.h>
#endif

#define OK 0
#define NOMEM 7
#define OPEN_MAIN_DB 0x00000100
#define OPEN_WAL 0x00080000
#define IOCAP_BATCH_ATOMIC 0x00004000
#define SHM_UNLOCK 1

// WINDOW is the size of what is gathered and its alignment in the file, so that pieces of the file cache can be as large. The
// VFS of Unix writes less than 128 KiB at a time.
#define WINDOW (64 << 10)
#define EARLY (4 * WINDOW)

typedef struct sqlite3_file sqlite3_file;
typedef struct sqlite3_vfs sqlite3_vfs;

typedef struct {
  int iVersion;
  int (*xClose)(sqlite3_file *);
  int (*xRead)(sqlite3_file *, void *, int, long long);
  int (*xWrite)(sqlite3_file *, const void *, int, long long);
  int (*xTruncate)(sqlite3_file *, long long);
  int (*xSync)(sqlite3_file *, int);
  int (*xFileSize)(sqlite3_file *, long long *);
  int (*xLock)(sqlite3_file *, int);
  int (*xUnlock)(sqlite3_file *, int);
  int (*xCheckReservedLock)(sqlite3_file *, int *);
  int (*xFileControl)(sqlite3_file *, int, void *);
  int (*xSectorSize)(sqlite3_file *);
  int (*xDeviceCharacteristics)(sqlite3_file *);
  int (*xShmMap)(sqlite3_file *, int, int, int, void volatile **);
  int (*xShmLock)(sqlite3_file *, int, int, int);
  void (*xShmBarrier)(sqlite3_file *);
  int (*xShmUnmap)(sqlite3_file *, int);
  int (*xFetch)(sqlite3_file *, long long, int, void **);
  int (*xUnfetch)(sqlite3_file *, long long, void *);
} sqlite3_io_methods;

struct sqlite3_file {
  const sqlite3_io_methods *pMethods;
};

struct sqlite3_vfs {
  int iVersion, szOsFile, mxPathname;
  sqlite3_vfs *pNext;
  const char *zName;
  void *pAppData;
  int (*xOpen)(sqlite3_vfs *, const char *, sqlite3_file *, int, int *);
  void (*rest[12])(void); // these and the last are taken over as they are
  int (*xSetSystemCall)(sqlite3_vfs *, const char *, void (*)(void));
  void (*(*xGetSystemCall)(sqlite3_vfs *, const char *))(void);
  void (*last)(void);
};

extern sqlite3_vfs *sqlite3_vfs_find(const char *);
extern int sqlite3_vfs_register(sqlite3_vfs *, int);
extern void *sqlite3_malloc64(unsigned long long);
extern void sqlite3_free(void *);

// A file stands before the file of the default VFS, in one piece of memory.
typedef struct {
  sqlite3_file head;
  long long at;   // where in the file the gathered bytes belong
  int size;       // how many there are
  long long end;  // where the last write of what was gathered ended
  int row;        // bytes before that, in whole windows one after the other, of which the system was not told yet
  char *gathered; // WINDOW bytes, made by the first write
} file;

static sqlite3_vfs *standard, gathering;

static file *shim(sqlite3_file *f) { return (file *)f; }
static sqlite3_file *real(sqlite3_file *f) { return (sqlite3_file *)((char *)f + sizeof(file)); }
#define CALL(f, method) (real(f)->pMethods->method)

static __thread int written; // the file of the system that the last write of this thread went to, or -1

#if defined(__linux__) && defined(__LP64__)
// The default VFS does not tell which file of the system it writes to; its call of the system, which it lets others take the
// place of, does.
static ssize_t (*systemWrite)(int, const void *, size_t, off_t);

static ssize_t noting(int fd, const void *bytes, size_t n, off_t at) {
  written = fd;
  return systemWrite(fd, bytes, n, at);
}

static void note(void) {
  static const char *const names[] = {"pwrite", "pwrite64"};
  for (int i = 0; i < 2 && !systemWrite; i++) {
    systemWrite = (ssize_t(*)(int, const void *, size_t, off_t))standard->xGetSystemCall(standard, names[i]);
    if (systemWrite && standard->xSetSystemCall(standard, names[i], (void (*)(void))noting) != OK) systemWrite = 0;
  }
}

static void early(long long at, int n) {
  if (written >= 0) sync_file_range(written, at, n, SYNC_FILE_RANGE_WRITE);
}
#else
static void note(void) {}
static void early(long long at, int n) {
  (void)at;
  (void)n;
}
#endif

// settle writes what is gathered.
static int settle(sqlite3_file *f) {
  file *g = shim(f);
  int n = g->size;
  if (!n) return OK;
  written = -1;
  int rc = CALL(f, xWrite)(real(f), g->gathered, n, g->at);
  if (rc != OK) return rc;
  g->size = 0;
  g->row = n == WINDOW ? n + (g->at == g->end ? g->row : 0) : 0;
  g->end = g->at + n;
  if (g->row == EARLY) {
    early(g->end - EARLY, EARLY);
    g->row = 0;
  }
  return OK;
}

static int gWrite(sqlite3_file *f, const void *bytes, int n, long long at) {
  file *g = shim(f);
  const char *from = bytes;
  int rc = OK;
  // The window that is full is one that could not be written.
  if (g->size && (at != g->at + g->size || at % WINDOW == 0)) rc = settle(f);
  if (rc != OK) return rc;
  if (!g->gathered && !(g->gathered = sqlite3_malloc64(WINDOW))) return CALL(f, xWrite)(real(f), bytes, n, at);
  while (n > 0 && rc == OK) {
    int room = (int)(WINDOW - at % WINDOW), part = n < room ? n : room;
    if (!g->size) g->at = at;
    memcpy(g->gathered + g->size, from, (size_t)part);
    g->size += part;
    from += part;
    at += part;
    n -= part;
    if (part == room) rc = settle(f);
  }
  return rc;
}

static int gRead(sqlite3_file *f, void *to, int n, long long at) {
  file *g = shim(f);
  if (g->size && at < g->at + g->size && at + n > g->at) {
    if (at >= g->at && at + n <= g->at + g->size) {
      memcpy(to, g->gathered + (at - g->at), (size_t)n);
      return OK;
    }
    int rc = settle(f);
    if (rc != OK) return rc;
  }
  return CALL(f, xRead)(real(f), to, n, at);
}

static int gFileSize(sqlite3_file *f, long long *size) {
  file *g = shim(f);
  int rc = CALL(f, xFileSize)(real(f), size);
  if (rc == OK && g->size && *size < g->at + g->size) *size = g->at + g->size;
  return rc;
}

// What is cut off need not be written: where the disk is full, it could not.
static int gTruncate(sqlite3_file *f, long long size) {
  file *g = shim(f);
  if (g->size && size < g->at + g->size) g->size = size > g->at ? (int)(size - g->at) : 0;
  int rc = settle(f);
  return rc != OK ? rc : CALL(f, xTruncate)(real(f), size);
}

static int gSync(sqlite3_file *f, int flags) {
  int rc = settle(f);
  return rc != OK ? rc : CALL(f, xSync)(real(f), flags);
}

static int gFetch(sqlite3_file *f, long long at, int n, void **out) {
  int rc = settle(f);
  return rc != OK ? rc : CALL(f, xFetch)(real(f), at, n, out);
}

// A lock is let go of, and a file is closed, whatever happens.
static int gUnlock(sqlite3_file *f, int lock) {
  int rc = settle(f), unlocked = CALL(f, xUnlock)(real(f), lock);
  return rc != OK ? rc : unlocked;
}

static int gShmLock(sqlite3_file *f, int at, int n, int flags) {
  int rc = flags & SHM_UNLOCK ? settle(f) : OK, locked = CALL(f, xShmLock)(real(f), at, n, flags);
  return rc != OK ? rc : locked;
}

static int gClose(sqlite3_file *f) {
  int rc = settle(f), closed = CALL(f, xClose)(real(f));
  sqlite3_free(shim(f)->gathered);
  shim(f)->gathered = 0;
  return rc != OK ? rc : closed;
}

// These have nothing to do with what stands in the file, once writes that the file system takes as one are not asked for.
static int gDeviceCharacteristics(sqlite3_file *f) { return CALL(f, xDeviceCharacteristics)(real(f)) & ~IOCAP_BATCH_ATOMIC; }
static int gLock(sqlite3_file *f, int lock) { return CALL(f, xLock)(real(f), lock); }
static int gCheckReservedLock(sqlite3_file *f, int *out) { return CALL(f, xCheckReservedLock)(real(f), out); }
static int gFileControl(sqlite3_file *f, int op, void *arg) { return CALL(f, xFileControl)(real(f), op, arg); }
static int gSectorSize(sqlite3_file *f) { return CALL(f, xSectorSize)(real(f)); }
static int gShmMap(sqlite3_file *f, int page, int size, int extend, void volatile **out) { return CALL(f, xShmMap)(real(f), page, size, extend, out); }
static void gShmBarrier(sqlite3_file *f) { CALL(f, xShmBarrier)(real(f)); }
static int gShmUnmap(sqlite3_file *f, int gone) { return CALL(f, xShmUnmap)(real(f), gone); }
static int gUnfetch(sqlite3_file *f, long long at, void *page) { return CALL(f, xUnfetch)(real(f), at, page); }

static const sqlite3_io_methods methods = {3,           gClose,     gRead,    gWrite,   gTruncate,   gSync,     gFileSize, gLock, gUnlock, gCheckReservedLock, gFileControl,
                                           gSectorSize, gDeviceCharacteristics, gShmMap, gShmLock, gShmBarrier, gShmUnmap, gFetch,    gUnfetch};

static int gOpen(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out) {
  (void)vfs;
  if (!(flags & (OPEN_MAIN_DB | OPEN_WAL))) return standard->xOpen(standard, name, f, flags, out);
  memset(f, 0, sizeof(file));
  int rc = standard->xOpen(standard, name, real(f), flags, out);
  if (rc == OK && CALL(f, iVersion) >= 3 && (!(flags & OPEN_MAIN_DB) || CALL(f, xShmMap))) {
    f->pMethods = &methods;
    return OK;
  }
  if (real(f)->pMethods) CALL(f, xClose)(real(f));
  return rc != OK ? rc : standard->xOpen(standard, name, f, flags, out); // one without shared memory: nothing is gathered there
}

// provenance_gather registers the VFS.
int provenance_gather(void) {
  if (standard) return OK;
  standard = sqlite3_vfs_find(0);
  if (!standard || standard->iVersion < 3) return NOMEM;
  note();
  gathering = *standard;
  gathering.pNext = 0;
  gathering.zName = "gathered";
  gathering.szOsFile += (int)sizeof(file);
  gathering.xOpen = gOpen;
  return sqlite3_vfs_register(&gathering, 0);
}
