/* load.c: a network from a file: which format, and what it comes to.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/fail.h"
#include "load/load.h"

/* What a file begins with, white space and a byte order mark apart: GraphML begins with '<'. UTF-16 has a
 * NUL around it, which no edge list has. */
static bool looks_like_xml(const char *bytes, size_t n) {
    size_t i = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (n >= 2 && (memcmp(bytes, "\xFE\xFF", 2) == 0 || memcmp(bytes, "\xFF\xFE", 2) == 0)) {
        return true;
    }
    while (i < n && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\n' || bytes[i] == '\r')) {
        i++;
    }
    return i < n && bytes[i] == '<';
}

static cot_status_t check_params(const cot_load_params_t *params, cot_error_t *err) {
    if (params->format && strcmp(params->format, "graphml") != 0 && strcmp(params->format, "edges") != 0) {
        return cot_i_fail(err, COT_E_ARG, "format \"%.60s\" (allowed: graphml, edges)", params->format);
    }
    return COT_OK;
}

/* Opens the file and goes to the first document in it. */
static cot_status_t open_input(cot_i_net_t *net, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_error_t own = COT_ERROR_INIT;
    const char *member = NULL;
    st = cot_i_input_open(&net->input, net->path, net->params.max_unpacked, &own);
    if (st == COT_OK) {
        cot_i_input_undigested(net->input);
        st = cot_i_input_next(net->input, &member, &own);
    }
    if (st != COT_OK) {
        COT_FAIL(st, err, st, "%.200s: %s", net->path, own.message);
    }
    if (!member) {
        COT_FAIL(st, err, COT_E_INPUT, "%.200s: an archive without files", net->path);
    }
done:
    return st;
}

static cot_status_t read_input(cot_i_net_t *net, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const char *bytes;
    size_t n;
    COT_TRY(st, open_input(net, err));
    COT_TRY(st, cot_i_net_read(net, &bytes, &n, err));
    COT_TRY(st, cot_i_net_progress(net, err));
    if (n == 0) {
        COT_FAIL(st, err, COT_E_INPUT, "%.200s: the file is empty", net->path);
    }
    const char *format = net->params.format;
    if (format ? strcmp(format, "graphml") == 0 : looks_like_xml(bytes, n)) {
        st = cot_i_read_graphml(net, bytes, n, err);
    } else {
        st = cot_i_read_edges(net, bytes, n, err);
    }
done:
    return st;
}

cot_status_t cot_network_read(cot_network_file_t **out, const char *path, const cot_load_params_t *params,
                              const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_net_t net = {.path = path, .params = COT_LOAD_PARAMS_INIT, .env = env};
    if (!out || !path) {
        return cot_i_fail(err, COT_E_ARG, "network file: no path, or no place for the result");
    }
    if (params) {
        net.params = *params;
    }
    COT_TRY(st, check_params(&net.params, err));
    COT_TRY(st, cot_i_net_init(&net, err));
    COT_TRY(st, read_input(&net, err));
    COT_TRY(st, cot_i_net_finish(&net, out, err));
done:
    cot_i_input_free(net.input);
    cot_i_net_clear(&net);
    return st;
}
