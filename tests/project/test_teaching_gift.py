"""The question bank in GIFT, read by a parser of others: npm's gift-pegjs, where ``npm ci`` has installed it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from nncourse.teaching import bank, questions
from nncourse.teaching.chapters import course

ROOT = Path(__file__).resolve().parents[2]
READ = """
import { parse } from "gift-pegjs"; import { readFileSync } from "node:fs";
console.log(JSON.stringify(parse(readFileSync(0, "utf8")).filter((one) => one.type !== "Category")));
"""


def read(text):
    """What gift-pegjs reads in a text: a list of questions."""
    if not shutil.which("node") or not (ROOT / "node_modules" / "gift-pegjs").exists():
        pytest.skip("gift-pegjs is not installed: npm ci")
    command = ["node", "--input-type=module", "-e", READ]
    done = subprocess.run(command, input=text.encode(), capture_output=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr.decode()[-1000:]
    return json.loads(done.stdout)


def answers(question):
    """The answers of a question as gift-pegjs reads it: (text or number, whether it is right, feedback) each."""
    found = []
    for one in question["choices"]:
        text, feedback = one["text"], one["feedback"]
        right = one["weight"] > 0 if one["weight"] is not None else one["isCorrect"]
        text = text["number"] if "number" in text else text["text"]
        found.append((text, right, feedback["text"] if feedback else ""))
    return found


@pytest.mark.parametrize("number", [one.number for one in course()[1]])
def test_another_parser_reads_the_same_questions_answers_and_feedback(number):
    words = bank.Words("https://example.org/")
    wanted = questions.votes_of(number) + questions.exercises_of(number)[0]
    got = read(bank.gift(wanted, words))
    assert [one["title"] for one in got] == [one.title for one in wanted]
    for found, one in zip(got, wanted):
        assert found["stem"]["text"].split() == words.block(one.text, one).split()
        assert found["type"] == {"number": "Numerical", "open": "Essay"}.get(one.kind, "MC")
        if one.kind == "open":
            continue
        told = [
            (
                float(option.text) if one.kind == "number" else words.line(option.text, one),
                option.right,
                words.line(option.feedback, one),
            )
            for option in one.options
        ]
        assert [(*each[:2], " ".join(each[2].split())) for each in answers(found)] == [
            (*each[:2], " ".join(each[2].split())) for each in told
        ]
        if one.kind == "number":
            ranges = [each["text"].get("range") for each in found["choices"]]
            assert all(near == pytest.approx(one.tolerance) for near in ranges)
