/* coterie/coterie.h: all of the library but coterie/igraph.h.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_COTERIE_H
#define COTERIE_COTERIE_H

#include "coterie/analyze.h"
#include "coterie/authors.h"
#include "coterie/communities.h"
#include "coterie/corpus.h"
#include "coterie/distances.h"
#include "coterie/export.h"
#include "coterie/graph.h"
#include "coterie/layout.h"
#include "coterie/links.h"
#include "coterie/load.h"
#include "coterie/output.h"
#include "coterie/paths.h"
#include "coterie/picture.h"
#include "coterie/prepare.h"
#include "coterie/read.h"
#include "coterie/report.h"
#include "coterie/results.h"
#include "coterie/status.h"
#include "coterie/structure.h"
#include "coterie/synth.h"
#include "coterie/topics.h"

#endif
