// Run every code cell of notebooks in a built browser edition, in Node instead of a browser. Nothing
// may be asked of any host.
//
//   node .ci/lite.mjs SITE [NOTEBOOK...]        without names: all notebooks

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const site = path.resolve(process.argv[2]);
const names = process.argv.slice(3);
const all = fs.readdirSync(`${site}/files/notebooks`).filter((name) => name.endsWith(".ipynb"));
const notebooks = names.length ? names : all.sort();
const pyodide = `${site}/static/pyodide`;
const settings = JSON.parse(fs.readFileSync(`${site}/jupyter-lite.json`))["jupyter-config-data"];
const kernel = settings.litePluginSettings["@jupyterlite/pyodide-kernel-extension:kernel"];

globalThis.fetch = async (address) => {
  throw new Error(`this was asked for: ${address}`);
};
globalThis.XMLHttpRequest = undefined;

// As the kernel of JupyterLite does it: a folder of files, and one shell for a notebook.
const RUN = `
import json, os, sys, time

os.chdir("/drive/notebooks")
from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance()
shell.reset(new_session=True)
started, shown = time.time(), []

def show(hook, result=None):
    if result is not None:
        text = getattr(result, "_repr_html_", lambda: "")() or repr(result)
        shown.append((time.time() - started, "data:image/svg" in text))

DisplayHook.__call__ = show
failed = []
for number, cell in enumerate(cells):
    done = shell.run_cell(cell)
    if not done.success:
        failed.append(f"cell {number}: {done.error_in_exec or done.error_before_exec!r}")
charts = [seconds for seconds, is_chart in shown if is_chart]
json.dumps({"failed": failed, "charts": len(charts), "first": charts[:1], "all": time.time() - started})
`;

let failures = 0;
for (const name of notebooks) {
  const began = performance.now();
  const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
  const python = await loadPyodide({
    indexURL: `${pyodide}/`,
    packages: kernel.loadPyodideOptions.packages,
    stdout: () => {},
    stderr: () => {},
    env: { HOME: "/home/pyodide", MPLBACKEND: "agg" },
  });
  python.FS.mkdirTree("/drive");
  python.FS.mount(python.FS.filesystems.NODEFS, { root: `${site}/files` }, "/drive");
  const loaded = (performance.now() - began) / 1000;

  const notebook = JSON.parse(fs.readFileSync(`${site}/files/notebooks/${name}`));
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");
  python.globals.set("cells", python.toPy(code.map((cell) => [cell.source].flat().join(""))));
  const result = JSON.parse(await python.runPythonAsync(RUN));
  failures += result.failed.length;

  const first = result.first.map((seconds) => `, the first after ${seconds.toFixed(0)} s`).join("");
  console.log(
    `${name}: ${code.length} cells, ${result.failed.length} failed, ${result.charts} charts${first}, ` +
      `all in ${result.all.toFixed(0)} s; Python was ready after ${loaded.toFixed(0)} s`,
  );
  for (const problem of result.failed) console.log(`  ${problem}`);
}
process.exit(failures || !notebooks.length ? 1 : 0);
