# What ./setup and ./check need on Debian 12 (and its relatives), and how they get it. Sourced by both.
# SPDX-License-Identifier: GPL-3.0-or-later

BUILD_PACKAGES=(gcc libc6-dev cmake ninja-build pkg-config libigraph-dev libxml2-dev libicu-dev libarchive-dev
    nettle-dev libxxhash-dev libisal-dev libyaml-dev libpango1.0-dev fonts-dejavu-core)
TEST_PACKAGES=(clang libclang-rt-dev llvm libomp-dev libcmocka-dev libjansson-dev python3 python3-igraph
    python3-networkx python3-cffi python3-pandas python3-scipy python3-matplotlib python3-nbclient python3-ipykernel
    groff-base xz-utils chromium)

# The page of report.html is built by npm: the one on PATH when its Node.js is new enough, else Debian's.
if ! command -v npm > /dev/null || ! command -v node > /dev/null ||
    [ "$(node --version 2> /dev/null | sed 's/^v\([0-9]*\).*/\1/')" -lt 18 ] 2> /dev/null; then
    BUILD_PACKAGES+=(nodejs npm)
fi

# Runs a command without its talk, unless it fails: then the end of it is shown.
quietly() {
    local log
    log=$(mktemp)
    if ! "$@" > "$log" 2>&1; then
        grep -v '^\[[0-9]*/[0-9]*\]' "$log" | tail -n 100 >&2
        rm -f "$log"
        echo "failed: $*" >&2
        return 1
    fi
    rm -f "$log"
}

# Installs those of the named packages that are missing, through apt-get; elsewhere says what is needed.
install_packages() {
    if ! command -v dpkg-query > /dev/null; then
        command -v cmake > /dev/null && return 0
        echo "this system has no dpkg; please install: cmake, ninja, pkg-config, a C compiler, igraph (0.10 or newer)," \
            "libxml2, ICU, libarchive, nettle, xxHash, ISA-L, libyaml and Pango (with Cairo) with their headers," \
            "Node.js 18 or newer with npm" >&2
        return 1
    fi
    local package missing=() as=()
    for package in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2> /dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo > /dev/null; then
            echo "these packages are missing, and only root can install them:" >&2
            echo "    apt-get install --no-install-recommends ${missing[*]}" >&2
            return 1
        fi
        as=(sudo)
    fi
    echo "installing ${missing[*]} ..."
    quietly "${as[@]}" apt-get update
    quietly "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}
