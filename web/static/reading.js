// What a page does beside its explorers: it asks before it answers, hides what is not on the short road, and unfolds what
// is printed. Nothing is sent anywhere, and nothing is kept in the browser but the choice of the short road (and what
// forms.js keeps of exercises). Without scripts, questions and answers stand below each other.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const make = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const isQuestion = (node) =>
    node.localName === "p" && [...node.querySelectorAll("em")].some((part) => part.textContent.startsWith("Predict"));
  const questions = [...document.querySelectorAll(".bd-article p")].filter(isQuestion);

  // The cell that answers, and all behind it up to the next heading or question. Cells before it are for the prediction.
  function behind(question) {
    const hidden = [];
    let answer = null;
    for (let node = question.nextElementSibling; node; node = node.nextElementSibling) {
      if (node.localName === "section" || isQuestion(node) || /^A good place to stop/.test(node.textContent.trim()))
        break;
      if (!answer) {
        const fold = [...node.querySelectorAll("details")].find((one) =>
          /predict first/.test(one.querySelector("summary")?.textContent ?? ""),
        );
        if (fold) answer = { node, fold };
        else if (/^Answer:/.test(node.textContent)) answer = { node, fold: node };
      } else hidden.push(node);
    }
    return answer && { ...answer, hidden };
  }

  const shut = [];
  for (const question of questions) {
    const found = behind(question);
    if (!found) continue;
    const { node, fold, hidden } = found;
    const offered = [...question.querySelectorAll("strong")];
    const answers = offered.length > 1 ? offered.map((one) => one.innerHTML) : ["Yes", "No"];
    const said = make(
      "p",
      { class: "chosen waiting", role: "status" },
      "The answer, and what follows from it, appears when you choose.",
    );
    const folds = [node, ...hidden]
      .flatMap((one) => [...one.querySelectorAll("details")])
      .filter((one) => /predict first/.test(one.querySelector("summary").textContent));
    for (const one of hidden) one.hidden = "until-found"; // a browser's own search opens what it finds
    fold.hidden = "until-found";
    const right = JSON.parse(question.querySelector("[data-right]")?.dataset.right ?? "null");
    const verdict = (place) => {
      if (!right) return "These runs leave the question open.";
      if (right.length === 0) return "None of these is right.";
      return right.includes(place) ? "That's right." : `Right is: ${right.map((one) => answers[one]).join("; ")}.`;
    };
    // Whatever shows the answer marks the button that says it, by a word and a sign.
    const show = (words) => {
      for (const place of right ?? []) {
        if (!buttons[place].matches(".right")) buttons[place].append(" ✓ right");
        buttons[place].classList.add("right");
      }
      said.innerHTML = words;
      said.classList.remove("waiting");
      for (const one of [fold, ...hidden]) one.hidden = false;
      for (const one of folds) one.open = true;
    };
    const buttons = answers.map((words, place) => {
      const button = make("button", { type: "button", "aria-pressed": "false" });
      button.innerHTML = words;
      button.addEventListener("click", () => {
        for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
        show(`You chose: ${words}. ${verdict(place)}`);
      });
      return button;
    });
    const anyway = make("button", { type: "button", class: "anyway" }, "Show it anyway");
    anyway.addEventListener("click", () => show(""));
    const form = make(
      "div",
      { class: "prediction", role: "group", "aria-label": "Your prediction" },
      ...buttons,
      anyway,
    );
    fold.before(form, said); // below the code, above what it prints
    for (const one of [fold, ...hidden]) one.addEventListener("beforematch", () => show(""));
    shut.push({ show, parts: [fold, ...hidden] });
  }

  const showAll = () => {
    for (const { show } of shut) show("");
  };
  const above = make("p", { class: "show-all" });
  if (shut.length) {
    const all = make("button", { type: "button", class: "anyway" }, "Show all answers of this page");
    all.addEventListener("click", () => {
      showAll();
      all.remove();
    });
    above.append(all);
  }

  // The sections whose headings bear no mark are beside the short road, on a page that has some that do.
  const sections = [...document.querySelectorAll(".bd-article section section")];
  const beside = sections.filter((one) => !one.querySelector("h2, h3, h4")?.textContent.includes("◆"));
  let road = null;
  const shorten = (on) => {
    document.documentElement.classList.toggle("short-road", on);
    road?.setAttribute("aria-pressed", String(on));
    try {
      localStorage.setItem("short-road", String(on));
    } catch {
      // a browser that keeps nothing forgets it on the next page
    }
  };
  if (beside.length < sections.length) {
    for (const one of beside) {
      one.classList.add("beside");
      for (const link of document.querySelectorAll(`.page-toc a[href="#${CSS.escape(one.id)}"]`))
        link.closest("li").classList.add("beside");
    }
    road = make("button", { type: "button", class: "anyway" }, "◆ Only the short road");
    road.addEventListener("click", () => shorten(road.getAttribute("aria-pressed") !== "true"));
    above.append(road);
    let kept = null;
    try {
      kept = localStorage.getItem("short-road");
    } catch {
      // nothing was kept
    }
    shorten(kept === "true");
  }
  if (above.children.length) document.querySelector(".bd-article h1")?.after(above);

  // Beside the text stands the outline, beside an explorer there is no room for it.
  const outline = document.querySelector(".bd-sidebar-secondary");
  const seen = new Set();
  const look = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) seen[isIntersecting ? "add" : "delete"](target);
    outline.classList.toggle("hide", seen.size > 0);
  });
  if (outline) for (const box of document.querySelectorAll("[data-live]")) look.observe(box);

  // A link into what is hidden opens it.
  const follow = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest(".beside")) shorten(false);
    for (const { show, parts } of shut) if (parts.some((part) => part.contains(target))) show("");
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  if (location.hash) follow();

  addEventListener("beforeprint", () => {
    showAll();
    for (const fold of document.querySelectorAll(".bd-article details")) fold.open = true;
    document.documentElement.dataset.theme = "light";
  });
});
