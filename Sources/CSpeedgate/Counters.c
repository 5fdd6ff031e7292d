// The kernel's accounts of this process, and the processor's own counters.

#include "CSpeedgate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#endif
#ifdef __APPLE__
#include <libproc.h>
#endif

void speedgate_read_accounts(speedgate_accounts *accounts) {
  struct rusage usage;
  memset(accounts, 0, sizeof *accounts);
  if (getrusage(RUSAGE_SELF, &usage) != 0) return;
  accounts->page_faults = usage.ru_minflt + usage.ru_majflt;
  accounts->voluntary_switches = usage.ru_nvcsw;
  accounts->involuntary_switches = usage.ru_nivcsw;
}

int64_t speedgate_account(const char *file, const char *name) {
  char text[8192];
  int descriptor = open(file, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return -errno;
  ssize_t length = read(descriptor, text, sizeof text - 1);
  int error = errno;
  close(descriptor);
  if (length < 0) return -error;
  text[length] = 0;
  size_t size = strlen(name);
  for (char *line = text; line != NULL; line = strchr(line, '\n')) {
    if (*line == '\n') line++;
    if (strncmp(line, name, size) == 0) return strtoll(line + size, NULL, 10);
  }
  return -ENOENT;
}

#ifdef __APPLE__
static int64_t task_error(void) { return errno != 0 ? -errno : -EIO; }
#endif

int64_t speedgate_threads(void) {
#ifdef __APPLE__
  struct proc_taskinfo task;
  int size = proc_pidinfo(getpid(), PROC_PIDTASKINFO, 0, &task, sizeof task);
  return size == (int)sizeof task ? task.pti_threadnum : task_error();
#else
  return speedgate_account("/proc/self/status", "Threads:");
#endif
}

int64_t speedgate_stolen_time(int32_t processor) {
#ifdef __linux__
  char name[24];
  int size = processor < 0 ? snprintf(name, sizeof name, "cpu ")
                           : snprintf(name, sizeof name, "cpu%d ", processor);
  int descriptor = open("/proc/stat", O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return -1;
  // A line a processor: room for a thousand of them.
  char text[65536];
  size_t length = 0;
  ssize_t got;
  while (length < sizeof text - 1 &&
         (got = read(descriptor, text + length, sizeof text - 1 - length)) > 0) {
    length += (size_t)got;
  }
  close(descriptor);
  text[length] = 0;
  for (char *line = text; line != NULL; line = strchr(line, '\n')) {
    if (*line == '\n') line++;
    if (strncmp(line, name, (size_t)size) != 0) continue;
    long long ticks;
    // user, nice, system, idle, iowait, irq, softirq, steal
    if (sscanf(line + size, "%*d %*d %*d %*d %*d %*d %*d %lld", &ticks) != 1) return -1;
    long rate = sysconf(_SC_CLK_TCK);
    return rate > 0 ? (int64_t)ticks * (1000000000 / rate) : -1;
  }
#else
  (void)processor;
#endif
  return -1;
}

#ifdef __linux__
static int32_t open_counter(uint32_t type, uint64_t event, bool counts_kernel) {
  struct perf_event_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.size = sizeof attributes;
  attributes.type = type;
  attributes.config = event;
  attributes.disabled = 1;
  attributes.inherit = 1;  // threads started later are counted, too
  attributes.exclude_kernel = counts_kernel ? 0 : 1;
  attributes.exclude_hv = 1;
  long descriptor = syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
  return descriptor >= 0 ? (int32_t)descriptor : -errno;
}
#endif

int32_t speedgate_open_processor_counter(int32_t which) {
#ifdef __linux__
  return open_counter(
      PERF_TYPE_HARDWARE, which == 0 ? PERF_COUNT_HW_INSTRUCTIONS : PERF_COUNT_HW_CPU_CYCLES,
      false);
#else
  (void)which;
  return -ENOSYS;
#endif
}

int32_t speedgate_open_system_call_counter(void) {
#ifdef __linux__
  int64_t event = speedgate_account("/sys/kernel/tracing/events/raw_syscalls/sys_enter/id", "");
  if (event < 0) {
    event = speedgate_account("/sys/kernel/debug/tracing/events/raw_syscalls/sys_enter/id", "");
  }
  return event < 0 ? (int32_t)event : open_counter(PERF_TYPE_TRACEPOINT, (uint64_t)event, true);
#else
  return -ENOSYS;
#endif
}

int64_t speedgate_system_calls(void) {
#ifdef __APPLE__
  struct proc_taskinfo task;
  int size = proc_pidinfo(getpid(), PROC_PIDTASKINFO, 0, &task, sizeof task);
  if (size != (int)sizeof task) return task_error();
  return (int64_t)task.pti_syscalls_unix + task.pti_syscalls_mach;
#else
  return -ENOSYS;
#endif
}

void speedgate_start_counter(int32_t descriptor) {
#ifdef __linux__
  if (descriptor < 0) return;
  ioctl(descriptor, PERF_EVENT_IOC_RESET, 0);
  ioctl(descriptor, PERF_EVENT_IOC_ENABLE, 0);
#else
  (void)descriptor;
#endif
}

int64_t speedgate_stop_counter(int32_t descriptor) {
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

// Valgrind is asked to zero its counts on entering the one and to write them on entering the other;
// to everybody else they do nothing. The empty statement keeps two equal functions from becoming one.
__attribute__((noinline, used)) void speedgate_counted_part_begins(void) {
  __asm__ volatile("" : : : "memory");
}

__attribute__((noinline, used)) void speedgate_counted_part_ends(void) {
  __asm__ volatile("nop" : : : "memory");
}
