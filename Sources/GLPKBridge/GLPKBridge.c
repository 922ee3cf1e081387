#include "GLPKBridge.h"

#include <math.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

struct bridge_session {
  bridge_callbacks callbacks;
  jmp_buf escape;
  /* A guarded call is running, and no Swift frame lies above it. */
  int may_escape;
  /* One value for each column, from 1. */
  double *injection;
  /* Of the glp_intopt that is running. */
  glp_iocp tree_options;
  char message[256];
};

static void leave(bridge_session *session, enum bridge_outcome outcome) {
  if (session->may_escape) {
    session->may_escape = 0;
    longjmp(session->escape, outcome);
  }
}

/* GLPK prints its progress through this, also from inside the simplex method; returning 1 keeps it off the terminal. */
static int listen(void *info, const char *text) {
  bridge_session *session = info;
  if (session->may_escape && session->callbacks.should_stop(session->callbacks.context)) leave(session, BRIDGE_STOPPED);
  /* Before an error comes its reason, then the place in GLPK's source, which is of no use to anybody here. */
  if (strlen(text) > 1 && strncmp(text, "Error detected", 14) != 0) {
    strncpy(session->message, text, sizeof session->message - 1);
    session->message[strcspn(session->message, "\n")] = 0;
  }
  return 1;
}

static void fail(void *info) { leave(info, BRIDGE_BROKE); }

/* GLPK would generate cuts at the root and again after each backtracking step. Below the root they cost more than they
   prune: on nine jobs of one machine with a big-M, cuts at the root only end 2.5 times sooner. GLPK reads its options
   where it was given them, each time anew. */
static void end_cuts_below_root(bridge_session *session, glp_tree *tree) {
  int node = glp_ios_curr_node(tree);
  if (node == 0 || glp_ios_node_level(tree, node) == 0) return;
  glp_iocp *options = &session->tree_options;
  options->gmi_cuts = options->mir_cuts = options->cov_cuts = options->clq_cuts = GLP_OFF;
}

static void look(glp_tree *tree, void *info) {
  bridge_session *session = info;
  end_cuts_below_root(session, tree);
  session->may_escape = 0;
  enum bridge_answer answer = session->callbacks.look(session->callbacks.context, tree, session->injection);
  session->may_escape = 1;
  if (answer == BRIDGE_TERMINATE) glp_ios_terminate(tree);
  if (answer == BRIDGE_INJECT) glp_ios_heur_sol(tree, session->injection);
}

bridge_session *bridge_open(bridge_callbacks callbacks, int megabytes) {
  bridge_session *session = calloc(1, sizeof *session);
  if (session == NULL) return NULL;
  if (glp_init_env() > 1) {
    free(session);
    return NULL;
  }
  session->callbacks = callbacks;
  glp_term_hook(listen, session);
  glp_error_hook(fail, session);
  glp_mem_limit(megabytes);
  return session;
}

void bridge_close(bridge_session *session) {
  glp_error_hook(NULL, NULL);
  glp_term_hook(NULL, NULL);
  glp_free_env();
  free(session->injection);
  free(session);
}

const char *bridge_message(const bridge_session *session) { return session->message; }

static int bounds_type(double lower, double upper) {
  if (lower == upper) return GLP_FX;
  if (isinf(lower)) return isinf(upper) ? GLP_FR : GLP_UP;
  return isinf(upper) ? GLP_LO : GLP_DB;
}

enum bridge_outcome bridge_build(
    bridge_session *session, int columns, int rows, int entries, double constant, const double *cost,
    const double *column_lower, const double *column_upper, const unsigned char *is_integer, const double *row_lower,
    const double *row_upper, const int *entry_row, const int *entry_column, const double *entry_value,
    glp_prob **problem) {
  free(session->injection);
  session->injection = calloc((size_t)columns + 1, sizeof(double));
  if (session->injection == NULL) {
    strcpy(session->message, "no memory for one value a column");
    return BRIDGE_BROKE;
  }
  int escaped = setjmp(session->escape);
  if (escaped) return (enum bridge_outcome)escaped;
  session->may_escape = 1;
  glp_prob *built = glp_create_prob();
  glp_set_obj_dir(built, GLP_MIN);
  glp_set_obj_coef(built, 0, constant);
  if (columns > 0) glp_add_cols(built, columns);
  for (int j = 1; j <= columns; j++) {
    glp_set_col_kind(built, j, is_integer[j] ? GLP_IV : GLP_CV);
    glp_set_col_bnds(built, j, bounds_type(column_lower[j], column_upper[j]), column_lower[j], column_upper[j]);
    glp_set_obj_coef(built, j, cost[j]);
  }
  if (rows > 0) glp_add_rows(built, rows);
  for (int i = 1; i <= rows; i++)
    glp_set_row_bnds(built, i, bounds_type(row_lower[i], row_upper[i]), row_lower[i], row_upper[i]);
  glp_load_matrix(built, entries, entry_row, entry_column, entry_value);
  glp_scale_prob(built, GLP_SF_AUTO);
  glp_adv_basis(built, 0);
  session->may_escape = 0;
  *problem = built;
  return BRIDGE_RETURNED;
}

enum bridge_outcome bridge_simplex(bridge_session *session, glp_prob *problem, glp_smcp options, int *code) {
  int escaped = setjmp(session->escape);
  if (escaped) return (enum bridge_outcome)escaped;
  session->may_escape = 1;
  *code = glp_simplex(problem, &options);
  session->may_escape = 0;
  return BRIDGE_RETURNED;
}

enum bridge_outcome bridge_intopt(bridge_session *session, glp_prob *problem, glp_iocp options, int *code) {
  session->tree_options = options;
  session->tree_options.cb_func = look;
  session->tree_options.cb_info = session;
  int escaped = setjmp(session->escape);
  if (escaped) return (enum bridge_outcome)escaped;
  session->may_escape = 1;
  *code = glp_intopt(problem, &session->tree_options);
  session->may_escape = 0;
  return BRIDGE_RETURNED;
}
