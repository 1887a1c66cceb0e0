/* power_law.c: a discrete power law fitted to whole numbers (degrees) by igraph, which uses plfit.
 *
 * alpha by maximum likelihood, xmin by the smallest Kolmogorov-Smirnov distance, goodness by that distance
 * and, when asked for, by the share of synthetic samples that fit worse; where that xmin leaves too little, tail.c
 * finds another, which then counts as given (A. Clauset, C. R. Shalizi, M. E. J.
 * Newman, SIAM Rev. 51, 661 (2009), doi:10.1137/070710111). plfit as a library of its own draws its seed from
 * the C library's rand(); that generator is therefore swapped for one of a fixed state during the call.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "base/par.h"
#include "bridge/convert.h"
#include "bridge/igraph_calls.h"
#include "bridge/tail.h"

/* True when there are at least two different values: a fit needs them. */
static bool can_fit(const double *values, size_t n) {
    for (size_t i = 1; i < n; i++) {
        if (values[i] != values[0]) {
            return true;
        }
    }
    return false;
}

static cot_status_t check_values(const double *values, size_t n, double precision, cot_error_t *err) {
    if (!(precision == 0 || (precision > 0 && precision < 1))) {
        return cot_i_fail(err, COT_E_ARG, "power law: precision %g (allowed: 0, or up to 1)", precision);
    }
    for (size_t i = 0; i < n; i++) {
        if (!(values[i] >= 1 && values[i] <= 1e15 && values[i] == trunc(values[i]))) {
            return cot_i_fail(err, COT_E_ARG, "power law: value %g (allowed: whole numbers from 1)",
                              values[i]);
        }
    }
    return COT_OK;
}

static cot_status_t p_value(const igraph_plfit_result_t *model, double precision, uint64_t seed, double *p,
                            cot_error_t *err) {
    char state[128];
    char *before = initstate((unsigned)(cot_i_mix64(seed) & 0x7fffffffu), state, sizeof state);
    igraph_error_t code = igraph_plfit_result_calculate_p_value(model, p, precision);
    if (before) {
        (void)setstate(before);
    }
    return cot_i_lane_check(code, err);
}

/* Whether the values from xmin up are enough, and differ enough, to say something. */
static bool says_enough(const double *values, size_t n, double xmin) {
    double different[COT_TAIL_DIFFERENT];
    size_t n_different = 0, tail = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        tail += values[i] >= xmin;
        while (k < n_different && different[k] != values[i]) {
            k++;
        }
        if (values[i] >= xmin && k == n_different && k < COT_TAIL_DIFFERENT) {
            different[n_different++] = values[i];
        }
    }
    return tail >= COT_TAIL_VALUES && n_different == COT_TAIL_DIFFERENT;
}

static size_t tail_size(const double *values, size_t n, double xmin) {
    size_t tail = 0;
    for (size_t i = 0; i < n; i++) {
        tail += values[i] >= xmin;
    }
    return tail;
}

cot_status_t cot_i_ig_power_law(const double *values, size_t n_values, double p_precision,
                                cot_i_power_law_t *fit, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    igraph_vector_t view; /* the model refers to it */
    igraph_plfit_result_t model;
    double xmin = NAN;
    *fit = (cot_i_power_law_t){NAN, NAN, NAN, NAN, NAN, 0, false};
    COT_TRY(st, check_values(values, n_values, p_precision, err));
    if (!can_fit(values, n_values)) {
        return COT_OK;
    }
    COT_TRY(st, cot_i_lane_enter(env, "power law", err));
    cot_ig_view(&view, values, n_values);
    st = cot_i_lane_check(igraph_power_law_fit(&view, &model, -1, false), err);
    if (st == COT_OK && !says_enough(values, n_values, model.xmin)) {
        st = cot_i_power_law_tail(values, n_values, &xmin, err);
        fit->bounded = st == COT_OK && !isnan(xmin);
        st = fit->bounded ? cot_i_lane_check(igraph_power_law_fit(&view, &model, xmin, false), err) : st;
    }
    if (st == COT_OK && p_precision > 0) {
        st = p_value(&model, p_precision, env ? env->seed : 1, &fit->p, err);
    }
    cot_i_lane_leave();
    if (st == COT_OK) {
        fit->alpha = model.alpha;
        fit->xmin = model.xmin;
        fit->log_likelihood = model.L;
        fit->ks = model.D;
        fit->tail = tail_size(values, n_values, model.xmin);
    }
done:
    return st;
}
