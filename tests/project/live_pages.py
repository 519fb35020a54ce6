"""What a reader does in an explorer of a page, by the words that stand there; the explorers' tests use it."""

import json

from nncourse.widgets import live, packed, states

# What a reader sees of an explorer: its words, its pictures, the values of its controls.
SHOWN = """() => {
  const all = (what, read) => [...document.querySelectorAll(`.nnl ${what}`)].map(read).join();
  const ink = (one) => (one.width ? one.toDataURL() : "");
  return document.querySelector(".nnl").innerText + all("[aria-pressed]", (one) => one.ariaPressed)
    + all("svg *", (one) => [...one.attributes].map(({ value }) => value).join(" ")) + all("canvas", ink)
    + all(":is(select, input)", (one) => one.value + one.checked) + all("[aria-valuetext]", (one) => one.ariaValueText);
}"""
FRAME = "() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))"
# Whether what is shown has become something else than REMEMBER has seen: at once, or within six frames.
REMEMBER = f"async () => {{ await ({FRAME})(); window.before = ({SHOWN})(); }}"
CHANGED = f"""async () => {{
  for (let frame = 0; frame < 6; frame += 1) {{
    await new Promise((resolve) => requestAnimationFrame(resolve));
    if (({SHOWN})() !== window.before) return true;
  }}
  return false;
}}"""
# A slider at a value takes no more keys: so several can be pressed before one looks where it is.
GUARD = """(slider, value) => {
  window.guard = (event) => {
    if (slider.getAttribute("aria-valuetext") !== value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("keydown", window.guard, true);
}"""
# The middle of a handle, on the screen.
MIDDLE = """(one) => {
  one.scrollIntoView({ block: "nearest", inline: "nearest" });
  const { x, y, width, height } = one.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""
MOST = 400  # presses of a key, to bring a slider to a value


def with_widget(chrome, name):
    """An empty page in which `widget` is an explorer, for a test that has a kernel of its own."""
    page = chrome.new_page()
    page.evaluate(
        f"() => {{ {live.modules(live.FOLDERS / name / 'explorer.js')} window.widget = {live.widget(name)}; }}"
    )
    return page


def state_of(page):
    """The schemas of a page's explorer, and its state as the page would send it to a kernel."""
    name, state = page.evaluate("(({ live, state }) => [live, state])(document.querySelector('[data-live]').dataset)")
    return states.declared(name), json.loads(state)


def readout(page):
    return page.locator(".nnl .readout").inner_text()


def shown(page):
    page.evaluate(FRAME)
    return page.evaluate(SHOWN)


def do(page, *actions):
    """Do one thing after the other with the keyboard.

    ("press", button) or ("press", button, times); ("key", handle, key) or ("key", handle, key, times), for what has a
    focus of its own; and (label, value) for everything that has values: numbers, lists, rows of buttons, sliders.
    """
    for action in actions:
        if action[0] == "press":
            page.get_by_role("button", name=action[1], exact=True).focus()
            for _ in range(action[2] if len(action) > 2 else 1):
                page.keyboard.press("Enter")
        elif action[0] == "key":
            page.get_by_label(action[1], exact=True).focus()
            for _ in range(action[3] if len(action) > 3 else 1):
                page.keyboard.press(action[2])
        else:
            put(page, *action)
    page.evaluate(FRAME)


def draw_with_the_mouse(page, strokes):
    """Draw strokes, in the units of the pad (0 to 280), on the drawing page."""
    canvas = page.locator(".nnl .pad")
    canvas.scroll_into_view_if_needed()
    place = canvas.bounding_box()
    scale = (place["width"] - 4) / 280
    for stroke in strokes:
        for number, (x, y) in enumerate(stroke[::3] + stroke[-1:]):
            page.mouse.move(place["x"] + 2 + scale * x, place["y"] + 2 + scale * y)
            if number == 0:
                page.mouse.down()
        page.mouse.up()
    page.evaluate(FRAME)


def put(page, label, value):
    """Bring a control to a value, as it is written there."""
    group = page.get_by_role("group", name=label, exact=True)
    if group.count():
        radio = group.get_by_label(value, exact=True)
        radio.focus()
        page.keyboard.press("Space")
        assert radio.is_checked()
        return
    control = page.get_by_label(label, exact=True)
    kind = control.evaluate("(one) => (one.localName === 'input' ? one.type : one.localName)")
    if kind == "select":
        control.select_option(value)
    elif kind in ("number", "text"):
        control.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(value.replace("−", "-"))
    else:
        slider = control.element_handle()
        slider.press("Home")
        slider.evaluate(GUARD, value)
        for _ in range(MOST // 8):
            if slider.get_attribute("aria-valuetext") == value:
                slider.evaluate("() => removeEventListener('keydown', window.guard, true)")
                return
            for _ in range(8):
                page.keyboard.press("ArrowRight")
        raise AssertionError(f"{label} does not come to {value!r}, but to {control.get_attribute('aria-valuetext')!r}")


def drag(page, label, dx, dy, parts=4):
    """Drag a handle by so many pixels with the mouse."""
    x, y = page.get_by_label(label, exact=True).evaluate(MIDDLE)
    page.mouse.move(x, y)
    page.mouse.down()
    for i in range(1, parts + 1):
        page.mouse.move(x + dx * i / parts, y + dy * i / parts)
    page.mouse.up()
    page.evaluate(FRAME)


def touch(page, points):
    """Lead a finger over points of the screen; the page must have been opened with has_touch=True."""
    session = page.context.new_cdp_session(page)
    for number, (x, y) in enumerate(points):
        kind = "touchMove" if number else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()
    page.evaluate(FRAME)


def swipe(page, label, dx, dy, parts=4):
    """Drag a handle by so many pixels with a finger."""
    x, y = page.get_by_label(label, exact=True).evaluate(MIDDLE)
    touch(page, [(x + dx * i / parts, y + dy * i / parts) for i in range(parts + 1)])


def sent(net):
    """A network as networkFrom of gallery.js gets it, but with all of its digits."""
    found = {"about": {"acts": [packed.ACTIVATIONS[type(layer.act_function).__name__] for layer in net.layers]}}
    for i, layer in enumerate(net.layers):
        found[f"W{i}"] = {"shape": list(layer.W.shape), "values": layer.W.ravel(order="F").tolist()}
        found[f"b{i}"] = {"values": layer.b.ravel().tolist()}
    return found
