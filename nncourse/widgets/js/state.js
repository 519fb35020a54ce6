// The state of an explorer: a plain object, kept in the model's "state", so that Python reads it, sets it, and a notebook
// stores it. NAME.json declares what it may hold, as JSON Schema; nncourse/explorers/states.py checks the same.
import { html } from "./draw.js";

/** @typedef {{ get: Function, set: Function, save_changes: Function, on: Function, off: Function, send: Function }} Model anywidget's */
/** @typedef {{ type?: string | string[], default?: any, enum?: any[], minimum?: number, maximum?: number, [more: string]: any }} Schema */
/** @typedef {Record<string, Schema>} Schemas what NAME.json holds, by name */
/** @typedef {{ readonly now: any, put: (values: object) => void, limit: (limits: Record<string, Schema>) => void }} State */

const isKind = {
  null: (value) => value === null,
  boolean: (value) => typeof value === "boolean",
  string: (value) => typeof value === "string",
  array: Array.isArray,
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  number: Number.isFinite,
  integer: Number.isInteger,
};
const CALLED = {
  boolean: "true or false",
  string: "a text",
  array: "a list",
  object: "an object",
  number: "a finite number",
  integer: "a whole number",
};
const kindsOf = ({ type }) => [type ?? Object.keys(isKind)].flat();

// Whether a schema allows a value; false allows none.
export function fits(value, schema) {
  if (schema === false || !kindsOf(schema).some((kind) => isKind[kind](value))) return false;
  if (schema.enum && !schema.enum.includes(value)) return false;
  if (schema.anyOf && !schema.anyOf.some((one) => fits(value, one))) return false;
  if (isKind.string(value)) return new RegExp(schema.pattern ?? "").test(value);
  if (isKind.number(value)) return value >= (schema.minimum ?? value) && value <= (schema.maximum ?? value);
  if (isKind.array(value)) {
    const { prefixItems = [], items = {}, minItems = 0, maxItems = Infinity } = schema;
    return (
      value.length >= minItems &&
      value.length <= maxItems &&
      value.every((one, i) => fits(one, prefixItems[i] ?? items))
    );
  }
  if (!isKind.object(value)) return true;
  const { properties = {}, additionalProperties = {}, propertyNames = {}, required = [] } = schema;
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(
      ([name, one]) =>
        fits(name, propertyNames) &&
        fits(one, Object.hasOwn(properties, name) ? properties[name] : additionalProperties),
    )
  );
}

// What a schema allows, in words.
function allowed(schema) {
  if (schema.description) return schema.description;
  if (schema.enum) return `one of ${schema.enum.map((one) => JSON.stringify(one)).join(", ")}`;
  const { minimum, maximum, minItems, items } = schema;
  let text = kindsOf(schema)
    .filter((kind) => kind !== "null")
    .map((kind) => CALLED[kind])
    .join(" or ");
  if (minimum !== undefined) text += maximum === undefined ? `, ${minimum} or more` : ` from ${minimum} to ${maximum}`;
  if (minItems !== undefined) text += ` of ${minItems}`;
  if (items) text += `, each ${allowed(items)}`;
  return kindsOf(schema).includes("null") ? `${text}, or null` : text;
}

class WrongState extends Error {}

// Throw what orRefuse tells where a state has another name or value than its schemas allow.
export function check(schemas, state) {
  for (const [name, value] of Object.entries(state)) {
    if (!Object.hasOwn(schemas, name))
      throw new WrongState(`the explorer has no ${JSON.stringify(name)}; it has ${Object.keys(schemas).join(", ")}`);
    if (!fits(value, schemas[name]))
      throw new WrongState(`${name} must be ${allowed(schemas[name])}, not ${JSON.stringify(value).slice(0, 80)}`);
  }
}

// Do what may find the state wrong: then a sentence stands in place of the explorer.
export function orRefuse(el, action) {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof WrongState)) throw error;
    const sentence = `This explorer can't begin: ${error.message}.`;
    el.replaceChildren(html("div", { class: "nnl" }, html("p", { role: "alert" }, sentence)));
    return undefined;
  }
}

// A module's render, once the state is right.
export const guarded =
  (/** @type {Schemas} */ schemas, render) =>
  ({ model, el }) =>
    orRefuse(el, () => {
      check(schemas, model.get("state") ?? {});
      return render({ model, el });
    });

// What a state holds where nothing else is said.
export const defaultsOf = (/** @type {Schemas} */ schemas) =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, schema.default]));

// The state itself. changed() is called for each change, by put or from Python; it is sent at most ten times a second.
// limit() checks it once more, by what follows from the data, such as { image: { maximum: 19 } }; where nothing was said,
// the start is moved to the maximum.
/** @type {(model: Model, schemas: Schemas, changed: () => void) => State} */
export function stateOf(model, schemas, changed) {
  const start = defaultsOf(schemas);
  let state = { ...start, ...model.get("state") },
    timer = null;
  const send = () => {
    timer = null;
    model.set("state", { ...state });
    model.save_changes();
  };
  model.on("change:state", () => {
    const theirs = model.get("state");
    if (timer === null && JSON.stringify(theirs) !== JSON.stringify(state)) {
      state = { ...start, ...theirs };
      changed();
    }
  });
  return {
    get now() {
      return state;
    },
    put(values) {
      Object.assign(state, values);
      timer ??= setTimeout(send, 100);
      changed();
    },
    limit(limits) {
      for (const [name, limit] of Object.entries(limits)) {
        const schema = { ...schemas[name], ...limit };
        if (Object.hasOwn(model.get("state") ?? {}, name)) check({ [name]: schema }, { [name]: state[name] });
        else if (!fits(state[name], schema)) state[name] = limit.maximum;
      }
    },
  };
}
