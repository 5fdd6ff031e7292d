#ifndef EVALUATION_KERNELS_H
#define EVALUATION_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Small kernels in one object file, so that two harnesses can measure the very same machine code.

/// Multiplications that wait for each other.
uint64_t kernel_chain(uint64_t start, size_t steps);

/// Fowler, Noll and Vo's hash of 2,000 bytes.
uint64_t kernel_digest(const uint8_t *bytes, size_t count);

/// A histogram of bytes: reads and writes of one cached table.
uint32_t kernel_histogram(const uint8_t *bytes, size_t count);

/// A walk through a permutation: every read waits for the one before.
size_t kernel_walk(const uint32_t *next, size_t steps);

#ifdef __cplusplus
}
#endif

#endif
