"""What holds for every explorer that computes in the browser: all of it answers, by keyboard, mouse and finger.

What one chapter's explorer computes, and what its lesson asks for, is in test_explorer_NN.py.
"""

from pathlib import Path

import jsonschema
import pytest
from live_pages import CHANGED, FRAME, REMEMBER, drag, state_of, swipe

from nncourse.widgets import live, states

NAMES = live.explorers()
KEYS = {"button": ["Enter"], "select": ["ArrowDown", "ArrowUp"], "number": ["ArrowUp", "ArrowDown"], "radio": ["Space"]}
KEYS |= {"range": ["ArrowRight", "ArrowLeft"], "slider": ["ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown"]}
KEYS |= {"checkbox": ["Space"], "text": ["a"]}
CONTROLS = ".nnl :is(button, select, input, [role=slider][tabindex])"
NAME = (
    """(one) => one.getAttribute("aria-label") || one.textContent.trim() || one.closest("label").textContent.trim()"""
)
# A control gets the focus, and what is shown is remembered; returns its name and kind, or nothing if it is shut.
FOCUSED = f"""async (i) => {{
  [...document.querySelectorAll(".nnl button")].find((one) => one.textContent === "❚❚ Pause")?.click();
  const one = document.querySelectorAll("{CONTROLS}")[i];
  const {{ width, height }} = one.getBoundingClientRect();
  if (one.disabled || one.ariaDisabled === "true" || !(width && height)) return null;
  if (!one.checkVisibility({{ visibilityProperty: true }}) || (one.type === "radio" && one.checked)) return null;
  await ({REMEMBER})();
  one.focus();
  return [({NAME})(one), one.localName === "input" ? one.type : one.getAttribute("role") ?? one.localName];
}}"""
# Where everything in an explorer answers, if at the start some of it is shut or does nothing.
STATES = {"playground": {"data": "your own", "own": [[-1, -1, 0], [1, 1, 1]], "steps": 5}}
# Buttons that change nothing at the start, or nothing in the picture.
QUIET = ("Reset", "Copy as nnlib code", "data: circles")


@pytest.mark.parametrize("name", NAMES)
def test_every_control_answers_to_the_keyboard(opened, name):
    page = opened(name, STATES.get(name))
    page.evaluate("document.querySelectorAll('.nnl details').forEach((one) => { one.open = true; })")
    tried = 0
    for i in range(page.locator(CONTROLS).count()):
        label, kind = page.evaluate(FOCUSED, i) or (None, None)
        if label is None or label in QUIET:
            continue
        for key in KEYS[kind]:  # at an end of its values one direction does nothing
            page.keyboard.press(key)
            if page.evaluate(CHANGED):
                break
        else:
            pytest.fail(f"no key moves {label}")
        tried += 1
    assert tried


@pytest.mark.parametrize("name", NAMES)
def test_what_can_be_dragged_is_dragged_by_mouse_and_finger(opened, name):
    page = opened(name, STATES.get(name), has_touch=True)
    labels = page.locator(".nnl [role=slider][tabindex]:visible").evaluate_all(f"(all) => all.map({NAME})")
    for move in (drag, swipe):
        for label in labels:
            page.evaluate(REMEMBER)
            for dx, dy in [(30, -30), (-60, 60), (0, -40), (40, 0)]:
                move(page, label, dx, dy, parts=2)
                if page.evaluate(CHANGED):
                    break
            else:
                pytest.fail(f"{move.__name__} does not move {label}")


TAGS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


# The letters of each text in pixels of the screen: those of an SVG shrink with the picture.
LETTERS = """() => [...document.querySelectorAll(".nnl svg text")]
  .filter((one) => one.textContent.trim() && one.getClientRects().length)
  .map((one) => [one.ownerSVGElement.getScreenCTM().a * parseFloat(getComputedStyle(one).fontSize), one.textContent])
  .filter(([size]) => size < 10.9)"""


@pytest.mark.parametrize("name", NAMES)
def test_it_fits_its_words_are_spoken_its_picture_is_described_and_everybody_can_use_it_on_a_phone(opened, name):
    """By axe-core, all rules in light, and in the dark the colours, which alone are others there.

    What axe-core says of it on a wide screen, on the page of its lesson, is in test_web_axe_*.py.
    """
    page = opened(name)
    group = page.locator(".nnl[role=group]")
    height = group.bounding_box()["height"]
    assert height <= (860 if name == "playground" else 640), height
    assert group.get_attribute("aria-label")
    described = page.locator(f"#{group.get_attribute('aria-describedby')}").inner_text()
    assert len(described) > 40
    page.wait_for_function(  # a little later than it is seen, so that not each step of a move is spoken
        """() => document.querySelector(".nnl [role=status]").innerText
          === document.querySelector(".nnl .readout").innerText"""
    )
    page.set_viewport_size({"width": 390, "height": 900})
    page.reload()
    page.wait_for_selector(".nnl:not([aria-busy])")
    page.evaluate(FRAME)
    assert page.evaluate(LETTERS) == []
    axe = Path(pytest.importorskip("axe_playwright_python").__file__).parent / "axe.min.js"
    page.add_style_tag(content="body { margin: 0; background: Canvas; color: CanvasText; color-scheme: light dark }")
    page.evaluate(axe.read_text(encoding="utf-8"))
    for scheme, rules in [("light", TAGS), ("dark", COLOURS)]:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(FRAME)
        found = page.evaluate("(rules) => axe.run(document, { ...rules, preload: false })", rules)["violations"]
        assert [(one["id"], [node["html"][:90] for node in one["nodes"]]) for one in found] == [], scheme
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# ---- the state: declared once, and checked alike in Python and in the browser ----

PLAIN = [
    None,
    True,
    False,
    -1,
    0,
    0.5,
    1,
    2.0,
    1e9,
    "",
    "?",
    "emma\n",
    "b3 f7\n",
    [],
    [[]],
    [[0, "rate", 0.0]],
    {},
    {"?": []},
]


def changed_a_little(value):
    """Values like one of a state, each different in one place or at one end."""
    yield value
    if isinstance(value, dict):
        yield from (value | {key: other} for key, one in value.items() for other in changed_a_little(one))
        yield from ({other: value[other] for other in value if other != key} for key in value)
        yield value | {"?": 1}
    elif isinstance(value, list):
        yield from (
            value[:i] + [other] + value[i + 1 :] for i, one in enumerate(value) for other in changed_a_little(one)
        )
        yield from (value[:-1], [*value, *value], [*value, "?"])
    elif isinstance(value, str):
        yield from (f"{value}?", value * 20, 1)
    else:
        yield from ("?", None, True, 0.5, -(10**6), 10**6)


def values_for(schema):
    """Values on both sides of each limit of a schema, and of all kinds."""
    ends = [schema[end] + by for end in ("minimum", "maximum") if end in schema for by in (-1, -0.01, 0, 0.01, 1)]
    known = [value for one in [schema["default"], *schema.get("enum", [])] for value in changed_a_little(one)]
    walk = [[None, 1, 1, 1], [0, 1.5, 0, -1]]
    filled = [
        [[0, "batch", 0]],
        [[1, "batch", 5], [2, "rate", 0.2]],
        [[0, "W:0:3", -7]],
        [[[1, 2], [3.5, 4]]],
        [[1, 2, 0]],
    ]
    return [*PLAIN, *ends, *known, walk, *filled, [[0, 0, 2]], [3, 5], [-1, 5], [1.0] * 10]


@pytest.mark.parametrize("name", NAMES)
def test_python_and_the_browser_refuse_what_json_schema_refuses_and_take_what_a_state_starts_with(module, name):
    schemas = states.declared(name)
    cases = {one: values_for(schema) for one, schema in schemas.items()}
    found = module(name)(
        """([schemas, cases]) => Object.fromEntries(Object.entries(cases)
          .map(([name, values]) => [name, values.map((value) => js.fits(value, schemas[name]))]))""",
        [schemas, cases],
    )
    for one, schema in schemas.items():
        judge = jsonschema.Draft202012Validator(schema)
        judge.check_schema(schema)
        # A pattern of JSON Schema is one of JavaScript, where $ is the very end; jsonschema has Python's.
        ends = "\n" if "pattern" in schema else "no such end"
        right = [judge.is_valid(value) and not str(value).endswith(ends) for value in cases[one]]
        assert judge.is_valid(schema["default"]) and {*right} == {True, False}
        told = {str(value): (mine, its) for value, mine, its in zip(cases[one], right, found[one]) if mine != its}
        assert told == {}, one
        for value, fine in zip(cases[one], right):
            if fine:
                assert states.checked(schemas, {one: value}) == {one: value}
            else:
                with pytest.raises(ValueError, match=f"^{one} must be .*, not "):
                    states.checked(schemas, {one: value})


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_state_is_refused_in_a_sentence_by_python_and_by_the_browser(module, name):
    schemas = states.declared(name)
    last = [*schemas][-1]
    with pytest.raises(ValueError, match=f"the explorer has no '{last}z', did you mean '{last}'"):
        live.Live(name, {f"{last}z": 3})
    explorer = live.Live(name)
    with pytest.raises(ValueError, match=f"{last} must be"):
        explorer.state = {last: {"?": 1}}
    assert explorer.state == {}
    refused = (
        "([schemas, state]) => { try { return js.check(schemas, state); } catch (error) { return error.message; } }"
    )
    for state, says in [({f"{last}z": 3}, f'no "{last}z"; it has'), ({last: {"?": 1}}, f"{last} must be ")]:
        assert says in module(name)(refused, [schemas, state])
    assert module(name)(refused, [schemas, {last: schemas[last]["default"]}]) is None


def test_the_sentence_stands_in_place_of_the_explorer(opened):
    box = opened("chapter02", {"w1": "a"}).locator(".nnl")
    sentence = box.get_by_role("alert").inner_text()
    assert sentence.startswith("This explorer can't begin: w1 must be a finite number") and box.inner_text() == sentence
    assert box.locator("button, input, canvas, svg").count() == 0


@pytest.mark.parametrize("name", NAMES)
def test_whatever_the_controls_can_say_is_a_right_state(opened, name):
    page = opened(name, STATES.get(name))
    page.evaluate("document.querySelectorAll('.nnl details').forEach((one) => { one.open = true; })")
    states_seen = [page.locator("[data-live]").get_attribute("data-state")]
    for key in ("End", "Home"):
        for control in page.locator(".nnl :is(input[type=range], [role=slider][tabindex]):visible").all():
            control.press(key)
            for _ in range(3):
                control.press("Shift+ArrowRight" if key == "End" else "Shift+ArrowLeft")
        for number in page.locator(".nnl input[type=number]:visible").all():
            number.fill(number.get_attribute("max" if key == "End" else "min"))
        for one in page.locator(".nnl select:visible:enabled").all():
            values = one.locator("option:enabled").evaluate_all("(all) => all.map(({ value }) => value)")
            one.select_option(values[-1 if key == "End" else 0])
        page.wait_for_timeout(150)
        states.checked(*state_of(page))
        states_seen.append(page.locator("[data-live]").get_attribute("data-state"))
    assert len({*states_seen}) > 1 or name in ("chapter14", "digit_pad")


LIMITED = {  # what follows from the data: of the pages' explorers, the number of images, names of networks, steps
    "chapter01": ("picked", 299, 300), "chapter05": ("image", 19, 20), "chapter10": ("image", 11, 12),
    "chapter11": ("image", 19, 20), "chapter12": ("image", 0, 99), "chapter17": ("network", "plain", "mine"),
    "chapter19": ("step", 50, 51), "digit_pad": ("network", "linear", "mine"),
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITED)
def test_a_limit_that_follows_from_the_data_holds_in_the_browser(opened, name):
    key, right, wrong = LIMITED[name]
    assert opened(name, {key: right}).locator(".nnl [role=alert]").count() == 0
    assert f"{key} must be " in opened(name, {key: wrong}).locator(".nnl").get_by_role("alert").inner_text()
