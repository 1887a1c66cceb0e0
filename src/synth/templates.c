/* templates.c: sentences of made-up titles and abstracts; the slots are explained in vocab.h.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/vocab.h"

#include <stddef.h>

const char *const cot_i_synth_titles[] = {
    "{A} {T} with {U}",
    "{T} under {C}",
    "A note on {T} and {U}",
    "{U} for {A} {T}",
    "On the limits of {T} under {C}",
    "{A} {T}: a comparison with {U}",
    "Revisiting {T} through {U}",
    "From {U} to {T}",
    "{T} and {U}: {A} methods and {M}",
    "How {C} shapes {T}",
    "{A} bounds for {T}",
    "A {A} view of {T} and {U}",
    NULL,
};

const char *const cot_i_synth_openings[] = {
    "Much of what is known about {T} assumes {C}.",
    "{T} is hard to get right when {C} cannot be ruled out.",
    "We study {T} under {C}, a setting in which {U} is commonly used.",
    "Recent progress on {U} has changed how {T} is approached.",
    "The interplay of {T} and {U} is poorly understood.",
    "Applications of {T} increasingly meet {C}.",
    NULL,
};

const char *const cot_i_synth_methods[] = {
    "Our method combines {U} with {V} and needs no tuning.",
    "We cast the task as {V} and solve it by {A} {U}.",
    "Starting from {U}, we derive a {A} scheme whose {M} we can bound.",
    "The main tool is a {A} form of {V} that keeps {M} under control.",
    "We give a {A} construction, and relate it to {V}.",
    "Building on {V}, we propose a {A} variant of {U}.",
    NULL,
};

const char *const cot_i_synth_findings[] = {
    "On {N} instances the {M} improves by {N} percent over earlier work on {T}.",
    "Measurements show that {M} stays within {N} percent of the optimum even under {C}.",
    "We find that {M} depends on {U} far more than on the size of the input.",
    "A controlled study with {N} settings confirms the predicted {M}.",
    "In the worst case the {M} is tight up to a factor of {N}.",
    "Compared with {V}, the {M} falls by {N} percent.",
    NULL,
};

const char *const cot_i_synth_closings[] = {
    "The results carry over to {V}.",
    "We close with open questions about {T} and {V}.",
    "All data needed to repeat the study of {T} are described.",
    "This suggests a new role for {U} in {T}.",
    "Limits of the approach under {C} are discussed.",
    NULL,
};

const char *const cot_i_synth_adjectives[] = {
    "adaptive",   "robust",      "scalable",   "hierarchical",  "sparse",     "distributed", "incremental",
    "stochastic", "local",       "asymptotic", "parallel",      "randomized", "modular",     "constrained",
    "weighted",   "multi-scale", "structured", "decentralized", "sequential", "low-cost",    NULL,
};

const char *const cot_i_synth_conditions[] = {
    "limited feedback",
    "partial observation",
    "missing data",
    "heavy-tailed noise",
    "strict deadlines",
    "changing demand",
    "scarce labels",
    "weak coupling",
    "strong heterogeneity",
    "bounded memory",
    "finite temperature",
    "uncertain parameters",
    "long-range correlations",
    "adversarial input",
    "slow drift",
    "sparse sampling",
    NULL,
};

const char *const cot_i_synth_measures[] = {
    "running time",
    "sample complexity",
    "mean error",
    "energy use",
    "convergence rate",
    "worst-case delay",
    "estimation bias",
    "memory footprint",
    "recovery rate",
    "approximation ratio",
    "predictive accuracy",
    "communication cost",
    NULL,
};
