#!/usr/bin/env bash
# Builds Heapwise with its tests and runs all of them:  packaging/test.sh [CTEST OPTION...]
# Needs no display. Installs the Debian packages it needs if some are missing (packaging/dependencies.txt).
set -euo pipefail
# shellcheck source=packaging/prepare.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/prepare.sh"

install_packages build run test

configure_and_build dev

export QT_QPA_PLATFORM=offscreen
exec ctest --test-dir "$root/build/dev" --output-on-failure --no-tests=error -j2 --timeout 300 "$@"
