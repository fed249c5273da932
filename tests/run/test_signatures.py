"""The signatures that library functions are compiled with are those of the libraries."""

import builtins
import cmath
import importlib
import importlib.util
import inspect
import math
import sys

import pytest
from interpreted_prelude import signatures

LIBRARIES = {"math": math, "cmath": cmath, "builtins": builtins}
METHODS = {"int": int, "float": float, "complex": complex, "range": range}
PARAMETER = inspect.Parameter
# Parameters that came with a later Python, of functions that raise where they are given to another.
LATER = {"steps"}


def functions():
    """Name, function of the prelude and the library's own, where this Python has it."""
    homes = {**LIBRARIES, **METHODS}
    if importlib.util.find_spec("numpy"):
        homes["numpy"] = importlib.import_module("numpy")
    for name, ours in sorted(signatures().items()):
        library, function = name.rsplit(".", 1)
        theirs = getattr(homes.get(library), function, None)
        if theirs is not None and not function.startswith("_"):
            yield pytest.param(ours, theirs, id=name)


def kinds(parameters):
    return [parameter.kind for parameter in parameters]


@pytest.mark.parametrize(("ours", "theirs"), functions())
def test_signature_is_the_librarys(ours, theirs):
    ours = list(inspect.signature(ours).parameters.values())
    if hasattr(theirs, "nin"):
        # A ufunc; what else it takes is for arrays.
        assert kinds(ours) == [PARAMETER.POSITIONAL_ONLY] * theirs.nin
        return
    try:
        theirs = list(inspect.signature(theirs).parameters.values())
    except ValueError:
        return
    if any(parameter.kind == PARAMETER.VAR_POSITIONAL for parameter in theirs):
        names = {parameter.name for parameter in theirs}
        assert all(it.kind == PARAMETER.VAR_POSITIONAL or it.name in names for it in ours)
        return
    # What we have is the beginning of theirs, or given by keyword.
    theirs = [parameter for parameter in theirs if parameter.kind != PARAMETER.VAR_KEYWORD]
    known = {parameter.name: parameter for parameter in theirs}
    ours = [
        parameter for parameter in ours if parameter.name in known or parameter.name not in LATER
    ]
    for index, parameter in enumerate(ours):
        if parameter.kind == PARAMETER.POSITIONAL_ONLY:
            assert theirs[index].kind == PARAMETER.POSITIONAL_ONLY
        else:
            assert known[parameter.name].kind == parameter.kind
        wanted = (
            theirs[index] if parameter.kind == PARAMETER.POSITIONAL_ONLY else known[parameter.name]
        )
        assert (parameter.default is PARAMETER.empty) == (wanted.default is PARAMETER.empty)
    for parameter in theirs[len(ours) :]:
        assert parameter.default is not PARAMETER.empty or parameter.name in {
            it.name for it in ours
        }


def test_every_library_is_looked_at():
    libraries = {name.rsplit(".", 1)[0] for name in signatures()}
    assert {"math", "cmath", "builtins", "int", "float", "numpy"} <= libraries
    assert sys.version_info >= (3, 9)
