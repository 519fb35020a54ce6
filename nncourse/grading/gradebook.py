"""Marks for the gradebook of an nbgrader course, through nbgrader's own interface."""

from nnlib.printing import counted


def fill(course, results):
    """Fill in the automatic scores, and say so; return a str if that is not possible.

    Parameters
    ----------
    course : Path
        Of the nbgrader course, which holds gradebook.db.
    results : dict of dict
        By `Work`.
    """
    try:
        from nbgrader.api import Gradebook
    except ModuleNotFoundError:
        return "--nbgrader needs nbgrader: python -m pip install nbgrader"
    place = course / "gradebook.db"
    if not place.exists():
        return f"There is no {place}: nbgrader generate_assignment makes it, in the folder of the course."
    filled, missing = 0, set()
    with Gradebook(f"sqlite:///{place}") as book:
        known = {sheet.name: (one.name, sheet) for one in book.assignments for sheet in one.notebooks}
        for work, result in results.items():
            if work.notebook not in known:
                missing.add(work.notebook)
                continue
            assignment, sheet = known[work.notebook]
            book.update_or_create_student(work.learner)
            book.update_or_create_submission(assignment, work.learner)
            own = {task["name"]: task for task in result["tasks"]}
            for cell in sheet.grade_cells:
                grade = book.find_grade(cell.name, work.notebook, assignment, work.learner)
                task = own.get(cell.name, {"points": 0})
                grade.auto_score = min(task["points"], cell.max_score)
                grade.needs_manual_grade = grade.manual_score is not None
            book.db.commit()
            filled += 1
    print(f"{place} has the scores of {counted(filled, 'notebook')}.")
    if missing:
        return f"No assignment of {place} has {', '.join(sorted(missing))}: first run nbgrader generate_assignment."
    return None
