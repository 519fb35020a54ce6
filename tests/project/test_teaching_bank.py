"""The question bank: each vote and each value in three formats, wrong options with what the check says to them."""

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree

from nncourse.checking.fields import apart
from nncourse.teaching import bank, questions
from nncourse.teaching.chapters import course
from nncourse.teaching.lessons import lesson
from nncourse.teaching.tasks import tasks

NUMBERS = [one.number for one in course()[1]]
WORDS = bank.Words("https://example.org/")


@pytest.fixture(scope="module", params=NUMBERS)
def chapter(request):
    """The number of a chapter, its votes and its exercises, and all of them together."""
    votes, (exercises, left) = questions.votes_of(request.param), questions.exercises_of(request.param)
    return request.param, votes, exercises, left


def test_each_vote_of_the_main_text_is_in_it_with_its_right_answers(chapter):
    number, votes, *_ = chapter
    assert len(votes) == len(lesson(number).votes)
    for question, vote in zip(votes, lesson(number).votes):
        right = [one.text for one in question.options if one.right]
        if vote.right is None:
            assert question.kind == "open" and not question.options
        else:
            assert right == ([vote.options[place] for place in vote.right] or ["none of these"])
            assert len(right) == 1 or question.kind == "several"
        assert vote.question in question.text and vote.answer in question.after


def test_where_no_option_is_right_the_question_offers_none_of_these(monkeypatch):
    (section,) = [one for one in lesson("01").sections if one.votes][:1]
    monkeypatch.setitem(section.__dict__, "votes", [replace(section.votes[0], right=[])])
    question = questions.votes_of("01")[0]
    assert [one.text for one in question.options if one.right] == ["none of these"]
    assert len(question.options) == len(section.votes[0].options) + 1


def test_each_value_is_in_it_or_named_as_left_out(chapter):
    number, _, exercises, left = chapter
    asked = {re.match(r"\d\d-(\w+)-", one.name)[1] for one in exercises}
    values = {task.name: task for task in tasks(number) if task.is_value}
    assert asked <= set(values)
    assert [task.title for name, task in values.items() if name not in asked] == left
    for name in asked:
        own = [one for one in exercises if re.fullmatch(rf"{number}-{name}-\d+", one.name)]
        assert len(own) == len(values[name].fields)


def test_an_option_is_right_or_says_what_the_check_says(chapter):
    """The check with its limits, as in the notebook: `questions.told` runs it without."""
    number, _, exercises, _ = chapter
    known = {task.name: task for task in tasks(number)}
    for question in exercises:
        name, place, *variant = question.name.removeprefix(f"{number}-").split("-")
        task = questions.with_seed(known[name], int(variant[0])) if variant else known[name]
        one, answer = task.fields[int(place) - 1], apart(task.exercise.right)
        for option in question.options:
            if one.kind in ("set", "numbers"):
                if option.right:
                    assert option.text in map(str, questions.part(answer, one.path))
                continue
            new = float(option.text) if one.kind == "number" else option.text
            finding = task.exercise.find(questions.exchanged(answer, one.path, new))
            if option.right:
                assert finding is None
            elif one.kind == "choice":
                assert finding.args[0] == option.feedback
            else:  # a number that is written with ten digits
                assert finding is not None and option.feedback
        if one.kind == "number":
            right = questions.part(answer, one.path)
            for near in (right - question.tolerance, right + question.tolerance):
                assert task.exercise.find(questions.exchanged(answer, one.path, near)) is None


def test_wrong_numbers_say_what_the_check_says():
    found = {one.name: one for one in questions.exercises_of("01")[0]}["01-flip-1"]
    flip = {task.name: task for task in tasks("01")}["flip"].exercise
    wrong = [one for one in found.options if not one.right]
    assert len(wrong) >= 8
    assert all(flip.find(float(one.text)).args[0] == one.feedback for one in wrong)


def test_versions_have_other_numbers_in_the_statement_and_in_the_answer(chapter):
    number, _, exercises, _ = chapter
    known = {task.name: task for task in tasks(number)}
    families = {}
    for question in exercises:
        families.setdefault("-".join(question.name.split("-")[:3]), []).append(question)
    for name, family in families.items():
        task = known[name.split("-")[1]]
        assert len(family) == 1 + len(questions.seeds_of(task))
        assert len({one.text for one in family}) == len(family)
    for task in known.values():
        if task.is_value and questions.tolerances(task) and task.exercise.given and questions.seeds_of(task):
            rights = {repr(questions.with_seed(task, seed).exercise.right) for seed in questions.seeds_of(task)}
            assert len(rights) > 1


def moodle_of(data):
    """By name: the options of Moodle XML, (text, whether it counts, feedback) each."""
    found = {}
    for one in ElementTree.fromstring(data).iter("question"):
        if one.get("type") != "category":
            found[one.findtext("idnumber")] = [
                (answer.findtext("text"), float(answer.get("fraction")) > 0, answer.findtext("feedback/text") or "")
                for answer in one.iter("answer")
            ]
            counted = [float(answer.get("fraction")) for answer in one.iter("answer")]
            assert not counted or sum(share for share in counted if share > 0) == pytest.approx(100, abs=1e-3)
    return found


def qti_of(data):
    """By name: the same of QTI."""
    root, found, space = ElementTree.fromstring(data), {}, f"{{{bank.SCHEMA}}}"
    for one in root.iter(f"{space}item"):
        feedbacks = {each.get("ident"): "".join(each.itertext()).strip() for each in one.iter(f"{space}itemfeedback")}
        shown, right, scored = {}, [], set()
        for condition in one.iter(f"{space}respcondition"):
            told = condition.find(f"{space}displayfeedback")
            given = [each.text for each in condition.find(f"{space}conditionvar").iter(f"{space}varequal")]
            refused = [each.text for each in condition.findall(f".//{space}not/{space}varequal")]
            if told is not None and given:
                shown[given[0]] = feedbacks[told.get("linkrefid")]
            if condition.find(f"{space}setvar") is not None:
                right = [each for each in given if each not in refused]
                scored = set(given)
        labels = {
            each.get("ident"): "".join(each.itertext()).strip()
            for each in one.iter(f"{space}response_label")
            if each.get("ident") != "answer"
        }
        if one.find(f".//{space}response_lid[@rcardinality='Multiple']") is not None:
            assert scored == set(labels)  # those that are right, and none of the others
        named = labels or {each: each for each in [*right, *shown]}
        found[one.get("ident")] = [(text, key in right, shown.get(key, "")) for key, text in named.items()]
    return found


def test_three_formats_hold_the_same_questions_and_qti_follows_its_schema(chapter, tmp_path):
    number, votes, exercises, _ = chapter
    every = votes + exercises
    assert max(Counter(one.name for one in every).values()) == 1
    wanted = {
        one.name: [
            (
                option.text if one.kind == "number" else WORDS.line(option.text, one),
                option.right,
                WORDS.line(option.feedback, one),
            )
            for option in one.options
        ]
        for one in every
    }
    assert moodle_of(bank.moodle(every, WORDS)) == wanted
    packed = bank.qti(every, WORDS, f"{number} · title")
    assert qti_of(packed) == wanted
    schema = etree.DTD(str(Path(__file__).with_name("qti.dtd")))
    assert schema.validate(etree.fromstring(packed)), schema.error_log.filter_from_errors()
    text = bank.gift(every, WORDS)
    assert re.findall(r"^// (\S+)$", text, re.MULTILINE) == [one.name for one in every]
    assert "$$" not in text


def test_what_is_written_can_be_unpacked_and_is_listed(tmp_path):
    from nncourse.teaching.writing import Writer

    bank.write(Writer(tmp_path), ["01"], 0)
    with zipfile.ZipFile(io.BytesIO((tmp_path / "bank" / "01-qti.zip").read_bytes())) as file:
        listed = re.findall(r'<file href="(.*?)"', file.read("imsmanifest.xml").decode())
        assert listed == ["01.xml"] and set(file.namelist()) == {"imsmanifest.xml", *listed}
    page = (tmp_path / "bank" / "index.html").read_text(encoding="utf-8")
    for name in re.findall(r'<a href="([^"]+)" download', page):
        assert (tmp_path / "bank" / name).stat().st_size > 1000
    assert "Choose by hand: a line" in page
