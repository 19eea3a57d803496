// Statements on many rows in one call from Go.
//
// bulk_insert(one, many, k, n, rows): runs INSERTs with the n rows of a packed blob, in one call from Go. The statement one
// takes the parameters of one row, the statement many those of k rows: within one statement SQLite keeps its cursors at the
// end of the table, and a row costs half of what it does in a statement of its own.
//
// A row is the values of the statement's parameters in order; a value is a tag and its bytes, integers little-endian:
//   0                 NULL
//   1 i64             integer
//   2 f64             real
//   3 u32 bytes       text, UTF-8
//
// It returns the number of rows that went in: fewer than n where a row breaks a constraint; then neither the statement
// that holds it nor what comes after is in. Any other error is an error of the function.
//
// The functions of SQLite are declared here, and not taken from its header, because they come from the amalgamation inside
// github.com/mattn/go-sqlite3, whose folder another module cannot name in an include path. They are of SQLite's stable API.
#include <stdint.h>
#include <string.h>

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
typedef struct sqlite3_context sqlite3_context;
typedef struct sqlite3_value sqlite3_value;

#define OK 0
#define NOMEM 7
#define TOOBIG 18
#define CONSTRAINT 19
#define ROW 100
#define DONE 101
#define UTF8 1
#define INTEGER 1
#define TEXT 3
#define MOST 0x7fffffff
#define DIRECTONLY 0x000080000
#define ENABLE_QPSG 1007
#define CACHED 8

extern int sqlite3_auto_extension(void (*)(void));
extern int sqlite3_create_function_v2(sqlite3 *, const char *, int, int, void *, void (*)(sqlite3_context *, int, sqlite3_value **),
                                      void (*)(sqlite3_context *, int, sqlite3_value **), void (*)(sqlite3_context *), void (*)(void *));
extern int sqlite3_db_readonly(sqlite3 *, const char *);
extern int sqlite3_db_config(sqlite3 *, int, ...);
extern sqlite3 *sqlite3_context_db_handle(sqlite3_context *);
extern const char *sqlite3_errmsg(sqlite3 *);
extern int sqlite3_prepare_v2(sqlite3 *, const char *, int, sqlite3_stmt **, const char **);
extern int sqlite3_bind_parameter_count(sqlite3_stmt *);
extern int sqlite3_bind_null(sqlite3_stmt *, int);
extern int sqlite3_bind_int64(sqlite3_stmt *, int, long long);
extern int sqlite3_bind_double(sqlite3_stmt *, int, double);
extern int sqlite3_bind_text(sqlite3_stmt *, int, const char *, int, void (*)(void *));
extern int sqlite3_step(sqlite3_stmt *);
extern int sqlite3_reset(sqlite3_stmt *);
extern int sqlite3_finalize(sqlite3_stmt *);
extern const void *sqlite3_value_blob(sqlite3_value *);
extern const unsigned char *sqlite3_value_text(sqlite3_value *);
extern long long sqlite3_value_int64(sqlite3_value *);
extern int sqlite3_value_bytes(sqlite3_value *);
extern void sqlite3_result_int64(sqlite3_context *, long long);
extern void *sqlite3_user_data(sqlite3_context *);
extern void *sqlite3_malloc64(unsigned long long);
extern void *sqlite3_realloc64(void *, unsigned long long);
extern void sqlite3_free(void *);
extern int sqlite3_column_count(sqlite3_stmt *);
extern int sqlite3_column_type(sqlite3_stmt *, int);
extern const unsigned char *sqlite3_column_text(sqlite3_stmt *, int);
extern int sqlite3_column_bytes(sqlite3_stmt *, int);
extern long long sqlite3_column_int64(sqlite3_stmt *, int);
extern void sqlite3_result_blob(sqlite3_context *, const void *, int, void (*)(void *));
extern void sqlite3_result_error(sqlite3_context *, const char *, int);
extern void sqlite3_result_error_code(sqlite3_context *, int);

// Statements are kept from call to call, since to prepare an INSERT of a hundred rows takes as long as to run it; a cache of
// them belongs to a connection. bulk_done() lets go of them: a connection with one of them left would not close.
typedef struct {
  sqlite3_stmt *stmt;
  char *sql;
  int size;
  unsigned long long used;
} entry;
typedef struct {
  entry entries[CACHED];
  unsigned long long calls;
} cache;

static void drop(entry *e) {
  sqlite3_finalize(e->stmt);
  sqlite3_free(e->sql);
  memset(e, 0, sizeof *e);
}

// prepared finds a statement, or prepares it in the place of the one that was not used for longest. It belongs to the cache.
static int prepared(sqlite3_context *ctx, sqlite3_value *sql, sqlite3_stmt **stmt) {
  cache *c = sqlite3_user_data(ctx);
  const char *text = (const char *)sqlite3_value_text(sql);
  int size = sqlite3_value_bytes(sql), rc;
  entry *e = c->entries;
  for (int i = 0; i < CACHED; i++) {
    entry *k = &c->entries[i];
    if (k->stmt && k->size == size && !memcmp(k->sql, text, (size_t)size)) {
      k->used = ++c->calls;
      *stmt = k->stmt;
      return OK;
    }
    if (k->used < e->used) e = k;
  }
  drop(e);
  rc = sqlite3_prepare_v2(sqlite3_context_db_handle(ctx), text, size, &e->stmt, 0);
  if (rc == OK && !(e->sql = sqlite3_malloc64((unsigned long long)size + 1))) rc = NOMEM;
  if (rc != OK) {
    drop(e);
    return rc;
  }
  memcpy(e->sql, text, (size_t)size);
  e->size = size;
  e->used = ++c->calls;
  *stmt = e->stmt;
  return OK;
}

static void bulk_done(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  cache *c = sqlite3_user_data(ctx);
  (void)argc;
  (void)argv;
  for (int i = 0; i < CACHED; i++) drop(&c->entries[i]);
}

// fail makes an error of SQLite the function's, with its code: a full disk must be told from a mistake. Below 0 the blob is
// not as it should be.
static void fail(sqlite3_context *ctx, int rc, const char *blob) {
  sqlite3_result_error(ctx, rc < 0 ? blob : sqlite3_errmsg(sqlite3_context_db_handle(ctx)), -1);
  if (rc > 0) sqlite3_result_error_code(ctx, rc);
}

// bind binds the value at *at as parameter i and moves *at behind it. It returns 0 where the blob ends too early or holds
// something else.
static int bind(sqlite3_stmt *stmt, int i, const unsigned char **at, const unsigned char *end) {
  const unsigned char *p = *at;
  int64_t n;
  double f;
  uint32_t len;
  if (p >= end) return 0;
  switch (*p++) {
  case 0:
    sqlite3_bind_null(stmt, i);
    break;
  case 1:
    if (end - p < 8) return 0;
    memcpy(&n, p, 8);
    p += 8;
    sqlite3_bind_int64(stmt, i, n);
    break;
  case 2:
    if (end - p < 8) return 0;
    memcpy(&f, p, 8);
    p += 8;
    sqlite3_bind_double(stmt, i, f);
    break;
  case 3:
    if (end - p < 4) return 0;
    memcpy(&len, p, 4);
    p += 4;
    if ((size_t)(end - p) < len) return 0;
    sqlite3_bind_text(stmt, i, (const char *)p, (int)len, 0); // static: the blob outlives the statement
    p += len;
    break;
  default:
    return 0;
  }
  *at = p;
  return 1;
}

// run runs a statement with rows as long as there are k of them left. It returns the result of the last step, or -1 where
// the blob is not as it should be.
static int run(sqlite3_stmt *stmt, long long k, long long n, long long *done, const unsigned char **at, const unsigned char *end) {
  int width = sqlite3_bind_parameter_count(stmt), rc = DONE;
  while (n - *done >= k) {
    for (int i = 1; i <= width; i++) {
      if (!bind(stmt, i, at, end)) return -1;
    }
    rc = sqlite3_step(stmt);
    sqlite3_reset(stmt);
    if (rc != DONE) break;
    *done += k;
  }
  return rc;
}

static void bulk_insert(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  long long k = sqlite3_value_int64(argv[2]), n = sqlite3_value_int64(argv[3]), done = 0, size = k;
  const unsigned char *at = sqlite3_value_blob(argv[4]);
  const unsigned char *end = at + sqlite3_value_bytes(argv[4]);
  int rc = DONE;
  (void)argc;
  for (int i = 1; i >= 0 && rc == DONE; i--, size = 1) {
    sqlite3_stmt *stmt = 0;
    if (n - done < size) continue;
    rc = prepared(ctx, argv[i], &stmt);
    if (rc == OK) rc = run(stmt, size, n, &done, &at, end);
    if (rc != DONE && rc != CONSTRAINT) fail(ctx, rc, "bulk_insert: the rows are not as they should be");
  }
  if (rc == DONE || rc == CONSTRAINT) sqlite3_result_int64(ctx, done);
}

// row binds the values of one row and steps. It returns ROW, DONE, or -1 where the blob is not as it should be.
static int row(sqlite3_stmt *stmt, int width, const unsigned char **at, const unsigned char *end) {
  for (int p = 1; p <= width; p++) {
    if (!bind(stmt, p, at, end)) return -1;
  }
  return sqlite3_step(stmt);
}

// bulk_probe(query, guess, id, n, rows) runs a query that returns one integer once for each of the n rows of a packed blob,
// and returns the integers as a blob of i64. Before it asks whether the row after the one that was found last is the one: the
// query guess takes its id as a further parameter and returns a row if so. A file that is read again mostly has the order in
// which it was stored, and to look there costs a third. id is where to look first.
static void bulk_probe(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  sqlite3_stmt *stmt = 0, *guess = 0;
  long long id = sqlite3_value_int64(argv[2]), n = sqlite3_value_int64(argv[3]);
  const unsigned char *at = sqlite3_value_blob(argv[4]);
  const unsigned char *end = at + sqlite3_value_bytes(argv[4]);
  int64_t *out = 0;
  int rc = prepared(ctx, argv[0], &stmt);
  (void)argc;
  if (rc == OK) rc = prepared(ctx, argv[1], &guess);
  if (rc != OK) {
    fail(ctx, rc, "");
  } else if (n <= 0 || n >= 1 << 24 || !(out = sqlite3_malloc64(8 * (unsigned long long)n))) {
    sqlite3_result_error(ctx, "bulk_probe: no rows, or too many", -1);
    rc = -1;
  }
  for (long long i = 0, width = rc == OK ? sqlite3_bind_parameter_count(stmt) : 0; i < n && (rc == OK || rc == ROW); i++) {
    const unsigned char *start = at;
    sqlite3_bind_int64(guess, (int)width + 1, id);
    rc = row(guess, (int)width, &at, end);
    sqlite3_reset(guess);
    if (rc == ROW) {
      out[i] = id++;
      continue;
    }
    if (rc == DONE) {
      at = start;
      rc = row(stmt, (int)width, &at, end);
      if (rc == DONE) sqlite3_reset(stmt);
    }
    if (rc == ROW) {
      out[i] = sqlite3_column_int64(stmt, 0);
      if (out[i] > 0) id = out[i] + 1;
      sqlite3_reset(stmt);
    } else {
      fail(ctx, rc, "bulk_probe: the rows are not as they should be");
      sqlite3_reset(stmt);
    }
  }
  if (rc == ROW) sqlite3_result_blob(ctx, out, (int)(8 * n), sqlite3_free);
  else sqlite3_free(out);
}

// A buffer holds the values of rows, packed as bulk_insert takes them.
typedef struct {
  unsigned char *bytes;
  unsigned long long size, room;
} buffer;

// put appends n bytes. It returns 0 where there is no memory for them.
static int put(buffer *b, const void *bytes, unsigned long long n) {
  if (b->size + n > b->room) {
    unsigned long long room = 2 * (b->size + n) + 4096;
    unsigned char *more = sqlite3_realloc64(b->bytes, room);
    if (!more) return 0;
    b->bytes = more;
    b->room = room;
  }
  memcpy(b->bytes + b->size, bytes, (size_t)n);
  b->size += n;
  return 1;
}

// column appends a column of the row on which a statement stands.
static int column(buffer *b, sqlite3_stmt *stmt, int i) {
  char tag = 0;
  int64_t n;
  uint32_t len;
  switch (sqlite3_column_type(stmt, i)) {
  case INTEGER:
    tag = 1;
    n = sqlite3_column_int64(stmt, i);
    return put(b, &tag, 1) && put(b, &n, 8);
  case TEXT:
    tag = 3;
    const unsigned char *text = sqlite3_column_text(stmt, i);
    len = (uint32_t)sqlite3_column_bytes(stmt, i);
    return text && put(b, &tag, 1) && put(b, &len, 4) && put(b, text, len);
  }
  return put(b, &tag, 1);
}

// bulk_rows(query) returns the rows of a query as a packed blob: their number, then the values of each. A value that is neither
// an integer nor a text is NULL.
static void bulk_rows(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  sqlite3_stmt *stmt = 0;
  buffer b = {0, 0, 0};
  int64_t rows = 0;
  int rc = sqlite3_prepare_v2(sqlite3_context_db_handle(ctx), (const char *)sqlite3_value_text(argv[0]), -1, &stmt, 0);
  (void)argc;
  if (rc == OK && !put(&b, &rows, 8)) rc = NOMEM;
  while (rc == OK) {
    if ((rc = sqlite3_step(stmt)) != ROW) break;
    rc = OK;
    rows++;
    for (int i = 0, width = sqlite3_column_count(stmt); i < width && rc == OK; i++) {
      if (!column(&b, stmt, i)) rc = NOMEM;
    }
  }
  if (rc == DONE && b.size <= MOST) {
    memcpy(b.bytes, &rows, 8);
    sqlite3_result_blob(ctx, b.bytes, (int)b.size, sqlite3_free);
  } else {
    if (rc == DONE) rc = TOOBIG;
    sqlite3_result_error(ctx, sqlite3_errmsg(sqlite3_context_db_handle(ctx)), -1);
    sqlite3_result_error_code(ctx, rc);
    sqlite3_free(b.bytes);
  }
  sqlite3_finalize(stmt);
}

// Every connection plans a statement without looking at what is bound to it. Else SQLite, which compares parameters with the
// conditions of partial indexes, prepares a statement again when it is first stepped: half of the time of the flags of one
// variant, and no plan is better for it.
//
// Only connections that can write are given the functions, and only statements of the program itself may use them: none that
// stands in a view or a trigger.
static int init(sqlite3 *db, char **message, const void *api) {
  (void)message;
  (void)api;
  sqlite3_db_config(db, ENABLE_QPSG, 1, (int *)0);
  if (sqlite3_db_readonly(db, "main") != 0) return OK;
  cache *c = sqlite3_malloc64(sizeof *c);
  if (!c) return NOMEM;
  memset(c, 0, sizeof *c);
  // The cache goes with the last of the functions; by then bulk_done has let go of what is in it.
  int rc = sqlite3_create_function_v2(db, "bulk_done", 0, UTF8 | DIRECTONLY, c, bulk_done, 0, 0, sqlite3_free);
  if (rc == OK) rc = sqlite3_create_function_v2(db, "bulk_insert", 5, UTF8 | DIRECTONLY, c, bulk_insert, 0, 0, 0);
  if (rc == OK) rc = sqlite3_create_function_v2(db, "bulk_rows", 1, UTF8 | DIRECTONLY, 0, bulk_rows, 0, 0, 0);
  return rc != OK ? rc : sqlite3_create_function_v2(db, "bulk_probe", 5, UTF8 | DIRECTONLY, c, bulk_probe, 0, 0, 0);
}

void provenance_bulk_register(void) { sqlite3_auto_extension((void (*)(void))init); }
