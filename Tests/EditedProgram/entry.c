// What no edit changes: where the suite begins, and what it prints.
#include <fcntl.h>
#include <stdio.h>

#include "tables.h"

uint64_t edited_seed(void) { return 0x9e3779b97f4a7c15u; }

// The mark by which a log of system calls tells the suite's own from the loader's.
void edited_begin(void) { fcntl(4, F_SETFD, FD_CLOEXEC); }

void edited_print(const char *name, uint64_t digest) {
  char line[200];
  int length = snprintf(line, sizeof line, "%s %016llx\n", name, (unsigned long long)digest);
  fwrite(line, 1, length, stdout);
}
