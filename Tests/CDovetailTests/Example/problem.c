/* Solves the instance of a file in any format that the command line reads, and writes the solution file:
 * problem FILE SECONDS. Ends with 0 where the solution has passed the checker. */
#include <dovetail.h>
#include <stdio.h>
#include <stdlib.h>

static char *read_all(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  size_t room = 1 << 20;
  char *bytes = malloc(room);
  *size = 0;
  while (bytes && !feof(file) && !ferror(file)) {
    if (*size == room) {
      char *more = realloc(bytes, room *= 2);
      if (!more) break;
      bytes = more;
    }
    *size += fread(bytes + *size, 1, room - *size, file);
  }
  fclose(file);
  return bytes;
}

int main(int count, char **arguments) {
  if (count != 3) return 64;
  size_t size = 0;
  char *bytes = read_all(arguments[1], &size);
  dovetail_problem *problem = NULL;
  char *message = NULL;
  int32_t status = dovetail_problem_read(arguments[1], bytes, size, NULL, &problem, &message);
  free(bytes);
  if (status != DOVETAIL_OK) {
    fprintf(stderr, "%s\n", message ? message : "not read");
    dovetail_free(message);
    return status;
  }

  char options[64];
  snprintf(options, sizeof options, "{\"workers\": 2, \"timeLimit\": %g}", atof(arguments[2]));
  dovetail_job *job = NULL;
  status = dovetail_solve_problem(problem, options, &job, NULL);
  if (status != DOVETAIL_OK) return status;
  char *result = NULL;
  if (dovetail_job_result(job, &result) != DOVETAIL_OK) return DOVETAIL_INTERNAL_ERROR;
  fprintf(stderr, "%s\n", result);
  dovetail_free(result);

  char *solution = NULL;
  status = dovetail_job_solution(job, &solution);
  if (status == DOVETAIL_OK) {
    size_t length = 0;
    while (solution[length]) length += 1;
    char *verdict = NULL;
    status = dovetail_problem_check(problem, solution, length, &verdict);
    printf("%s%s\n", solution, verdict);
    dovetail_free(verdict);
  }
  dovetail_free(solution);
  dovetail_job_destroy(job);
  dovetail_problem_destroy(problem);
  return status;
}
