"""The signatures that library functions are compiled with are those of the libraries."""

import builtins
import cmath
import importlib
import importlib.util
import inspect
import math

import pytest
from interpreted_prelude import MODULES, signatures

LIBRARIES = {"math": math, "cmath": cmath, "builtins": builtins}
METHODS = {"int": int, "float": float, "complex": complex, "range": range}
PARAMETER = inspect.Parameter
UNNAMED = (PARAMETER.POSITIONAL_ONLY, PARAMETER.VAR_POSITIONAL)
# Parameters with which functions got the signature that we have: a later Python, or NumPy 2.2.
LATER = {
    "math.nextafter": "steps",
    "numpy.clip": "min",
    "numpy.reshape": "shape",
    "numpy.trim_zeros": "axis",
}
# The same of defaults; NumPy 2.3.
LATER_DEFAULTS = {"numpy.take_along_axis": "axis"}


def parameters(function):
    """The parameters, in order; `None` where Python does not tell them."""
    try:
        found = inspect.signature(function).parameters.values()
    except ValueError:
        return None
    return [parameter for parameter in found if parameter.kind != PARAMETER.VAR_KEYWORD]


def has_signature(name, function):
    """Whether Python tells the parameters, and they are those of the versions that we follow."""
    found = parameters(function)
    if found is None or [it.kind for it in found] == [PARAMETER.VAR_POSITIONAL]:
        return False
    known = {it.name: it.default is not PARAMETER.empty for it in found}
    later = LATER.get(name, found[0].name if found else None)
    return (later is None or later in known) and known.get(LATER_DEFAULTS.get(name), True)


def functions():
    """Our function and the library's own, where this Python has it and tells its parameters."""
    homes = {**LIBRARIES, **METHODS}
    if importlib.util.find_spec("numpy"):
        for module in ("numpy", *MODULES.values()):
            homes[module] = importlib.import_module(module)
    for name, ours in sorted(signatures().items()):
        library, function = name.rsplit(".", 1)
        theirs = getattr(homes.get(library), function, None)
        if hasattr(theirs, "nin") or (theirs is not None and has_signature(name, theirs)):
            yield pytest.param(ours, theirs, id=name)


@pytest.mark.parametrize(("ours", "theirs"), functions())
def test_signature_is_the_librarys(ours, theirs):
    ours = parameters(ours)
    if hasattr(theirs, "nin"):
        # A ufunc; what else it takes is for arrays.
        assert [it.kind for it in ours] == [PARAMETER.POSITIONAL_ONLY] * theirs.nin
        return
    # What `**` takes has no name there.
    takes_any = inspect.Parameter.VAR_KEYWORD in {
        it.kind for it in inspect.signature(theirs).parameters.values()
    }
    theirs = parameters(theirs)
    known = {parameter.name: parameter for parameter in theirs}
    for place, parameter in enumerate(ours):
        # The name of a positional-only parameter means nothing.
        if takes_any and parameter.name not in known:
            assert parameter.kind == PARAMETER.KEYWORD_ONLY
            continue
        same = theirs[place] if parameter.kind in UNNAMED else known[parameter.name]
        assert same.kind == parameter.kind
        assert (parameter.default is PARAMETER.empty) == (same.default is PARAMETER.empty)
    taken = {parameter.name for parameter in ours}
    needed = [it for it in theirs[len(ours) :] if it.default is PARAMETER.empty]
    assert all(it.name in taken or it.kind in UNNAMED for it in needed)


def test_most_functions_are_looked_at():
    looked_at = {parameter.id.rsplit(".", 1)[0] for parameter in functions()}
    assert {"math", "cmath", "builtins", "int", "float"} <= looked_at
    assert len(list(functions())) > 90
