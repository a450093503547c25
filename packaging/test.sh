#!/usr/bin/env bash
# Builds Heapwise with its tests and runs all of them:  packaging/test.sh [CTEST OPTION...]
# Needs no display. Installs the Debian packages it needs if some are missing (packaging/dependencies.txt).
set -euo pipefail
# shellcheck source=packaging/prepare.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/prepare.sh"

install_packages build run test

launcher=()
if command -v ccache >/dev/null; then
    # Where the home directory cannot be written (build machines), the cache stays with the build.
    [[ -n ${CCACHE_DIR:-} || -w ${HOME:-/nonexistent} ]] || export CCACHE_DIR="$root/build/ccache"
    launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
fi
configure_and_build dev "${launcher[@]}"

export QT_QPA_PLATFORM=offscreen
exec ctest --test-dir "$root/build/dev" --output-on-failure --no-tests=error -j2 --timeout 300 "$@"
