// A slider for a learning rate: every number of two digits from one power of ten to another, so that each tenth of a
// decade is as easy to reach as the next.
import { slider } from "./draw.js";

export function rateStops(from, to) {
  const rates = [];
  for (let power = Math.round(Math.log10(from)); power < Math.round(Math.log10(to)); power += 1) {
    for (let digits = 10; digits < 100; digits += 1) rates.push(Number(`${digits}e${power - 1}`));
  }
  return [...rates, Number(`1e${Math.round(Math.log10(to))}`)];
}

// A rate that is not among them (set from Python) is shown as it is, at the place of the nearest.
export function rateSlider({ label, from, to, value }, change) {
  const rates = rateStops(from, to);
  const nearest = (rate) => {
    const distance = rates.map((one) => Math.abs(Math.log(one / rate)));
    return distance.indexOf(Math.min(...distance));
  };
  let exact = value;
  const words = (place) => String(place === nearest(exact) ? exact : rates[place]);
  const made = slider({ label, min: 0, max: rates.length - 1, step: 1, value: nearest(value), words }, (place) => {
    exact = rates[place];
    change(exact);
  });
  const show = (rate) => {
    if (rate === exact && Number(made.input.value) === nearest(rate)) return;
    exact = rate;
    made.show(nearest(rate));
  };
  return { ...made, show };
}
