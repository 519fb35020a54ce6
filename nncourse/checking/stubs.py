import dis

PREPARATIONS = ("RESUME", "NOP", "MAKE_CELL", "COPY_FREE_VARS")


def is_stub(answer):
    if answer is ... or answer is None:
        return True
    if isinstance(answer, (tuple, list)):
        return any(part is ... for part in answer)
    return hasattr(answer, "__code__") and steps_of(answer) == steps_of(lambda: None)


def steps_of(function):
    return [(step.opname, step.argval) for step in dis.get_instructions(function) if step.opname not in PREPARATIONS]


def stopping(package, error):
    """Return a function for `sys.setprofile` that raises an error as soon as code of a package, a str, runs."""

    def look(frame, event, argument):
        if frame.f_globals.get("__name__", "").startswith(f"{package}."):
            raise error

    return look
