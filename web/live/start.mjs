// Starts Python for the live edition, in the place of Pyodide's own pyodide.mjs: with the packages that a lesson's first
// cell imports, so that it runs as it stands, and with files of the course that are fetched when they are first opened.

const HERE = new URL(".", import.meta.url).href;

/** @param {string[]} places of Pyodide's distribution; the first at which there is one is taken */
async function first([indexURL, ...others]) {
  try {
    return { module: await import(/* webpackIgnore: true */ `${indexURL}pyodide.mjs`), indexURL };
  } catch (error) {
    if (others.length === 0) throw error;
    return first(others);
  }
}

/** @param {Record<string, any>} options what the kernel gives to loadPyodide */
export async function loadPyodide(options) {
  const settings = await (await fetch(new URL("start.json", HERE))).json();
  const { module, indexURL } = await first(
    settings.pyodide.map((/** @type {string} */ place) => new URL(place, HERE).href),
  );
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
