"""Grading in two processes: a worker runs a learner's cells, the grader checks what only data can tell it of them."""
