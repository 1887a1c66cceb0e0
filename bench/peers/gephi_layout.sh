#!/bin/sh
# Gephi's ForceAtlas2 on a list of edges, through the Gephi Toolkit (GephiLayout.java says what the files hold):
#   gephi_layout.sh EDGES PLACES STEPS THREADS
# Prints the seconds it took. The toolkit is taken from $GEPHI_TOOLKIT, or from the local Maven repository
# (tests/interop/gephi.sh fetches it). Exit 77: Java or the toolkit cannot be had here.
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
version=0.10.1
here=$(cd "$(dirname "$0")" && pwd)
jar=${GEPHI_TOOLKIT:-${HOME:-/nonexistent}/.m2/repository/org/gephi/gephi-toolkit/$version/gephi-toolkit-$version-all.jar}
command -v javac > /dev/null 2>&1 && [ -f "$jar" ] || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
javac -nowarn -encoding UTF-8 -cp "$jar" -d "$work" "$here/GephiLayout.java" 2> "$work/log" || { cat "$work/log" >&2; exit 1; }
java -Xmx"${GEPHI_MEMORY:-3g}" -Djava.awt.headless=true -Dnetbeans.user="$work/user" -cp "$jar:$work" GephiLayout "$@" \
    2> "$work/log" || { tail -n 20 "$work/log" >&2; exit 1; }
