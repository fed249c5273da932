"""Makes a failing program small: Hypothesis on its choices, then its text statement by statement.

Hypothesis knows nothing of a failure that it did not find itself, so the choices are put where it
keeps what failed last time: it replays them and shrinks.
"""

import ast
import itertools
import time
from collections import Counter
from dataclasses import replace

from fuzz.batch import examine
from fuzz.source import Drawn, Replayed

# Seconds for each of the two ways.
SECONDS = 60
# Variants of a text that one build holds.
TOGETHER = 40


def symptom(failure):
    """What must stay the same: the variant, and how it failed."""
    ways = (failure.found, failure.expected)
    kinds = tuple(way.get("raised", "returned") if isinstance(way, dict) else "" for way in ways)
    return (failure.what.split(":")[0], failure.what.split(":")[-1][:10], kinds)


class OutOfTime(Exception):
    """Hypothesis has had its time."""


def shrunk(failure, options, maker):
    """The smallest program found that fails in the same way, with the one call that shows it;
    `maker` wrote it of its choices."""
    smaller = by_choices(failure, options, maker)
    return by_text(smaller, options)


def by_choices(failure, options, maker):
    """Shrinks the choices of which the program was made."""
    try:
        from hypothesis import HealthCheck, Phase, Verbosity, find, settings
        from hypothesis import strategies as st
        from hypothesis.database import InMemoryExampleDatabase, choices_to_bytes
        from hypothesis.errors import NoSuchExample
    except ImportError:
        return failure
    smallest = failure
    end = time.monotonic() + SECONDS

    def fails(made):
        nonlocal smallest
        if time.monotonic() > end:
            raise OutOfTime
        found, _, _ = examine([made], options)
        alike = [one for one in found if symptom(one) == symptom(failure)]
        if alike and len(made.text) <= len(smallest.program.text):
            smallest = alike[0]
        return bool(alike)

    @st.composite
    def programs(draw):
        return maker(Drawn(draw, st.integers), Counter())

    if not fails(maker(Replayed(failure.program.choices), Counter())):
        return failure
    key = b"failure"
    database = InMemoryExampleDatabase()
    database.save(key, choices_to_bytes(failure.program.choices))
    quiet = settings(
        database=database, phases=[Phase.reuse, Phase.shrink], deadline=None,
        verbosity=Verbosity.quiet, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    try:
        find(programs(), fails, settings=quiet, database_key=key)
    except (NoSuchExample, OutOfTime):
        pass
    return smallest


def by_text(failure, options):
    """Leaves out statements and puts simpler expressions, as long as it fails in the same way."""
    call = failure.call if failure.call is not None else failure.program.calls[0]
    current = replace(failure, program=replace(failure.program, calls=[call]))
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        better = improved(current, options)
        if better is None:
            break
        current = better
    return current


def improved(failure, options):
    """The first of the simpler variants that still fails; `None` if none does."""
    texts = sorted(variants(failure.program.text), key=len)
    texts = [text for text in dict.fromkeys(texts) if len(text) < len(failure.program.text)]
    for first in range(0, len(texts), TOGETHER):
        some = [
            replace(failure.program, text=text, choices=[])
            for text in texts[first : first + TOGETHER]
        ]
        found, _, _ = examine(some, options)
        alike = [one for one in found if symptom(one) == symptom(failure)]
        if alike:
            return min(alike, key=lambda one: len(one.program.text))
    return None


def variants(text):
    """Texts with one thing less."""
    for place, field, index in places(ast.parse(text)):
        for choice in range(6):
            tree = ast.parse(text)
            parent = next(itertools.islice(ast.walk(tree), place, None))
            if edited(parent, field, index, choice):
                yield ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def places(tree):
    """Every statement and expression: the number of its parent, its field there and its index."""
    for number, parent in enumerate(ast.walk(tree)):
        for field, value in ast.iter_fields(parent):
            for index, node in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(node, (ast.stmt, ast.expr)) and field != "decorator_list":
                    yield number, field, index if isinstance(value, list) else None


def edited(parent, field, index, choice):
    """Makes one change at a place; whether there is one of that number."""
    value = getattr(parent, field)
    node = value if index is None else value[index]
    options = simpler(node)
    if choice >= len(options):
        return False
    new = options[choice]
    if index is None:
        if isinstance(new, list):
            return False
        setattr(parent, field, new)
    else:
        value[index : index + 1] = new if isinstance(new, list) else [new]
    return bool(value) or field == "orelse" or not isinstance(node, ast.stmt)


def simpler(node):
    """What may stand in the place of a node; a list takes the place of a statement."""
    if isinstance(node, ast.stmt):
        bodies = [getattr(node, name, []) for name in ("body", "orelse")]
        hoisted = [] if isinstance(node, ast.FunctionDef) else [body for body in bodies if body]
        return [[], *hoisted]
    children = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    if isinstance(node, ast.Constant) or not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        return []
    return children[:4] + [ast.Constant(0)]
