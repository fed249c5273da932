"""The document that says what is taken of the libraries, and that signatures are the libraries'."""

import importlib
import inspect

import pytest
import supported
from test_signatures import LATER


def test_the_document_is_that_of_the_prelude():
    assert supported.DOCUMENT.read_text() == supported.document(), "`make golden` writes it anew"


def functions():
    return [full for full in supported.PUBLIC if full.startswith(("numpy.", "math.", "heapq."))]


def own(full):
    """The parameters of the prelude's function: names, and whether each takes a position."""
    stem, name = supported.PUBLIC[full]
    args = supported.FILES[stem].functions[name].args
    return [it.arg for it in args.posonlyargs + args.args], [it.arg for it in args.kwonlyargs]


@pytest.mark.parametrize("full", functions())
def test_parameters_are_in_the_order_of_the_library(full):
    module, _, name = full.rpartition(".")
    pytest.importorskip(module)
    library = getattr(importlib.import_module(module), name, None)
    if library is None:
        pytest.skip("this version does not have it")
    try:
        signature = inspect.signature(library)
    except ValueError:
        pytest.skip("its signature is not known")
    theirs = signature.parameters.values()
    if any(it.kind is it.VAR_POSITIONAL for it in theirs):
        pytest.skip("it has no names for them")
    if full in LATER and LATER[full] not in signature.parameters:
        pytest.skip("this version has fewer")
    takes_all = any(it.kind is it.VAR_KEYWORD for it in theirs)
    named = [it for it in theirs if it.kind is not it.KEYWORD_ONLY]
    positional, keywords = own(full)
    if hasattr(library, "nin"):  # A ufunc, whose parameters without names are called otherwise.
        assert len(positional) == library.nin
    else:
        # Names that no caller can write are anybody's.
        wanted = [mine if it.kind is it.POSITIONAL_ONLY else it.name
                  for mine, it in zip(positional, named)]  # fmt: skip
        assert len(positional) <= len(named)
        assert positional == wanted
        assert takes_all or set(keywords) <= set(signature.parameters)
