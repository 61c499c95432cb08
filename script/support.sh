# What the scripts of this folder share. Sourced, never run: `. "$(dirname "$0")/support.sh"`.
# After sourcing, the working folder is the project's root and the project's own Node.js, if any, is first in PATH.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
DEPS=$ROOT/.deps
LOCAL_NODE=$DEPS/node/node_modules/.bin
export PATH="$LOCAL_NODE:$PATH"

say() { printf '==> %s\n' "$*" >&2; }
fail() {
  printf 'startex: %s\n' "$*" >&2
  exit 1
}

# node_suits: is there a Node.js that the web client's tools accept? (^20.19 || >=22.12, as Vite asks)
node_suits() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number);
             process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)'
}

# build_server TARGET...: the release build of some targets, with or without tests as WITH_TESTS says.
build_server() {
  cmake --preset release -DBUILD_TESTING="${WITH_TESTS:-OFF}" >"$ROOT/build/configure.log" 2>&1 || {
    cat "$ROOT/build/configure.log" >&2
    fail "CMake could not configure the build (above). When a library is missing, run script/bootstrap."
  }
  cmake --build --preset release --target "$@"
}

# build_web_client: web-client/dist, made anew only when a source is newer than what was built.
build_web_client() {
  local built=web-client/dist/index.html
  if [[ -f $built && -z $(find web-client -path web-client/node_modules -prune -o -path web-client/dist -prune -o \
    -path web-client/test-results -prune -o -type f -newer "$built" -print -quit) ]]; then
    return 0
  fi
  npm --prefix web-client run --silent build
}
