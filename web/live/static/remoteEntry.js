// An extension of JupyterLab for the live edition, written by hand: two buttons above a notebook, and a notice when the
// lesson has been changed on the site since the reader's copy was begun. A copy is never replaced: "Start afresh" keeps
// it under another name.
"use strict";

/** @typedef {Record<string, any>} Any */

/** @param {Any} app */
function activate(app) {
  const { baseUrl } = JSON.parse(document.querySelector("#jupyter-config-data")?.textContent ?? "");
  const site = new URL(baseUrl, location.href);
  const { contents } = app.serviceManager;
  const notebook = () => {
    const widget = app.shell.currentWidget;
    return widget?.context?.path?.endsWith(".ipynb") ? widget : null;
  };
  /** @param {string} message @param {Any[]} [actions] */
  const tell = (message, actions = []) =>
    app.commands.execute("apputils:notify", { message, type: "info", options: { autoClose: false, actions } });

  app.commands.addCommand("course:download", {
    label: "Download",
    caption: "Save your copy of this notebook as a file on this device",
    isEnabled: () => notebook() !== null,
    execute: async () => {
      await notebook()?.context.save();
      return app.commands.execute("docmanager:download");
    },
  });

  app.commands.addCommand("course:afresh", {
    label: "Start afresh",
    caption: "Open this notebook as it stands on the site; your copy is kept under another name",
    isEnabled: () => notebook() !== null,
    execute: async () => {
      const widget = notebook();
      if (!widget) return;
      const path = widget.context.path;
      const now = (await published())[path];
      if (!now) {
        await tell("This notebook is your own: the site has none of this name.");
        return;
      }
      await widget.context.save();
      const kept = await freeName(path);
      const copy = await contents.get(path, { content: true });
      await contents.save(kept, { ...copy, path: kept, name: kept.split("/").pop() });
      const fresh = await fetch(new URL(`files/${path}?version=${now}`, site)); // past what this browser has kept
      widget.context.model.fromJSON(await fresh.json());
      await widget.context.save();
      await widget.context.sessionContext.restartKernel();
      await tell(`Your copy is kept as ${kept}.`);
    },
  });

  /** Say of each notebook of the site which version is there now. */
  const published = async () => (await fetch(new URL("api/course.json", site), { cache: "no-cache" })).json();

  /** @param {string} path */
  const freeName = async (path) => {
    const [folder, name] = path.includes("/") ? path.match(/^(.*\/)([^/]*)$/).slice(1) : ["", path];
    const taken = new Set(
      (await contents.get(folder.replace(/\/$/, ""), { content: true })).content.map(
        (/** @type {Any} */ one) => one.name,
      ),
    );
    const begin = name.replace(/\.ipynb$/, `-mine-${new Date().toISOString().slice(0, 10)}`);
    for (let number = 1; ; number++) {
      const one = `${begin}${number > 1 ? `-${number}` : ""}.ipynb`;
      if (!taken.has(one)) return folder + one;
    }
  };

  const compared = new Set();
  app.shell.currentChanged?.connect(async () => {
    const widget = notebook();
    if (!widget || compared.has(widget.context.path)) return;
    const path = widget.context.path;
    compared.add(path);
    if (compared.size === 1 && innerWidth < 1000) {
      // On a tablet or a phone the list of files, which JupyterLab opens once it has read it, leaves no room.
      await widget.context.ready;
      app.shell.collapseLeft();
    }
    if (!isSecureContext && path.startsWith("blank/"))
      await tell("At an address without https, what passes here isn't kept when you close the page; the notebook is.");
    await widget.context.ready;
    const own = widget.context.model.getMetadata("course");
    const now = (await published().catch(() => ({})))[path];
    if (now && own?.version !== now)
      await tell(`This lesson has been changed on the site since you began your copy, which stays as it is.`, [
        { label: "Take the new one, keep mine beside it", commandId: "course:afresh", args: {} },
      ]);
  });
}

const plugin = { id: "neurons-to-digits:copies", autoStart: true, activate };
globalThis._JUPYTERLAB ??= {};
globalThis._JUPYTERLAB["neurons-to-digits"] = {
  init: () => {},
  get: async () => () => ({ __esModule: true, default: plugin }),
};
