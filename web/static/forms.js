// The forms of exercises: a reader fills them in, checks.js says what is wrong, hints come one by one, and what was
// answered is kept in this browser, where the page of all answers finds it. Nothing is sent anywhere.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  /** @typedef {{ state: string, tries: number, hints: number, solution: boolean, answer: Record<string, any>, shown: string, date: string, right?: { shown: string, date: string } }} Kept of one exercise */
  const KEY = "neurons-to-digits: exercises";
  /** @type {{ name: string, exercises: Record<string, Kept> }} */
  let memory = { name: "", exercises: {} }; // where a browser keeps nothing, as long as the page is open
  let keeps = true;
  function read() {
    try {
      memory = JSON.parse(localStorage.getItem(KEY)) ?? memory;
    } catch {
      keeps = false;
    }
    return memory;
  }
  function write() {
    try {
      localStorage.setItem(KEY, JSON.stringify(memory));
    } catch {
      keeps = false;
    }
  }
  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
  };

  // A form

  /** @param {HTMLFormElement} form */
  function start(form) {
    const name = form.dataset.exercise;
    const inputs = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[data-kind]")]);
    const verdict = form.querySelector(".verdict");
    const [hints, [solution], explanation] = [".hint", ".the-solution", ".explanation"].map((one) => [
      ...form.querySelectorAll(one),
    ]);
    const button = (what) => /** @type {HTMLButtonElement} */ (form.querySelector(`[data-does=${what}]`));
    /** @type {Kept} */
    let kept = { state: "", tries: 0, hints: 0, solution: false, answer: {}, shown: "", date: "" };
    const keep = (changed) => {
      kept = { ...kept, ...changed, date: today() };
      read().exercises[name] = kept;
      write();
    };

    const paths = [...new Set(inputs.map((input) => input.dataset.path))];
    const at = (path) => inputs.filter((input) => input.dataset.path === path);

    // What is filled in at each place, a text, or a list where several can be chosen; null where nothing is.
    function filled() {
      return paths.map((path) => {
        const some = at(path);
        const { kind, label } = some[0].dataset;
        if (kind === "number") return { path, kind, label, given: some[0].value.trim() || null };
        const chosen = some.filter((input) => input.checked).map((input) => input.value);
        return { path, kind, label, given: kind === "choice" ? (chosen[0] ?? null) : chosen };
      });
    }

    function say(state, words) {
      verdict.className = `verdict ${state}`;
      verdict.textContent = words;
    }

    // Check what is filled in, and say what was found; `fresh` if it's a new try.
    function check(fresh) {
      const fields = filled();
      const missing = fields.filter(({ given }) => given === null);
      const mistyped = fields.filter(
        ({ kind, given }) => kind === "number" && given !== null && Number.isNaN(nncourseChecks.number(given)),
      );
      for (const input of inputs) input.removeAttribute("aria-invalid");
      for (const { path } of mistyped) at(path)[0].setAttribute("aria-invalid", "true");
      if (missing.length === fields.length) return say("open", "· Not attempted yet.");
      if (mistyped.length) {
        if (fresh) at(mistyped[0].path)[0].focus();
        return say("open", `· “${mistyped[0].given}” is not a number: write 0.5, −3, 1e-3 or 3/4.`);
      }
      if (missing.length) {
        if (fresh) at(missing[0].path)[0].focus();
        const all = missing.length === 1 ? "one field is" : `${missing.length} fields are`;
        return say("open", `· Not attempted yet: ${all} still empty.`);
      }
      const given = fields.map(({ path, kind, given }) => [path, kind, given]);
      const { state, message } = nncourseChecks.judge(name, nncourseChecks.assembled(/** @type {any} */ (given)));
      if (state === "passed") say("right", "✓ Right.");
      else say("wrong", `✗ Not yet: ${message}`);
      if (fresh) {
        const shown = words(fields);
        const answer = Object.fromEntries(fields.map((field) => [field.path, field.given]));
        const right = state === "passed" ? { shown, date: today() } : kept.right;
        keep({ state: right ? "passed" : state, tries: kept.tries + 1, answer, shown, right });
      }
      for (const one of explanation) one.classList.toggle("shown", state === "passed");
      button("solution").hidden = kept.solution || state === "passed";
    }

    // An answer in a line: the fields of one label together.
    function words(fields) {
      const parts = new Map();
      for (const { label, given } of fields)
        parts.set(label, [...(parts.get(label) ?? []), Array.isArray(given) ? given.join(", ") || "none" : given]);
      return [...parts].map(([label, some]) => `${label}: ${some.join(", ")}`).join("; ");
    }

    function showHints() {
      hints.forEach((hint, place) => {
        hint.classList.toggle("shown", place < kept.hints);
      });
      button("hint").textContent = kept.hints ? "Next hint" : "Hint";
      button("hint").hidden = kept.hints >= hints.length;
    }
    const reach = (box) => {
      box.tabIndex = -1; // a reader of the screen goes on there
      box.focus();
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      check(true);
    });
    button("hint").addEventListener("click", () => {
      keep({ hints: kept.hints + 1 });
      showHints();
      reach(hints[kept.hints - 1]);
    });
    button("solution").addEventListener("click", () => {
      keep({ solution: true });
      solution.classList.add("shown");
      button("solution").hidden = true;
      reach(solution);
    });

    kept = { ...kept, ...read().exercises[name] };
    for (const input of inputs) {
      const given = kept.answer[input.dataset.path];
      if (given === undefined) continue;
      if (input.dataset.kind === "number") input.value = given;
      else input.checked = [given].flat().includes(input.value);
    }
    showHints();
    solution.classList.toggle("shown", kept.solution);
    if (kept.tries) check(false);
    form.classList.add("alive");
  }
  for (const form of document.querySelectorAll("form[data-exercise]")) start(/** @type {HTMLFormElement} */ (form));

  // Exercises that want to be run lead to the live edition, if the page does.
  const live = document.querySelector("p.run a.run-here");
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".run-here[data-notebook]"))) {
    if (!live) break;
    place.hidden = false;
    place.append(live.cloneNode(true));
  }

  // The page of all answers

  const page = document.querySelector(".solved");
  if (!page) return;
  const rows = /** @type {HTMLTableRowElement[]} */ ([...page.querySelectorAll("tr[data-exercise]")]);
  const does = (what) => /** @type {any} */ (page.querySelector(`[data-does=${what}]`));
  const text = page.querySelector("textarea");
  const summary = page.querySelector(".summary");
  const count = (number, thing) => `${number} ${thing}${number === 1 ? "" : "s"}`;

  // How one was done: with how many tries and hints, and whether the solution was looked at.
  const how = ({ state, tries, hints, solution }) =>
    [
      state === "passed" ? "✓ right" : "✗ not yet",
      tries === 1 ? "1 try" : `${tries} tries`,
      ...(hints ? [count(hints, "hint")] : []),
      ...(solution ? ["solution seen"] : []),
    ].join(", ");

  function show() {
    const { exercises, name } = read();
    const lines = [];
    let [right, tried] = [0, 0];
    for (const row of rows) {
      const one = exercises[row.dataset.exercise];
      row.hidden = !one?.tries;
      if (row.hidden) continue;
      const { shown, date } = one.right ?? one;
      if (one.right) right++;
      else tried++;
      const cells = [...row.querySelectorAll("td")];
      [shown, how(one), date].forEach((words, at) => {
        cells[at].textContent = words;
      });
      const chapter = row.closest("tbody").querySelector("th").textContent;
      lines.push(`${chapter} · ${row.querySelector("a").textContent} · ${how(one)} · ${date} · ${shown}`);
    }
    for (const body of page.querySelectorAll("tbody"))
      body.hidden = ![...body.querySelectorAll("tr")].some((row) => row.dataset.exercise && !row.hidden);
    const any = right + tried > 0;
    page.querySelector("table").hidden = !any;
    /** @type {HTMLElement} */ (page.querySelector(".buttons")).hidden = !any;
    const nothing = keeps
      ? "You have answered nothing yet."
      : "This browser keeps nothing of these pages, so each forgets your answers when you leave it.";
    const done = `${right} of ${count(rows.length, "exercise")} right${tried ? `, ${tried} tried` : ""}.`;
    summary.textContent = any ? done : nothing;
    does("name").value = name;
    text.value = [...(name ? [name] : []), `${done} ${today()}`, ...lines].join("\n");
  }
  does("name").addEventListener("input", () => {
    read().name = does("name").value;
    write();
    show();
  });
  does("copy").addEventListener("click", async () => {
    text.hidden = false;
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      summary.textContent = "Copied.";
    } catch {
      summary.textContent = "Copy the text below.";
    }
  });
  does("print").addEventListener("click", () => print());
  does("forget").addEventListener("click", () => {
    if (!confirm("Forget all answers that this browser has kept?")) return;
    read();
    memory = { name: memory.name, exercises: {} };
    write();
    text.hidden = true;
    show();
  });
  show();
});
