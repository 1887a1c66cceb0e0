/* ritz.c: Rayleigh-Ritz in at most three dimensions: Cholesky factors of the Gram matrix turn the pencil into
 * a symmetric matrix, and Jacobi's rotations (Golub & Van Loan, Matrix Computations, 8.5) find its eigenvectors.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "structure/ritz.h"

#include <math.h>
#include <stdbool.h>

enum { MOST = COT_RITZ_MOST, SWEEPS = 30 };

static const double DEPENDENT = 1e-26; /* square of the sine below which a vector lies in the others' space */

/* gram = L L^T in place; false: the last vector depends on the others. */
static bool factor(int k, double l[MOST][MOST]) {
    for (int j = 0; j < k; j++) {
        for (int i = j; i < k; i++) {
            double sum = l[i][j];
            for (int h = 0; h < j; h++) {
                sum -= l[i][h] * l[j][h];
            }
            if (i == j && !(sum > DEPENDENT)) {
                return false;
            }
            l[i][j] = i == j ? sqrt(sum) : sum / l[j][j];
        }
    }
    return true;
}

/* a = L^-1 a L^-T: forward substitution on the columns, then on the rows. */
static void reduce(int k, double l[MOST][MOST], double a[MOST][MOST]) {
    for (int side = 0; side < 2; side++) {
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < k; i++) {
                double *const at = side == 0 ? &a[i][j] : &a[j][i];
                for (int h = 0; h < i; h++) {
                    *at -= l[i][h] * (side == 0 ? a[h][j] : a[j][h]);
                }
                *at /= l[i][i];
            }
        }
    }
}

/* One rotation that makes a[p][q] zero; v collects the rotations. */
static void rotate(int k, double a[MOST][MOST], double v[MOST][MOST], int p, int q) {
    const double theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
    const double t = (theta < 0.0 ? -1.0 : 1.0) / (fabs(theta) + sqrt(theta * theta + 1.0));
    const double c = 1.0 / sqrt(t * t + 1.0), s = t * c;
    for (int i = 0; i < k; i++) {
        const double ip = a[i][p], iq = a[i][q];
        a[i][p] = c * ip - s * iq;
        a[i][q] = s * ip + c * iq;
    }
    for (int i = 0; i < k; i++) {
        const double pi = a[p][i], qi = a[q][i], vp = v[i][p], vq = v[i][q];
        a[p][i] = c * pi - s * qi;
        a[q][i] = s * pi + c * qi;
        v[i][p] = c * vp - s * vq;
        v[i][q] = s * vp + c * vq;
    }
}

/* The column of v of the largest eigenvalue. */
static int largest(int k, double a[MOST][MOST], double v[MOST][MOST]) {
    for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
            v[i][j] = i == j;
        }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        for (int p = 0; p < k; p++) {
            for (int q = p + 1; q < k; q++) {
                if (fabs(a[p][q]) > 1e-300) {
                    rotate(k, a, v, p, q);
                }
            }
        }
    }
    int best = 0;
    for (int i = 1; i < k; i++) {
        best = a[i][i] > a[best][best] ? i : best;
    }
    return best;
}

void cot_i_ritz(int k, double gram[MOST][MOST], double action[MOST][MOST], double coefficient[MOST],
                double *value) {
    double length[MOST], l[MOST][MOST] = {{0.0}}, a[MOST][MOST] = {{0.0}}, v[MOST][MOST] = {{0.0}};
    for (int i = 0; i < k; i++) {
        length[i] = sqrt(gram[i][i]);
        coefficient[i] = 0.0;
    }
    for (int i = 0; i < k; i++) { /* of unit vectors: one may be very much shorter than another */
        for (int j = 0; j < k; j++) {
            l[i][j] = gram[i][j] / (length[i] * length[j]);
            a[i][j] = action[i][j] / (length[i] * length[j]);
        }
    }
    if (!factor(k, l)) {
        cot_i_ritz(k - 1, gram, action, coefficient, value);
        return;
    }
    reduce(k, l, a);
    const int best = largest(k, a, v);
    *value = a[best][best];
    for (int i = k - 1; i >= 0; i--) { /* c = L^-T v */
        double sum = v[i][best];
        for (int h = i + 1; h < k; h++) {
            sum -= l[h][i] * coefficient[h];
        }
        coefficient[i] = sum / l[i][i];
    }
    const double sign = coefficient[0] < 0.0 ? -1.0 : 1.0;
    for (int i = 0; i < k; i++) {
        coefficient[i] *= sign / length[i];
    }
}
