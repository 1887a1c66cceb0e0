#!/bin/bash
# recount.sh PROGRAM PYTHON INPUT...: runs PROGRAM on the inputs and counts them again with recount.py.
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail
program=$1 python=$2
shift 2
for input in "$@"; do
    [ -e "$input" ] || { echo "skipped: $input is not here"; exit 77; }
done
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
"$program" run "$@" -o "$results" --layout none --measures size,component,degree --communities none --quiet
"$python" "$(dirname "$0")/recount.py" "$results" "$@"
