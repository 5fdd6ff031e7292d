#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CSpeedgate.h"
#include "SpawnAttributes.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#ifndef __APPLE__
#include <semaphore.h>
#endif
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
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

bool speedgate_adopt_orphans(void) {
#ifdef PR_SET_CHILD_SUBREAPER
  return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0;
#else
  return false;
#endif
}

bool speedgate_has_children(void) {
  siginfo_t information;
  return waitid(P_ALL, 0, &information, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD;
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

// The first signal that arrived, and what the waiting thread sleeps on. A pipe would take descriptors, which
// a service may have limited; macOS has no semaphores without names.
static volatile sig_atomic_t first_signal;
#ifdef __APPLE__
static int signal_pipe[2] = {-1, -1};
#else
static sem_t signal_arrived;
#endif

static void note_signal(int number) {
  int error = errno;
  if (first_signal == 0) first_signal = number;
#ifdef __APPLE__
  ssize_t written = write(signal_pipe[1], "", 1);
  (void)written;
#else
  sem_post(&signal_arrived);
#endif
  errno = error;
}

int32_t speedgate_watch_signals(const int32_t *numbers, int32_t count) {
#ifdef __APPLE__
  if (signal_pipe[0] < 0) {
    if (pipe(signal_pipe) != 0) return errno;
    fcntl(signal_pipe[0], F_SETFD, FD_CLOEXEC);
    fcntl(signal_pipe[1], F_SETFD, FD_CLOEXEC);
  }
#else
  if (sem_init(&signal_arrived, 0, 0) != 0) return errno;
#endif
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = note_signal;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  for (int32_t place = 0; place < count; place++) {
    if (sigaction(numbers[place], &action, NULL) != 0) return errno;
  }
  return 0;
}

int32_t speedgate_next_signal(void) {
  while (first_signal == 0) {
#ifdef __APPLE__
    char byte;
    ssize_t got = read(signal_pipe[0], &byte, 1);
    (void)got;
#else
    sem_wait(&signal_arrived);
#endif
  }
  return first_signal;
}

bool speedgate_ignores_signal(int32_t number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

void speedgate_end_by_signal(int32_t number) {
  signal(number, SIG_DFL);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, number);
  pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
  raise(number);
}
