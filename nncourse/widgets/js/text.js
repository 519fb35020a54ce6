// Numbers as a reader sees them: without a page, so that what an explorer says can be tested by itself.

export const clip = (value, low, high) => Math.min(high, Math.max(low, value));

export const minus = (text) => text.replaceAll("-", "−");

// So many digits, a real minus sign, and no −0.
export function said(value, digits = 2) {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return minus((Number(value.toFixed(digits)) || 0).toFixed(digits));
}

export const percent = (share, digits = 1) => (Number.isNaN(share) ? "NaN" : `${(100 * share).toFixed(digits)} %`);

// A number below the line: x₁, a₁₂.
export const below = (number) => [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]).join("");
