// A table of functions, a table of numbers and one of texts.
#include "tables.h"

static const uint32_t numbers[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8};
//@c-table static const uint32_t numbers[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 9};
//@c-table static const uint32_t numbers[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7};
static const uint64_t unusedNumbers[] = {1, 2, 3};
//@c-unused static const uint64_t unusedNumbers[] = {1, 2, 4};
//@c-unused static const uint64_t unusedNumbers[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};

static uint64_t add(uint64_t a, uint64_t b) { return a + b * 3; }
//@c-body static uint64_t add(uint64_t a, uint64_t b) { return a + b * 5; }
//@c-body static uint64_t add(uint64_t a, uint64_t b) { return b * 3 + a; }
static uint64_t mix(uint64_t a, uint64_t b) { return (a ^ b) * 0x100000001b3u; }
//@c-body static uint64_t mix(uint64_t a, uint64_t b) { return (a ^ b) * 0x100000001b5u; }
//@c-body static uint64_t mix(uint64_t a, uint64_t b) { return (a ^ (b >> 1)) * 0x100000001b3u; }
static uint64_t turn(uint64_t a, uint64_t b) { return a << (b & 31) | a >> (64 - (b & 31)); }
//@c-body static uint64_t turn(uint64_t a, uint64_t b) { return a << ((b & 31) | 1) | a >> (64 - ((b & 31) | 1)); }
static uint64_t spare(uint64_t a, uint64_t b) { return a - b; }
//@c-unused static uint64_t spare(uint64_t a, uint64_t b) { return a - 2 * b; }
//@c-unused static uint64_t spare(uint64_t a, uint64_t b) { return a / (b | 1); }

typedef uint64_t (*Operation)(uint64_t, uint64_t);
static const Operation operations[] = {add, mix, turn, mix, spare};
//@c-pointers static const Operation operations[] = {add, mix, turn, turn, spare};
//@c-pointers static const Operation operations[] = {add, mix, turn, mix, add};
//@c-pointers static const Operation operations[] = {mix, add, turn, mix, spare};
static const char *const texts[] = {"alpha", "beta", "gamma", "delta"};
//@c-texts static const char *const texts[] = {"alpha", "beta", "gamna", "delta"};
//@c-texts static const char *const texts[] = {"alpha", "beta", "gamma", "delta", "epsilon"};
//@c-texts static const char *const texts[] = {"alpha", "beta", "gamma", "delte"};
static uint64_t started = 7;
//@c-variable static uint64_t started = 8;
//@c-variable static volatile uint64_t started = 7;

uint64_t edited_spare(int index) { return operations[index & 4](unusedNumbers[index & 1], 2); }
//@c-unused uint64_t edited_spare(int index) { return operations[index & 4](unusedNumbers[index & 1], 3); }
//@c-unused+ uint64_t edited_other(int index) { return texts[index & 3][0]; }
//@c-unused-

uint64_t edited_run_table(uint64_t seed) {
  uint64_t value = seed;
  //@c-body uint64_t value = seed + 1;
  //@c-count uint64_t value = seed; started++;
  for (int round = 0; round < 400; round++) {
    //@c-count for (int round = 0; round < 401; round++) {
    //@c-count for (int round = 0; round <= 399; round++) {
    value = operations[round & 3](value, numbers[round % 12]);
  }
  return value + started++;
}

uint64_t edited_text_sum(int index) {
  uint64_t sum = 0;
  for (const char *next = texts[index & 3]; *next; next++) sum = sum * 31 + (uint64_t)*next;
  //@c-body for (const char *next = texts[index & 3]; *next; next++) sum = sum * 37 + (uint64_t)*next;
  //@c-body for (const char *next = texts[index & 3]; *next; ++next) sum = (sum << 5) - sum + (uint64_t)*next;
  return sum;
}
