"""Chapter 19's explorer: it looks up as nnlib does, and pairs are changed by mouse, finger and keys."""

import contextlib
import io
import re

import numpy as np
import pytest
from live_pages import do, drag, readout, shown, swipe

from nncourse.chapter19 import explorer as chapter19
from nncourse.widgets import live
from nnlib import CrossEntropy, Tensor, attend, same_owner_mask, soft_targets


@pytest.fixture
def js(module):
    return module("chapter19")


def network(d, seed, size=1.0):
    rng = np.random.default_rng(seed)
    shapes = {"E": (d, 26), "D": (d, 10), "Wq": (d, d), "Wk": (d, d), "Wv": (d, d), "W": (10, d)}
    return {name: rng.normal(0, size, shape) for name, shape in shapes.items()}


def looked_up(net, codes, asked, length=1.0):
    """By nnlib: the weights and the ten outputs; codes are ten times the letter plus the digit."""
    letters, digits = np.divmod(codes, 10)
    x = net["E"][:, letters] + net["D"][:, digits]
    query = length * net["Wq"] @ net["E"][:, [asked]]
    found, weights = attend(Tensor(query), Tensor(net["Wk"] @ x), Tensor(net["Wv"] @ x))
    return weights[:, 0], net["W"] @ found.data


def sent(net):
    return {name: {"shape": array.shape, "values": array.ravel(order="F")} for name, array in net.items()}


LOOK_UP = "([net, codes, asked, length]) => js.lookUp(js.tablesOf(net), codes, asked, length)"


@pytest.mark.parametrize("seed", range(30))
def test_it_looks_up_as_attend_does(js, seed):
    rng = np.random.default_rng(seed)
    d, pairs, length = int(rng.integers(1, 20)), int(rng.integers(1, 13)), float(rng.uniform(0, 4))
    net = network(d, seed, rng.uniform(0.1, 1))
    codes, asked = rng.integers(260, size=pairs), int(rng.integers(26))
    found = js(LOOK_UP, [sent(net), codes, asked, length])
    weights, outputs = looked_up(net, codes, asked, length)
    assert np.allclose(found["weights"], weights, rtol=0, atol=1e-12)
    assert np.allclose(found["chances"], soft_targets(outputs, 1)[:, 0], rtol=0, atol=1e-12)
    assert found["answer"] == outputs.argmax()
    scores = np.array(found["scores"])
    assert np.allclose(np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum(), weights, atol=1e-12)


def test_its_random_questions_are_fair_and_counted_as_nnlib_counts_them(js):
    net = network(16, 4, 0.8)
    questions, share = js(
        """([net, length]) => {
          const questions = js.questionsOf(8);
          return [questions, js.shareRight(js.tablesOf(net), questions, length)];
        }""",
        [sent(net), 0.7],
    )
    codes, places = np.array([one for one, _ in questions]).T, np.array([place for _, place in questions])
    letters, digits = np.divmod(codes, 10)
    n = len(places)
    assert n == 500 and all(len(set(column)) == 8 for column in letters.T), "no letter is there twice"
    assert set(letters.ravel()) == set(range(26)) and set(places) == set(range(8))
    assert np.bincount(digits.ravel(), minlength=10).min() > 340, "each digit as often as another"
    x = net["E"][:, letters.ravel()] + net["D"][:, digits.ravel()]  # all questions side by side, as in the lesson
    query = 0.7 * net["Wq"] @ net["E"][:, letters[places, np.arange(n)]]
    mask = same_owner_mask(np.tile(np.arange(n), 8), np.arange(n))
    found, _ = attend(Tensor(query), Tensor(net["Wk"] @ x), Tensor(net["Wv"] @ x), mask)
    right = (net["W"] @ found.data).argmax(axis=0) == digits[places, np.arange(n)]
    assert share == right.mean()
    assert CrossEntropy()(net["W"] @ found.data, digits[places, np.arange(n)]) > 0


def test_pairs_are_read_and_written(js):
    codes = "([pairs]) => [js.codesOf(pairs), js.pairsOf(js.codesOf(pairs))]"
    assert js(codes, ["b3 f7 a0 z9"]) == [[13, 57, 0, 259], "b3 f7 a0 z9"]
    assert len(js(codes, [" ".join(["k1"] * 20)])[0]) == 12 == js("() => js.MOST")


SAID = """([net, state]) => {
  const found = js.facts(js.tablesOf(net), state);
  return [js.words(state, found, 300, 0.5), js.program(state, 300), js.verdict(found, state.asked), found.answer];
}"""


@pytest.mark.parametrize(
    ("pairs", "asked", "length"),
    [("b3 f7 a1 d9", "f", 1), ("b3 b7", "b", 0.35), ("m0", "m", 4), ("k5 c2 e8", "z", 2.2)],
)
def test_the_same_in_nnlib_prints_the_numbers_of_the_readout(js, pairs, asked, length):
    net = network(16, 7, 0.6)
    words, program, _, _ = js(SAID, [sent(net), {"pairs": pairs, "asked": asked, "step": 300, "length": length}])
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(program, {"snapshots": {300: net}})
    weights = [float(one) for one in re.findall(r"\d\.\d*", printed.getvalue().split("answer")[0])]
    answer, percent = re.search(r"answer (\d) \((\d+) %\)", printed.getvalue()).groups()
    assert words["readout"].startswith(f"{pairs} · {asked}?  Answer {answer} ({percent} %)")
    told = re.findall(r"[a-z]\d (\d\.\d\d)", words["readout"])
    assert [float(one) for one in told] == pytest.approx(weights, abs=0.0051)
    assert f"with {len(weights)} pair{'' if len(weights) == 1 else 's'}." in words["readout"]


@pytest.mark.parametrize(
    ("digits", "answer", "expected"),
    [
        ([], 3, "but there is no q"),
        ([3], 3, "right"),
        ([7], 3, "wrong, it is 7"),
        ([3, 7], 3, "right; q is there twice"),
        ([4, 7], 3, "wrong, it is 4 or 7; q is there twice"),
        ([4, 7, 3], 3, "right; q is there 3 times"),
        ([4, 4], 3, "wrong, it is 4; q is there twice"),
    ],
)
def test_it_says_whether_the_answer_is_right(js, digits, answer, expected):
    found = {"own": list(range(len(digits))), "digits": digits, "answer": answer}
    assert js("([found]) => js.verdict(found, 'q')", [found]) == expected


# ---- in a page, with the network of the lesson ----


def question(page):
    return readout(page).split("?")[0]


def test_it_begins_with_one_stream_to_the_right_pair(opened):
    page = opened("chapter19")
    assert readout(page).startswith("b3 f7 a1 d9 · f?  Answer 7 (100 %): right.")
    assert "Step 300, query × 1.00: right on 100 % of 500 random questions with 4 pairs." in readout(page)


def test_what_the_lesson_asks_for(opened):
    page = opened("chapter19")
    do(page, ("key", "letter asked for", "z"))
    assert "b3 f7 a1 d9 · z?" in readout(page) and "but there is no z." in readout(page)
    do(page, ("key", "letter of pair 2", "b"), ("key", "letter of pair 2", "Enter"))
    assert "b3 b7 a1 d9 · b?" in readout(page) and "b is there twice." in readout(page)
    page = opened("chapter19", {"pairs": "b3 f7 a1 d9 k2 q4 m0 x8"})
    do(page, ("length of the query", "× 0.00"))
    weights = re.findall(r"[a-z]\d (\d\.\d\d)", readout(page))
    assert weights == ["0.13"] * 8, "a query of length 0 looks everywhere alike"
    share = int(re.search(r"right on (\d+) %", readout(page))[1])
    assert 10 < share < 40
    do(page, ("length of the query", "× 1.00"), ("step", "0"))
    assert 3 < int(re.search(r"right on (\d+) %", readout(page))[1]) < 20


def test_a_letter_and_a_digit_are_turned_pressed_and_typed(opened):
    page = opened("chapter19", has_touch=True)
    drag(page, "letter of pair 2", 0, -24)
    assert question(page) == "b3 h7 a1 d9 · f", "two letters on, and what is asked for stays"
    swipe(page, "digit of pair 1", 0, 48)
    assert question(page) == "b9 h7 a1 d9 · f", "four digits back, round by 0"
    page.get_by_label("letter of pair 4", exact=True).click()
    page.get_by_label("digit of pair 4", exact=True).click()
    do(page)
    assert question(page) == "b9 h7 a1 d0 · d"
    do(
        page,
        ("key", "digit of pair 3", "5"),
        ("key", "letter of pair 3", "ArrowDown"),
        ("key", "digit of pair 3", "Shift+ArrowUp"),
    )
    assert question(page) == "b9 h7 z0 d0 · d"
    do(page, ("key", "letter of pair 1", " "))
    assert question(page).endswith("· b")


def test_pairs_are_removed_and_added(opened):
    page = opened("chapter19", {"pairs": "b3 f7"})
    do(page, ("key", "digit of pair 2", "Delete"))
    assert question(page) == "b3 · f" and page.evaluate("document.activeElement.ariaLabel") == "letter of pair 1"
    do(page, ("key", "letter of pair 1", "Backspace"))
    assert question(page) == "b3 · f", "the last one stays"
    add = page.get_by_role("button", name="Add a pair")
    do(page, ("press", "Add a pair", 12))
    pairs = question(page).split(" · ")[0].split()
    assert len(pairs) == 12 == len({pair[0] for pair in pairs}) and pairs[0] == "b3"
    assert add.get_attribute("aria-disabled") == "true" and "12 pairs" in add.get_attribute("title")
    page.locator(".close19").nth(3).click()
    do(page)
    assert question(page).split(" · ")[0].split() == pairs[:3] + pairs[4:]
    do(page, ("press", "New pairs"))
    new, asked = question(page).split(" · ")
    assert len({pair[0] for pair in new.split()}) == 11 and asked in new
    do(page, ("press", "Reset"))
    assert question(page) == "b3 f7 a1 d9 · f"


def test_the_alphabet_is_swept(opened):
    page = opened("chapter19")
    for letter in "arm":
        page.locator(".key19 text").get_by_text(letter, exact=True).click(force=True)
        do(page)
        assert question(page).endswith(f"· {letter}")
    drag(page, "letter asked for", 2000, 0)
    assert question(page).endswith("· z")
    page.set_viewport_size({"width": 390, "height": 900})
    do(page)
    drag(page, "letter asked for", -300, -20)
    assert question(page).endswith("· a")


def test_the_ribbons_are_as_wide_as_the_weights(opened):
    page = opened("chapter19", {"step": 50})
    told = [float(one) for one in re.findall(r"[a-z]\d (\d\.\d\d)", readout(page))]
    drawn = page.locator(".ribbon19:visible").evaluate_all(
        "(all) => all.map((one) => +one.getAttribute('stroke-width'))"
    )
    assert len(drawn) == 8 and drawn[::2] == drawn[1::2]
    assert [one / sum(drawn[::2]) for one in drawn[::2]] == pytest.approx(told, abs=0.006)
    assert page.locator(".ribbon19.mine19:visible").count() == 2
    assert page.locator(".tile19.mine19:visible text:first-of-type").all_text_contents() == ["f", "7"]


def test_it_is_watched_from_the_first_step(opened):
    page = opened("chapter19")
    do(page, ("press", "▶ Watch it learn"))
    assert "Step 300" not in readout(page)
    before = shown(page)
    page.wait_for_function(
        "() => document.querySelector('.nnl .readout').innerText.includes('Step 300')", timeout=20_000
    )
    assert shown(page) != before and page.get_by_role("button", name="▶ Watch it learn").count() == 1
    do(page, ("press", "▶ Watch it learn"), ("press", "❚❚ Pause"))
    at = readout(page)
    page.wait_for_timeout(400)
    assert readout(page) == at


def test_what_python_takes_and_sends():
    net = network(4, 0)
    explorer = chapter19.explore(
        {20: net, 0: {name: Tensor(array) for name, array in net.items()}},
        pairs="b3 f7",
        asked="b",
        step=20,
        length=0.5,
    )
    assert explorer.state == {"pairs": "b3 f7", "asked": "b", "step": 20, "length": 0.5}
    about, data = explorer.data["chapter19-data"]()
    kind, shape, offset = about["arrays"]["Wk 20"]
    assert (kind, shape, about["about"]) == ("float32", [4, 4], {"steps": [0, 20]})
    found = np.frombuffer(data, np.float32, 16, offset).reshape(4, 4, order="F")
    assert np.array_equal(found, net["Wk"].astype(np.float32))
    first = about["arrays"]["Wk 0"][2]
    assert data[first : first + 64] == data[offset : offset + 64], "Tensors are as good as arrays"


@pytest.mark.parametrize(
    ("snapshots", "state", "message"),
    [
        ({}, {}, "at least one step"),
        ({3: {"E": np.zeros((4, 26))}}, {}, "D, Wq, Wk, Wv, W is missing"),
        ({3: network(4, 0) | {"Wq": np.zeros((4, 3))}}, {}, r"Wq of step 3 .* \(4, 4\), not \(4, 3\)"),
        ({3: network(4, 0) | {"D": np.full((4, 10), np.nan)}}, {}, "must be finite"),
        ({3: network(4, 0)}, {"pairs": "b3f7"}, "not 'b3f7'"),
        ({3: network(4, 0)}, {"pairs": " ".join(["b3"] * 13)}, "1 to 12 letters"),
        ({3: network(4, 0)}, {"asked": "ä"}, "one letter"),
        ({3: network(4, 0)}, {"step": 4}, "one of None, 3, not 4"),
        ({3: network(4, 0)}, {"length": 5}, "from 0 to 4"),
    ],
)
def test_what_python_does_not_take(snapshots, state, message):
    with pytest.raises(ValueError, match=message):
        chapter19.explore(snapshots, **state)


def test_the_stored_network_is_the_one_the_page_gets():
    assert live.stored("chapter19-data").exists()
