/* nested.c: discs in discs: radii upwards, coordinates downwards.
 *
 * Downwards each group is turned, and flipped where that is better, so that its items lie on the side of the
 * groups they are linked to: the rotation that maximises sum w (R p) . q over outer links, p the item's place
 * in the group and q the unit vector from the group to the neighbour's group; its angle is atan2(sum w p x q,
 * sum w p . q) (orthogonal Procrustes in the plane). Groups are independent of each other: parallel loops
 * write the slots of their own group only.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"
#include "layout/layout.h"

/* Groups with more items than this are placed one after the other, each by all threads. */
enum { LARGE = 192, BLOCK = 4096 };

/* Local problem of group g. place: a level->n array for the number of an item within its group. */
static cot_status_t load_group(const cot_i_level_t *level, uint32_t g, uint32_t *place, cot_i_discs_t *discs,
                               cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t start = level->first[g], k = level->first[g + 1] - start;
    uint64_t arcs = 0;
    for (uint32_t i = 0; i < k; i++) {
        uint32_t item = level->member[start + i];
        place[item] = i;
        arcs += level->inner[item] - level->off[item];
    }
    COT_TRY(st, cot_i_discs_new(discs, k, arcs, err));
    for (uint32_t i = 0; i < k; i++) {
        uint32_t item = level->member[start + i];
        uint64_t to = discs->off[i];
        discs->radius[i] = level->radius[item];
        for (uint64_t a = level->off[item]; a < level->inner[item]; a++, to++) {
            discs->adj[to] = place[level->adj[a]];
            discs->w[to] = level->w[a];
        }
        discs->off[i + 1] = to;
    }
done:
    return st;
}

static cot_status_t place_group(cot_i_level_t *level, cot_i_level_t *next, uint32_t g, double loose,
                                uint32_t *place, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_discs_t discs = {.k = 0};
    uint32_t start = level->first[g], k = level->first[g + 1] - start;
    if (k == 1) {
        uint32_t item = level->member[start];
        level->x[item] = level->y[item] = 0;
        next->radius[g] = level->radius[item];
        return COT_OK;
    }
    COT_TRY(st, load_group(level, g, place, &discs, err));
    double area = 0, round = cot_i_discs_place(&discs, threads);
    for (uint32_t i = 0; i < k; i++) {
        area += discs.radius[i] * discs.radius[i];
    }
    next->radius[g] = (1 - loose) * sqrt(area / 0.8) + loose * round;
    for (uint32_t i = 0; i < k; i++) {
        level->x[level->member[start + i]] = discs.x[i];
        level->y[level->member[start + i]] = discs.y[i];
    }
done:
    cot_i_discs_clear(&discs);
    return st;
}

/* Small groups first, block by block, each by one thread; then the large ones. */
static cot_status_t place_groups(cot_i_level_t *level, cot_i_level_t *next, double loose,
                                 const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *place = NULL;
    int threads = cot_env_threads(env);
    int team = cot_i_layout_team(env, level->n);
    COT_NEW(st, err, place, level->n, "layout");
    for (uint32_t from = 0; from < next->n; from += BLOCK) {
        uint32_t to = next->n - from < BLOCK ? next->n : from + BLOCK;
        bool failed = false;
        COT_TRY(st, cot_i_progress(env, "layout", 0, 0, err));
#pragma omp parallel for num_threads(team) schedule(dynamic, 8) reduction(|| : failed)
        for (uint32_t g = from; g < to; g++) {
            if (level->first[g + 1] - level->first[g] <= LARGE) {
                failed = place_group(level, next, g, loose, place, 1, NULL) != COT_OK || failed;
            }
        }
        (void)team;
        if (failed) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: layout of a group");
        }
    }
    for (uint32_t g = 0; g < next->n; g++) {
        if (level->first[g + 1] - level->first[g] > LARGE) {
            COT_TRY(st, cot_i_progress(env, "layout", 0, 0, err));
            COT_TRY(st, place_group(level, next, g, loose, place, threads, err));
        }
    }
done:
    cot_i_free(place);
    return st;
}

cot_status_t cot_i_nested_up(cot_i_hierarchy_t *h, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (int i = 0; i + 1 < h->n_levels; i++) {
        double loose = i + 1 < h->communities ? 0 : i + 1 == h->communities ? 0.6 : 1;
        COT_TRY(st, place_groups(&h->level[i], &h->level[i + 1], loose, env, err));
    }
done:
    return st;
}

/* Sums of w p.q and w p x q over the outer links of a group, for p as it is and flipped at the x axis. */
typedef struct {
    double dot, cross, flipped_dot, flipped_cross;
} turn_t;

static void add_outer(const cot_i_level_t *level, const cot_i_level_t *next, uint32_t g, uint32_t item,
                      turn_t *turn) {
    double px = level->x[item], py = level->y[item];
    for (uint64_t a = level->inner[item]; a < level->off[item + 1]; a++) {
        uint32_t other = level->group[level->adj[a]];
        double qx = next->x[other] - next->x[g], qy = next->y[other] - next->y[g];
        double w = level->w[a] / sqrt(qx * qx + qy * qy + 1e-9);
        turn->dot += w * (px * qx + py * qy);
        turn->cross += w * (px * qy - py * qx);
        turn->flipped_dot += w * (px * qx - py * qy);
        turn->flipped_cross += w * (px * qy + py * qx);
    }
}

static void turn_group(cot_i_level_t *level, const cot_i_level_t *next, uint32_t g) {
    turn_t turn = {0, 0, 0, 0};
    uint32_t start = level->first[g], end = level->first[g + 1];
    if (end - start > 1) {
        for (uint32_t k = start; k < end; k++) {
            add_outer(level, next, g, level->member[k], &turn);
        }
    }
    double length = hypot(turn.dot, turn.cross), flipped = hypot(turn.flipped_dot, turn.flipped_cross);
    double flip = flipped > length ? -1 : 1;
    double c = flip < 0 ? turn.flipped_dot : turn.dot, s = flip < 0 ? turn.flipped_cross : turn.cross;
    length = flip < 0 ? flipped : length;
    c = length > 0 ? c / length : 1;
    s = length > 0 ? s / length : 0;
    for (uint32_t k = start; k < end; k++) {
        uint32_t item = level->member[k];
        double x = level->x[item], y = flip * level->y[item];
        level->x[item] = next->x[g] + c * x - s * y;
        level->y[item] = next->y[g] + s * x + c * y;
    }
}

void cot_i_nested_down(cot_i_hierarchy_t *h, const cot_env_t *env) {
    for (int i = h->n_levels - 2; i >= 0; i--) {
        cot_i_level_t *level = &h->level[i], *next = &h->level[i + 1];
        int team = cot_i_layout_team(env, level->n);
#pragma omp parallel for num_threads(team) schedule(dynamic, 64)
        for (uint32_t g = 0; g < next->n; g++) {
            turn_group(level, next, g);
        }
        (void)team;
    }
}
