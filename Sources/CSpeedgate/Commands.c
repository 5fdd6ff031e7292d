#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CSpeedgate.h"
#include "SpawnAttributes.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

static uint64_t nanoseconds(struct timeval duration) {
  return (uint64_t)duration.tv_sec * 1000000000u + (uint64_t)duration.tv_usec * 1000u;
}

int32_t speedgate_command_start(
    const char *path, char *const *arguments, char *const *environment, const char *directory,
    int32_t input, int32_t output, int32_t errors, pid_t *process, uint64_t *started) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  set_usual_attributes(&attributes);
  int error = 0;
  if (directory != NULL) error = posix_spawn_file_actions_addchdir_np(&actions, directory);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  posix_spawn_file_actions_adddup2(&actions, output, 1);
  posix_spawn_file_actions_adddup2(&actions, errors, 2);
  *started = speedgate_clock(0);
  if (error == 0) error = posix_spawn(process, path, &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error;
}

int32_t speedgate_command_wait(pid_t process, uint64_t started, speedgate_command_end *end) {
  int status = 0;
  struct rusage usage;
  memset(&usage, 0, sizeof usage);
  pid_t result;
  do {
    result = wait4(process, &status, 0, &usage);
  } while (result < 0 && errno == EINTR);
  uint64_t now = speedgate_clock(0);
  if (result < 0) return errno;
  end->exited = WIFEXITED(status) ? 1 : 0;
  end->status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
  end->wall_time = now - started;
  end->processor_time = nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime);
#ifdef __APPLE__
  end->peak_memory = usage.ru_maxrss;
#else
  end->peak_memory = (int64_t)usage.ru_maxrss * 1024;
#endif
  end->involuntary_switches = usage.ru_nivcsw;
  return 0;
}
