// Runs one command under limits of time and memory, and tells what the operating system measured.
//
//   dovetail-measure SECONDS MEBIBYTES CORES OUTPUT ERROR PROGRAM [ARGUMENT...]
//
// SECONDS and MEBIBYTES are 0 where there is no limit; CORES is a list such as 0,1, or - for no pinning; OUTPUT and
// ERROR are the files that get the command's streams. One line of JSON on standard output says how it ended:
//
//   {"wall":s,"user":s,"system":s,"memory":bytes,"exit":code|null,"signal":number|null,"killed":"time"|"memory"|null}
//
// It is a program of its own, and a small one, for two reasons. The kernel counts the memory of the process that forks
// as the first of the child's peak (struct rusage, ru_maxrss), so a parent larger than the command would be measured
// instead of it. And it dies with whoever started it, and the command dies with it, so that a sweep that is killed
// leaves nothing behind that would disturb the measurements of the next.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// How often the memory is looked at. The peak that is reported comes from the kernel, and not from here.
static const double watch_interval = 0.01;
// What a command may write to one of its streams or files.
static const rlim_t file_limit = (rlim_t)1 << 30;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void fail(const char *what) {
  fprintf(stderr, "dovetail-measure: %s: %s\n", what, strerror(errno));
  exit(71);
}

// The resident memory of a process in bytes; 0 when it has ended.
static double resident(pid_t process) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/statm", process);
  FILE *file = fopen(path, "re");
  if (!file) return 0;
  long size = 0, pages = 0;
  if (fscanf(file, "%ld %ld", &size, &pages) != 2) pages = 0;
  fclose(file);
  return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

// The same of a process and all that it has started; a wrapper in a script counts with what it wraps.
static double resident_tree(pid_t process) {
  double sum = resident(process);
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/task/%d/children", process, process);
  FILE *file = fopen(path, "re");
  if (!file) return sum;
  for (int child; fscanf(file, "%d", &child) == 1;) sum += resident_tree(child);
  fclose(file);
  return sum;
}

static void redirect(const char *path, int stream) {
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file < 0 || dup2(file, stream) < 0) fail(path);
  if (file != stream) close(file);
}

static void pin(const char *cores) {
  if (strcmp(cores, "-") == 0) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  for (const char *text = cores; *text;) {
    char *end;
    long core = strtol(text, &end, 10);
    if (end == text || core < 0 || core >= CPU_SETSIZE) {
      errno = EINVAL;
      fail("cores");
    }
    CPU_SET((int)core, &set);
    text = *end ? end + 1 : end;
  }
  if (sched_setaffinity(0, sizeof set, &set) != 0) fail("sched_setaffinity");
}

// In the child: never returns. The end of the pipe closes when the command has been executed.
static void execute(char **words, pid_t parent, int failure, const char *cores, const char *output, const char *error) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(71);
  setpgid(0, 0);
  pin(cores);
  struct rlimit files = {file_limit, file_limit}, core = {0, 0};
  setrlimit(RLIMIT_FSIZE, &files);
  setrlimit(RLIMIT_CORE, &core);
  redirect("/dev/null", STDIN_FILENO);
  redirect(output, STDOUT_FILENO);
  redirect(error, STDERR_FILENO);
  // Whoever ignores a broken pipe does so for itself.
  signal(SIGPIPE, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execvp(words[0], words);
  int code = errno;
  if (write(failure, &code, sizeof code) < 0) _exit(126);
  _exit(127);
}

int main(int count, char **words) {
  if (count < 7) {
    fprintf(stderr, "usage: dovetail-measure SECONDS MEBIBYTES CORES OUTPUT ERROR PROGRAM [ARGUMENT...]\n");
    return 64;
  }
  pid_t starter = getppid();
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != starter) return 71;
  // Ctrl-C in a terminal reaches the whole group; the sweep decides what becomes of its runs.
  signal(SIGINT, SIG_IGN);
  double seconds = atof(words[1]), limit = atof(words[2]) * 1048576.0;
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child, NULL);

  int failure[2];
  if (pipe2(failure, O_CLOEXEC) != 0) fail("pipe");
  pid_t parent = getpid();
  double began = now();
  pid_t process = fork();
  if (process < 0) fail("fork");
  if (process == 0) {
    signal(SIGINT, SIG_DFL);
    execute(words + 6, parent, failure[1], words[3], words[4], words[5]);
  }
  close(failure[1]);
  setpgid(process, process);

  const char *killed = NULL;
  int status = 0;
  struct rusage usage;
  double ended;
  for (;;) {
    pid_t waited = wait4(process, &status, WNOHANG, &usage);
    ended = now();
    if (waited == process) break;
    if (waited < 0 && errno != EINTR) fail("wait");
    if (!killed && seconds > 0 && ended - began >= seconds) killed = "time";
    if (!killed && limit > 0 && resident_tree(process) > limit) killed = "memory";
    if (killed) kill(-process, SIGKILL);
    double rest = limit > 0 || killed ? watch_interval : 3600;
    if (seconds > 0 && !killed && began + seconds - ended < rest) rest = began + seconds - ended;
    if (rest < 0) rest = 0;
    struct timespec wait = {(time_t)rest, (long)((rest - (double)(time_t)rest) * 1e9)};
    sigtimedwait(&child, NULL, &wait);
  }
  // What the command has started must not outlive it either.
  kill(-process, SIGKILL);

  int code = 0;
  if (read(failure[0], &code, sizeof code) == (ssize_t)sizeof code) {
    errno = code;
    fail(words[6]);
  }
  char exit_text[16] = "null", signal_text[16] = "null";
  if (WIFEXITED(status)) snprintf(exit_text, sizeof exit_text, "%d", WEXITSTATUS(status));
  if (WIFSIGNALED(status)) snprintf(signal_text, sizeof signal_text, "%d", WTERMSIG(status));
  printf("{\"wall\":%.6f,\"user\":%ld.%06ld,\"system\":%ld.%06ld,\"memory\":%lld,\"exit\":%s,\"signal\":%s,"
         "\"killed\":%s%s%s}\n",
         ended - began, (long)usage.ru_utime.tv_sec, (long)usage.ru_utime.tv_usec, (long)usage.ru_stime.tv_sec,
         (long)usage.ru_stime.tv_usec, (long long)usage.ru_maxrss * 1024, exit_text, signal_text, killed ? "\"" : "",
         killed ? killed : "null", killed ? "\"" : "");
  return fflush(stdout) == 0 ? 0 : 71;
}
