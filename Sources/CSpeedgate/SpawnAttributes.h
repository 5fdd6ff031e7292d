#ifndef SPEEDGATE_SPAWN_ATTRIBUTES_H
#define SPEEDGATE_SPAWN_ATTRIBUTES_H

#include <signal.h>
#include <spawn.h>

/// A process group of its own, and signals as usual: the driver may ignore or block some that its
/// children should receive.
static inline void set_usual_attributes(posix_spawnattr_t *attributes) {
  sigset_t none, usual;
  sigemptyset(&none);
  sigemptyset(&usual);
  sigaddset(&usual, SIGPIPE);
  sigaddset(&usual, SIGINT);
  sigaddset(&usual, SIGTERM);
  sigaddset(&usual, SIGUSR1);
  sigaddset(&usual, SIGUSR2);
  posix_spawnattr_setpgroup(attributes, 0);
  posix_spawnattr_setsigmask(attributes, &none);
  posix_spawnattr_setsigdefault(attributes, &usual);
  short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
#ifdef __APPLE__
  flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
  posix_spawnattr_setflags(attributes, flags);
}

#endif
