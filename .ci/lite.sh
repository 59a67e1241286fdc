#!/usr/bin/env bash
# Build the browser edition and run its notebooks in Pyodide, in Node. Names of notebooks may follow;
# without names, all are run. It needs Python 3.12 or newer, Node 20 or newer, and npm.
# DATELINE_PYODIDE names a folder with Pyodide; without it one is made for this run.
set -euo pipefail
cd "$(dirname "$0")/.."

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
pyodide=${DATELINE_PYODIDE:-}
if [ -z "$pyodide" ]; then
    pyodide=$place/pyodide
    python3 .ci/pyodide.py "$pyodide"
fi
python3 start.py lite "$place/site" --pyodide "$pyodide"
node .ci/lite.mjs "$place/site" "$@"
