// The kernel of the live edition without a page: reads cells from the standard input, one JSON each, and writes Jupyter's
// messages. Started by browser.py, which says what it reads and gets.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { distribution, wheels, packages, pure, root, cwd, env } = JSON.parse(process.argv[2]);
const { loadPyodide } = await import(pathToFileURL(`${distribution}/pyodide.mjs`).href);
const aside = (text) => process.stderr.write(`${text}\n`);
const pyodide = await loadPyodide({ indexURL: `${distribution}/`, env, stdout: aside, stderr: aside });
await pyodide.loadPackage(packages, { messageCallback: () => {}, errorCallback: aside });

const { FS } = pyodide;
const mount = (folder, place) => {
  FS.mkdirTree(place);
  FS.mount(FS.filesystems.NODEFS, { root: folder }, place);
};
mount(root, "/course");
mount(pure.folder, "/installed");
FS.mkdirTree("/pure");
for (const name of pure.names) FS.symlink(`/installed/${name}`, `/pure/${name}`);
for (const wheel of wheels)
  pyodide.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel", { extractDir: "/pure" });
FS.chdir(`/course/${cwd}`);
pyodide.runPython(`import sys; sys.dont_write_bytecode = True; sys.path[:0] = ["/course", "/pure"]`);

const kernel = pyodide.pyimport("pyodide_kernel");
const shell = kernel.ipython_shell;
let parent = null;
const plain = (thing) => (thing?.toJs ? thing.toJs({ dict_converter: Object.fromEntries }) : thing);
const tell = (type, content) => process.stdout.write(`${JSON.stringify({ parent, type, content })}\n`);
const stream = (name, text) => tell("stream", { name, text });
const display = (type) => (data, metadata) => tell(type, { data: plain(data), metadata: plain(metadata) ?? {} });
kernel.stdout_stream.publish_stream_callback = stream;
kernel.stderr_stream.publish_stream_callback = stream;
shell.display_pub.display_data_callback = display("display_data");
shell.display_pub.update_display_data_callback = display("update_display_data");
shell.display_pub.clear_output_callback = (wait) => tell("clear_output", { wait });
shell.displayhook.publish_execution_result = (count, data, metadata) =>
  tell("execute_result", { execution_count: count, data: plain(data), metadata: plain(metadata) ?? {} });
shell.send_comm = () => {}; // an explorer speaks to its page; there is none

for await (const line of createInterface({ input: process.stdin })) {
  const { id, source } = JSON.parse(line);
  parent = id;
  const before = process.cpuUsage();
  const result = plain(await kernel.kernel_instance.run(source));
  const spent = process.cpuUsage(before);
  if (result.status === "error") {
    const name = result.ename.match(/([^.']*)'>$/)?.[1] ?? result.ename; // the kernel gives "<class 'module.Name'>"
    tell("error", { ename: name, evalue: String(result.evalue), traceback: result.traceback });
  }
  const bytes = pyodide._module.HEAPU8.length;
  tell("execute_reply", { status: result.status, seconds: (spent.user + spent.system) / 1e6, bytes });
}
process.exit(0); // Pyodide leaves a port open
