/* Places five buffers: first in the least memory, then in less than that.
 *
 *   cc place.c $(pkg-config --cflags --libs dovetail) -o place && ./place
 */
#include <dovetail.h>
#include <inttypes.h>
#include <stdio.h>

int main(void) {
  const int64_t lower[] = {0, 3, 0, 9, 0};
  const int64_t upper[] = {3, 9, 9, 21, 21};
  const int64_t size[] = {4, 4, 4, 4, 4};
  int64_t offsets[5];
  int64_t height = 0;

  int32_t outcome = DOVETAIL_UNKNOWN;

  if (dovetail_place_buffers(5, lower, upper, size, NULL, -1, 5.0, 2, offsets, &height, &outcome) != DOVETAIL_OK)
    return 1;
  printf("outcome %" PRId32 ", height %" PRId64 "\n", outcome, height);
  for (int i = 0; i < 5; i++) printf("buffer %d at %" PRId64 "\n", i, offsets[i]);

  if (dovetail_place_buffers(5, lower, upper, size, NULL, height - 1, 5.0, 2, offsets, NULL, &outcome) != DOVETAIL_OK)
    return 1;
  printf("with one unit less: outcome %" PRId32 "\n", outcome);
  return outcome == DOVETAIL_INFEASIBLE ? 0 : 1;
}
