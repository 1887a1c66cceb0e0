#!/bin/bash
# Libraries of JavaScript read what `coterie run --formats all` wrote: npm.sh FOLDER PLACE installs them into PLACE, once,
# and runs npm/check.mjs. Skipped (77) without npm, or when it cannot fetch them.
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail
folder=$1 place=$2
here=$(cd "$(dirname "$0")" && pwd)/npm

command -v npm > /dev/null || { echo "skipped: there is no npm"; exit 77; }
mkdir -p "$place"
cp "$here"/package.json "$here"/package-lock.json "$here"/check.mjs "$here"/.npmrc "$place"
if ! cmp -s "$here/package-lock.json" "$place/installed"; then
    (cd "$place" && npm ci --no-audit --no-fund > npm.log 2>&1) ||
        { tail -n 5 "$place/npm.log"; echo "skipped: npm cannot fetch the libraries"; exit 77; }
    cp "$here/package-lock.json" "$place/installed"
fi
exec node "$place/check.mjs" "$folder"
