/* talk.c: everything that is said on standard error: messages, the progress line, stages and their times; and
 * the flag that Ctrl-C sets.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

enum { MAX_STAGES = 32 };

/* The program has one conversation, so its state is one. */
static struct {
    bool verbose, quiet;
    bool progress; /* a progress line may be shown */
    double delay;  /* seconds before it is */
    double started;
    double drawn_at; /* when the line was drawn last */
    bool drawn;      /* a line stands on the terminal */
    char stage[48];  /* what the library is doing */
    double stage_at;
    struct {
        const char *name;
        double seconds, mebibytes; /* memory: the most there was until its end */
    } stages[MAX_STAGES]; /* what the program is doing, for -v */
    size_t n_stages;
    double timed_from;
} talk;

static volatile sig_atomic_t interrupted;
static int nothing = -1; /* /dev/null */

/* Sets the flag. A read that waits for standard input would not notice it, so standard input ends here too.
 */
static void on_signal(int signal) {
    int saved = errno;
    (void)signal;
    interrupted = 1;
    if (nothing >= 0) {
        (void)dup2(nothing, STDIN_FILENO);
    }
    errno = saved;
}

void cli_catch_signals(void) {
    static const int stops[] = {SIGINT, SIGTERM, SIGHUP};
    nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        struct sigaction before;
        if (sigaction(stops[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN) {
            continue; /* nohup, or a background job: it stays ignored */
        }
        struct sigaction action = {.sa_handler = on_signal, .sa_flags = 0};
        sigemptyset(&action.sa_mask);
        (void)sigaction(stops[i], &action, NULL);
    }
    /* Writing beyond a limit or to a reader that went away shall be an error of that write. */
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN);
}

bool cli_interrupted(void) {
    return interrupted != 0;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void cli_talk_init(const cli_args_t *args) {
    const char *when = args->values[OPT_PROGRESS].text;
    talk.verbose = args->values[OPT_VERBOSE].flag;
    talk.quiet = args->values[OPT_QUIET].flag;
    talk.started = now();
    bool always = strcmp(when, "always") == 0;
    talk.progress = always || (strcmp(when, "auto") == 0 && isatty(STDERR_FILENO) && !talk.quiet);
    talk.delay = always ? 0.0 : 1.0;
}

bool cli_verbose(void) {
    return talk.verbose;
}

/* A message is one line whatever file names hold: control characters become '?'. */
static void print_line(const char *prefix, const char *format, va_list args) {
    char line[2048];
    vsnprintf(line, sizeof line, format, args);
    for (char *p = line; *p; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7f) {
            *p = '?';
        }
    }
    cli_progress_clear();
    fprintf(stderr, "%s%s\n", prefix, line);
}

void cli_say(const char *format, ...) {
    if (talk.quiet) {
        return;
    }
    va_list args;
    va_start(args, format);
    print_line("", format, args);
    va_end(args);
}

void cli_say_more(const char *format, ...) {
    if (!talk.verbose || talk.quiet) {
        return;
    }
    va_list args;
    va_start(args, format);
    print_line("", format, args);
    va_end(args);
}

void cli_error(const char *format, ...) {
    va_list args;
    va_start(args, format);
    print_line("coterie: ", format, args);
    va_end(args);
}

static double peak_mebibytes(void) {
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024.0;
}

void cli_stage(const char *name) {
    double t = now();
    if (talk.n_stages > 0 && talk.stages[talk.n_stages - 1].seconds < 0) {
        talk.stages[talk.n_stages - 1].seconds = t - talk.timed_from;
        talk.stages[talk.n_stages - 1].mebibytes = peak_mebibytes();
    }
    talk.timed_from = t;
    if (name && talk.n_stages < MAX_STAGES) {
        talk.stages[talk.n_stages].name = name;
        talk.stages[talk.n_stages++].seconds = -1.0; /* running */
    }
}

/* ---- the progress line
 * --------------------------------------------------------------------------------------- */

static bool on_foreground_terminal(void) {
    return isatty(STDERR_FILENO) && tcgetpgrp(STDERR_FILENO) == getpgrp();
}

void cli_progress_clear(void) {
    if (talk.drawn) {
        fputs("\r\033[K", stderr);
        talk.drawn = false;
    }
}

/* "3.4 M" for 3,412,000: a rate needs no more digits. */
static void short_number(double value, char *out, size_t size) {
    static const char *const units[] = {"", " k", " M", " G", " T"};
    size_t unit = 0;
    for (; value >= 1000.0 && unit < 4; unit++) {
        value /= 1000.0;
    }
    snprintf(out, size, "%.*f%s", unit > 0 && value < 10.0 ? 1 : 0, value, units[unit]);
}

static void draw(const char *stage, uint64_t done, uint64_t total, double seconds) {
    char line[128], share[48] = "", rate[48] = "", number[32];
    if (total > 0) {
        double part = (double)done / (double)total;
        snprintf(share, sizeof share, " %.0f %%", 100.0 * (part < 1.0 ? part : 1.0));
    } else if (done > 0) {
        snprintf(share, sizeof share, " %s", cli_grouped(done, number));
    }
    if (seconds > 0.5 && done > 0) {
        short_number((double)done / seconds, number, sizeof number);
        snprintf(rate, sizeof rate, " (%s/s)", number);
    }
    snprintf(line, sizeof line, "%s%s%s", stage, share, rate);
    if (on_foreground_terminal()) {
        fprintf(stderr, "\r\033[K%s", line);
        fflush(stderr);
        talk.drawn = true;
    } else if (!isatty(STDERR_FILENO)) {
        fprintf(stderr, "%s\n", line); /* --progress always into a file */
    }
}

static int on_progress(void *data, const char *stage, uint64_t done, uint64_t total) {
    (void)data;
    if (interrupted) {
        return 1;
    }
    if (!talk.progress) {
        return 0;
    }
    double t = now();
    if (strcmp(stage, talk.stage) != 0) {
        snprintf(talk.stage, sizeof talk.stage, "%s", stage);
        talk.stage_at = t;
    }
    double between = isatty(STDERR_FILENO) ? 0.1 : 1.0;
    if (t - talk.started >= talk.delay && t - talk.drawn_at >= between) {
        talk.drawn_at = t;
        draw(stage, done, total, t - talk.stage_at);
    }
    return 0;
}

cot_env_t cli_env(const cli_args_t *args) {
    cot_env_t env = COT_ENV_INIT;
    env.threads = (int)args->values[OPT_THREADS].count;
    env.seed = args->values[OPT_SEED].count;
    env.progress = on_progress;
    return env;
}

/* ---- endings
 * ------------------------------------------------------------------------------------------------- */

int cli_exit_code(cot_status_t status) {
    switch (status) {
    case COT_OK:
        return EXIT_DONE;
    case COT_E_ARG:
        return EXIT_USAGE;
    case COT_E_INPUT:
        return EXIT_INPUT;
    case COT_E_OUTPUT:
        return EXIT_OUTPUT;
    case COT_E_NOMEM:
    case COT_E_LIMIT:
        return EXIT_LIMIT;
    case COT_E_INTERRUPT:
        return EXIT_INTERRUPTED;
    case COT_E_INTERNAL:
        break;
    }
    return EXIT_INTERNAL;
}

int cli_fail(cot_status_t status, const cot_error_t *err) {
    if (status != COT_OK && cli_interrupted()) {
        status =
            COT_E_INTERRUPT; /* a read or write that the signal cut short looks like a failure of its own */
    }
    if (status == COT_E_INTERRUPT) {
        cli_error("interrupted");
    } else if (status != COT_OK) {
        cli_error("%s", err && err->message[0] ? err->message : cot_status_text(status));
    }
    return cli_exit_code(status);
}

void cli_say_resources(const cli_args_t *args) {
    cli_stage(NULL);
    if (!talk.verbose) {
        return;
    }
    for (size_t i = 0; i < talk.n_stages; i++) {
        cli_say_more("  %-28s %8.2f s %7.0f MiB", talk.stages[i].name, talk.stages[i].seconds,
                     talk.stages[i].mebibytes);
    }
    char line[512] = "";
    size_t used = 0;
    for (int i = 1; i < args->argc && used < sizeof line; i++) {
        int n = snprintf(line + used, sizeof line - used, " %s", args->argv[i]);
        used += n > 0 ? (size_t)n : 0;
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                 1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
    cli_say_more("coterie %s:%s: %.2f s real, %.2f s CPU, %.0f MiB at most", cot_version(), line,
                 now() - talk.started, cpu, (double)usage.ru_maxrss / 1024.0);
}
