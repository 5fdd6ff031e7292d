// What the suite asks of C.
#include <stdint.h>

uint64_t edited_run_table(uint64_t seed);
uint64_t edited_text_sum(int index);
uint64_t edited_seed(void);
void edited_begin(void);
void edited_print(const char *name, uint64_t digest);
