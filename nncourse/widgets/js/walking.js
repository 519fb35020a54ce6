// Buttons for what is walked step by step in both directions: Play, Step, Step back, To the end, Reset.
import { button, off, transport } from "./draw.js";

// place() is the number of steps taken, length() that of all; go(place) brings the picture there; pause() is the time
// between two steps of Play in milliseconds. Call show() whenever the picture is drawn, and stop() at the end.
export function bothWays(root, { place, length, go, pause }) {
  let last = -Infinity;
  const atStart = () => (place() === 0 ? "This is the beginning." : "");
  const running = transport(root, {
    step() {
      if (running.playing && performance.now() - last < pause()) return;
      last = performance.now();
      go(place() + 1);
    },
    reset: () => go(0),
    atStart,
    atEnd: () => (place() >= length() ? "This is the end: go back, or change a number." : ""),
    others: [["To the end", () => go(length())]],
  });
  const [play, step, end, reset] = running.nodes;
  const back = button("Step back", () => {
    if (back.getAttribute("aria-disabled") === "true") return;
    running.halt();
    go(place() - 1);
  });
  function show() {
    running.show();
    off(back, atStart());
  }
  return { nodes: [play, step, back, end, reset], show, halt: running.halt, stop: running.stop };
}
