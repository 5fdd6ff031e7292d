// Counts allocations in every thread of the program, the runtime's and the libraries' included.
//
// On Linux the program's own malloc comes before the C library's, so these functions see every call
// and hand it on. They are weak: a program that brings an allocator of its own keeps it, and then
// counts are not available. Counts are kept a thread apart, so that counting costs a few plain
// instructions and no thread waits for another; while nothing is counted, one predicted branch
// remains. On macOS the allocator itself reports them, through the hook that its own tools use.

#include "CSpeedgate.h"

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define SPEEDGATE_SANITIZED 1
#endif
#endif

// MARK: Counts, a thread apart

struct counts {
  _Atomic int64_t allocations;
  _Atomic int64_t bytes;
  char padding[48];  // one cache line each
};

// Threads beyond the table share its last entry, which therefore counts atomically.
#define SLOTS 512
static struct counts slots[SLOTS];
static _Atomic int32_t used_slots;
static _Atomic bool is_counting;

// Initial-exec: a later model may allocate when a thread first touches the variable.
static _Thread_local int32_t own_slot __attribute__((tls_model("initial-exec"))) = -1;

static void add(struct counts *counts, int64_t bytes, bool is_shared) {
  if (is_shared) {
    atomic_fetch_add_explicit(&counts->allocations, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&counts->bytes, bytes, memory_order_relaxed);
    return;
  }
  atomic_store_explicit(
      &counts->allocations,
      atomic_load_explicit(&counts->allocations, memory_order_relaxed) + 1, memory_order_relaxed);
  atomic_store_explicit(
      &counts->bytes, atomic_load_explicit(&counts->bytes, memory_order_relaxed) + bytes,
      memory_order_relaxed);
}

__attribute__((noinline, unused)) static void count(size_t bytes) {
  if (own_slot < 0) {
    int32_t slot = atomic_fetch_add_explicit(&used_slots, 1, memory_order_relaxed);
    own_slot = slot < SLOTS ? slot : SLOTS - 1;
  }
  add(&slots[own_slot], (int64_t)bytes, own_slot == SLOTS - 1);
}

static void read_counts(int64_t *allocations, int64_t *bytes) {
  *allocations = 0;
  *bytes = 0;
  for (int32_t slot = 0; slot < SLOTS; slot++) {
    *allocations += atomic_load_explicit(&slots[slot].allocations, memory_order_relaxed);
    *bytes += atomic_load_explicit(&slots[slot].bytes, memory_order_relaxed);
  }
}

// MARK: Where the calls are seen

#if defined(__linux__) && defined(__GLIBC__) && !defined(SPEEDGATE_SANITIZED)

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

#define SEEN(bytes)                                                                   \
  if (__builtin_expect(atomic_load_explicit(&is_counting, memory_order_relaxed), 0)) \
    count(bytes)
#define REPLACED __attribute__((weak, visibility("default")))

REPLACED void *malloc(size_t size) {
  SEEN(size);
  return __libc_malloc(size);
}

REPLACED void *calloc(size_t count_of, size_t size) {
  SEEN(count_of * size);
  return __libc_calloc(count_of, size);
}

REPLACED void *realloc(void *pointer, size_t size) {
  SEEN(size);
  return __libc_realloc(pointer, size);
}

REPLACED void *memalign(size_t alignment, size_t size) {
  SEEN(size);
  return __libc_memalign(alignment, size);
}

REPLACED void *aligned_alloc(size_t alignment, size_t size) {
  SEEN(size);
  return __libc_memalign(alignment, size);
}

REPLACED int posix_memalign(void **result, size_t alignment, size_t size) {
  bool is_power_of_two = alignment != 0 && (alignment & (alignment - 1)) == 0;
  if (!is_power_of_two || alignment % sizeof(void *) != 0) return EINVAL;
  SEEN(size);
  int before = errno;
  void *pointer = __libc_memalign(alignment, size);
  errno = before;
  if (pointer == NULL) return ENOMEM;
  *result = pointer;
  return 0;
}

static void set_counting(bool counts) { atomic_store(&is_counting, counts); }

#elif defined(__APPLE__) && !defined(SPEEDGATE_SANITIZED)

// The allocator calls this, when it is set, after every call. The flags and the places of the
// arguments are those of libmalloc's stack logging.
typedef void logger(uint32_t, uintptr_t, uintptr_t, uintptr_t, uintptr_t, uint32_t);
extern logger *malloc_logger;

static void logged(
    uint32_t kind, uintptr_t first, uintptr_t second, uintptr_t third, uintptr_t result,
    uint32_t frames) {
  const uint32_t allocates = 2, frees = 4, has_zone = 8;
  (void)result;
  (void)frames;
  if (!(kind & allocates)) return;
  bool is_realloc = (kind & frees) != 0;
  if (kind & has_zone) {
    count(is_realloc ? third : second);
  } else {
    count(is_realloc ? second : first);
  }
}

static void set_counting(bool counts) {
  atomic_store(&is_counting, counts);
  malloc_logger = counts ? logged : NULL;
}

#else

static void set_counting(bool counts) { atomic_store(&is_counting, counts); }

#endif

// MARK: What the harness calls

void speedgate_start_counting(speedgate_allocations *at_start) {
  read_counts(&at_start->count, &at_start->bytes);
  set_counting(true);
}

void speedgate_stop_counting(speedgate_allocations *since_start) {
  set_counting(false);
  int64_t allocations, bytes;
  read_counts(&allocations, &bytes);
  since_start->count = allocations - since_start->count;
  since_start->bytes = bytes - since_start->bytes;
}

bool speedgate_counts_allocations(void) {
  speedgate_allocations seen;
  speedgate_start_counting(&seen);
  void *volatile probe = malloc(1);
  speedgate_stop_counting(&seen);
  free(probe);
  return seen.count > 0;
}
