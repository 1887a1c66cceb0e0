/* formats.h: the formats of a whole network, one writer each; table.c gives each a file per network. What they
 * have in common is in listing.h. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_EXPORT_FORMATS_H
#define COT_EXPORT_FORMATS_H

#include "export/listing.h"

/* listing: opened for the threads of the stream. */
typedef cot_status_t cot_i_format_fn(const cot_listing_t *listing, cot_out_t *out, cot_error_t *err);

cot_i_format_fn cot_i_write_gexf;
cot_i_format_fn cot_i_write_gml;
cot_i_format_fn cot_i_write_dot;
cot_i_format_fn cot_i_write_pajek_net, cot_i_write_pajek_project;
cot_i_format_fn cot_i_write_node_link, cot_i_write_cytoscape, cot_i_write_graphology;
cot_i_format_fn cot_i_write_vosviewer, cot_i_write_vosviewer_map, cot_i_write_vosviewer_network;

#endif
