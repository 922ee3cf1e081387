/* Plans a small cluster from several threads at one time, as the goroutines of a Go program would through cgo. Prints
 * one plan, and ends with 0 where every call gave what it should. */
#include <dovetail.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* b moves to n1, so that p fits on n2. */
static const char cluster[] =
    "{\"nodes\":[{\"name\":\"n1\",\"cpu\":1000,\"mem\":1000},{\"name\":\"n2\",\"cpu\":1000,\"mem\":1000}],"
    "\"pods\":[{\"name\":\"a\",\"cpu\":600,\"mem\":1,\"priority\":0,\"node\":\"n1\"},"
    "{\"name\":\"b\",\"cpu\":300,\"mem\":1,\"priority\":0,\"node\":\"n2\"},"
    "{\"name\":\"p\",\"cpu\":900,\"mem\":1,\"priority\":0,\"node\":null}]}";

static int expect(int condition, const char *what) {
  if (!condition) fprintf(stderr, "not so: %s\n", what);
  return condition ? 0 : 1;
}

static int expect_status(int32_t wanted, const char *snapshot, size_t size, const char *options, double seconds) {
  char *answer = NULL;
  int32_t status = dovetail_pods_plan(snapshot, size, options, seconds, NULL, &answer);
  int failures = expect(status == wanted, "the status that the call deserves");
  failures += expect(answer != NULL, "an answer");
  failures += expect(answer && (strstr(answer, "\"error\"") != NULL) == (wanted != DOVETAIL_OK), "an error in words");
  dovetail_free(answer);
  return failures;
}

static void *plan_in_thread(void *result) {
  char *plan = NULL;
  int32_t status = dovetail_pods_plan(cluster, strlen(cluster), "{\"workers\":1}", 5, NULL, &plan);
  *(int *)result = expect(status == DOVETAIL_OK && plan && strstr(plan, "\"changes\""), "a plan in each thread");
  dovetail_free(plan);
  return NULL;
}

static void *raise_in_thread(void *interruption) {
  dovetail_interruption_raise(interruption);
  return NULL;
}

int main(void) {
  int failures = 0;
  pthread_t threads[8];
  int results[8];
  for (int i = 0; i < 8; i++) pthread_create(&threads[i], NULL, plan_in_thread, &results[i]);
  for (int i = 0; i < 8; i++) {
    pthread_join(threads[i], NULL);
    failures += results[i];
  }

  failures += expect_status(DOVETAIL_INVALID_ARGUMENT, NULL, 0, NULL, 1);
  failures += expect_status(DOVETAIL_INVALID_ARGUMENT, cluster, strlen(cluster), NULL, 0);
  failures += expect_status(DOVETAIL_INVALID_ARGUMENT, cluster, strlen(cluster), NULL, NAN);
  failures += expect_status(DOVETAIL_INVALID_ARGUMENT, cluster, strlen(cluster), "{\"score\":\"odd\"}", 1);
  failures += expect_status(DOVETAIL_INVALID_ARGUMENT, cluster, strlen(cluster), "[", 1);
  failures += expect_status(DOVETAIL_INVALID_INPUT, "", 0, NULL, 1);
  failures += expect_status(DOVETAIL_INVALID_INPUT, cluster, 40, NULL, 1);
  failures += expect(
      dovetail_pods_plan(cluster, strlen(cluster), NULL, 1, NULL, NULL) == DOVETAIL_INVALID_ARGUMENT,
      "no crash where there is no place for the answer");
  dovetail_free(NULL);

  /* Interrupted from another thread, a call still gives a plan. */
  dovetail_interruption *interruption = dovetail_interruption_create();
  pthread_t thread;
  pthread_create(&thread, NULL, raise_in_thread, interruption);
  char *plan = NULL;
  failures += expect(
      dovetail_pods_plan(cluster, strlen(cluster), NULL, 60, interruption, &plan) == DOVETAIL_OK, "an early plan");
  pthread_join(thread, NULL);
  dovetail_interruption_destroy(interruption);
  if (plan) puts(plan);
  dovetail_free(plan);
  return failures == 0 ? 0 : 1;
}
