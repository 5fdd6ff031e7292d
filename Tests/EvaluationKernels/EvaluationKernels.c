#include "EvaluationKernels.h"

uint64_t kernel_chain(uint64_t start, size_t steps) {
  uint64_t value = start;
  for (size_t step = 0; step < steps; step++) {
    value *= 6364136223846793005u;
    // Otherwise the whole chain could become one multiplication by a power.
    __asm__ volatile("" : "+r"(value));
  }
  return value;
}

uint64_t kernel_digest(const uint8_t *bytes, size_t count) {
  uint64_t hash = 0xCBF29CE484222325u;
  for (size_t index = 0; index < count; index++) hash = (hash ^ bytes[index]) * 0x100000001B3u;
  return hash;
}

uint32_t kernel_histogram(const uint8_t *bytes, size_t count) {
  uint32_t table[256] = {0};
  for (size_t index = 0; index < count; index++) table[bytes[index]]++;
  return table[17];
}

size_t kernel_walk(const uint32_t *next, size_t steps) {
  size_t place = 0;
  for (size_t step = 0; step < steps; step++) place = next[place];
  return place;
}
