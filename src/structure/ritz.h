/* ritz.h: the best vector of a plane or a space of three. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_STRUCTURE_RITZ_H
#define COT_STRUCTURE_RITZ_H

enum { COT_RITZ_MOST = 3 };

/* Rayleigh-Ritz: for vectors b_0 .. b_(k-1), k <= 3, with gram = b_i . b_j and action = b_i . A b_j (both
 * symmetric), the combination sum c_i b_i of length 1 on which the symmetric A is largest; *value receives
 * that. c_0 >= 0. A last vector that depends on the others (to 1e-13 of its length) gets c = 0. */
void cot_i_ritz(int k, double gram[COT_RITZ_MOST][COT_RITZ_MOST], double action[COT_RITZ_MOST][COT_RITZ_MOST],
                double coefficient[COT_RITZ_MOST], double *value);

#endif
