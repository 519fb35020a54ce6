// A slider for a learning rate: every number of two digits from one power of ten to another, so that each tenth of a
// decade is as easy to reach as the next.
import { stops } from "./draw.js";

export function rateStops(from, to) {
  const rates = [];
  for (let power = Math.round(Math.log10(from)); power < Math.round(Math.log10(to)); power += 1) {
    for (let digits = 10; digits < 100; digits += 1) rates.push(Number(`${digits}e${power - 1}`));
  }
  return [...rates, Number(`1e${Math.round(Math.log10(to))}`)];
}

export const rateSlider = ({ label, from, to, value }, change) =>
  stops({ label, options: rateStops(from, to), value }, change);
