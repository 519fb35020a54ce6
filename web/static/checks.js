// What the checks of exercises need to run in a page: as much of Python and NumPy as they use. The checks themselves,
// their messages among them, are written by web/forms.py from those of Python. Nothing here touches the page.
"use strict";
// biome-ignore lint/correctness/noUnusedVariables: forms.js and the scripts of the checks call it
const nncourseChecks = (() => {
  /** @typedef {{ shape: number[], data: any[] }} Shaped an array: NumPy's, row by row */

  class Finding extends Error {
    constructor(message, facts = new Dict([])) {
      super(message);
      this.facts = facts;
    }
  }
  class Wrong extends Finding {}
  class NotAttempted extends Finding {}
  class ValueError extends Error {}
  const KINDS = { Finding, Wrong, NotAttempted, ValueError };

  const Ellipsis = { ellipsis: true };
  class Options {
    constructor(given) {
      this.axis = given.axis;
      Object.assign(this, given);
    }
  }
  const optional = (given) => (given.at(-1) instanceof Options ? [given.slice(0, -1), given.at(-1)] : [given, {}]);

  class Dict {
    constructor(pairs) {
      this.map = new Map();
      for (const [key, value] of pairs) this.map.set(code(key), [key, value]);
    }
    get(key, other = null) {
      return this.map.get(code(key))?.[1] ?? other;
    }
    keys() {
      return [...this.map.values()].map(([key]) => key);
    }
    values() {
      return [...this.map.values()].map(([, value]) => value);
    }
    items() {
      return [...this.map.values()];
    }
  }
  class Some {
    constructor(values) {
      this.map = new Map(values.map((one) => [code(one), one]));
    }
    add(value) {
      this.map.set(code(value), value);
      return null;
    }
  }
  class NDArray {
    /** @param {number[]} shape @param {any[]} data */
    constructor(shape, data) {
      this.shape = shape;
      this.data = data;
    }
  }

  // A key of a dict: equal keys have one code.
  function code(value) {
    if (typeof value === "boolean") return String(Number(value));
    return Array.isArray(value)
      ? `(${value.map(code)})`
      : typeof value === "string"
        ? JSON.stringify(value)
        : `${value}`;
  }

  // Arrays

  /** @returns {NDArray} */
  function asarray(thing) {
    if (thing instanceof NDArray) return thing;
    if (!Array.isArray(thing)) return new NDArray([], [thing]);
    const rows = thing.map(asarray);
    const shape = rows[0]?.shape ?? [];
    if (rows.some((row) => String(row.shape) !== String(shape))) throw new ValueError("rows have different lengths");
    return new NDArray(
      [thing.length, ...shape],
      rows.flatMap((row) => row.data),
    );
  }
  const simple = (array) => (array.shape.length ? array : array.data[0]);
  const kind = (array) =>
    array.data.every((one) => typeof one === "number" || typeof one === "boolean")
      ? "f"
      : array.data.every((one) => typeof one === "string")
        ? "U"
        : "O";
  const count = (shape) => shape.reduce((product, one) => product * one, 1);

  function spread(shape, others) {
    const length = Math.max(shape.length, others.length);
    return Array.from({ length }, (_, at) => {
      const one = shape[at - length + shape.length] ?? 1;
      const other = others[at - length + others.length] ?? 1;
      if (one !== other && one !== 1 && other !== 1) throw new ValueError("operands could not be broadcast together");
      return one === 1 ? other : one;
    });
  }

  // Each value of an array under a larger shape, as NumPy broadcasts it.
  function broadcast(array, shape) {
    const padded = [...Array(shape.length - array.shape.length).fill(1), ...array.shape];
    return Array.from({ length: count(shape) }, (_, flat) => {
      let rest = flat;
      let place = 0;
      let step = 1;
      for (let at = shape.length - 1; at >= 0; at--) {
        if (padded[at] !== 1) place += (rest % shape[at]) * step;
        rest = Math.floor(rest / shape[at]);
        step *= padded[at];
      }
      return array.data[place];
    });
  }

  const each =
    (work) =>
    (...given) => {
      if (!given.some((one) => one instanceof NDArray || Array.isArray(one))) return work(...given);
      const arrays = given.map(asarray);
      const shape = arrays.reduce((found, one) => spread(found, one.shape), []);
      const columns = arrays.map((one) => broadcast(one, shape));
      return simple(
        new NDArray(
          shape,
          columns[0].map((_, at) => work(...columns.map((column) => column[at]))),
        ),
      );
    };

  function transposed({ shape, data }) {
    if (shape.length !== 2) return new NDArray([...shape].reverse(), data);
    const [rows, columns] = shape;
    const moved = Array.from({ length: data.length }, (_, at) => data[(at % rows) * columns + Math.floor(at / rows)]);
    return new NDArray([columns, rows], moved);
  }

  function matmul(one, other) {
    const [a, b] = [asarray(one), asarray(other)];
    const [left, right] = [
      a.shape.length === 1 ? [1, ...a.shape] : a.shape,
      b.shape.length === 1 ? [...b.shape, 1] : b.shape,
    ];
    const [rows, inner] = left;
    const columns = right[1];
    if (right[0] !== inner) throw new ValueError("matmul: the shapes do not fit");
    const data = Array.from({ length: rows * columns }, (_, at) => {
      const [row, column] = [Math.floor(at / columns), at % columns];
      let total = 0;
      for (let k = 0; k < inner; k++) total += a.data[row * inner + k] * b.data[k * columns + column];
      return total;
    });
    const shape = [...(a.shape.length === 1 ? [] : [rows]), ...(b.shape.length === 1 ? [] : [columns])];
    return simple(new NDArray(shape, data));
  }

  // What is left of an array, or of its values along an axis, when a function of several values has made one of them.
  const reduced = (work) => (thing, given) => {
    const { shape, data } = asarray(thing);
    if (!(given instanceof Options)) return work(data);
    const { axis } = given;
    const [after, length] = [count(shape.slice(axis + 1)), shape[axis]];
    const rest = shape.filter((_, at) => at !== axis);
    const lines = Array.from({ length: count(rest) }, (_, line) => {
      const start = Math.floor(line / after) * after * length + (line % after);
      return work(Array.from({ length }, (_, at) => data[start + at * after]));
    });
    return simple(new NDArray(rest, lines));
  };
  const total = (values) => values.reduce((sum, one) => sum + Number(one), 0);
  const largest = (values) => values.reduce((found, one) => (one > found || Number.isNaN(one) ? one : found));
  const smallest = (values) => values.reduce((found, one) => (one < found || Number.isNaN(one) ? one : found));
  const METHODS = {
    all: reduced((values) => values.every(Boolean)),
    any: reduced((values) => values.some(Boolean)),
    sum: reduced(total),
    max: reduced(largest),
    min: reduced(smallest),
    argmax: (array) => array.data.indexOf(largest(array.data)),
    argmin: (array) => array.data.indexOf(smallest(array.data)),
    item: (array) => array.data[0],
    astype: (array) => array,
    tolist: (array) => listed(array),
    reshape: (array, ...shape) => new NDArray(shape.flat(), array.data),
  };
  const listed = ({ shape, data }) => {
    if (!shape.length) return data[0];
    const size = count(shape.slice(1));
    return Array.from({ length: shape[0] }, (_, at) =>
      listed({ shape: shape.slice(1), data: data.slice(at * size, (at + 1) * size) }),
    );
  };

  // The numbers of all places along an axis that an index or a slice means; one alone takes the axis away.
  function places(index, length) {
    if (typeof index === "number") return [index < 0 ? index + length : index];
    const step = index.step ?? 1;
    const clip = (at, low, high) => Math.min(Math.max(at < 0 ? at + length : at, low), high);
    const found = [];
    if (step > 0) {
      const end = clip(index.stop ?? length, 0, length);
      for (let at = clip(index.start ?? 0, 0, length); at < end; at += step) found.push(at);
    } else {
      const end = index.stop === null ? -1 : clip(index.stop, -1, length - 1);
      for (let at = index.start === null ? length - 1 : clip(index.start, -1, length - 1); at > end; at += step)
        found.push(at);
    }
    return found;
  }
  class Slice {
    constructor(start, stop, step) {
      Object.assign(this, { start, stop, step });
    }
  }

  function taken(array, index) {
    if (index instanceof NDArray && index.data.every((one) => typeof one === "boolean")) {
      const data = array.data.filter((_, at) => index.data[at]);
      return new NDArray([data.length], data);
    }
    const several = index instanceof NDArray ? index.data : Array.isArray(index) ? index : [index];
    const all = array.shape.map((length, at) => places(several[at] ?? new Slice(null, null, null), length));
    const shape = all.filter((_, at) => typeof several[at] !== "number").map((found) => found.length);
    const flat = all.reduce(
      (found, along, at) => found.flatMap((before) => along.map((place) => before * array.shape[at] + place)),
      [0],
    );
    return simple(
      new NDArray(
        shape,
        flat.map((place) => array.data[place]),
      ),
    );
  }

  const close = (one, other, { rtol = 1e-5, atol = 1e-8, equal_nan = false }) =>
    one === other ||
    (Number.isFinite(one) && Number.isFinite(other) && Math.abs(one - other) <= atol + rtol * Math.abs(other)) ||
    (equal_nan && Number.isNaN(one) && Number.isNaN(other));
  // To whole numbers, halves to the even one.
  const even = (value) => {
    const low = Math.floor(value);
    const rest = value - low;
    return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1;
  };

  const np = {
    array: asarray,
    asarray,
    float32: "float32", // which nothing in a page is
    column_stack: (columns) => {
      const parts = columns
        .map(asarray)
        .map((one) => (one.shape.length === 1 ? transposed(new NDArray([1, ...one.shape], one.data)) : one));
      const rows = parts[0].shape[0];
      const wide = Array.from({ length: rows }, (_, row) =>
        parts.flatMap((one) => one.data.slice(row * one.shape[1], (row + 1) * one.shape[1])),
      );
      return asarray(wide);
    },
    outer: (one, other) => asarray(asarray(one).data.map((a) => asarray(other).data.map((b) => a * b))),
    zeros: (size) => new NDArray([size], Array(size).fill(0)),
    shape: (thing) => asarray(thing).shape,
    size: (thing) => asarray(thing).data.length,
    ndim: (thing) => asarray(thing).shape.length,
    abs: each(Math.abs),
    exp: each(Math.exp),
    log: each(Math.log),
    sqrt: each(Math.sqrt),
    isinf: each((one) => Math.abs(one) === Infinity),
    isfinite: each(Number.isFinite),
    maximum: each((one, other) => (Number.isNaN(one) || one > other ? one : other)),
    where: each((condition, one, other) => (condition ? one : other)),
    round: (thing, digits = 0) => each((one) => even(one * 10 ** digits) / 10 ** digits)(thing),
    isclose: (one, other, given = {}) => each((a, b) => close(a, b, given))(one, other),
    allclose: (one, other, given = {}) => METHODS.all(np.isclose(one, other, given)),
    array_equal: (one, other) => {
      const [a, b] = [asarray(one), asarray(other)];
      return String(a.shape) === String(b.shape) && a.data.every((value, at) => value === b.data[at]);
    },
    all: METHODS.all,
    any: METHODS.any,
    sum: METHODS.sum,
    max: METHODS.max,
    min: METHODS.min,
    count_nonzero: (thing) => asarray(thing).data.filter(Boolean).length,
    flatnonzero: (thing) => asarray(asarray(thing).data.flatMap((one, at) => (one ? [at] : []))),
    unique: (thing) => asarray([...new Set(asarray(thing).data)].sort((one, other) => one - other)),
    unravel_index: (flat, shape) => {
      const found = [];
      for (const length of [...shape].reverse()) {
        found.unshift(flat % length);
        flat = Math.floor(flat / length);
      }
      return found;
    },
    argwhere: (thing) => {
      const { shape, data } = asarray(thing);
      return data.flatMap((one, at) => (one ? [np.unravel_index(at, shape)] : []));
    },
  };

  // Numbers as Python writes them

  const exponent = (text) => text.replace(/e([+-])(\d)$/, "e$10$2");

  // A number with some digits after the point, or in all; of two that are as near it's the even one.
  function fixed(value, digits, how = "toFixed") {
    if (how === "toFixed" && Math.abs(value) >= 1e21)
      return `${BigInt(value)}${digits ? `.${"0".repeat(digits)}` : ""}`;
    const text = value[how](digits);
    const more = value[how](Math.min(digits + 30, 100)).replace(/e.*/, "");
    const kept = text.replace(/e.*/, "").replace(/[^\d]/g, "").length;
    if (!/^50*$/.test(more.replace(/[^\d]/g, "").slice(kept)) || value === 0) return text;
    const lower = more.slice(0, more.length - (more.replace(/[^\d]/g, "").length - kept)).replace(/\.$/, "");
    return Number(lower.at(-1)) % 2 === 0 && !/e/.test(text) ? lower : text;
  }

  function general(value, digits = 6) {
    const precision = digits || 1;
    if (value === 0) return Object.is(value, -0) ? "-0" : "0";
    const [mantissa, power] = value.toExponential(precision - 1).split("e");
    const strip = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
    if (Number(power) < -4 || Number(power) >= precision) return exponent(`${strip(mantissa)}e${power}`);
    const shown = fixed(value, precision, "toPrecision");
    return strip(shown);
  }

  function shown(value) {
    if (Number.isNaN(value)) return "nan";
    if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
    if (Object.is(value, -0)) return "-0.0";
    const size = Math.abs(value);
    if (Number.isInteger(value) && size < 1e16) return String(value);
    if (size >= 1e16 || size < 1e-4) return exponent(value.toExponential());
    return String(value);
  }

  function str(value) {
    if (typeof value === "number") return shown(value);
    if (typeof value === "string") return value;
    return repr(value);
  }
  function repr(value) {
    if (typeof value === "string") {
      const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
      const text = value.replaceAll("\\", "\\\\");
      return quote + (quote === "'" ? text.replaceAll("'", "\\'") : text) + quote;
    }
    if (typeof value === "boolean") return value ? "True" : "False";
    if (value === null || value === undefined) return "None";
    if (value instanceof NDArray) return value.shape.length ? repr(listed(value)) : repr(value.data[0]);
    if (Array.isArray(value)) return `[${value.map(repr).join(", ")}]`;
    if (value instanceof Finding) return value.message;
    return shown(value);
  }

  const SPEC = /^([-+ ]?)(0?)(\d*)(,?)(?:\.(\d+))?([gfdes%]?)$/;
  function format(thing, spec, conversion) {
    const value = thing instanceof NDArray && !thing.shape.length ? thing.data[0] : thing;
    if (conversion === "r") return repr(value);
    if (!spec) return value instanceof Finding ? value.message : str(value);
    const [, sign, zero, width, comma, digits, type] = SPEC.exec(spec) ?? unknown(`the format ${spec}`);
    if (typeof value === "string") return value.padEnd(Number(width));
    const number = Number(value);
    const precision = digits === undefined ? 6 : Number(digits);
    let text = "";
    if (!Number.isFinite(number)) text = shown(number);
    else if (type === "f") text = fixed(number, precision);
    else if (type === "%") text = `${fixed(number * 100, precision)}%`;
    else if (type === "e") text = exponent(number.toExponential(precision));
    else if (type === "g" || digits !== undefined) text = general(number, precision);
    else text = shown(number);
    if (Object.is(number, -0) && !text.startsWith("-")) text = `-${text}`;
    if (comma) text = text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
    if (sign && sign !== "-" && !text.startsWith("-")) text = sign + text;
    return zero ? text.padStart(Number(width), "0") : text.padStart(Number(width));
  }
  const FIELD = /\{\{|\}\}|\{(\w*)(?:!(\w))?(?::([^{}]*))?\}/g;
  function filled(template, given, facts) {
    let next = 0;
    return template.replace(FIELD, (found, name, conversion = "", spec = "") => {
      if (found === "{{" || found === "}}") return found[0];
      const value = name === "" ? given[next++] : /^\d+$/.test(name) ? given[Number(name)] : facts.get(name);
      return format(value, spec, conversion);
    });
  }

  /** @returns {never} */
  function unknown(what) {
    throw new Error(`checks.js does not know ${what}`);
  }

  // Texts

  const letter = /[\s]/u;
  const STRINGS = {
    strip: (text) => text.trim(),
    rstrip: (text) => text.trimEnd(),
    lower: (text) => text.toLowerCase(),
    casefold: (text) => text.toLowerCase(),
    upper: (text) => text.toUpperCase(),
    removesuffix: (text, end) => (end && text.endsWith(end) ? text.slice(0, -end.length) : text),
    removeprefix: (text, start) => (text.startsWith(start) ? text.slice(start.length) : text),
    replace: (text, old, other) => text.replaceAll(old, other),
    startswith: (text, starts) => [starts].flat().some((one) => text.startsWith(one)),
    endswith: (text, ends) => [ends].flat().some((one) => text.endsWith(one)),
    join: (text, parts) => [...iter(parts)].join(text),
    split: (text, at) => (at === undefined ? text.split(letter).filter(Boolean) : text.split(at)),
    rpartition: (text, at) => {
      const place = text.lastIndexOf(at);
      return place < 0 ? ["", "", text] : [text.slice(0, place), at, text.slice(place + at.length)];
    },
    format: (text, ...given) => {
      const [values, facts] = optional(given);
      return filled(text, values, new Dict(Object.entries(facts)));
    },
    isidentifier: (text) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text),
  };
  // Python's \w is a letter of any language.
  const expression = (pattern, flags) => new RegExp(pattern.replaceAll("\\w", "[\\p{L}\\p{N}_]"), `u${flags}`);
  const re = {
    findall: (pattern, text) => text.match(expression(pattern, "g")) ?? [],
    fullmatch: (pattern, text) => {
      const found = expression(`^(?:${pattern})$`, "").exec(text);
      return found && { groups: () => found.slice(1) };
    },
    split: (pattern, text) => text.split(expression(pattern, "")),
  };

  // The language

  function* iter(thing) {
    if (thing instanceof NDArray) for (let at = 0; at < thing.shape[0]; at++) yield taken(thing, at);
    else if (thing instanceof Dict) yield* thing.keys();
    else if (thing instanceof Some) yield* thing.map.values();
    else yield* thing;
  }
  const truth = (value) => {
    if (value instanceof NDArray) return value.data.length > 0 && value.data.every(Boolean);
    if (Array.isArray(value)) return value.length > 0;
    if (value instanceof Dict || value instanceof Some) return value.map.size > 0;
    return Boolean(value);
  };
  const isArray = (value) => value instanceof NDArray;
  const numeric = (work) => {
    const all = each(work);
    return (one, other) => (typeof one === "number" && typeof other === "number" ? work(one, other) : all(one, other));
  };
  const plus = numeric((one, other) => one + other);
  const times = numeric((one, other) => one * other);
  const same = (one, other) => {
    if (Array.isArray(one) && Array.isArray(other))
      return one.length === other.length && one.every((part, at) => same(part, other[at]));
    if (one instanceof Some && other instanceof Some)
      return one.map.size === other.map.size && [...one.map.keys()].every((key) => other.map.has(key));
    if (typeof one === "boolean" || typeof other === "boolean") return Number(one) === Number(other) && one !== null;
    return one === other;
  };
  const ordered = (one, other) => {
    if (!Array.isArray(one)) return one < other ? -1 : one > other ? 1 : 0;
    const at = one.findIndex((part, place) => !same(part, other[place]));
    return at < 0 ? one.length - other.length : ordered(one[at], other[at]);
  };
  const contains = (value, all) => {
    if (typeof all === "string") return all.includes(value);
    if (all instanceof Dict || all instanceof Some) return all.map.has(code(value));
    return [...iter(all)].some((one) => same(value, one));
  };
  const within = (one, other) => [...one.map.keys()].every((key) => other.map.has(key));

  let observation = { seen: [], right: [], case: null };
  const py = {
    Ellipsis,
    Wrong: (message, facts) => new Wrong(message, facts),
    NotAttempted: (message, facts) => new NotAttempted(message, facts),
    OBSERVATION: { get: () => observation },
    observe: (thing, tolerance = 1e-7) => {
      observation.seen.push([asarray(thing), tolerance]);
      return thing;
    },
    as_array: (_, thing) => asarray(thing),
    nothing: () => null,
    kind: (thing) => {
      if (isArray(thing)) return `an array of shape (${thing.shape.join(", ")})`;
      if (typeof thing === "string") return `the text ${repr(thing)}`;
      return Array.isArray(thing) ? `a list of length ${thing.length}` : "of type float";
    },
    is_a: (error, name) => error instanceof KINDS[name],
    kw: (given) => new Options(given),
    dict: (pairs) => new Dict(pairs instanceof Dict ? pairs.items() : [...iter(pairs)].map((pair) => [...iter(pair)])),
    set: (values = []) => new Some([...iter(values)]),
    list: (values = []) => [...iter(values)],
    tuple: (values = []) => [...iter(values)],
    slice: (start, stop, step) => new Slice(start, stop, step),
    iter,
    truth,
    format,
    str,
    repr,
    unpack: (values, shape) => {
      const all = [...iter(values)];
      return shape
        .map((deeper, at) => (deeper === null || all[at] === undefined ? all[at] : py.unpack(all[at], deeper)))
        .concat(all.slice(shape.length));
    },
    any_of: (...values) => {
      let value = null;
      for (const one of values) {
        value = one();
        if (truth(value)) break;
      }
      return value;
    },
    both_of: (...values) => {
      let value = null;
      for (const one of values) {
        value = one();
        if (!truth(value)) break;
      }
      return value;
    },

    add: (one, other) => {
      if (typeof one === "string") return one + other;
      return Array.isArray(one) && Array.isArray(other) ? [...one, ...other] : plus(one, other);
    },
    sub: (one, other) =>
      one instanceof Some
        ? new Some([...iter(one)].filter((value) => !contains(value, other)))
        : numeric((a, b) => a - b)(one, other),
    mul: (one, other) => {
      const [thing, repeat] =
        typeof other === "string" || (Array.isArray(other) && !isArray(one)) ? [other, one] : [one, other];
      if (typeof thing === "string") return thing.repeat(Math.max(0, Number(repeat)));
      return Array.isArray(thing) && typeof repeat === "number" ? Array(repeat).fill(thing).flat() : times(one, other);
    },
    div: numeric((one, other) => one / other),
    floordiv: numeric((one, other) => Math.floor(one / other)),
    mod: numeric((one, other) => one - other * Math.floor(one / other)),
    pow: numeric((one, other) => one ** other),
    matmul,
    and_: each((one, other) => one && other),
    or_: each((one, other) => one || other),
    neg: each((one) => -one),
    pos: each((one) => +one),
    invert: each((one) => !one),
    eq: (one, other) => (isArray(one) || isArray(other) ? each(same)(one, other) : same(one, other)),
    ne: (one, other) => (isArray(one) || isArray(other) ? each((a, b) => !same(a, b))(one, other) : !same(one, other)),
    lt: each((one, other) => one < other),
    gt: each((one, other) => one > other),
    ge: each((one, other) => one >= other),
    le: (one, other) => (one instanceof Some ? within(one, other) : each((a, b) => a <= b)(one, other)),
    is: (one, other) => one === other,
    isnt: (one, other) => one !== other,
    contains,
    lacks: (value, all) => !contains(value, all),

    attribute: (thing, name) => {
      if (thing instanceof Finding && name === "args") return [thing.message];
      if (!isArray(thing) && typeof thing !== "number" && typeof thing !== "boolean") return thing[name];
      const array = asarray(thing);
      if (name === "T") return transposed(array);
      if (name === "size") return array.data.length;
      if (name === "ndim") return array.shape.length;
      if (name === "flat") return array.data;
      if (name === "dtype") return { kind: kind(array) };
      return name === "shape" ? array.shape : unknown(`the attribute ${name}`);
    },
    method: (thing, name, given) => {
      if (typeof thing === "string") return (STRINGS[name] ?? unknown(`the method ${name} of a text`))(thing, ...given);
      if (isArray(thing) || typeof thing === "number" || typeof thing === "boolean")
        return (METHODS[name] ?? unknown(`the method ${name} of an array`))(asarray(thing), ...given);
      if (Array.isArray(thing) && name === "append") return thing.push(given[0]) && null;
      if (Array.isArray(thing) && name === "index") return thing.findIndex((one) => same(one, given[0]));
      return typeof thing[name] === "function" ? thing[name](...given) : unknown(`the method ${name}`);
    },
    item: (thing, index) => {
      if (isArray(thing)) return taken(thing, index);
      if (thing instanceof Dict) return thing.map.has(code(index)) ? thing.get(index) : unknown(`the key ${index}`);
      if (!(index instanceof Slice)) return [...thing].at(index);
      const found = places(index, thing.length).map((at) => thing[at]);
      return typeof thing === "string" ? found.join("") : found;
    },
    put: (thing, index, value) => {
      if (!(thing instanceof Dict)) unknown("how to put a value into that");
      thing.map.set(code(index), [index, value]);
    },
    isinstance: (thing, names) =>
      names.some(
        (name) =>
          ({
            str: typeof thing === "string",
            list: Array.isArray(thing),
            tuple: Array.isArray(thing),
            set: thing instanceof Some,
            frozenset: thing instanceof Some,
            ndarray: isArray(thing),
            dict: thing instanceof Dict,
            Real: typeof thing === "number" || typeof thing === "boolean",
          })[name] ?? false,
      ),

    len: (thing) =>
      isArray(thing) ? thing.shape[0] : thing.map ? (thing.map.size ?? thing.length) : [...thing].length,
    abs: np.abs,
    float: (value) => Number(isArray(value) ? value.data[0] : value),
    int: (value) => Math.trunc(Number(isArray(value) ? value.data[0] : value)),
    bool: truth,
    callable: (thing) => typeof thing === "function",
    range: (...given) => {
      const [start, stop, step] = given.length === 1 ? [0, given[0], 1] : [given[0], given[1], given[2] ?? 1];
      return Array.from({ length: Math.max(0, Math.ceil((stop - start) / step)) }, (_, at) => start + at * step);
    },
    zip: (...all) => {
      const lists = optional(all)[0].map((one) => [...iter(one)]);
      return Array.from({ length: Math.min(...lists.map((one) => one.length)) }, (_, at) =>
        lists.map((one) => one[at]),
      );
    },
    enumerate: (values, { start = 0 } = {}) => [...iter(values)].map((one, at) => [at + start, one]),
    map: (work, ...all) => py.zip(...all).map((given) => work(...given)),
    reversed: (values) => [...iter(values)].reverse(),
    sorted: (values, { key = (one) => one } = {}) =>
      [...iter(values)].sort((one, other) => ordered(key(one), key(other))),
    next: (values, ...other) => {
      const { value, done } = values.next();
      return done ? other[0] : value;
    },
    any: (values) => [...iter(values)].some(truth),
    all: (values) => [...iter(values)].every(truth),
    sum: (values) => [...iter(values)].reduce((found, one) => py.add(found, one), 0),
    max: (...given) => chosen(given, (order) => order > 0),
    min: (...given) => chosen(given, (order) => order < 0),
    round: (value, digits = 0) => (digits ? Number(fixed(value, digits)) : even(value)),
  };
  function chosen(given, better) {
    const [all, { key = (one) => one }] = optional(given);
    const values = all.length === 1 ? [...iter(all[0])] : all;
    return values.reduce((found, one) => (better(ordered(key(one), key(found))) ? one : found));
  }

  // The checks

  const f = {};
  const exercises = {};

  // What a check sees of an answer, and what it finds, a Finding or null.
  function see(look, answer) {
    observation = { seen: [], right: [], case: null };
    try {
      f[look](answer);
    } catch (finding) {
      if (!(finding instanceof Finding)) throw finding;
      return [observation.seen, finding];
    }
    return [observation.seen, null];
  }

  // The message of the mistake that the check sees alike: see `Exercise.mistake`.
  function told(mistakes, seen, finding) {
    const facts = finding.facts.keys().sort();
    for (const { message, seen: others, facts: known } of mistakes) {
      const there = others.map(([value, tolerance]) => [asarray(value), tolerance]);
      if (String(known) === String(facts) && f["nncourse.checking.comparing.alike"](seen, there))
        return filled(message, [], new Dict([["finding", finding], ...finding.facts.items()]));
    }
    return finding.message;
  }

  /**
   * Check an answer as Python does.
   * @param {string} name such as "01/flip"
   * @param {any} answer numbers, texts, and lists of such
   * @returns {{ state: "passed" | "failing" | "not attempted", message: string }}
   */
  function judge(name, answer) {
    const { look, mistakes } = exercises[name];
    const [seen, finding] = see(look, answer);
    if (finding === null) return { state: "passed", message: "" };
    if (finding instanceof NotAttempted) return { state: "not attempted", message: finding.message };
    return { state: "failing", message: told(mistakes, seen, finding) };
  }

  const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?:\/(\d+\.?\d*|\.\d+))?$/i;
  /** The number that a text means, such as "−3", "1e-3" or "3/4", or NaN. */
  function number(text) {
    const found = NUMBER.exec(text.replaceAll(/\s/g, "").replaceAll("−", "-"));
    const value = found ? Number(found[1]) / Number(found[2] ?? 1) : Number.NaN;
    return Number.isFinite(value) ? value : Number.NaN;
  }

  /**
   * Put the fields of a form together to an answer.
   * @param {[string, string, any][]} fields of each its path, such as "1.0", its kind and what is filled in or chosen
   */
  function assembled(fields) {
    let answer = null;
    for (const [path, kind, given] of fields) {
      const value = kind === "number" ? number(given) : kind === "numbers" ? given.map(Number) : given;
      if (path === "") return value;
      const steps = path.split(".").map(Number);
      answer ??= [];
      let part = answer;
      for (const step of steps.slice(0, -1)) {
        part[step] ??= [];
        part = part[step];
      }
      part[steps.at(-1)] = value;
    }
    return answer;
  }

  return {
    np,
    py,
    re,
    f,
    judge,
    number,
    assembled,
    /** Add what web/forms.py has translated. */
    add: (define) => define({ py, np, re, f }),
    /** Add the exercises of a chapter. */
    exercises: (found) => Object.assign(exercises, found),
    known: exercises,
  };
})();
