#!/usr/bin/env bash
# Sets up what run_autograder needs. Gradescope runs this once, as root, while it builds the image.
set -euo pipefail

root="${AUTOGRADER_ROOT:-/autograder}"
source="$root/source"

find_python() {
  local candidate
  for candidate in python3.13 python3.12 python3.11 python3; do
    if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
}

python="$(find_python)"
if [ -z "$python" ]; then
  apt-get update -qq
  apt-get install -y -qq python3.12 python3.12-venv || apt-get install -y -qq python3.11 python3.11-venv
  python="$(find_python)"
fi
if [ -z "$python" ]; then
  echo "no Python 3.11 or newer here, and none could be installed; choose a newer base image" >&2
  exit 1
fi

"$python" -m venv "$root/venv"
# An index with CPU builds of torch may be named in PIP_EXTRA_INDEX_URL; only torch problems need it.
"$root/venv/bin/python" -m pip install --quiet --no-cache-dir --disable-pip-version-check \
  -r "$source/requirements.txt"
PYTHONPATH="$source/lib" "$root/venv/bin/python" -P -m grader --help >/dev/null
