"""States of explorers: state.json declares what one may hold, as JSON Schema, for Python and js/state.js alike."""

import difflib
import json
import re
import sys
from pathlib import Path

FOLDERS = Path(__file__).parents[1]  # of the explorers, each by its name: chapter07, digit_pad
KINDS = {"null": type(None), "boolean": bool, "string": str, "array": list, "object": dict}
CALLED = {"boolean": "True or False", "string": "a text", "array": "a list", "object": "a dict"}
CALLED |= {"number": "a finite number", "integer": "a whole number"}


def declared(name, limits=None):
    """Return what an explorer's state may hold, a dict of schemas by name.

    Parameters
    ----------
    name : str
        Of its folder.
    limits : dict of str to dict, optional
        By name, what follows from the data and replaces a part of the schema, such as {"image": {"maximum": 19}}.
    """
    schemas = json.loads((FOLDERS / name / "state.json").read_text(encoding="utf-8"))
    return schemas | {name: schemas[name] | limit for name, limit in (limits or {}).items()}


def checked(schemas, state):
    """Return a state as plain values; raise ValueError for a name or a value that its schemas, a dict, do not allow."""
    state = {name: plain(value) for name, value in state.items()}
    for name, value in state.items():
        if name not in schemas:
            (nearest,) = difflib.get_close_matches(str(name), schemas, n=1, cutoff=0)
            raise ValueError(f"the explorer has no {name!r}, did you mean {nearest!r}? It has {', '.join(schemas)}")
        if not fits(value, schemas[name]):
            raise ValueError(f"{name} must be {says(schemas[name])}, not {value!r:.80}")
    return state


def plain(value):
    """Return a value as JSON has it: arrays and tuples become lists, NumPy's numbers those of Python."""
    value = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return {key: plain(one) for key, one in value.items()} if isinstance(value, dict) else value


def is_number(value):
    """Whether a plain value is a finite number."""
    limit = sys.float_info.max
    return isinstance(value, (int, float)) and not isinstance(value, bool) and -limit <= value <= limit


def is_kind(value, kind):
    """Whether a plain value is of a type of JSON Schema, such as "integer", which 3.0 is, too."""
    if kind in KINDS:
        return isinstance(value, KINDS[kind])
    return is_number(value) and (kind == "number" or value % 1 == 0)


def kinds(schema):
    """Return the types that a schema allows, a list of str."""
    return [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", [])


def fits(value, schema):
    """Whether a plain value is one that a schema allows: a dict, or False if nothing is."""
    if schema is False or not any(is_kind(value, kind) for kind in kinds(schema) or [*KINDS, "number"]):
        return False
    listed = [one for one in schema.get("enum", [value]) if isinstance(one, bool) == isinstance(value, bool)]
    if value not in listed or ("anyOf" in schema and not any(fits(value, one) for one in schema["anyOf"])):
        return False
    if isinstance(value, str):
        return re.fullmatch(schema.get("pattern", "(?s:.*)"), value) is not None
    if isinstance(value, list):
        first = schema.get("prefixItems", [])
        each = first + [schema.get("items", {})] * (len(value) - len(first))
        right = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
        return right and all(fits(one, its) for one, its in zip(value, each))
    if isinstance(value, dict):
        names, others = schema.get("propertyNames", {}), schema.get("additionalProperties", {})
        own = schema.get("properties", {})
        return value.keys() >= set(schema.get("required", [])) and all(
            fits(name, names) and fits(one, own.get(name, others)) for name, one in value.items()
        )
    return not is_number(value) or schema.get("minimum", value) <= value <= schema.get("maximum", value)


def says(schema):
    """Return what a schema allows in words, a str."""
    if "description" in schema:
        return schema["description"].replace("null", "None")
    if "enum" in schema:
        return f"one of {', '.join(map(repr, schema['enum']))}"
    text = " or ".join(CALLED[kind] for kind in kinds(schema) if kind != "null")
    if "minimum" in schema:
        least, most = schema["minimum"], schema.get("maximum")
        text += f", {least} or more" if most is None else f" from {least} to {most}"
    if "minItems" in schema:
        text += f" of {schema['minItems']}"
    if "items" in schema:
        text += f", each {says(schema['items'])}"
    return f"{text}, or None" if "null" in kinds(schema) else text
