/* Says a model by rows of words, solves it, and listens while it is solved: two of three boxes fit on a van. Ends with 0
 * where every call gave what it should. */
#include <dovetail.h>
#include <inttypes.h>
#include <stdio.h>

static const int64_t rows[] = {
    /* three variables from 0 to 1: count, lower bounds, upper bounds */
    DOVETAIL_ROW_VARIABLES, 7, 3, 0, 0, 0, 1, 1, 1,
    /* 4 a + 3 b + 2 c - 6 <= 0: terms, constant, variable and coefficient each, <=, no conditions */
    DOVETAIL_ROW_LINEAR, 10, 3, -6, 0, 4, 1, 3, 2, 2, 0, 0,
    /* the largest 5 a + 4 b + 3 c */
    DOVETAIL_ROW_OBJECTIVE, 9, DOVETAIL_MAXIMIZE, 3, 0, 0, 5, 1, 4, 2, 3};

static const int64_t wrong[] = {DOVETAIL_ROW_CLAUSE, 2, 1, 7};

int main(void) {
  if (dovetail_abi_version() != DOVETAIL_ABI_VERSION) return 1;
  dovetail_model *model = dovetail_model_create();
  int64_t row = 0;
  char *message = NULL;
  if (dovetail_model_append(model, rows, sizeof rows / sizeof rows[0], &row, &message) != DOVETAIL_OK) return 2;
  if (dovetail_model_append(model, wrong, 4, &row, &message) != DOVETAIL_INVALID_INPUT) return 3;
  printf("refused: %s\n", message);
  dovetail_free(message);

  dovetail_job *job = NULL;
  if (dovetail_solve_model(model, "{\"workers\": 2, \"timeLimit\": 10}", &job, NULL) != DOVETAIL_OK) return 4;
  int64_t values[3] = {0, 0, 0};
  for (int32_t state = DOVETAIL_JOB_NOTHING_NEW; state != DOVETAIL_JOB_ENDED;) {
    dovetail_job_wait(job, 0.1, &state);
    if (state != DOVETAIL_JOB_EVENT) continue;
    char *event = NULL;
    dovetail_job_event(job, &event);
    fprintf(stderr, "%s\n", event);
    dovetail_free(event);
  }
  char *result = NULL;
  if (dovetail_job_result(job, &result) != DOVETAIL_OK) return 5;
  fprintf(stderr, "%s\n", result);
  dovetail_free(result);
  if (dovetail_job_values(job, values, 3) != DOVETAIL_OK) return 6;
  printf("a %" PRId64 ", b %" PRId64 ", c %" PRId64 "\n", values[0], values[1], values[2]);
  if (dovetail_model_check(model, values, 3, NULL, &message) != DOVETAIL_OK || message) return 7;
  dovetail_job_destroy(job);
  dovetail_model_destroy(model);
  return 0;
}
