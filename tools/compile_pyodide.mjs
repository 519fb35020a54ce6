// Compiles the modules of a Pyodide distribution, in Pyodide itself, since bytecode is of one version of Python. Without
// it, the imports are more than half of the time to a lesson's first figure. `node tools/compile_pyodide.mjs FOLDER` changes the folder.
import { pathToFileURL } from "node:url";

const PYTHON = `
import hashlib, io, json, py_compile, warnings, zipfile
from pathlib import Path

warnings.simplefilter("ignore")
folder = Path("/distribution")
lock = json.loads((folder / "pyodide-lock.json").read_text())


def compiled(path):
    """Replace the modules of a wheel, or of the standard library's archive, by their bytecode."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith(".py"):
                Path("/tmp/module.py").write_bytes(data)
                mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
                if py_compile.compile("/tmp/module.py", "/tmp/module.pyc", "/" + name, True, invalidation_mode=mode):
                    name, data = name + "c", Path("/tmp/module.pyc").read_bytes()
            new.writestr(name, data)
    path.chmod(0o644)
    path.write_bytes(out.getvalue())


compiled(folder / "python_stdlib.zip")
for one in lock["packages"].values():
    path = folder / one["file_name"]
    if path.exists() and path.suffix == ".whl":
        compiled(path)
        one["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
(folder / "pyodide-lock.json").write_text(json.dumps(lock))
`;

const folder = process.argv[2];
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const pyodide = await loadPyodide({ indexURL: `${folder}/` });
pyodide.FS.mkdirTree("/distribution");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, "/distribution");
pyodide.runPython(PYTHON);
process.exit(0); // Pyodide leaves a port open
