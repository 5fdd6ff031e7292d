#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CSpeedgate.h"
#include "SpawnAttributes.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static uint64_t nanoseconds(struct timespec moment) {
  return (uint64_t)moment.tv_sec * 1000000000u + (uint64_t)moment.tv_nsec;
}

static clockid_t clock_of(int32_t which) {
#ifdef __APPLE__
  (void)which;
  return CLOCK_UPTIME_RAW;
#else
  return which == 1 ? CLOCK_MONOTONIC_RAW : CLOCK_MONOTONIC;
#endif
}

uint64_t speedgate_clock(int32_t which) {
  static uint64_t made_up;
  // A millisecond a reading: no batch is too short for it.
  if (__builtin_expect(which == 2, 0)) return made_up += 1000000;
  struct timespec now;
  clock_gettime(clock_of(which), &now);
  return nanoseconds(now);
}

uint64_t speedgate_processor_time(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return nanoseconds(now);
}

int64_t speedgate_involuntary_switches(void) {
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) != 0) return 0;
  return usage.ru_nivcsw;
}

// ru_maxrss counts bytes on Darwin and kibibytes elsewhere.
static int64_t bytes_of_maximum(const struct rusage *usage) {
#ifdef __APPLE__
  return usage->ru_maxrss;
#else
  return (int64_t)usage->ru_maxrss * 1024;
#endif
}

int64_t speedgate_peak_memory(void) {
#ifdef __linux__
  // ru_maxrss survives a reset of the high-water mark; VmHWM, in kibibytes, follows it.
  int64_t kibibytes = speedgate_account("/proc/self/status", "VmHWM:");
  if (kibibytes >= 0) return kibibytes * 1024;
#endif
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) != 0) return -1;
  return bytes_of_maximum(&usage);
}

bool speedgate_reset_peak_memory(void) {
#ifdef __linux__
  int descriptor = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  bool done = write(descriptor, "5", 1) == 1;
  close(descriptor);
  return done;
#else
  return false;
#endif
}

int32_t speedgate_allowed_processors(pid_t process, uint8_t *allowed, int32_t capacity) {
#ifdef __linux__
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(process, sizeof set, &set) != 0) return -1;
  int32_t count = capacity < CPU_SETSIZE ? capacity : CPU_SETSIZE;
  for (int32_t index = 0; index < count; index++) allowed[index] = CPU_ISSET(index, &set) ? 1 : 0;
  return count;
#else
  (void)process;
  (void)allowed;
  (void)capacity;
  return -1;
#endif
}

int32_t speedgate_bind(pid_t process, const uint8_t *allowed, int32_t count) {
#ifdef __linux__
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int32_t index = 0; index < count && index < CPU_SETSIZE; index++) {
    if (allowed[index]) CPU_SET(index, &set);
  }
  return sched_setaffinity(process, sizeof set, &set) == 0 ? 0 : errno;
#else
  (void)process;
  (void)allowed;
  (void)count;
  return ENOSYS;
#endif
}

int32_t speedgate_spawn(
    const char *path, char *const *arguments, char *const *environment, int32_t commands,
    int32_t replies, int32_t output, pid_t *process) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  set_usual_attributes(&attributes);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  // The driver keeps its ends above 10, so that none of these copies overwrites another.
  posix_spawn_file_actions_adddup2(&actions, output, 1);
  posix_spawn_file_actions_adddup2(&actions, output, 2);
  posix_spawn_file_actions_adddup2(&actions, commands, 3);
  posix_spawn_file_actions_adddup2(&actions, replies, 4);
  int error = posix_spawn(process, path, &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error;
}

int32_t speedgate_wait(pid_t process, bool blocks, speedgate_child_end *end) {
  int status = 0;
  struct rusage usage;
  memset(&usage, 0, sizeof usage);
  pid_t result;
  do {
    result = wait4(process, &status, blocks ? 0 : WNOHANG, &usage);
  } while (result < 0 && errno == EINTR);
  if (result < 0) return -errno;
  if (result == 0) return 0;
  end->exited = WIFEXITED(status) ? 1 : 0;
  end->status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
  end->peak_memory = bytes_of_maximum(&usage);
  return 1;
}

bool speedgate_has_ended(pid_t process) {
  siginfo_t information;
  memset(&information, 0, sizeof information);
  return waitid(P_PID, (id_t)process, &information, WEXITED | WNOHANG | WNOWAIT) == 0
      && information.si_pid == process;
}

int32_t speedgate_unnamed_file(const char *folder) {
  int file = -1;
#ifdef O_TMPFILE
  // Never seen by anybody, so that no interruption can leave it behind.
  file = open(folder, O_TMPFILE | O_RDWR | O_APPEND | O_CLOEXEC, 0600);
#endif
  if (file < 0) {
    char path[PATH_MAX];
    int length = snprintf(path, sizeof path, "%s/speedgate-output-XXXXXX", folder);
    if (length < 0 || (size_t)length >= sizeof path) return -1;
    file = mkstemp(path);
    if (file < 0) return -1;
    unlink(path);
    fcntl(file, F_SETFL, O_APPEND);
  }
  // Lifted above the numbers that speedgate_spawn hands to the child.
  int lifted = fcntl(file, F_DUPFD_CLOEXEC, 10);
  close(file);
  return lifted;
}

int32_t speedgate_pipe(int32_t *read_end, int32_t *write_end) {
  int ends[2];
  if (pipe(ends) != 0) return errno;
  // Lifted above the numbers that speedgate_spawn hands to the child.
  int lifted_read = fcntl(ends[0], F_DUPFD_CLOEXEC, 10);
  int lifted_write = fcntl(ends[1], F_DUPFD_CLOEXEC, 10);
  close(ends[0]);
  close(ends[1]);
  if (lifted_read < 0 || lifted_write < 0) {
    int error = errno;
    if (lifted_read >= 0) close(lifted_read);
    if (lifted_write >= 0) close(lifted_write);
    return error;
  }
  *read_end = lifted_read;
  *write_end = lifted_write;
  return 0;
}

bool speedgate_is_channel(int32_t descriptor) {
  struct stat status;
  return fstat(descriptor, &status) == 0 && (status.st_mode & S_IFMT) != 0;
}

int32_t speedgate_close_on_exec(int32_t descriptor) {
  return fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 ? 0 : errno;
}
