#!/usr/bin/env bash
# Build the browser edition, run its notebooks in Node with all requests forbidden, then two of them
# in a browser with every other host refused. Names of notebooks (02_build_the_timeline.ipynb) may
# follow; without names, Node runs all. It needs Python 3.12 or newer as python3, Node 20 or newer,
# npm, and Chromium or Chrome. DATELINE_PYODIDE names a folder with Pyodide; without it one is made.
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
python3 start.py test --co -q >"$place/set-up.txt" # brings what drives a browser
.venv/bin/python bench/lite.py "$place/site"
