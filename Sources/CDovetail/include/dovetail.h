/* Dovetail for programs in C, and in everything that can call C: Go through cgo, Python, Rust.
 *
 * Every function may be called from any thread at any time; there is no state between calls and none to set up. No
 * function takes a lock that another call could wait for, none touches signals, and none ends the process.
 */
#ifndef DOVETAIL_H
#define DOVETAIL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a call says of itself; the numbers are those of the command line's exit codes. */
enum {
  DOVETAIL_OK = 0,
  /* A null pointer, a limit that is no number, options that mean nothing. */
  DOVETAIL_INVALID_ARGUMENT = 64,
  /* The input is in no known format, or contradicts itself. */
  DOVETAIL_INVALID_INPUT = 65,
  /* A bug of Dovetail's, or a system without memory or threads. */
  DOVETAIL_INTERNAL_ERROR = 70
};

/* Frees a text that a function below gave; NULL is fine. */
void dovetail_free(char *text);

/* ---- Pods -------------------------------------------------------------------------------------------------------- */

/* A switch that ends a call early from another thread. */
typedef struct dovetail_interruption dovetail_interruption;

dovetail_interruption *dovetail_interruption_create(void);

/* Ends the calls that were given it, now or as soon as they begin; they still give the best that they have. */
void dovetail_interruption_raise(dovetail_interruption *interruption);

/* Once no call uses it any more; NULL is fine. */
void dovetail_interruption_destroy(dovetail_interruption *interruption);

/* Plans a Kubernetes cluster: which pending pods to place where, and which pods to move or evict for them.
 *
 * snapshot       JSON: the output of "kubectl get nodes,pods,pdb -A -o json", or {"nodes": [...], "pods": [...]};
 *                need not end in a zero byte.
 * snapshot_size  its bytes.
 * options        NULL, or JSON with any of {"workers": 2, "seed": 1, "score": "spread" or "bin-pack"}.
 * time_limit     seconds, above 0; the plan is there at most 0.6 s later, plus the time to read and to write it.
 * interruption   NULL, or a switch.
 * plan           where the answer goes: the plan as JSON or, for every status but DOVETAIL_OK,
 *                {"error": {"code": ..., "message": ...}}. To be freed with dovetail_free in both cases. Ends in a
 *                zero byte.
 *
 * Returns one of the statuses above; the plan that changes nothing is a plan as well.
 */
int32_t dovetail_pods_plan(const char *snapshot, size_t snapshot_size, const char *options, double time_limit,
                           dovetail_interruption *interruption, char **plan);

#ifdef __cplusplus
}
#endif

#endif
