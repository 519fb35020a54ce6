"""Chapter 18's explorer: its models are the lesson's, its names are drawn as Python would, and the tasks come out."""

import contextlib
import io
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import FRAME, do, readout, sent

from nncourse.chapter18 import explorer as chapter18
from nncourse.playground import Rng
from nnlib import Dropout, Embedding, Identity, Layer, NeuralNetwork, ReLU, Softmax, load_names, soft_targets
from nnlib.letters import LETTERS

LESSON = Path(__file__).parents[2] / "notebooks" / "18-letters.ipynb"
NAMES = load_names()[::10]
TEXTS = ["", "e", "em", "emma", "jos", "q", "xq", "zzzzz", "abcde", "maximilian", "christophermari", *NAMES[:20]]
FED = """({ letters, table, net, texts, temperature, seed }) => {
  const models = js.modelsFrom(letters, table, js.networkFrom(net));
  const real = new Set(letters.map((k) => js.SIGNS[k]).join("").split(".").filter(Boolean));
  const all = texts.map((beginning) => js.facts(models, real, { beginning, temperature, seed }));
  return models.map((model) => ({
    name: model.name,
    logs: texts.map((text) => [...model.logs(text)]),
    hot: texts.map((text) => [...js.atTemperature(model.logs(text), temperature)]),
    names: texts.map((beginning) => js.tenNames(model, { beginning, temperature, seed })),
    surprises: texts.map((text) => js.surprises(model, text + ".")),
    facts: all,
    words: texts.map((beginning, i) => js.words({ beginning, temperature }, all[i], real)),
  }));
}"""


def network(length=8, d=4, seed=0):
    """A network as the lesson has it, but smaller, and not trained."""
    rng = np.random.default_rng(seed)
    first = Layer(length * d, 10, ReLU(), rng=rng)
    return NeuralNetwork([Embedding(27, d, rng=rng), first, Layer(10, 27, Identity(), rng=rng)])


def given(net, texts, names=NAMES, **more):
    embedding, *dense = net.layers
    return {
        "letters": [LETTERS.index(sign) for name in names for sign in name + "."],
        "table": {"shape": list(embedding.W.shape), "values": embedding.W.ravel(order="F").tolist()},
        "net": sent(NeuralNetwork(dense)),
        "texts": texts,
        "temperature": 1,
        "seed": 0,
        **more,
    }


def lesson_models(net, length, names=NAMES):
    """The three models as the lesson defines them: from a text to 27 probabilities."""
    counts = {}
    for name in names:
        for i, sign in enumerate(name + "."):
            text = "." * 8 + name[:i]
            for back in range(6):
                counts.setdefault(text[len(text) - back :], np.zeros(27))[LETTERS.index(sign)] += 1

    def mixed(context):
        shorter = mixed(context[1:]) if context else np.full(27, 1 / 27)
        if context not in counts:
            return shorter
        extra = 6 * np.count_nonzero(counts[context])
        return (counts[context] + extra * shorter) / (counts[context].sum() + extra)

    def pairs(text):
        smooth = counts.get(("." + text)[-1], np.zeros(27)) + 0.1
        return smooth / smooth.sum()

    def by_network(text):
        codes = [[LETTERS.index(sign)] for sign in ("." * length + text)[-length:]]
        return Softmax()(net.forward_pass(np.array(codes)))[:, 0]

    return {"pairs": pairs, "fall back": lambda text: mixed(("." * 5 + text)[-5:]), "network": by_network}


@pytest.mark.parametrize("length", [3, 8])
def test_its_three_models_are_those_of_the_lesson(module, length):
    net = network(length)
    found = module("chapter18")(FED, given(net, TEXTS))
    models = lesson_models(net, length)
    assert [one["name"] for one in found] == list(models)
    for one, model in zip(found, models.values()):
        for text, logs, surprises in zip(TEXTS, one["logs"], one["surprises"]):
            assert np.allclose(np.exp(logs), model(text), rtol=1e-12, atol=0), (one["name"], text)
            name = text + "."
            nats = [-np.log(model(text[:i])[LETTERS.index(sign)]) for i, sign in enumerate(name)]
            assert np.allclose(surprises, nats, rtol=1e-11), (one["name"], text)


def ten_names(model, beginning, temperature, seed):
    """Ten names by the explorer's random numbers: each draws the first sign whose cumulative probability exceeds it."""
    names = []
    for i in range(10):
        text, rng = beginning, Rng(1000 * seed + i)
        while True:
            shares = soft_targets(np.log(model(text)).reshape(27, 1), temperature)[:, 0]
            k = min(np.searchsorted(np.cumsum(shares), rng.random(), side="right"), 26)
            if k == 0 or len(text) == 15:
                break
            text += LETTERS[k]
        names.append({"text": text, "ended": bool(k == 0)})
    return names


@pytest.mark.parametrize(("temperature", "seed"), [(1, 0), (0.25, 0), (3, 7), (0.1, 1)])
def test_its_names_are_drawn_alike_in_python(module, temperature, seed):
    net, texts = network(), ["", "jos", "q", "christophermar", "christophermari"]
    found = module("chapter18")(FED, given(net, texts, temperature=temperature, seed=seed))
    known = set(NAMES)
    for m, (one, model) in enumerate(zip(found, lesson_models(net, 8).values())):
        for text, hot, names, facts in zip(texts, one["hot"], one["names"], one["facts"]):
            shares = soft_targets(np.log(model(text)).reshape(27, 1), temperature)[:, 0]
            assert np.allclose(hot, shares, rtol=1e-10, atol=1e-300)
            assert names == ten_names(model, text, temperature, seed)
            marked = [name["text"] for name in facts[m]["names"] if name["real"]]
            assert marked == [name["text"] for name in names if name["ended"] and name["text"] in known]
            assert facts[m]["found"] == len(marked)


def test_another_seed_writes_others_and_random_numbers_are_spread(module):
    found = [module("chapter18")(FED, given(network(), [""], seed=seed))[0]["names"][0] for seed in (0, 1)]
    assert found[0] != found[1]
    first = module("chapter18")("() => Array.from({ length: 10000 }, (_, i) => new js.Rng(i).random())")
    assert np.all(np.abs(np.histogram(first, 10, (0, 1))[0] - 1000) < 120)


def test_what_it_says_and_how_high_its_charts_are(module):
    js = module("chapter18")
    names = ["ab", "ab", "ac", "b"]
    one = js(FED, given(network(), ["a", "abcdeabcdeabcde"], names=names))[0]
    lines = one["words"][0]["readout"].split("\n")
    b, c, rest = 100 * 2.1 / 5.7, 100 * 1.1 / 5.7, 100 * 0.1 / 5.7
    surprise = -np.log(3.1 / 6.7)
    assert lines[0] == "After “a”, at T = 1.00:"
    assert lines[1].startswith(
        f"pairs:     b {b:.1f} %, c {c:.1f} %, end {rest:.1f} %; surprise so far {surprise:.2f};"
    )
    assert re.fullmatch(r".*; \d+ of 10 names from the list", lines[3])
    assert "only its end can follow" in one["words"][1]["readout"] and "pairs, a" in one["words"][0]["alt"]
    made = "(tops) => js.scaleOf(tops.map((top) => ({ shares: [top], order: [0] })))"
    for tops, scale in [([0.14, 0.1], 0.15), ([0.2, 0.1], 0.25), ([0.1, 0.5], 0.5), ([0.5, 0.51], 1), ([1, 0], 1)]:
        assert js(made, tops) == scale


def test_the_same_in_nnlib_prints_the_numbers_of_the_readout(module):
    net = network()
    for text, temperature in [("jos", 0.25), ("", 1), ("christophermari", 2.5)]:
        program = module("chapter18")(
            "([beginning, temperature]) => js.program({ beginning, temperature }, 8)", [text, temperature]
        )
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(program, {"net": net})
        found = module("chapter18")(FED, given(net, [text], temperature=temperature))[0]
        said = found["words"][0]["readout"].split("\n")[3].split("; ")[0].replace("end ", ". ").replace(" %", "%")
        assert said.split(maxsplit=1)[1] == ", ".join(printed.getvalue().splitlines())


# What the lesson asks for: what is done, what the readout then says, and the words of the lesson.
TASKS = {
    "jos, warm": ([("the name so far", "jos")], r"network:   e 3\d\.", "`jos`"),
    "jos, cold": ([("the name so far", "jos"), ("temperature T", "0.25")], r"network:   e 9\d\.", "0.25"),
    "q": ([("the name so far", "q")], r"network:   u 9\d\.", "surest of the *u*"),
    "abc": ([("the name so far", "abc")], r"fall back: d 4\d\.", "`abc`"),
    "a beginning that nobody has": ([("the name so far", "xq")], r"fall back: u 5\d\.", "`xq`"),
}


@pytest.mark.parametrize("task", TASKS)
def test_the_tasks_of_the_lesson_come_out(opened, task):
    actions, expected, quoted = TASKS[task]
    page = opened("chapter18")
    do(page, *actions)
    assert re.search(expected, readout(page)), readout(page)
    lesson = nbformat.read(LESSON, as_version=4)
    assert quoted in "\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown")


def column(page, sign):
    """The middle of the column of a sign, in the second chart."""
    box = page.locator(".nnl .bars18").nth(1).bounding_box()
    return box["x"] + box["width"] * (LETTERS.index(sign) + 0.5) / 27, box["y"] + box["height"] / 2


def letters(page):
    page.evaluate(FRAME)
    typed = page.get_by_label("the name so far", exact=True).input_value()
    tiles = page.get_by_role("group", name="letters so far").get_by_role("button").locator("b").all_inner_texts()
    assert "".join(tiles) == typed
    return typed


def test_a_bar_is_clicked_a_letter_goes_back_and_a_name_is_taken_up(opened):
    page = opened("chapter18", {"beginning": "jos"})
    page.mouse.click(*column(page, "e"))
    assert letters(page) == "jose"
    page.mouse.move(*column(page, "a"))
    page.mouse.down()
    page.mouse.move(*column(page, "p"))
    assert page.get_by_label("next letter").get_attribute("aria-valuetext").startswith("p: pairs ")
    page.mouse.up()
    assert letters(page) == "josep", "what counts is where the button is let go"
    page.get_by_role("button", name="s, go back before it").click()
    assert letters(page) == "jo"
    name = page.get_by_role("group", name="names by fall back").get_by_role("button").nth(2)
    text = name.inner_text().removesuffix(" ✓").removesuffix("…")
    name.click()
    assert letters(page) == text and text.startswith("jo")
    do(page, ("press", "Empty"))
    assert letters(page) == "" and readout(page).startswith("After the start")


def test_a_finger_taps_a_letter(opened):
    page = opened("chapter18", {"beginning": "jos"}, has_touch=True, viewport={"width": 390, "height": 900})
    page.get_by_label("next letter").scroll_into_view_if_needed()
    page.touchscreen.tap(*column(page, "e"))
    assert letters(page) == "jose"


def test_the_keyboard_writes_a_name_to_its_end(opened):
    page = opened("chapter18", {"beginning": "", "written": []})
    charts = page.get_by_label("next letter")
    charts.focus()
    page.keyboard.press("Enter")
    assert letters(page) == "a", "the network's favourite is pointed at"
    page.keyboard.press("Backspace")
    page.keyboard.type("Em")
    page.keyboard.press("ArrowRight")
    assert letters(page) == "em"
    page.keyboard.type("ma")
    assert letters(page) == "emma"
    page.keyboard.press(".")
    assert letters(page) == ""
    page.keyboard.press(".")
    row = page.locator(".nnl .shelf18 tr").nth(1)
    assert row.inner_text().split()[:2] == ["emma", "2.51"], "as the lesson finds by hand"
    assert page.locator(".nnl .shelf18 tr").count() == 2, "an empty name is no name"
    typed = page.get_by_label("the name so far")
    typed.focus()
    page.keyboard.type("Zoë-x.abcde.")
    page.wait_for_function("() => document.querySelectorAll('.shelf18 th[scope=row]').length === 3")
    assert page.locator(".nnl .shelf18 th[scope=row]").all_inner_texts() == ["abcde ✓", "zox", "emma"]
    page.keyboard.type("abcdefghijklmnopq")
    assert letters(page) == "abcdefghijklmno" and "at most 15 letters" in readout(page)
    charts.focus()
    page.keyboard.press("z")
    assert letters(page) == "abcdefghijklmno"


def test_arrow_keys_go_from_name_to_name(opened):
    page = opened("chapter18", {"beginning": "ma"})
    names = page.get_by_role("group", name="names by network").get_by_role("button")
    names.nth(0).focus()
    page.keyboard.press("ArrowDown")
    assert names.nth(1).evaluate("(one) => one === document.activeElement && one.tabIndex === 0")
    assert names.nth(0).get_attribute("tabindex") == "-1"


def test_page_and_lab_show_the_same_names(opened):
    first, again = (opened("chapter18", {"beginning": "mar", "seed": 5}).locator(".names18").inner_text() for _ in "12")
    assert first == again
    page = opened("chapter18", {"beginning": "mar", "seed": 4})
    assert page.locator(".names18").inner_text() != first
    do(page, ("press", "Ten others"))
    assert page.locator(".names18").inner_text() == first


def test_what_python_takes_and_sends():
    net = network()
    net.layers.insert(2, Dropout(0.2, rng=np.random.default_rng(0)))
    explorer = chapter18.explore(["emma", "ann"], net, beginning="jo", temperature=0.25)
    assert explorer.state == {"beginning": "jo", "temperature": 0.25}
    about, data = explorer.data["chapter18-names"]()
    kind, (count,), offset = about["arrays"]["letters"]
    assert "".join(LETTERS[k] for k in np.frombuffer(data, kind, count, offset)) == "ann.emma."
    kind, shape, offset = about["arrays"]["table"]
    assert np.array_equal(np.frombuffer(data, kind, 4 * 27, offset).reshape(shape, order="F"), net.layers[0].W)
    about, _ = explorer.data["chapter18-network"]()
    assert about["about"]["acts"] == ["ReLU", "identity"] and about["arrays"]["W0"][1] == [10, 32]


def other(place, layer):
    net = network()
    net.layers[place] = layer
    return net


rng = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((["José"], network()), "letters from a to z"),
        (([], network()), "there is none"),
        ((NAMES, NeuralNetwork(network().layers[1:])), "must begin with an Embedding of 27 codes, not with Layer"),
        ((NAMES, other(0, Embedding(26, 4, rng=rng))), "must begin with an Embedding of 27 codes"),
        ((NAMES, NeuralNetwork(network().layers[:1])), "cannot have 0 inputs"),
        ((NAMES, other(0, Embedding(27, 5, rng=rng))), "of 5 numbers a letter cannot have 32 inputs"),
        ((NAMES, other(2, Layer(10, 26, Identity(), rng=rng))), "must end in 27 scores, one for each sign, not in 26"),
        ((NAMES, other(1, Layer(32, 10, Softmax(), rng=rng))), "layer 1 has Softmax"),
    ],
)
def test_what_python_does_not_take(arguments, message):
    with pytest.raises(ValueError, match=message):
        chapter18.explore(*arguments)


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"T": 1}, "has no 'T'"),
        ({"beginning": "Jo"}, "at most 15 letters from a to z, not 'Jo'"),
        ({"written": ["a" * 16]}, "at most 15 letters"),
        ({"temperature": 4}, "from 0.1 to 3, not 4"),
        ({"seed": -1}, "not -1"),
    ],
)
def test_what_a_state_cannot_be(state, message):
    with pytest.raises(ValueError, match=message):
        chapter18.explore(NAMES, network(), **state)
