// Convolution of one picture with one kernel, as nnlib's Conv2D with one channel; in double precision.

// How many places a window of size k has along a side.
export const placesAlong = (size, k, stride, padding) => Math.floor((size + 2 * padding - k) / stride) + 1;

// A square picture, row by row, with a rim of zeros.
export function padded(picture, size, padding) {
  const side = size + 2 * padding;
  const larger = new Float64Array(side * side);
  for (let r = 0; r < size; r += 1) {
    larger.set(picture.subarray(r * size, (r + 1) * size), (r + padding) * side + padding);
  }
  return larger;
}

// A square picture moved so many pixels; what leaves it is lost, and zeros come in.
export function movedBy(picture, size, down, right) {
  const found = new Float64Array(size * size);
  for (let r = Math.max(0, down); r < size + Math.min(0, down); r += 1) {
    for (let c = Math.max(0, right); c < size + Math.min(0, right); c += 1) {
      found[r * size + c] = picture[(r - down) * size + c - right];
    }
  }
  return found;
}

// All answers of a kernel of k × k weights: { side, values }, row by row.
export function convolve(picture, size, kernel, { stride = 1, padding = 0 } = {}) {
  const k = Math.round(Math.sqrt(kernel.length));
  const wide = size + 2 * padding;
  const rim = padded(picture, size, padding);
  const side = placesAlong(size, k, stride, padding);
  const values = new Float64Array(side * side);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      let sum = 0;
      for (let i = 0; i < k; i += 1) {
        const start = (row * stride + i) * wide + column * stride;
        for (let j = 0; j < k; j += 1) sum += kernel[i * k + j] * rim[start + j];
      }
      values[row * side + column] = sum;
    }
  }
  return { side, values };
}
