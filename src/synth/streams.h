/* streams.h: purposes of the random streams of made-up corpora.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_SYNTH_STREAMS_H
#define COT_SYNTH_STREAMS_H

enum {
    COT_SYNTH_STREAM_NAMES = 0x53590001, /* one stream per author */
    COT_SYNTH_STREAM_PEOPLE,             /* who writes with whom */
    COT_SYNTH_STREAM_TEXT                /* words, dates, versions: one stream per paper */
};

#endif
