#!/usr/bin/env bash
# Builds Heapwise when needed and starts it:  packaging/run.sh [FILE...]
# Installs the Debian packages it needs if some are missing (packaging/dependencies.txt).
set -euo pipefail
# shellcheck source=packaging/prepare.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/prepare.sh"

install_packages build run
configure_and_build release >&2
exec "$root/build/release/app/gui/heapwise" "$@"
