// What a page has instead of a kernel: anywidget's model for each <div data-live="name" data-state="{…}">. This is a
// script and no module, so that it works from a folder, too, and where a policy allows scripts of the site alone.
"use strict";
// biome-ignore lint/correctness/noUnusedVariables: the scripts of the explorers and of their data call it
const nncourseLive = (() => {
  const modules = {};
  const stored = {};
  const folder = /** @type {HTMLScriptElement} */ (document.currentScript).src.replace(/[^/]*$/, "");

  const load = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${folder}${name}.js`;
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });

  const dress = (name) =>
    new Promise((resolve) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = `${folder}${name}.css`;
      link.addEventListener("load", resolve);
      link.addEventListener("error", resolve);
      document.head.append(link);
    });

  function model(box) {
    const values = { state: JSON.parse(box.dataset.state || "{}") };
    const listeners = {};
    return {
      get: (key) => values[key],
      set: (key, value) => {
        values[key] = value;
      },
      save_changes() {
        box.dataset.state = JSON.stringify(values.state);
      },
      on: (event, listener) => {
        listeners[event] = [...(listeners[event] ?? []), listener];
      },
      off(event, listener) {
        listeners[event] = (listeners[event] ?? []).filter((one) => one !== listener);
      },
      async send({ want }) {
        // data too large for the page itself: a script of its own
        if (!(want in stored)) await load(want);
        const { gzip, ...about } = stored[want];
        const packed = Uint8Array.from(atob(gzip), (letter) => letter.charCodeAt(0));
        const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
        const data = new DataView(await new Response(stream).arrayBuffer());
        for (const listener of listeners["msg:custom"] ?? []) listener({ data: want, ...about }, [data]);
      },
    };
  }

  async function start(box) {
    const name = box.dataset.live;
    if (!(name in modules)) await load(name);
    const one = modules[name];
    one.dressed ??= one.styled ? dress(name) : Promise.resolve();
    await one.dressed;
    one.module.render({ model: model(box), el: box });
    box.classList.add("alive");
    enlarge(box);
  }

  // Where there is more room than an explorer is wide, without the sidebar or on the full screen, it is shown larger,
  // as long as it is no taller than the screen.
  const WIDEST = 1056;
  function enlarge(box) {
    const view = box.firstElementChild;
    let width = 0;
    new ResizeObserver(() => {
      if (box.clientWidth === width) return;
      width = box.clientWidth;
      const height = view.getBoundingClientRect().height / (view.style.zoom || 1);
      const zoom = Math.min(width / WIDEST, (innerHeight - 100) / height);
      view.style.zoom = zoom < 1.1 ? "" : zoom.toFixed(2);
    }).observe(box);
    if (!document.fullscreenEnabled) return;
    const button = document.createElement("button");
    const full = () => document.fullscreenElement === box;
    const name = () => {
      button.textContent = full() ? "Leave the full screen (Esc)" : "Full screen";
    };
    Object.assign(button, { type: "button", className: "full" });
    button.addEventListener("click", () => (full() ? document.exitFullscreen() : box.requestFullscreen()));
    box.addEventListener("fullscreenchange", name);
    name();
    box.append(button);
  }

  addEventListener("DOMContentLoaded", () => {
    const near = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          near.unobserve(target);
          start(target);
        }
      },
      { rootMargin: "600px" },
    );
    for (const box of document.querySelectorAll("[data-live]")) near.observe(box);
  });

  return {
    module: (name, module, styled) => {
      modules[name] = { module, styled };
    },
    data: (name, message) => {
      stored[name] = message;
    },
  };
})();
