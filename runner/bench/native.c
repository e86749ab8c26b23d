/*
 * The module as native code: loads an image, draws cases in batches as campaigns do, and prints the seconds of processor time that they
 * took with the number of operations, so that it can be seen that the same was done. wasm2c names things differently in its versions;
 * native.ts says how with INSTANCE, EXPORT and INSTANTIATE, and which SEED.
 *
 * native IMAGE WARM_UP_CASES CASES
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "core.h"

enum { BATCH = 2048, COUNT_STEPS = 9 };

static INSTANCE core;

static unsigned char *memory_at(uint32_t address) {
  return (unsigned char *)EXPORT(memory)(&core)->data + address;
}

static void draw(uint64_t first, uint64_t count) {
  for (uint64_t done = 0; done < count; done += BATCH)
    EXPORT(runDrawn)(&core, SEED, first + done, (uint32_t)(count - done < BATCH ? count - done : BATCH));
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  FILE *file = fopen(argv[1], "rb");
  if (!file) return 2;
  wasm_rt_init();
  INSTANTIATE(&core);
  size_t size = fread(memory_at(EXPORT(imagePointer)(&core)), 1, 1 << 21, file);
  fclose(file);
  if (EXPORT(loadImage)(&core, (uint32_t)size) != 0) return 3;
  EXPORT(clearCampaign)(&core);
  uint64_t warm_up = strtoull(argv[2], 0, 10), cases = strtoull(argv[3], 0, 10), operations;
  draw(0, warm_up);
  clock_t begun = clock();
  draw(warm_up, cases);
  double seconds = (double)(clock() - begun) / CLOCKS_PER_SEC;
  memcpy(&operations, memory_at(EXPORT(countersPointer)(&core)) + 8 * COUNT_STEPS, sizeof operations);
  printf("{ \"seconds\": %.6f, \"operations\": %llu }\n", seconds, (unsigned long long)operations);
  return 0;
}
