// Starts Python for the live edition, in the place of Pyodide's own pyodide.mjs: with the packages that a lesson's first
// cell imports, so that it runs as it stands, and with files of the course that are fetched when they are first opened.

const HERE = new URL(".", import.meta.url).href;

/** @param {Record<string, any>} options what the kernel gives to loadPyodide */
export async function loadPyodide(options) {
  const settings = await (await fetch(new URL("start.json", HERE))).json();
  const indexURL = new URL(settings.pyodide, HERE).href;
  const module = await import(/* webpackIgnore: true */ `${indexURL}pyodide.mjs`);
  const wheels = settings.wheels.map((/** @type {string} */ name) => HERE + name);
  const pyodide = await module.loadPyodide({ ...options, indexURL, packages: [...settings.packages, ...wheels] });
  const packages = pyodide.runPython("import sysconfig; sysconfig.get_path('purelib')");
  for (const name of settings.later) {
    const [, folder, file] = name.match(/^(.*)\/([^/]+)$/);
    pyodide.FS.mkdirTree(`${packages}/${folder}`);
    pyodide.FS.createLazyFile(`${packages}/${folder}`, file, HERE + name, true, false);
  }
  return pyodide;
}
