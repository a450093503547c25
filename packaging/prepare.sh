# Functions shared by run.sh and test.sh; sourced, not run. Sets `root` to the source tree.
# shellcheck shell=bash

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

say() { printf '%s\n' "$*" >&2; }

# Names of the packages for the given purposes (build, run, test) that are not installed, one per line.
missing_packages() {
    local purpose package program wanted=" $* " names=()
    while read -r purpose package program; do
        [[ $purpose == [a-z]* && $wanted == *" $purpose "* ]] || continue
        [[ -n $program ]] && command -v "$program" >/dev/null && continue
        names+=("$package")
    done <"$root/packaging/dependencies.txt"
    # One call for all: what dpkg does not know at all goes to stderr and is therefore missing below.
    local installed
    installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "${names[@]}" 2>/dev/null || true)
    for package in "${names[@]}"; do
        grep -qxF "$package installed" <<<"$installed" || printf '%s\n' "$package"
    done
}

as_root() {
    if [[ $EUID -eq 0 ]]; then
        "$@"
    else
        sudo "$@"
    fi
}

# Installs what is missing for the given purposes. Touches neither the network nor sudo when nothing is.
install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "This is not a Debian system: the packages in packaging/dependencies.txt are expected to be there."
        return 0
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [[ ${#missing[@]} -eq 0 ]] && return 0
    if [[ $EUID -ne 0 ]]; then
        if ! command -v sudo >/dev/null; then
            say "Heapwise needs these Debian packages; install them as root: apt-get install ${missing[*]}"
            return 1
        fi
        say "sudo may ask for your password, to install the Debian packages Heapwise needs: ${missing[*]}"
    fi
    as_root apt-get update -q || say "The package lists could not be renewed; trying with the present ones."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# configure_and_build PRESET [CMAKE OPTION...]: configures when that was not done before (ninja itself sees
# changed CMake files), then builds. Says nothing when everything is up to date.
configure_and_build() {
    local preset=$1 build="$root/build/$1"
    shift
    # A tree that was copied or moved together with its build directory cannot be built there.
    if [[ -f $build/CMakeCache.txt ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$build/CMakeCache.txt"; then
        rm -rf -- "$build"
    fi
    if [[ ! -f $build/build.ninja ]]; then
        (cd -- "$root" && cmake --preset "$preset" "$@")
    fi
    [[ $(ninja -C "$build" -n 2>&1) == *"no work to do"* ]] || cmake --build "$build" --parallel "$(nproc)"
}
