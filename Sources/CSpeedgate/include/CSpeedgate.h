// Functions that Swift cannot express: clocks without overhead, an optimisation barrier, affinity, memory.
// Everything here is a thin wrapper; no logic. Platform differences end in this target.

#ifndef CSPEEDGATE_H
#define CSPEEDGATE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define SPEEDGATE_INLINE static inline __attribute__((always_inline))

// MARK: The optimisation barrier
//
// An empty assembly statement costs nothing, but the optimiser must assume that it reads what it is
// given ("sink") or changes it ("launder"). A sink alone keeps a result alive; only a laundered
// input keeps the work inside the loop.

/// Makes the optimiser believe that the memory behind the pointer is read, and all memory changed.
SPEEDGATE_INLINE void speedgate_sink_pointer(const void *_Nonnull pointer) {
  __asm__ volatile("" : : "r"(pointer) : "memory");
}

/// Makes the optimiser believe that the memory behind the pointer is read and written.
SPEEDGATE_INLINE void speedgate_launder_pointer(void *_Nonnull pointer) {
  __asm__ volatile("" : : "r"(pointer) : "memory");
}

/// Makes the optimiser believe that the value is read.
SPEEDGATE_INLINE void speedgate_sink_integer(int64_t value) {
  __asm__ volatile("" : : "r"(value));
}

/// Makes the optimiser believe that the value is unknown.
SPEEDGATE_INLINE int64_t speedgate_launder_integer(int64_t value) {
  __asm__ volatile("" : "+r"(value));
  return value;
}

// The register class that holds a double; a machine without one named here goes through memory.
#if defined(__x86_64__)
#define SPEEDGATE_DOUBLE_REGISTER "x"
#elif defined(__aarch64__)
#define SPEEDGATE_DOUBLE_REGISTER "w"
#else
#define SPEEDGATE_DOUBLE_REGISTER "m"
#endif

/// Makes the optimiser believe that the value is read.
SPEEDGATE_INLINE void speedgate_sink_double(double value) {
  __asm__ volatile("" : : SPEEDGATE_DOUBLE_REGISTER(value));
}

/// Makes the optimiser believe that the value is unknown.
SPEEDGATE_INLINE double speedgate_launder_double(double value) {
  __asm__ volatile("" : "+" SPEEDGATE_DOUBLE_REGISTER(value));
  return value;
}

/// Makes the optimiser believe that all memory is read and written.
SPEEDGATE_INLINE void speedgate_clobber_memory(void) { __asm__ volatile("" : : : "memory"); }

// MARK: Clocks, in nanoseconds

/// A clock that never steps, by its number: 0 is the kernel's monotonic clock, 1 the raw one, 2 one that
/// goes on by a millisecond with each reading, for one thread.
uint64_t speedgate_clock(int32_t which);

/// Processor time of all threads of this process.
uint64_t speedgate_processor_time(void);

// MARK: Accounts of this process

/// Context switches that the scheduler forced on this process so far.
int64_t speedgate_involuntary_switches(void);

/// The highest resident memory in bytes since the last reset or the start; -1 when unknown.
int64_t speedgate_peak_memory(void);

/// Starts a new high-water mark; false where the system cannot.
bool speedgate_reset_peak_memory(void);

/// What the kernel has counted for this process since its start.
typedef struct {
  int64_t page_faults;
  int64_t voluntary_switches;
  int64_t involuntary_switches;
} speedgate_accounts;

/// Reads them.
void speedgate_read_accounts(speedgate_accounts *_Nonnull accounts);

/// The number behind a name at the start of a line of a file that the kernel makes, such as `Threads:`
/// of /proc/self/status; with an empty name the file's first. Allocates nothing. A negative errno
/// value where there is none.
int64_t speedgate_account(const char *_Nonnull file, const char *_Nonnull name);

/// Threads that this process has now; a negative errno value where the system does not report it.
int64_t speedgate_threads(void);

/// System calls of this process so far, where the system keeps count; a negative errno value elsewhere.
int64_t speedgate_system_calls(void);

/// Nanoseconds that a hypervisor has kept from a processor since the start, in steps of the kernel's
/// tick; below 0 for all processors together. -1 where the system does not report it.
int64_t speedgate_stolen_time(int32_t processor);

// MARK: Counting, in a pass of its own

/// Allocations of all threads, and the bytes they asked for.
typedef struct {
  int64_t count;
  int64_t bytes;
} speedgate_allocations;

/// Whether allocations can be counted in this program.
bool speedgate_counts_allocations(void);

/// Starts counting; the same value goes to the call that stops.
void speedgate_start_counting(speedgate_allocations *_Nonnull at_start);

/// Stops counting and leaves what was allocated since the start.
void speedgate_stop_counting(speedgate_allocations *_Nonnull since_start);

/// Opens one of the processor's counters, 0 instructions, 1 cycles, for this thread and those it
/// starts later. Returns a descriptor, or a negative errno value.
int32_t speedgate_open_processor_counter(int32_t which);

/// Opens a counter of the system calls of this thread and those it starts later. Returns a descriptor,
/// or a negative errno value.
int32_t speedgate_open_system_call_counter(void);

/// Starts a counter from zero; does nothing without one.
void speedgate_start_counter(int32_t descriptor);

/// Stops a counter and returns what it counted, -1 without one.
int64_t speedgate_stop_counter(int32_t descriptor);

/// Mark the counted part for a simulator that watches for these functions.
void speedgate_counted_part_begins(void);
void speedgate_counted_part_ends(void);

// MARK: Sampling what a thread does

/// Whether the calling thread can be looked at here.
bool speedgate_sampler_is_available(void);

/// Samples the calling thread's stack every `interval` nanoseconds until it is stopped. Each sample adds to `words`:
/// the number of guesses, the number of frames, the address that ran, the guesses, the frames' return addresses.
/// Returns 0 or an errno value.
int32_t speedgate_sampler_start(uint64_t interval, uint64_t *_Nonnull words, size_t room);

/// Stops looking. Returns how many words were written, or -1 where another thread began, or none.
int64_t speedgate_sampler_stop(void);

/// Where an address is in the program's file; -1 where it is elsewhere.
int64_t speedgate_place_in_program(uint64_t address);

/// The name of the shared library's function that an address is in; NULL where it is not known.
const char *_Nullable speedgate_symbol(uint64_t address);

// MARK: Affinity

/// The processors that a process may use, one byte each, 1 for allowed.
/// Returns how many entries were filled, or -1 where affinity does not exist.
int32_t speedgate_allowed_processors(pid_t process, uint8_t *_Nonnull allowed, int32_t capacity);

/// Binds a process (0: the caller) to the processors marked 1. Returns 0, or an errno value.
int32_t speedgate_bind(pid_t process, const uint8_t *_Nonnull allowed, int32_t count);

// MARK: Processes

/// What became of a child.
typedef struct {
  int32_t exited;           // 1 when it ended by itself, 0 when a signal ended it
  int32_t status;           // exit status or signal number
  int64_t peak_memory;      // bytes
} speedgate_child_end;

/// Starts a program with pipes at descriptors 3 (its input) and 4 (its output), its standard input
/// empty, its standard output and error both at `output`, in a process group of its own.
/// Returns 0 and the process identifier, or an errno value.
int32_t speedgate_spawn(
    const char *_Nonnull path, char *const _Nullable *_Nonnull arguments,
    char *const _Nullable *_Nonnull environment, int32_t commands, int32_t replies, int32_t output,
    pid_t *_Nonnull process);

/// Waits for a child; with `blocks` false returns 0 at once while it runs.
/// Returns 1 and its end, 0, or a negative errno value.
int32_t speedgate_wait(pid_t process, bool blocks, speedgate_child_end *_Nonnull end);

/// Whether a child has ended; it can still be waited for, and signalled with its whole group.
bool speedgate_has_ended(pid_t process);

/// Makes this process the parent of its descendants whose own parent ends, as the system's first process is otherwise.
/// False where the system knows no such thing.
bool speedgate_adopt_orphans(void);

/// Whether this process has a child, running or ended.
bool speedgate_has_children(void);

/// Opens a file in a folder that has no name there, or loses it at once where the system knows no such files.
/// What is written to it is appended. Returns a descriptor that is closed on exec, or −1.
int32_t speedgate_unnamed_file(const char *_Nonnull folder);

/// Makes a pipe whose ends are closed on exec. Returns 0 or an errno value.
int32_t speedgate_pipe(int32_t *_Nonnull read_end, int32_t *_Nonnull write_end);

/// Whether a descriptor is open on something that has a place outside the kernel: a pipe, a socket, a
/// file. The runtime's own descriptors, which take whatever numbers are free, have none.
bool speedgate_is_channel(int32_t descriptor);

/// Sets close-on-exec. Returns 0 or an errno value.
int32_t speedgate_close_on_exec(int32_t descriptor);

// MARK: Signals

/// Lets signals arrive at a thread that waits for them, without a descriptor and without blocking them for children.
/// Returns 0 or an errno value.
int32_t speedgate_watch_signals(const int32_t *_Nonnull numbers, int32_t count);

/// Waits until one of the watched signals has arrived, and returns the first.
int32_t speedgate_next_signal(void);

/// Whether a signal is ignored.
bool speedgate_ignores_signal(int32_t number);

/// Ends this process by a signal.
void speedgate_end_by_signal(int32_t number);

// MARK: Commands, timed from outside

/// What a command took, by the clock and by the system's account of it and of the children it waited for.
typedef struct {
  int32_t exited;                // 1 when it ended by itself, 0 when a signal ended it
  int32_t status;                // exit status or signal number
  uint64_t wall_time;            // nanoseconds
  uint64_t processor_time;       // nanoseconds, user and system
  int64_t peak_memory;           // bytes; never below the starter's own, which the system counts in
  int64_t involuntary_switches;
} speedgate_command_end;

/// Starts a program with its standard input at `input`, its standard output at `output` and its standard error at
/// `errors`, in a process group of its own, and in `directory` unless that is null. Returns 0, the process and the
/// moment before it began, or an errno value.
int32_t speedgate_command_start(
    const char *_Nonnull path, char *const _Nullable *_Nonnull arguments,
    char *const _Nullable *_Nonnull environment, const char *_Nullable directory, int32_t input,
    int32_t output, int32_t errors, pid_t *_Nonnull process, uint64_t *_Nonnull started);

/// Waits for a command's end. Returns 0, or an errno value.
int32_t speedgate_command_wait(
    pid_t process, uint64_t started, speedgate_command_end *_Nonnull end);

#endif
