/* brandes_types.h: brandes_lanes.h for both types of lanes; included by brandes.c once per instruction set with
 * ISA, TARGET and VECTOR_BYTES defined. SPDX-License-Identifier: GPL-3.0-or-later */
#define JOIN_(x, type, isa) x##_##type##_##isa
#define JOIN(x, type, isa) JOIN_(x, type, isa)

#define NAME(x) JOIN(x, double, ISA)
#define REAL double
#define LANE_BYTES 8
#define MASK uint32_t
#define BITS uint64_t
#include "paths/brandes_lanes.h"
#undef NAME
#undef REAL
#undef LANE_BYTES
#undef MASK
#undef BITS

#define NAME(x) JOIN(x, float, ISA)
#define REAL float
#define LANE_BYTES 4
#define MASK uint64_t
#define BITS uint32_t
#include "paths/brandes_lanes.h"
#undef NAME
#undef REAL
#undef LANE_BYTES
#undef MASK
#undef BITS

#undef JOIN_
#undef JOIN
