"""A failing program as a file that is both a report and a test: the text, and the calls."""

# Says that the program writes or prints, and so cannot be run again in Python.
IMPURE = "# impure"
# Says that the texts of Python's own exceptions are compared, too.
EXACT = "# exact"


def regression(failure):
    """The text of the file for `regressions/`."""
    program = failure.program
    calls = program.calls if failure.call is None else [failure.call]
    lines = ["", f"# {failure.what.splitlines()[0]}"]
    if isinstance(failure.found, dict):
        lines.append(f"#   compiled: {shown(failure.found)}")
        lines.append(f"#   Python:   {shown(failure.expected)}")
    else:
        lines += [f"#   {line}" for line in failure.what.splitlines()[1:40]]
    if program.impure:
        lines.append(IMPURE)
    if program.exact:
        lines.append(EXACT)
    lines += [f"# call: {call!r}" for call in calls]
    return program.text + "\n".join(lines) + "\n"


def shown(outcome):
    """What of an outcome is worth reading."""
    if outcome is None:
        return "nothing"
    return ", ".join(f"{name}={value}" for name, value in outcome.items() if value)[:1500]


def calls_of(text):
    """The calls that a regression file holds."""
    found = [line[len("# call: ") :] for line in text.splitlines() if line.startswith("# call: ")]
    return [eval(line, {}) for line in found]
