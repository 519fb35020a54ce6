// One slide at a time, its answer behind a key, its number in the address.
"use strict";
{
  const slides = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".slide")]);
  const button = (key) => document.querySelector(`[data-key="${key}"]`);
  const status = document.querySelector("[role=status]");
  let now = 0;

  // Makes a slide's type as large as all that is on it allows, its answer as well, and a little smaller, since lines
  // may be a little wider on another screen and on paper. A vote's is not larger than usual.
  const fit = (slide) => {
    const box = slide.querySelector(".fit");
    const set = (size) => box.style.setProperty("--size", size.toFixed(2));
    const tooLarge = () => box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth;
    let size = slide.querySelector(".section, .first, .stop, .card") ? 1.3 : 1;
    for (set(size); size > 0.4 && tooLarge(); set(size)) size -= 0.02;
    set(size * 0.96);
  };
  const show = (number) => {
    now = Math.max(0, Math.min(slides.length - 1, number || 0));
    slides.forEach((slide, place) => {
      slide.hidden = place !== now;
    });
    history.replaceState(null, "", `#${now + 1}`);
    status.textContent = `Slide ${now + 1} of ${slides.length}`;
    slides[now].focus({ preventScroll: true });
  };
  const asks = (slide) => !slide.matches(".told") && slide.querySelector(".sheet .answer");
  const tell = (slide, told = true) => {
    slide.classList.toggle("told", told);
    const answer = [...slide.querySelectorAll(".sheet .right, .sheet .answer")].map((part) => part.textContent.trim());
    if (slide === slides[now]) status.textContent = told ? answer.join(" ") : "";
  };
  const press = (key, on) => button(key).setAttribute(key === "n" ? "aria-pressed" : "aria-expanded", String(on));
  const next = () => (asks(slides[now]) ? tell(slides[now]) : show(now + 1));
  const back = () => show(now - 1);
  const keys = {
    ...Object.fromEntries(["ArrowRight", "ArrowDown", "PageDown", " "].map((key) => [key, next])),
    ...Object.fromEntries(["ArrowLeft", "ArrowUp", "PageUp"].map((key) => [key, back])),
    Home: () => show(0),
    End: () => show(slides.length - 1),
    a: () => tell(slides[now], !slides[now].matches(".told")),
    A: () => slides.forEach((slide) => tell(slide)),
    n: () => press("n", document.body.classList.toggle("noted")),
    f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.()),
    p: () => print(),
    "?": () => {
      const help = /** @type {HTMLElement} */ (document.querySelector(".help"));
      help.hidden = !help.hidden;
      press("?", !help.hidden);
    },
  };

  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const own =
      (event.key === " " && target.closest("button, a")) ||
      (/^Arrow(Up|Down)/.test(event.key) && target.closest(".notes"));
    if (!keys[event.key] || own || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const pressed = /** @type {HTMLElement} */ (target.closest("[data-key]"));
    if (pressed) keys[pressed.dataset.key]();
    else if (target.closest(".sheet") && !target.closest("a") && !String(getSelection()))
      event.clientX < innerWidth / 3 ? back() : next();
  });
  addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1));

  document.documentElement.classList.add("scripted");
  slides.forEach(fit);
  if (/[?&]answers\b/.test(location.search)) keys.A();
  show(Number(location.hash.slice(1)) - 1);
}
