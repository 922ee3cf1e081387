/* Dovetail for programs in C, and in everything that can call C: Go through cgo, Python, Rust.
 *
 * Functions may be called from any thread at any time, but a model belongs to one thread at a time. There is nothing to
 * set up. Nothing calls back, none touches signals, and none ends the process. What begins with a NULL handle, or has no
 * place for its answer, is an invalid argument.
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

/* Frees a text or an array that a function below gave; NULL is fine. */
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

/* ---- The interface ----------------------------------------------------------------------------------------------- */

/* Rises only where something that was there means something else. */
enum { DOVETAIL_ABI_VERSION = 1 };
int32_t dovetail_abi_version(void);

/* Of the program, such as "0.1.0"; stays where it is and is not freed. */
const char *dovetail_version(void);

/* ---- Models ------------------------------------------------------------------------------------------------------ */

/* A model of integers, Booleans and intervals, which grows by rows of 64-bit words and belongs to one thread at a time.
 *
 * A row is its opcode, the number of words of its payload, and the payload. Variables and intervals are numbered from 0
 * in the order in which they come. A payload is made of these pieces:
 *
 *   variable  its number                      literal   b of a variable b from 0 to 1: it is 1; -b-1: it is 0
 *   form      count, constant, then count times variable, coefficient: the constant plus coefficients times variables
 *   interval  its number                      number    a word
 *   choice    the place of one of the words that are listed, from 0 on
 *   list of   count, then so many of these    table     count, then so many lists of numbers
 *
 * Bounds are strictly within -2^30 ... 2^30. What a constraint says, its pieces have the names of and the order in which
 * ModelText, the page on models as texts, has them; comments below give the kinds.
 */
typedef struct dovetail_model dovetail_model;

/* Opcodes; none is ever used for something else. */
enum {
  /* count, count lower bounds, count upper bounds: so many new variables. */
  DOVETAIL_ROW_VARIABLES = 1,
  /* A new variable whose bounds follow: a kind below, then its pieces. */
  DOVETAIL_ROW_DERIVED = 2,
  /* variable (start), form (duration), form (end), list of literals (presence: none or one). Where start + duration - end
   * is not 0 whatever the values, a LINEAR row says that it is, with no condition but the presence. */
  DOVETAIL_ROW_INTERVAL = 3,
  /* A sense below, form: replaces the objective that was there. */
  DOVETAIL_ROW_OBJECTIVE = 4,
  /* list of (variable, number): replaces the hints that were there; the count is that of the pairs. */
  DOVETAIL_ROW_HINTS = 5,
  /* number: the group of the constraints that follow, for explanations: a number from 0 on (named by dovetail_model_name),
   * -1 for each by itself, as at the beginning, -2 for what belongs to the definition of a variable or an interval. */
  DOVETAIL_ROW_GROUP = 6,

  /* form, choice (<= 0, = 0, != 0), list of literals (conditions) */
  DOVETAIL_ROW_LINEAR = 16,
  /* literal, form, choice (<= 0, = 0, != 0) */
  DOVETAIL_ROW_REIFIED = 17,
  /* variable, list of numbers */
  DOVETAIL_ROW_DOMAIN = 18,
  /* form, list of numbers (first and last of each range), list of literals (target: none or one) */
  DOVETAIL_ROW_MEMBERSHIP = 19,
  /* literal, variable, number */
  DOVETAIL_ROW_INDICATOR = 20,
  /* list of literals */
  DOVETAIL_ROW_CLAUSE = 24,
  /* list of literals */
  DOVETAIL_ROW_AT_MOST_ONE = 25,
  /* literal, list of literals */
  DOVETAIL_ROW_CONJUNCTION = 26,
  /* list of literals, list of literals (target: none or one) */
  DOVETAIL_ROW_PARITY = 27,
  /* list of literals, list of forms (at most 0), list of forms (equal to 0), table (nodes), number (root), number (target) */
  DOVETAIL_ROW_FORMULA = 28,
  /* form (target), list of forms */
  DOVETAIL_ROW_MAXIMUM = 32,
  /* form (target), list of forms */
  DOVETAIL_ROW_INDEX_OF_MAXIMUM = 33,
  /* choice (product, quotient, remainder, power), form (target), form (left), form (right) */
  DOVETAIL_ROW_ARITHMETIC = 34,
  /* form (target), list of forms, number */
  DOVETAIL_ROW_COUNT = 40,
  /* list of forms, list of numbers (exceptions) */
  DOVETAIL_ROW_ALL_DIFFERENT = 41,
  /* list of forms, list of forms, choice (total, partial) */
  DOVETAIL_ROW_INVERSE = 42,
  /* form (target), list of forms, list of numbers */
  DOVETAIL_ROW_AMONG = 43,
  /* list of forms, list of numbers, list of forms (counts), choice (open, closed) */
  DOVETAIL_ROW_CARDINALITIES = 44,
  /* form (target), list of forms */
  DOVETAIL_ROW_DISTINCT_COUNT = 45,
  /* form (target), list of forms, form (index) */
  DOVETAIL_ROW_ELEMENT = 48,
  /* form (target), list of forms, number (width), form (row), form (column) */
  DOVETAIL_ROW_MATRIX_ELEMENT = 49,
  /* list of forms, table; INT64_MIN in it stands for any value */
  DOVETAIL_ROW_TABLE = 50,
  /* list of forms, table; INT64_MIN in it stands for any value */
  DOVETAIL_ROW_FORBIDDEN_ROWS = 51,
  /* list of forms, number (states), table (state, value, next state), number (initial), list of numbers (accepting) */
  DOVETAIL_ROW_AUTOMATON = 52,
  /* form (target), then as AUTOMATON with costs as the fourth column */
  DOVETAIL_ROW_COST_AUTOMATON = 53,
  /* list of forms, choice (<=, <), list of forms */
  DOVETAIL_ROW_LEXICOGRAPHIC = 56,
  /* list of numbers, list of forms */
  DOVETAIL_ROW_VALUE_PRECEDENCE = 57,
  /* list of forms (targets), list of forms */
  DOVETAIL_ROW_SORT = 58,
  /* list of forms (targets), list of forms */
  DOVETAIL_ROW_SORTED_INDICES = 59,
  /* list of forms, number (window), number (least sum), number (largest sum) */
  DOVETAIL_ROW_SLIDING_SUM = 60,
  /* list of intervals */
  DOVETAIL_ROW_NO_OVERLAP = 64,
  /* list of intervals, list of forms (demands), form (capacity) */
  DOVETAIL_ROW_CUMULATIVE = 65,
  /* interval, interval, number (delay), list of literals (conditions) */
  DOVETAIL_ROW_PRECEDENCE = 66,
  /* interval, list of intervals */
  DOVETAIL_ROW_ALTERNATIVE = 67,
  /* list of intervals, list of numbers (kinds), table (times) */
  DOVETAIL_ROW_TRANSITIONS = 68,
  /* list of intervals, list of numbers (kinds), table (times) */
  DOVETAIL_ROW_DIRECT_TRANSITIONS = 69,
  /* list of intervals, lists of literals: firsts, lasts, nexts */
  DOVETAIL_ROW_SEQUENCE = 70,
  /* list of intervals, list of numbers (states), table (times) */
  DOVETAIL_ROW_STATE = 71,
  /* interval, choice (start, end), choice (<=, =), interval, choice (start, end), form (delay), list of literals */
  DOVETAIL_ROW_TEMPORAL = 72,
  /* interval, list of intervals */
  DOVETAIL_ROW_SPAN = 73,
  /* interval, list of intervals */
  DOVETAIL_ROW_SYNCHRONIZE = 74,
  /* interval, list of intervals, form (cardinality) */
  DOVETAIL_ROW_SELECTION = 75,
  /* list of forms (times), list of forms (amounts), list of literals (presences), numbers: least, largest, initial */
  DOVETAIL_ROW_RESERVOIR = 76,
  /* interval, form (work), then hours: list of numbers (changes), number, number, list of numbers (pattern), number */
  DOVETAIL_ROW_CALENDAR = 77,
  /* interval, choice (start, end, whole), then hours as above */
  DOVETAIL_ROW_OPEN_TIMES = 78,
  /* list of forms, choice (whole, partial) */
  DOVETAIL_ROW_CIRCUIT = 80,
  /* number (nodes), number (depot or -1), list of numbers (from), list of numbers (to), list of literals */
  DOVETAIL_ROW_ARC_CIRCUIT = 81,
  /* lists of numbers: from, to; lists of forms: amounts, balances; list of numbers (prices), form (cost) */
  DOVETAIL_ROW_FLOW = 82,
  /* choice (nowhere, strict), list of intervals (x), list of intervals (y) */
  DOVETAIL_ROW_NO_OVERLAP_2D = 88,
  /* list of forms (places), list of numbers (sizes), list of forms (loads) */
  DOVETAIL_ROW_PACK = 89,
  /* list of forms (places), list of numbers (sizes), form (capacity) */
  DOVETAIL_ROW_BIN_CAPACITY = 90,
  /* form (load), list of numbers (sizes), list of literals */
  DOVETAIL_ROW_BIN_LOAD = 91,
  /* lists of numbers: weights, profits; list of forms (counts), form (weight), form (profit) */
  DOVETAIL_ROW_KNAPSACK = 92
};

/* Kinds of DERIVED. Operands of the last four need bounds of their own: none may follow from a START. */
enum {
  /* Nothing: from 0 on, as late as durations, delays and bounds of the complete model can ask for. */
  DOVETAIL_DERIVED_START = 0,
  /* variable (start), variable (duration): their sum. */
  DOVETAIL_DERIVED_END = 1,
  /* list of forms: the largest of them, the smallest, one of them. */
  DOVETAIL_DERIVED_LARGEST = 2,
  DOVETAIL_DERIVED_SMALLEST = 3,
  DOVETAIL_DERIVED_ONE_OF = 4,
  /* form, form: what ARITHMETIC makes of them. */
  DOVETAIL_DERIVED_PRODUCT = 5,
  DOVETAIL_DERIVED_QUOTIENT = 6,
  DOVETAIL_DERIVED_REMAINDER = 7,
  DOVETAIL_DERIVED_POWER = 8
};

/* Senses of OBJECTIVE. */
enum {
  DOVETAIL_MINIMIZE = 0,
  DOVETAIL_MAXIMIZE = 1,
  /* With a form that is not looked at: no objective. */
  DOVETAIL_SATISFY = 2
};

/* What dovetail_model_name names: the model (first and count are not looked at), variables, intervals, groups. */
enum {
  DOVETAIL_NAME_MODEL = 0,
  DOVETAIL_NAME_VARIABLES = 1,
  DOVETAIL_NAME_INTERVALS = 2,
  DOVETAIL_NAME_GROUPS = 3
};

dovetail_model *dovetail_model_create(void);

/* Once; NULL is fine. Jobs that solve the model go on. */
void dovetail_model_destroy(dovetail_model *model);

/* Appends rows: all of them, or none where one is refused.
 *
 * words, count   the rows, one after the other; the array is not needed any more afterwards.
 * row            NULL, or where the number of the refused row goes, from 0 on in this call; -1 where none is to blame.
 * message        NULL, or where the reason goes, to be freed; NULL where nothing was refused.
 */
int32_t dovetail_model_append(dovetail_model *model, const int64_t *words, size_t count, int64_t *row, char **message);

/* Names things that are there: names are UTF-8, one zero byte between two; size counts all bytes. Groups are named in
 * advance, in their order: first is at most the number of those that have a name. */
int32_t dovetail_model_name(dovetail_model *model, int32_t kind, int64_t first, int64_t count, const char *names,
                            size_t size);

/* All rows that make this model, without names of anything: to keep, and to hand a case on. Freed with dovetail_free((char *)words). */
int32_t dovetail_model_words(dovetail_model *model, int64_t **words, size_t *count);

/* Variables, intervals, constraints, hints. */
int32_t dovetail_model_size(dovetail_model *model, int64_t sizes[4]);

/* Checks values, one for each variable, by definitions of the constraints and none of the engine's code.
 * OK with message NULL: a solution; OK with a message: the first constraint that it breaks, whose number goes to row (-1
 * for a bound). */
int32_t dovetail_model_check(dovetail_model *model, const int64_t *values, size_t count, int64_t *row, char **message);

/* The model in another form: "dvt" (Dovetail's text), "mps" or "lp" (which minimise the negation of what is maximised).
 * text ends in a zero byte; size, which may be NULL, does not count it. */
int32_t dovetail_model_export(dovetail_model *model, const char *format, char **text, size_t *size, char **message);

/* ---- Problems ---------------------------------------------------------------------------------------------------- */

/* An instance of one of the problems that Dovetail knows; never changes, so any number of threads may use it. */
typedef struct dovetail_problem dovetail_problem;

/* JSON: an array of {"name", "summary", "formats", "heuristics": [{"name", "summary"}], "questions": [parameter],
 * "generator": [parameter]}; a parameter is {"name", "kind", "summary", "default", "least", "largest"}. */
int32_t dovetail_problem_list(char **json);

/* A generated instance as text. options: NULL or JSON, such as {"jobs": 10, "seed": 2}, by the names of "generator". */
int32_t dovetail_problem_generate(const char *name, const char *options, char **text, char **message);

/* Reads an instance in any format that the command line reads.
 *
 * name      what errors call the text, such as its file's name; NULL for "instance".
 * options   NULL or JSON: {"problem": NAME, "questions": {"capacity": 12}, "instance": 3}; without a problem, the text
 *           decides. "instance" chooses one of a file of several, from 1 on.
 */
int32_t dovetail_problem_read(const char *name, const char *bytes, size_t size, const char *options,
                              dovetail_problem **problem, char **message);

/* Once; NULL is fine. Jobs that solve it go on. */
void dovetail_problem_destroy(dovetail_problem *problem);

/* JSON: {"problem", "instance", "summary", "warnings", "bound", "sense"}. */
int32_t dovetail_problem_describe(dovetail_problem *problem, char **json);

/* Checks a solution file (the text that dovetail_job_solution gives, or "solve --output" writes), by the independent
 * checker: JSON, {"valid": true, "objective": ...} or {"valid": false, "reason": ...}. */
int32_t dovetail_problem_check(dovetail_problem *problem, const char *solution, size_t size, char **json);

/* The picture of a solution file: SVG, or the reason why there is none with status INVALID_INPUT. */
int32_t dovetail_problem_picture(dovetail_problem *problem, const char *solution, size_t size, char **svg);

/* ---- Jobs -------------------------------------------------------------------------------------------------------- */

/* A solve under way, on threads of its own. Its functions may be called from any thread. Nothing calls back. */
typedef struct dovetail_job dovetail_job;

/* Begins to solve the model as it is now; it may grow meanwhile.
 *
 * options   NULL, or JSON with any of: "timeLimit" (seconds), "workers" (1 ... 256), "seed", "gap", "objectiveLimit",
 *           "conflictLimit", "memoryLimit" (bytes), "deterministic", "hint" ([[variable, value], ...]),
 *           "assume" ([literal, ...]); and "question": "solve"; "solutions", all that differ in "of" ([variable, ...], or
 *           all), at most "limit" of them, each of which is waited for; "explain", why there is none.
 */
int32_t dovetail_solve_model(dovetail_model *model, const char *options, dovetail_job **job, char **message);

/* options   NULL, or JSON with any of: "timeLimit", "workers", "seed", "gap", "objectiveLimit" (a number or an array),
 *           "conflictLimit", "memoryLimit", "deterministic", "engine" ("auto", "native", "cp"), "heuristic", and
 *           "warmStart": "heuristic", "none", or a solution file as text. */
int32_t dovetail_solve_problem(dovetail_problem *problem, const char *options, dovetail_job **job, char **message);

/* What dovetail_job_wait finds. */
enum {
  /* The time is over, and nothing has happened. */
  DOVETAIL_JOB_NOTHING_NEW = 0,
  /* An event waits to be taken. */
  DOVETAIL_JOB_EVENT = 1,
  /* No event waits, and none will come. */
  DOVETAIL_JOB_ENDED = 2
};

/* Waits for an event or the end, at most so many seconds. */
int32_t dovetail_job_wait(dovetail_job *job, double seconds, int32_t *state);

/* Takes the next event: a line of "solve --log json", {"event": "solution" or "bound", "time", "objective", "bound",
 * "gap", "source"}; NULL where none waits. */
int32_t dovetail_job_event(dovetail_job *job, char **json);

/* The values of a model's solution: the one of the solution event that was taken last, or the best one once the result
 * was. INVALID_ARGUMENT where there is none or another number of values; where newer solutions have come since, it may be
 * the newest. */
int32_t dovetail_job_values(dovetail_job *job, int64_t *values, size_t count);

/* The same of a problem, as a solution file. */
int32_t dovetail_job_solution(dovetail_job *job, char **json);

/* Ends it soon with what it has. */
int32_t dovetail_job_stop(dovetail_job *job);

/* Waits for the end; the summary of "solve --log json". Of models also "core" ([literal, ...]) and "coreIsMinimal" where
 * assumptions contradict each other, "count" and "isComplete" of solutions, "explanation" ({"groups": [{"name",
 * "constraints"}], "domains", "isMinimal", "text"}, or null). INTERNAL_ERROR with {"error": ...} where the solve failed. */
int32_t dovetail_job_result(dovetail_job *job, char **json);

/* Stops it and returns within a second; what still runs then ends by itself. Once; NULL is fine. */
void dovetail_job_destroy(dovetail_job *job);

#ifdef __cplusplus
}
#endif

#endif
