// The kernel's accounts of this process, and the processor's own counters.

#include "CSpeedgate.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#endif

void speedgate_read_accounts(speedgate_accounts *accounts) {
  struct rusage usage;
  memset(accounts, 0, sizeof *accounts);
  if (getrusage(RUSAGE_SELF, &usage) != 0) return;
  accounts->page_faults = usage.ru_minflt + usage.ru_majflt;
  accounts->voluntary_switches = usage.ru_nvcsw;
  accounts->involuntary_switches = usage.ru_nivcsw;
}

int32_t speedgate_open_processor_counter(int32_t which) {
#ifdef __linux__
  struct perf_event_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.size = sizeof attributes;
  attributes.type = PERF_TYPE_HARDWARE;
  attributes.config = which == 0 ? PERF_COUNT_HW_INSTRUCTIONS : PERF_COUNT_HW_CPU_CYCLES;
  attributes.disabled = 1;
  attributes.inherit = 1;  // threads started later are counted, too
  attributes.exclude_kernel = 1;
  attributes.exclude_hv = 1;
  long descriptor = syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
  return descriptor >= 0 ? (int32_t)descriptor : -errno;
#else
  (void)which;
  return -ENOSYS;
#endif
}

void speedgate_start_processor_counter(int32_t descriptor) {
#ifdef __linux__
  if (descriptor < 0) return;
  ioctl(descriptor, PERF_EVENT_IOC_RESET, 0);
  ioctl(descriptor, PERF_EVENT_IOC_ENABLE, 0);
#else
  (void)descriptor;
#endif
}

int64_t speedgate_stop_processor_counter(int32_t descriptor) {
#ifdef __linux__
  if (descriptor < 0) return -1;
  ioctl(descriptor, PERF_EVENT_IOC_DISABLE, 0);
  int64_t value;
  return read(descriptor, &value, sizeof value) == sizeof value ? value : -1;
#else
  (void)descriptor;
  return -1;
#endif
}

// Valgrind is told to zero its counts on entering the one and to write them on entering the other;
// to everybody else they do nothing. The empty statement keeps two equal functions from becoming one.
__attribute__((noinline, used)) void speedgate_counted_part_begins(void) {
  __asm__ volatile("" : : : "memory");
}

__attribute__((noinline, used)) void speedgate_counted_part_ends(void) {
  __asm__ volatile("nop" : : : "memory");
}
