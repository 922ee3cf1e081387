/* GLPK under a guard.

   GLPK ends the process when it meets an error, and its simplex method cannot be told to stop. Its manual's way out of
   both is a long jump from a hook, after which only glp_free_env is allowed. Such a jump may cross C frames only, so
   the calls that can be left by one are made here, and Swift is called back only to read and to answer.

   A session belongs to the thread that opened it, and so does GLPK's environment. */

#ifndef GLPK_BRIDGE_H
#define GLPK_BRIDGE_H

#include <glpk.h>

/* What the caller wants after looking at the branch-and-bound tree. */
enum bridge_answer {
  BRIDGE_CONTINUE,
  BRIDGE_TERMINATE,
  /* Take the solution in the session's buffer; only where the tree asks for heuristics. */
  BRIDGE_INJECT
};

/* What became of a guarded call. */
enum bridge_outcome {
  BRIDGE_RETURNED,
  /* should_stop said yes in the middle; the problem is lost. */
  BRIDGE_STOPPED,
  /* GLPK gave up; the problem is lost, bridge_message says why. */
  BRIDGE_BROKE
};

typedef struct {
  void *context;
  /* Asked at least every 100 ms in a long LP, as far as GLPK allows. */
  int (*should_stop)(void *context);
  /* Called at each event of the tree; must not change anything in it. */
  enum bridge_answer (*look)(void *context, glp_tree *tree, double *injection);
} bridge_callbacks;

typedef struct bridge_session bridge_session;

/* Opens GLPK's environment on this thread, silent and with at most `megabytes` of memory; NULL without memory. */
bridge_session *bridge_open(bridge_callbacks callbacks, int megabytes);

/* Frees the session, its problems and all else that GLPK holds on this thread. */
void bridge_close(bridge_session *session);

/* GLPK's last words, for BRIDGE_BROKE. */
const char *bridge_message(const bridge_session *session);

/* Builds min cost.x + constant over lower <= x <= upper and the rows, scaled and with an advanced basis. Entries count
   from 1, as in GLPK, and element 0 of each array is not used. Infinite bounds are IEEE infinities. */
enum bridge_outcome bridge_build(
    bridge_session *session, int columns, int rows, int entries, double constant, const double *cost,
    const double *column_lower, const double *column_upper, const unsigned char *is_integer, const double *row_lower,
    const double *row_upper, const int *entry_row, const int *entry_column, const double *entry_value,
    glp_prob **problem);

/* glp_simplex; its return code goes to `code`. */
enum bridge_outcome bridge_simplex(bridge_session *session, glp_prob *problem, glp_smcp options, int *code);

/* glp_intopt with the session's callbacks, cuts at the root only; its return code goes to `code`. */
enum bridge_outcome bridge_intopt(bridge_session *session, glp_prob *problem, glp_iocp options, int *code);

#endif
