// The memory of SQLite. To read the schema, whose views have 27,000 words, and to plan a statement with such a view takes some
// ten thousand small pieces of it, and that of the C library, which takes a lock and looks for neighbours of each, was a fifth
// of the time of a command that reads.
//
// Here a piece of up to MOST bytes has one of CLASSES sizes, is cut from a chunk, and goes to the list of its size when it is
// let go of. Each thread has chunks and lists of its own, so that no lock is needed; what another thread lets go of is in the
// lists of that one from then on. Small pieces are never given back to the C library; larger ones are its own.
//
// A piece has its whole size before it, as in the allocator of SQLite itself (mem1.c). See https://www.sqlite.org/c3ref/mem_methods.html.
#define _DEFAULT_SOURCE // madvise, sbrk
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

#define OK 0
#define CONFIG_MALLOC 4
#define CONFIG_MEMSTATUS 9

#define HEAD 8 // also the alignment that SQLite asks for
#define STEP 16
#define CLASSES 64
#define MOST (STEP * CLASSES)
#define CHUNK (64 << 10)

typedef struct {
  void *(*xMalloc)(int);
  void (*xFree)(void *);
  void *(*xRealloc)(void *, int);
  int (*xSize)(void *);
  int (*xRoundup)(int);
  int (*xInit)(void *);
  void (*xShutdown)(void *);
  void *pAppData;
} sqlite3_mem_methods;

extern int sqlite3_config(int, ...);
extern long long sqlite3_memory_used(void);

// A piece that is free holds the next one of its list where SQLite had its bytes.
typedef struct piece {
  int64_t size; // with this head
  struct piece *next;
} piece;

static __thread piece *lists[CLASSES + 1];
static __thread char *chunk; // what is left of the current one
static __thread int left;

static piece *head(void *bytes) { return (piece *)((char *)bytes - HEAD); }

// whole is the size of a piece with room for n bytes: SQLite asks for less than 2 GiB by some hundred bytes.
static int whole(int n) { return (n + HEAD + STEP - 1) & ~(STEP - 1); }

static void *poolMalloc(int n) {
  int size = whole(n);
  piece *p;
  if (size > MOST) {
    p = malloc((size_t)size);
  } else if ((p = lists[size / STEP])) {
    lists[size / STEP] = p->next;
  } else {
    if (left < size) {
      chunk = malloc(CHUNK);
      left = chunk ? CHUNK : 0;
    }
    if ((p = (piece *)chunk)) {
      chunk += size;
      left -= size;
    }
  }
  if (!p) return 0;
  p->size = size;
  return (char *)p + HEAD;
}

static void poolFree(void *bytes) {
  piece *p = head(bytes);
  if (p->size > MOST) {
    free(p);
    return;
  }
  p->next = lists[p->size / STEP];
  lists[p->size / STEP] = p;
}

static int poolSize(void *bytes) { return bytes ? (int)head(bytes)->size - HEAD : 0; }

static void *poolRealloc(void *bytes, int n) {
  piece *p = head(bytes);
  int size = whole(n), had = (int)p->size;
  if (size == had) return bytes;
  if (size > MOST && had > MOST) {
    if (!(p = realloc(p, (size_t)size))) return 0;
    p->size = size;
    return (char *)p + HEAD;
  }
  void *other = poolMalloc(n);
  if (!other) return 0;
  memcpy(other, bytes, (size_t)((size < had ? size : had) - HEAD));
  poolFree(bytes);
  return other;
}

static int poolRoundup(int n) { return whole(n) - HEAD; }

static int poolInit(void *data) {
  (void)data;
  return OK;
}

static void poolShutdown(void *data) { (void)data; }

// SQLite must be told before it is used.
__attribute__((constructor)) static void pool(void) {
  static const sqlite3_mem_methods methods = {poolMalloc, poolFree, poolRealloc, poolSize, poolRoundup, poolInit, poolShutdown, 0};
  sqlite3_config(CONFIG_MALLOC, &methods);
}

#ifdef __GLIBC__
// The heap of a thread grows by a page at a time, with a system call each: 700 of them in an ingest of 10,000 rows. The one
// heap of the process grows as it is told to. Memory that is not touched takes no room. It must be said before a thread has
// a heap of its own.
//
// Where the system has pages of 2 MiB for who asks, the heap is made of them: to be given 4,000 small ones takes as long as to
// sort an index.
#define HUGE (2 << 20)
#define HEAP (3 * HUGE)
__attribute__((constructor)) static void heap(void) {
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TOP_PAD, HEAP);
  char *volatile first = malloc(100 << 10); // of the heap, which it makes
  uintptr_t end = (uintptr_t)sbrk(0), begin = ((uintptr_t)first + HUGE - 1) & ~(uintptr_t)(HUGE - 1);
  if (begin < end && end - begin <= 2 * HEAP) madvise((void *)begin, end - begin, MADV_HUGEPAGE);
  free(first);
}
#endif

int provenance_unmetered(void) { return sqlite3_config(CONFIG_MEMSTATUS, 0) == OK; }
int provenance_metered(void) { return sqlite3_memory_used() > 0; }
