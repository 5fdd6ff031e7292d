// Samples the stack of one thread at regular intervals.
//
// A timer interrupts the thread, and the handler notes the instruction that ran and the functions that called it.
// It allocates nothing, takes no lock and reads only the thread's own stack, the program's own code and a buffer that
// was made before. Nothing is installed until sampling is requested.
//
// Callers are found by their frame pointers. The system's libraries and the language's runtime mostly keep none, so
// that their caller would be missed. So the handler also records the words between the top of the stack and the first
// frame that look like return addresses. The driver, which knows the functions, decides which of them are callers.

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CSpeedgate.h"

#include <errno.h>

#if defined(__linux__) && defined(__GLIBC__) && (defined(__x86_64__) || defined(__aarch64__))

#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

// The most that one sample may record.
enum { most_frames = 100, most_guesses = 8, most_scanned = 256 };

static struct {
  uint64_t *words;
  size_t room;
  size_t used;
  uint64_t missed;
  uintptr_t stack_end;
  uintptr_t code_begin, code_end;
  pid_t thread;
  timer_t timer;
  struct sigaction before;
  atomic_bool is_on;
} sampler;

static uintptr_t program_base, program_begin, program_end;

static int find_program(struct dl_phdr_info *info, size_t size, void *unused) {
  (void)size;
  (void)unused;
  program_base = info->dlpi_addr;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &info->dlpi_phdr[i];
    if (part->p_type != PT_LOAD || !(part->p_flags & PF_X)) continue;
    program_begin = program_base + part->p_vaddr;
    program_end = program_begin + part->p_memsz;
  }
  return 1;  // The first is the program itself.
}

// Whether an address in the program's code follows a call.
static bool follows_call(uintptr_t address) {
  if (address < sampler.code_begin + 8 || address >= sampler.code_end) return false;
#ifdef __x86_64__
  const uint8_t *code = (const uint8_t *)address;
  if (code[-5] == 0xe8) return true;
  // Calls through a register or memory: opcode ff with 2 in the middle of its second byte.
  for (int length = 2; length <= 7; length++) {
    if (code[-length] == 0xff && ((code[-length + 1] >> 3) & 7) == 2) return true;
  }
  return false;
#else
  if (address & 3) return false;
  uint32_t code = *(const uint32_t *)(address - 4);
  return (code & 0xfc000000u) == 0x94000000u || (code & 0xfffffc1fu) == 0xd63f0000u;
#endif
}

static void look(int signal, siginfo_t *info, void *context) {
  (void)signal;
  (void)info;
  int error = errno;
  if (!atomic_load_explicit(&sampler.is_on, memory_order_relaxed)) return;
  const ucontext_t *machine = context;
#ifdef __x86_64__
  uintptr_t place = (uintptr_t)machine->uc_mcontext.gregs[REG_RIP];
  uintptr_t top = (uintptr_t)machine->uc_mcontext.gregs[REG_RSP];
  uintptr_t frame = (uintptr_t)machine->uc_mcontext.gregs[REG_RBP];
#else
  uintptr_t place = (uintptr_t)machine->uc_mcontext.pc;
  uintptr_t top = (uintptr_t)machine->uc_mcontext.sp;
  uintptr_t frame = (uintptr_t)machine->uc_mcontext.regs[29];
#endif
  uintptr_t end = sampler.stack_end;
  top = (top + 7) & ~(uintptr_t)7;
  if (sampler.room - sampler.used < 3 + most_guesses + most_frames || top >= end) {
    sampler.missed++;
    errno = error;
    return;
  }
  // The numbers of guesses and of frames, the place, then both.
  uint64_t *note = sampler.words + sampler.used;
  size_t guesses = 0, frames = 0;
  note[2] = place;
  uint64_t *entries = note + 3;
#ifdef __aarch64__
  uintptr_t link = (uintptr_t)machine->uc_mcontext.regs[30];
  if (follows_call(link)) entries[guesses++] = link;
#endif
  bool has_frame = frame >= top && frame < end - 16 && !(frame & 7);
  uintptr_t last = has_frame ? frame : end - 16;
  size_t scanned = 0;
  for (uintptr_t word = top; word < last && scanned < most_scanned; word += 8, scanned++) {
    uintptr_t value = *(const uintptr_t *)word;
    if (guesses < most_guesses && follows_call(value)) entries[guesses++] = value;
    // Where the register is no frame pointer, the first pair that looks like a frame is taken.
    if (!has_frame && value > word && value < end - 16 && !(value & 7)
        && follows_call(((const uintptr_t *)word)[1])) {
      frame = word;
      has_frame = true;
      break;
    }
  }
  while (has_frame && frames < most_frames) {
    uintptr_t next = ((const uintptr_t *)frame)[0];
    uintptr_t caller = ((const uintptr_t *)frame)[1];
    if (caller < 4096) break;
    entries[guesses + frames++] = caller;
    if (next <= frame || next >= end - 16 || (next & 7)) break;
    frame = next;
  }
  note[0] = guesses;
  note[1] = frames;
  sampler.used += 3 + guesses + frames;
  errno = error;
}

int32_t speedgate_sampler_start(uint64_t interval, uint64_t *words, size_t room) {
  if (sampler.is_on) return EBUSY;
  if (!program_end) dl_iterate_phdr(find_program, NULL);
  pthread_attr_t attributes;
  void *stack;
  size_t size;
  int error = pthread_getattr_np(pthread_self(), &attributes);
  if (error) return error;
  error = pthread_attr_getstack(&attributes, &stack, &size);
  pthread_attr_destroy(&attributes);
  if (error) return error;
  sampler.words = words;
  sampler.room = room;
  sampler.used = 0;
  sampler.missed = 0;
  sampler.stack_end = (uintptr_t)stack + size;
  sampler.code_begin = program_begin;
  sampler.code_end = program_end;
  sampler.thread = (pid_t)syscall(SYS_gettid);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = look;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGPROF, &action, &sampler.before) != 0) return errno;
  struct sigevent event;
  memset(&event, 0, sizeof event);
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_signo = SIGPROF;
#ifdef sigev_notify_thread_id
  event.sigev_notify_thread_id = sampler.thread;
#else
  event._sigev_un._tid = sampler.thread;
#endif
  // Timers on a thread's processor time only go off at the kernel's ticks, 250 a second on most systems.
  if (timer_create(CLOCK_MONOTONIC, &event, &sampler.timer) != 0) {
    error = errno;
    sigaction(SIGPROF, &sampler.before, NULL);
    return error;
  }
  sampler.is_on = true;
  struct itimerspec every;
  every.it_interval.tv_sec = (time_t)(interval / 1000000000u);
  every.it_interval.tv_nsec = (long)(interval % 1000000000u);
  every.it_value = every.it_interval;
  if (timer_settime(sampler.timer, 0, &every, NULL) != 0) {
    error = errno;
    speedgate_sampler_stop();
    return error;
  }
  return 0;
}

int64_t speedgate_sampler_stop(void) {
  if (!sampler.is_on) return -1;
  bool is_same_thread = sampler.thread == (pid_t)syscall(SYS_gettid);
  timer_delete(sampler.timer);
  sampler.is_on = false;
  sigaction(SIGPROF, &sampler.before, NULL);
  return is_same_thread ? (int64_t)sampler.used : -1;
}

bool speedgate_sampler_is_available(void) { return true; }

int64_t speedgate_place_in_program(uint64_t address) {
  if (!program_end) dl_iterate_phdr(find_program, NULL);
  if (address < program_begin || address >= program_end) return -1;
  return (int64_t)(address - program_base);
}

const char *speedgate_symbol(uint64_t address) {
  Dl_info found;
  if (dladdr((const void *)(uintptr_t)address, &found) == 0) return NULL;
  return found.dli_sname;
}

#else

int32_t speedgate_sampler_start(uint64_t interval, uint64_t *words, size_t room) {
  (void)interval;
  (void)words;
  (void)room;
  return ENOSYS;
}

int64_t speedgate_sampler_stop(void) { return -1; }

bool speedgate_sampler_is_available(void) { return false; }

int64_t speedgate_place_in_program(uint64_t address) {
  (void)address;
  return -1;
}

const char *speedgate_symbol(uint64_t address) {
  (void)address;
  return NULL;
}

#endif
