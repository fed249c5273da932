"""Every kernel under `kernels/`, compiled and interpreted, over its arguments' edge values.

Value (to the bit), Python type, exception type and what became of array arguments must be the
same. The interpreted version gets NumPy scalars for sized parameters and thus follows NEP 50.
"""

import array
import gc
import math
import operator
import sys
import warnings

import pytest
from arguments import cases, given, needs_numpy, np
from conftest import LAZY
from discover import all_kernels
from times import as_number, is_time, numbers_of
from values import bits, same

KERNELS = all_kernels()
# `test_messages` runs those of `messages`, some of which leave the interpreter.
CALLABLE = [kernel for kernel in KERNELS if kernel.has_entry and kernel.module != "messages"]

# What older versions of Python do not have, or do otherwise.
SINCE = {
    "iterators.strict_beside": (3, 10),
    "iterators_of_itertools.around": (3, 10),
    "iterators_of_itertools.in_pairs": (3, 10),
    "iterators_of_itertools.of_arrays": (3, 10),
    "list_heaps.insert_by_key": (3, 10),
    "buffers.assign_byte": (3, 11),
}

# Those that use `np.clip`. NumPy 2.0, the last for Python 3.9, asks for both bounds, raises
# OverflowError for an `int` that the type does not hold, and takes zeros of either sign otherwise.
# And those that round integers, which it makes floats of, sum along the way, or copy an `int` that
# the type does not hold.
NUMPY_2_1 = (
    "array_ufuncs.rounded_",
    "numpy_comparisons.clipped_",
    "numpy_comparisons.of_mixed",
    "array_outputs.clipped",
    "array_outputs.methods",
    "array_shapes.clipped",
    "complex_arrays.clipped",
    "array_numbers.clipped_method",
    "array_windows.along_the_way",
    "array_copies.copied_bytes",
)
# Those that NumPy does otherwise before 2.2: bins of a range that is too short for them.
NUMPY_2_2 = ("array_counts.of_no_bins",)
# Those that NumPy does otherwise before 2.3: it sums buffer by buffer whatever lies in one line,
# does not look at places where rows have no elements, has other words for an index of `.flat`, and
# takes zeros off one axis only.
NUMPY_2_3 = (
    "array_flat.element",
    "array_flat.augmented",
    "array_functions.long_sums",
    "array_grids.trimmed_around",
    "array_indices.places_of_rows",
    "array_indices.rows",
    "array_indices.columns",
    "array_indices.new_axes",
    "array_indices.apart",
    "array_indices.of_views",
    "array_indices.put_columns",
    "array_indices.put_reversed",
    "array_masked.of_long_",
    "array_reductions.into_part_of_itself",
)


# Those that NumPy does otherwise before 2.4: quantiles of single precision, which of two empty
# arrays is not convolved, the size along several axes.
NUMPY_2_4 = (
    "array_quantiles.quantiles_of_single_precision",
    "array_numeric.convolved",
    "array_broadcasts.sizes_along_axes",
)

# Those that NumPy does otherwise before 2.5: `np.where` wraps an int that does not fit.
NUMPY_2_5 = ("array_shapes.chosen_that_do_not_fit",)


# Those that NumPy does otherwise from 2.5 on: how it looks for keys in an array that is not in
# order, which of two errors `np.interp` raises, and that it takes no crossed vectors of two.
BEFORE_NUMPY_2_5 = (
    "array_searches.searched",
    "array_sorting.interpolated_in_no_order",
    "array_numeric.crossed",
)


def attribute(modules, kernel):
    return operator.attrgetter(kernel.qualified_name)(modules[kernel.module])


def as_python(value):
    """A sized scalar as the Python number of equal value."""
    if hasattr(value, "_fields"):
        # The compiled module has a class of its own.
        return type(value).__module__, type(value).__qualname__, tuple(map(as_python, value))
    if isinstance(value, (tuple, list)):
        return type(value)(map(as_python, value))
    if np is not None and isinstance(value, np.ndarray):
        return of_array(value)
    if is_time(value):
        return as_number(value)
    if is_record(value):
        return "a record", type(value), value.flags.writeable, of_array(np.asarray(value))
    return value.item() if np is not None and isinstance(value, np.generic) else value


def is_record(value):
    return np is not None and isinstance(value, np.void)


def of_array(value):
    """All that can be told of an array, and each element's bits."""
    if value.dtype.names is not None:
        # What lies between fields is nobody's concern.
        fields = [(name, of_array(value[name])) for name in value.dtype.names]
        return "records", value.dtype, value.shape, value.flags.writeable, fields
    flags = value.flags
    kind = (value.dtype.str, value.shape, type(value).__name__)
    order = (flags.c_contiguous, flags.f_contiguous, flags.writeable, flags.aligned)
    # Those of axes with one element are nobody's concern, and NumPy's differ with the way there.
    strides = [s for s, n in zip(value.strides, value.shape) if n > 1] if value.size > 0 else None
    numbers = numbers_of(value.ravel()).tolist()
    elements = [bits(x) if isinstance(x, (float, complex)) else x for x in numbers]
    return "array", kind, order, strides, tuple(elements)


def run(function, kernel, factories):
    """Calls it; what came of it, and the final state of its arguments."""
    values = [given(factory(), function) for factory in factories]
    positional = [v for v, p in zip(values, kernel.parameters) if not p.keyword_only]
    keywords = {p.name: v for v, p in zip(values, kernel.parameters) if p.keyword_only}
    draws = kernel.module.startswith("random_")
    if draws:
        np.random.seed(7)
        np.random.randn()
    try:
        outcome = "returned", as_python(function(*positional, **keywords))
    except Exception as error:
        outcome = "raised", said_by(error)
    left = [np.random.randn(3).tolist()] if draws else []
    return outcome, [state(value) for value in values] + left


# Of our own making: an int left 64 bits, and running again in Python was not possible.
OURS = ["the result does not fit in a 64-bit int", "an int to a negative power is a float"]


def said_by(error):
    """The class of an exception, its arguments, and what it has besides."""
    if type(error) is OverflowError and str(error).startswith(tuple(OURS)):
        return type(error), "ours"
    if error.args == ("list index out of range",):
        # A `*rest` is a list in Python and a tuple here.
        return type(error), ("tuple index out of range",), None
    # Python raises what a name is missing by; `AttributeError` is raised by functions of ours.
    name = getattr(error, "name", None) if isinstance(error, NameError) else None
    return type(error), error.args, name


def state(value):
    """The contents of a mutable argument, every NaN being the same."""
    if is_record(value):
        value = np.asarray(value)
    if np is not None and isinstance(value, np.random.Generator):
        return value.bit_generator.random_raw(3).tolist()
    if np is not None and isinstance(value, np.ndarray) and value.dtype.names is not None:
        return [state(value[name]) for name in value.dtype.names]
    if np is not None and isinstance(value, np.ndarray):
        value = numbers_of(value.ravel()).tolist()
    elif isinstance(value, (bytearray, memoryview, array.array)):
        value = list(value)
    return elements(value) if isinstance(value, list) else None


def elements(value):
    """What lists and tuples hold, floats as their bits."""
    if isinstance(value, (tuple, list)):
        return [type(value).__name__, *map(elements, value)]
    number = as_python(value)
    return bits(number) if isinstance(number, (float, complex)) else (type(number).__name__, number)


def agree(found, expected):
    if found[0] != expected[0]:
        return False
    if found[0] == "raised":
        return found[1] in (expected[1], (expected[1][0], "ours"))
    return same(found[1], expected[1])


@pytest.fixture(scope="module", autouse=True)
def no_memory_is_left(built):
    """When nothing holds a result any more, no extension holds memory of arrays."""
    yield
    gc.collect()
    assert extensions()
    assert {name: module._live_blocks() for name, module in extensions()} == {
        name: 0 for name, _ in extensions()
    }


def extensions():
    """The loaded extensions that have kernels."""
    modules = list(sys.modules.items())
    return [(name, module) for name, module in modules if hasattr(module, "_live_blocks")]


@pytest.mark.parametrize("kernel", KERNELS, ids=str)
def test_is_compiled(built, kernel):
    entries = {
        (entry["module"], entry["qualified_name"]): entry for entry in built.report["kernels"]
    }
    entry = entries[kernel.module, kernel.qualified_name]
    assert entry["status"] == "compiled", entry.get("diagnostics")
    if kernel.has_entry and kernel.module in built.compiled:
        function = attribute(built.compiled, kernel)
        # One that is compiled when it is called has no signatures before.
        assert LAZY or function.__pyjit_signatures__, "the module did not bind the compiled kernel"
        assert not hasattr(attribute(built.interpreted, kernel), "__pyjit_signatures__")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kernel", CALLABLE, ids=str)
def test_same_both_ways(built, kernel):
    if np is None and needs_numpy(kernel):
        pytest.skip("its arguments come from NumPy")
    since = SINCE.get(str(kernel), (3, 9))
    if sys.version_info < since:
        pytest.skip(f"Python does it so since {since}")
    if str(kernel).startswith(NUMPY_2_1) and np.lib.NumpyVersion(np.__version__) < "2.1.0":
        pytest.skip("NumPy does it so since 2.1")
    if str(kernel).startswith(NUMPY_2_2) and np.lib.NumpyVersion(np.__version__) < "2.2.0":
        pytest.skip("NumPy does it so since 2.2")
    if str(kernel).startswith(NUMPY_2_3) and np.lib.NumpyVersion(np.__version__) < "2.3.0":
        pytest.skip("NumPy does it so since 2.3")
    if str(kernel).startswith(NUMPY_2_4) and np.lib.NumpyVersion(np.__version__) < "2.4.0":
        pytest.skip("NumPy does it so since 2.4")
    if str(kernel).startswith(NUMPY_2_5) and np.lib.NumpyVersion(np.__version__) < "2.5.0":
        pytest.skip("NumPy does it so since 2.5")
    if str(kernel).startswith(BEFORE_NUMPY_2_5) and np.lib.NumpyVersion(np.__version__) >= "2.5.0":
        pytest.skip("NumPy did it so before 2.5")
    compiled = attribute(built.compiled, kernel)
    if not hasattr(compiled, "__pyjit_signatures__"):
        pytest.fail("it is not compiled, see test_is_compiled")
    interpreted = attribute(built.interpreted, kernel)
    wrong = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for factories in cases(kernel):
            expected = run(interpreted, kernel, factories)
            found = run(compiled, kernel, factories)
            if not agree(found[0], expected[0]) or found[1] != expected[1]:
                wrong.append((tuple(factory() for factory in factories), found, expected))
    assert not wrong, report(wrong)


def report(wrong):
    lines = [f"{len(wrong)} cases differ; the first ones:"]
    for values, found, expected in wrong[:6]:
        lines.append(f"  arguments {values}\n    compiled    {found}\n    interpreted {expected}")
    return "\n".join(lines)


def test_same_tells_apart():
    assert not same(1, 1.0)
    assert not same(0.0, -0.0)
    assert not same(True, 1)
    assert same(math.nan, -math.nan)
    assert same((1, 2.0), (1, 2.0))
