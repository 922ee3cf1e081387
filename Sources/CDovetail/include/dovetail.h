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

/* ---- Memory ------------------------------------------------------------------------------------------------------ */

/* What dovetail_place_buffers knows at the end. OPTIMAL and INFEASIBLE are proofs. */
enum {
  /* Placed: within the capacity or, without one, at the least height that there is. */
  DOVETAIL_OPTIMAL = 0,
  /* Placed, and whether a lower height is possible is not known; without a capacity only. */
  DOVETAIL_FEASIBLE = 1,
  /* The buffers do not fit in the capacity. */
  DOVETAIL_INFEASIBLE = 2,
  /* Neither a placement nor a proof within the time limit. */
  DOVETAIL_UNKNOWN = 3
};

/* Places buffers with known life times so that no two that live at a common time share an address.
 *
 * count          the number of buffers; 0 is fine, and then the arrays may be NULL.
 * lower, upper   buffer i lives in [lower[i], upper[i]): lower at most upper, both within -2^60 ... 2^60.
 * size           at least 0; all sizes and alignments together are at most 2^60.
 * alignment      offsets[i] is a multiple of alignment[i], at least 1; NULL for 1 everywhere.
 * capacity       every buffer ends at this address or below; negative: the least height is looked for.
 * time_limit     seconds, above 0 (INFINITY for none); the answer is there at most 0.6 s later, plus the time to read
 *                and check the arrays.
 * workers        threads of its own that a call uses, from 1 to 256.
 * offsets        receives count offsets where the outcome is OPTIMAL or FEASIBLE, and is left alone otherwise.
 * height         NULL, or receives the end of the highest buffer in the same cases.
 * outcome        receives what is known.
 *
 * Returns DOVETAIL_OK; or DOVETAIL_INVALID_ARGUMENT, or DOVETAIL_INVALID_INPUT for buffers that break a rule above,
 * and then nothing was written.
 */
int32_t dovetail_place_buffers(size_t count, const int64_t *lower, const int64_t *upper, const int64_t *size,
                               const int64_t *alignment, int64_t capacity, double time_limit, int32_t workers,
                               int64_t *offsets, int64_t *height, int32_t *outcome);

#ifdef __cplusplus
}
#endif

#endif
