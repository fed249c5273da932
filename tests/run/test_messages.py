"""What kernels say, word by word: the arguments of exceptions, their texts, what is printed."""

import builtins
import contextlib
import io
import warnings

import pytest
from arguments import cases, needs_numpy, np
from discover import all_kernels
from test_kernels import attribute

KERNELS = [kernel for kernel in all_kernels() if kernel.module == "messages" and kernel.has_entry]


def spoken(function, kernel, factories):
    """What a call returned or raised, in words, and what it printed."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            result = repr(function(*(factory() for factory in factories)))
        except BaseException as error:
            result = (
                type(error).__name__,
                # How failing operations word it is CPython's, and changes with its versions.
                not isinstance(error, ZeroDivisionError) and (repr(error.args), str(error)),
                error.__suppress_context__,
                error.__cause__,
                vars(error),
            )
    return result, output.getvalue()


@pytest.mark.parametrize("kernel", KERNELS, ids=str)
def test_same_words(built, kernel):
    if np is None and needs_numpy(kernel):
        pytest.skip("its arguments come from NumPy")
    compiled = attribute(built.compiled, kernel)
    interpreted = attribute(built.interpreted, kernel)
    assert hasattr(compiled, "__pyjit_signatures__")
    wrong = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for factories in cases(kernel)[:200]:
            expected = spoken(interpreted, kernel, factories)
            found = spoken(compiled, kernel, factories)
            if found != expected:
                wrong.append((tuple(factory() for factory in factories), found, expected))
    lines = [f"  {case}\n    compiled    {a}\n    interpreted {b}" for case, a, b in wrong[:4]]
    assert not wrong, f"{len(wrong)} cases differ\n" + "\n".join(lines)


def test_classes_are_those_of_the_module(built):
    compiled = built.compiled["messages"]
    for name, expected in [("own", "Bad"), ("own_class", "Bad"), ("own_constructor", "Worse")]:
        arguments = (1, "x") if name == "own_constructor" else (1,)
        with pytest.raises(getattr(compiled, expected)) as caught:
            getattr(compiled, name)(*arguments)
        assert type(caught.value) is getattr(compiled, expected)


def test_a_class_that_is_gone_is_a_name_error(built, monkeypatch):
    errors = []
    for module in built.compiled["messages"], built.interpreted["messages"]:
        with monkeypatch.context() as patch:
            patch.delattr(module, "Bad")
            with pytest.raises(NameError) as caught:
                module.own(1)
        errors.append((caught.value.args, getattr(caught.value, "name", "none of that name")))
    assert errors[0] == errors[1]


def test_context_is_that_of_the_caller(built):
    def fail_twice():
        try:
            raise LookupError("first")
        except LookupError:
            built.compiled["messages"].number(3)

    with pytest.raises(ValueError, match="3 is bad") as caught:
        fail_twice()
    assert isinstance(caught.value.__context__, LookupError)


def test_what_print_means_is_looked_up(built, monkeypatch):
    said = []
    monkeypatch.setattr(
        builtins, "print", lambda *values, **options: said.append((values, options))
    )
    built.compiled["messages"].prints_in_loop(1)
    assert said == [((0,), {"end": " "}), (("= 0",), {})]


def test_a_failing_stream_fails_the_kernel(built):
    class Broken(io.StringIO):
        def write(self, text):
            raise OSError("broken")

    with contextlib.redirect_stdout(Broken()), pytest.raises(OSError, match="broken") as caught:
        built.compiled["messages"].prints_in_loop(3)
    names = [entry.name for entry in caught.traceback]
    assert "prints_in_loop" in names
