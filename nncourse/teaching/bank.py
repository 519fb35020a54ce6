"""The question bank: the questions of each chapter in three formats that learning platforms read.

GIFT and Moodle XML are Moodle's (docs.moodle.org, "GIFT format" and "Moodle XML format"); QTI 1.2 is what Canvas and
others import (IMS Question and Test Interoperability: ASI XML Binding, version 1.2), with the kinds of question that
Canvas knows.
"""

import io
import re
import zipfile
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import SubElement

from nncourse.teaching.chapters import course
from nncourse.teaching.questions import exercises_of, votes_of, written
from nncourse.teaching.writing import Group, as_html, in_line

TOP = "Neural networks"  # the platform's folder for all questions


class Words:
    """Turns the Markdown of questions into HTML for a platform, with links if the course's pages have an address.

    Parameters
    ----------
    pages : str
        The address, or "" for no links.
    """

    def __init__(self, pages):
        self.pages = pages

    def block(self, text, question):
        return as_html(text, question.at, self.pages, latex=True).strip() if text else ""

    def line(self, text, question):
        return in_line(text, question.at, self.pages, latex=True) if text else ""


def shares(options):
    """Return what each option of a question with several right ones counts, in per cent: +100 in all, or −100."""
    right = sum(one.right for one in options)
    return [100 / right if one.right else -100 / max(1, len(options) - right) for one in options]


# GIFT


def escaped(text):
    """Return HTML as GIFT takes it: on one line, its own signs escaped."""
    text = re.sub(r"([\\~=#{}:])", r"\\\1", text)
    return re.sub(r"\n+", r"\\n", text)


def gift(questions, words):
    """Return questions in GIFT, a str."""
    lines, group = [], ""
    for one in questions:
        if one.group != group:
            group = one.group
            lines.append(f"$CATEGORY: {TOP}/{one.name[:2]}/{group}\n")
        options = []
        for option, share in zip(one.options, shares(one.options)):
            feedback = f"#{escaped(words.line(option.feedback, one))}" if option.feedback else ""
            if one.kind == "number":
                sign = "=" if option.right else "=%0%"
                options.append(f"{sign}{option.text}:{written(one.tolerance)}{feedback}")
            else:
                sign = f"~%{share:.5f}%" if one.kind == "several" else "=" if option.right else "~"
                options.append(f"{sign}{escaped(words.line(option.text, one))}{feedback}")
        after = f"####{escaped(words.block(one.after, one))}" if one.after else ""
        answers = ("#\n" if one.kind == "number" else "\n") + "\n".join(options) + "\n" if options else ""
        text = escaped(words.block(one.text, one))
        lines.append(f"// {one.name}\n::{escaped(one.title)}::[html]{text}{{{answers}{after}}}\n")
    return "\n".join(lines)


# Moodle XML


def as_xml(root):
    """Return an element as a file, bytes."""
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def texted(parent, name, text, **attributes):
    """Add an element whose text is in an element of its own, as Moodle wants it."""
    element = SubElement(parent, name, attributes)
    SubElement(element, "text").text = text
    return element


def moodle(questions, words):
    """Return questions in Moodle XML, bytes."""
    root = ElementTree.Element("quiz")
    kinds = {"one": "multichoice", "several": "multichoice", "number": "numerical", "open": "essay"}
    for group, members in groupby(questions, key=lambda one: f"$course$/top/{TOP}/{one.name[:2]}/{one.group}"):
        texted(SubElement(root, "question", type="category"), "category", group)
        for one in members:
            element = SubElement(root, "question", type=kinds[one.kind])
            texted(element, "name", one.title)
            texted(element, "questiontext", words.block(one.text, one), format="html")
            texted(element, "generalfeedback", words.block(one.after, one), format="html")
            SubElement(element, "defaultgrade").text = "1"
            SubElement(element, "idnumber").text = one.name
            if one.kind in ("one", "several"):
                SubElement(element, "single").text = "true" if one.kind == "one" else "false"
                SubElement(element, "shuffleanswers").text = "false"
                SubElement(element, "answernumbering").text = "ABCD"
            for option, share in zip(one.options, shares(one.options)):
                share = share if one.kind == "several" else 100 * option.right
                how = "moodle_auto_format" if one.kind == "number" else "html"
                text = option.text if one.kind == "number" else words.line(option.text, one)
                answer = texted(element, "answer", text, fraction=f"{share:.7g}", format=how)
                texted(answer, "feedback", words.line(option.feedback, one), format="html")
                if one.kind == "number":
                    SubElement(answer, "tolerance").text = written(one.tolerance)
    return as_xml(root)


# QTI 1.2

SCHEMA = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
CANVAS = {
    "one": "multiple_choice_question",
    "several": "multiple_answers_question",
    "number": "numerical_question",
    "open": "essay_question",
}


def material(parent, text):
    """Add a text, HTML, to an element."""
    SubElement(SubElement(parent, "material"), "mattext", texttype="text/html").text = text


def condition(parent, response, option, at, question):
    """Add what holds if an option is answered, alone or among others; at is its place."""
    if question.kind != "number":
        SubElement(parent, "varequal", respident=response).text = f"option{at}"
        return
    value, near = float(option.text), question.tolerance
    either = SubElement(parent, "or")
    SubElement(either, "varequal", respident=response).text = option.text
    both = SubElement(either, "and")
    SubElement(both, "vargte", respident=response).text = written(value - near)
    SubElement(both, "varlte", respident=response).text = written(value + near)


def item(parent, one, words):
    """Add a question to a section."""
    element, response = SubElement(parent, "item", ident=one.name, title=one.title), "response"
    metadata = SubElement(SubElement(element, "itemmetadata"), "qtimetadata")
    for label, entry in (("question_type", CANVAS[one.kind]), ("points_possible", "1")):
        pair = SubElement(metadata, "qtimetadatafield")
        SubElement(pair, "fieldlabel").text, SubElement(pair, "fieldentry").text = label, entry
    presentation = SubElement(element, "presentation")
    material(presentation, words.block(one.text, one))
    if one.kind in ("one", "several"):
        cardinality = "Single" if one.kind == "one" else "Multiple"
        choice = SubElement(presentation, "response_lid", ident=response, rcardinality=cardinality)
        rendered = SubElement(choice, "render_choice")
        for at, option in enumerate(one.options):
            material(SubElement(rendered, "response_label", ident=f"option{at}"), words.line(option.text, one))
    else:
        line = SubElement(presentation, "response_str", ident=response, rcardinality="Single")
        kind = {"fibtype": "Decimal"} if one.kind == "number" else {}
        SubElement(SubElement(line, "render_fib", kind), "response_label", ident="answer")
    processing = SubElement(element, "resprocessing")
    outcomes = SubElement(processing, "outcomes")
    SubElement(outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    feedbacks = {"general_fb": words.block(one.after, one)} if one.after else {}
    if one.after:
        always = SubElement(processing, "respcondition", {"continue": "Yes"})
        SubElement(SubElement(always, "conditionvar"), "other")
        SubElement(always, "displayfeedback", feedbacktype="Response", linkrefid="general_fb")
    for at, option in enumerate(one.options):
        if option.feedback:
            feedbacks[f"option{at}_fb"] = words.line(option.feedback, one)
            told = SubElement(processing, "respcondition", {"continue": "Yes"})
            condition(SubElement(told, "conditionvar"), response, option, at, one)
            SubElement(told, "displayfeedback", feedbacktype="Response", linkrefid=f"option{at}_fb")
    if one.options:
        right = SubElement(processing, "respcondition", {"continue": "No"})
        holds = SubElement(right, "conditionvar")
        holds = SubElement(holds, "and") if one.kind == "several" else holds
        for at, option in enumerate(one.options):
            if option.right or one.kind == "several":
                condition(holds if option.right else SubElement(holds, "not"), response, option, at, one)
        SubElement(right, "setvar", action="Set", varname="SCORE").text = "100"
    for name, text in feedbacks.items():
        material(SubElement(SubElement(element, "itemfeedback", ident=name), "flow_mat"), text)


def qti(questions, words, title):
    """Return questions as an assessment in QTI 1.2, bytes."""
    root = ElementTree.Element("questestinterop", xmlns=SCHEMA)
    assessment = SubElement(root, "assessment", ident=f"neural-networks-{title[:2]}", title=title)
    for at, (group, members) in enumerate(groupby(questions, key=lambda one: one.group)):
        section = SubElement(assessment, "section", ident=f"section{at}", title=group)
        for one in members:
            item(section, one, words)
    return as_xml(root)


def manifest(name):
    """Return what a ZIP says of the one file of QTI in it, bytes."""
    root = ElementTree.Element(
        "manifest", identifier="neural-networks", xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
    )
    SubElement(root, "metadata")
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    resource = SubElement(resources, "resource", identifier="questions", type="imsqti_xmlv1p2", href=name)
    SubElement(resource, "file", href=name)
    return as_xml(root)


def write(writer, numbers, seed):
    """Write the questions of some chapters in each format, and return their `Group`; nothing depends on the seed."""
    words, rows = Words(writer.address if ":" in writer.address else ""), []
    for one in course()[1]:
        if one.number in numbers:
            votes, (exercises, left) = votes_of(one.number), exercises_of(one.number)
            title = f"{one.number} · {one.title}"
            writer.text(f"bank/{one.number}.gift", gift(votes + exercises, words))
            writer.place(f"bank/{one.number}.xml").write_bytes(moodle(votes + exercises, words))
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
                file.writestr("imsmanifest.xml", manifest(f"{one.number}.xml"))
                file.writestr(f"{one.number}.xml", qti(votes + exercises, words, title))
            writer.place(f"bank/{one.number}-qti.zip").write_bytes(packed.getvalue())
            rows.append((one, len(votes), len(exercises), left))
    writer.page("bank/index.html", "bank.html", rows=rows)
    about = "The votes and the exercises without programs for Moodle (GIFT, XML) and for Canvas and others (QTI 1.2)."
    return Group("Question bank", about, [("All chapters, and how to import them", "bank/index.html")])
