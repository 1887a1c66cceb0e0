#!/bin/bash
# Installs this build and its counterpart (static for a shared build, shared for a static one), then builds
# examples/network_as_igraph.c against each, through find_package and through pkg-config, with gcc and clang, and runs
# it: every way must give the same line.
#     run.sh SOURCE BUILD
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail
source=$1 build=$2
top=$build/install-test
rm -rf "$top/usr-this" "$top/usr-other" "$top/use"
mkdir -p "$top/use"

# Quiet unless it fails.
quietly() { "$@" > "$top/log" 2>&1 || { echo "failed: $*"; cat "$top/log"; exit 1; }; }

if grep -q '^BUILD_SHARED_LIBS:BOOL=ON' "$build/CMakeCache.txt"; then other=OFF; else other=ON; fi
openmp=$(sed -n 's/^COT_OPENMP:BOOL=//p' "$build/CMakeCache.txt")
compiler=$(sed -n 's/^CMAKE_C_COMPILER:[A-Z]*=//p' "$build/CMakeCache.txt")
quietly cmake -S "$source" -B "$top/other" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=$other \
    -DCOT_OPENMP="$openmp" -DCMAKE_C_COMPILER="$compiler" -DBUILD_TESTING=OFF -DCOT_PAGE=OFF
quietly cmake --build "$top/other"
quietly cmake --install "$build" --prefix "$top/usr-this"
quietly cmake --install "$top/other" --prefix "$top/usr-other"

# What an installation holds, and that the installed program finds its library.
prefix=$top/usr-this
for file in bin/coterie include/coterie/coterie.h include/coterie/igraph.h share/man/man1/coterie.1 \
    share/bash-completion/completions/coterie share/zsh/site-functions/_coterie \
    share/fish/vendor_completions.d/coterie.fish share/doc/coterie/LICENSE; do
    [ -s "$prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done
cmp <("$prefix/bin/coterie" help --man) "$prefix/share/man/man1/coterie.1"
cmp <("$prefix/bin/coterie" completion bash) "$prefix/share/bash-completion/completions/coterie"

# The other one is built without the page: a run leaves it out, and who asks for it is told why.
"$top/usr-other/bin/coterie" run -q "$source"/tests/golden/small -o "$top/use/results"
[ -e "$top/use/results/report.md" ] && [ ! -e "$top/use/results/report.html" ] || { echo "a run without the page"; exit 1; }
if found=$("$top/usr-other/bin/coterie" export report.html "$source"/tests/golden/small 2>&1); then
    echo "report.html was exported without the page"; exit 1
fi
case $found in
    *"report.html: this coterie was built without the page (COT_PAGE=OFF)"*) ;;
    *) echo "export report.html without the page: $found"; exit 1 ;;
esac
[ -e "$prefix/bin/coterie" ] && "$prefix/bin/coterie" export report.html "$source"/tests/golden/small -o "$top/use/report.html"

wanted=$(cat "$source/tests/install/expected.out")
check() { # name, program
    local found
    found=$("$2" "$source"/tests/golden/small/*.atom)
    if [ "$found" != "$wanted" ]; then echo "$1: found \"$found\", wanted \"$wanted\""; exit 1; fi
    echo "$1: $found"
}

for which in this other; do
    prefix=$top/usr-$which
    libdir=$(dirname "$(find "$prefix" -name coterie.pc | head -1)")
    [ -e "$libdir/../libcoterie.a" ] && kind=static || kind=shared
    for cc in gcc clang; do
        command -v $cc > /dev/null || { echo "skipped: $cc is not installed"; continue; }
        use=$top/use/$kind-$cc
        quietly cmake -S "$source/tests/install" -B "$use" -G Ninja -DCMAKE_C_COMPILER=$cc \
            -DCMAKE_PREFIX_PATH="$prefix" -DEXAMPLES="$source/examples"
        quietly cmake --build "$use"
        check "$kind, $cc, find_package" "$use/network_as_igraph"
        flags=$(PKG_CONFIG_PATH=$libdir pkg-config --cflags --libs coterie igraph)
        # shellcheck disable=SC2086 # the flags are words
        quietly $cc -Wall -Wextra "$source/examples/network_as_igraph.c" $flags -Wl,-rpath,"$libdir/.." -o "$use/by-pkg-config"
        check "$kind, $cc, pkg-config" "$use/by-pkg-config"
    done
done
