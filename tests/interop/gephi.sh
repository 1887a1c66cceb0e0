#!/bin/sh
# Imports a GraphML file with the Gephi Toolkit, headless, and checks that nothing is lost (GephiCheck.java).
#   gephi.sh FILE.graphml [authors.csv edges.csv]
# The toolkit is taken from $GEPHI_TOOLKIT, or from the local Maven repository, or fetched by Maven.
# Exit 0: all holds; 1: something does not; 77: Java, Maven or the toolkit cannot be had here.
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
version=0.10.1
here=$(cd "$(dirname "$0")" && pwd)
jar=${GEPHI_TOOLKIT:-${HOME:-/nonexistent}/.m2/repository/org/gephi/gephi-toolkit/$version/gephi-toolkit-$version-all.jar}

skip() {
    echo "skipped: $1"
    exit 77
}

command -v java >/dev/null 2>&1 || skip "no java"
command -v javac >/dev/null 2>&1 || skip "no javac"
if [ ! -f "$jar" ]; then
    command -v mvn >/dev/null 2>&1 || skip "no Gephi Toolkit at $jar, and no mvn to fetch it"
    # transitive=false: the "all" jar holds everything.
    mvn -q -B dependency:get -Dartifact="org.gephi:gephi-toolkit:$version:jar:all" -Dtransitive=false \
        >/dev/null 2>&1 || skip "mvn could not fetch org.gephi:gephi-toolkit:$version:jar:all"
    [ -f "$jar" ] || skip "mvn fetched the Gephi Toolkit, but it is not at $jar"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
javac -nowarn -encoding UTF-8 -cp "$jar" -d "$work" "$here/GephiCheck.java" 2>"$work/javac" || {
    cat "$work/javac"
    exit 1
}
# The toolkit keeps a user folder; it gets one of its own. It logs to standard error; that is shown when it fails.
status=0
java -Xmx"${GEPHI_MEMORY:-3g}" -Djava.awt.headless=true -Dnetbeans.user="$work/user" -Dfile.encoding=UTF-8 \
    -cp "$jar:$work" GephiCheck "$@" 2>"$work/log" || status=$?
[ "$status" -eq 0 ] || tail -n 40 "$work/log"
exit "$status"
