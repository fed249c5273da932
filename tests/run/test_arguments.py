"""Arguments that do not fit: `TypeError` naming kernel, parameter, what is expected and given."""

import array
import decimal
import fractions
import warnings

import pytest
from values import MAX_INT, same

np = pytest.importorskip("numpy", reason="most wrong arguments here are NumPy's")


def floats(*shape):
    return np.zeros(shape)


def bytes_of(*shape):
    return np.zeros(shape, np.uint8)


# Kernel, arguments, and what the message must name.
WRONG_TYPES = [
    ("integers.add", ("1", 2), "a", "int"),
    ("integers.add", (1, 2.0), "b", "int"),
    ("integers.add", (None, 2), "a", "int"),
    ("integers.add", (1, [2]), "b", "int"),
    ("integers.add", (1, decimal.Decimal(2)), "b", "int"),
    ("integers.add", (1, np.float64(2.0)), "b", "int"),
    ("integers.add", (1, np.zeros(1)), "b", "int"),
    ("floats.add", ("1.0", 2.0), "x", "float"),
    ("floats.add", (1.0, 2j), "y", "float"),
    ("floats.add", (1.0, None), "y", "float"),
    ("floats.add", (1.0, fractions.Fraction(1, 2)), "y", "float"),
    ("floats.add", (1.0, b"2"), "y", "float"),
    ("complex_numbers.add", (1j, "2j"), "w", "complex"),
    ("complex_numbers.add", (None, 1j), "z", "complex"),
    ("complex_numbers.add", (1j, np.complex64(1j)), "w", "complex"),
    ("complex_numbers.add", (1j, decimal.Decimal(2)), "w", "complex"),
    ("booleans.bool_and_bool", (1, True), "a", "bool"),
    ("booleans.bool_and_bool", (True, None), "b", "bool"),
    ("sized.i8_arithmetic", (1.5, 1), "a", "i8"),
    ("sized.f32_arithmetic", (1.0, "x"), "y", "f32"),
    ("tuples.parameter", (1,), "pair", "tuple[int, float]"),
    ("tuples.parameter", ((1, 2.0, 3.0),), "pair", "tuple[int, float]"),
    ("tuples.parameter", ([1, 2.0],), "pair", "tuple[int, float]"),
    ("tuples.parameter", (("1", 2.0),), "pair", "tuple[int, float]"),
    ("tuples.nested_parameter", (((1, 2.0), True),), "pair", "tuple[tuple[int, int], bool]"),
    ("arrays.total", (1.0,), "values", "f64[:]"),
    ("arrays.total", (None,), "values", "f64[:]"),
    ("arrays.total", ([1.0, 2.0],), "values", "f64[:]"),
    ("arrays.total", (b"12345678",), "values", "f64[:]"),
    ("arrays.total", (np.zeros(3, np.float32),), "values", "f64[:]"),
    ("arrays.total", (np.zeros(3, np.int64),), "values", "f64[:]"),
    ("arrays.total", (np.zeros(3, np.complex128),), "values", "f64[:]"),
    ("arrays.total", (np.zeros(3, ">f8"),), "values", "f64[:]"),
    ("arrays.total", (np.zeros(3, object),), "values", "f64[:]"),
    ("arrays.total", (np.zeros(3, "f8,i4"),), "values", "f64[:]"),
    ("arrays.total", (floats(2, 2),), "values", "f64[:]"),
    ("arrays.total", (np.array(1.0),), "values", "f64[:]"),
    ("arrays.sum_of_i8", (np.zeros(3, np.uint8),), "values", "i8[:]"),
    ("arrays.sum_of_i64", (np.zeros(3, np.uint64),), "values", "i64[:]"),
    ("arrays.sum_of_bytes", (np.zeros(3, bool),), "values", "u8[:]"),
    ("matrices.total", (floats(4),), "a", "f64[:, :]"),
    ("matrices.total", (floats(2, 2, 2),), "a", "f64[:, :]"),
    ("matrices.total_c", (floats(4, 3).T,), "a", "f64[:, ::1]"),
    ("matrices.total_c", (floats(4, 4)[:, ::2],), "a", "f64[:, ::1]"),
    ("matrices.four_dimensions", (floats(1, 1, 1, 1, 1),), "a", "f64[:, :, :, :]"),
    ("array_declared.cells", (bytes_of(2, 4, 4),), "board", "u8[2, 4, 5], got u8[2, 4, 4]"),
    ("array_declared.cells", (bytes_of(2, 4),), "board", "u8[2, 4, 5], got u8[:, :]"),
    ("array_declared.cells", (floats(2, 4, 5),), "board", "u8[2, 4, 5], got f64[:, :, :]"),
    ("array_declared.distances", (floats(3, 4),), "points", "f64[:, 3], got f64[3, 4]"),
    ("array_declared.contiguous", (floats(2, 2), np.zeros((3, 1), int)), "last", "i64[2, ::1]"),
    ("array_declared.contiguous", (floats(2, 2), np.zeros((2, 6), int)[:, ::2]), "last", "i64"),
    ("array_declared.columns", (floats(3, 4),), "a", "f64[::1, :]"),
    ("array_declared.columns", (floats(3, 4).T[1:],), "a", "f64[::1, :]"),
    ("buffers.sum_of_bytes", (bytearray(b"x"),), "data", "bytes"),
    ("buffers.sum_of_bytes", ("text",), "data", "bytes"),
    ("buffers.upper", (b"x",), "data", "bytearray"),
    ("buffers.count_in_memoryview", (b"x", 1), "data", "memoryview"),
    ("buffers.count_in_memoryview", (memoryview(array.array("d", [1.0])), 1), "data", "memoryview"),
    ("arrays.total", (array.array("d", [1.0]),), "values", "f64[:]"),
    ("arrays.total", (memoryview(np.ones(3)),), "values", "f64[:]"),
    ("matrices.total", (memoryview(np.ones((2, 3))),), "a", "f64[:, :]"),
    ("buffers.sum_of_array", (array.array("f", [1.0]),), "data", "array.array"),
    ("buffers.sum_of_array", (array.array("q", [1]),), "data", "array.array"),
    ("buffers.sum_of_integers", (array.array("d", [1.0]),), "data", "array.array"),
    ("buffers.sum_of_integers", ([1],), "data", "array.array"),
    ("lists.helped", ((1, 2), 1), "xs", "list[int]"),
    ("lists.helped", (np.arange(3), 1), "xs", "list[int]"),
    ("lists.helped", (["a", 5], 1), "xs", "list[int]"),
    ("lists.helped", ([4, 2.5, 6], 1), "xs", "list[int]"),
    ("lists.helped", ([4, 5, 6], "1"), "n", "int"),
    ("lists.maybe", ([4, None], 1), "xs", "list[int] | None"),
    ("lists.inner_removed", ([[1.0], [2.0, None], [3.0]], 1), "rows", "list[list[float]]"),
    ("lists.inner_removed", ([[1.0], (2.0,)], 1), "rows", "list[list[float]]"),
    ("lists.of_tuple", (([1, "2"], 1.0), 1), "t", "tuple[list[int], float]"),
    ("lists.of_tuple", (([1, 2], None), 1), "t", "tuple[list[int], float]"),
    ("lists.exchanged", ([1, 2], 1, [[1.0], ["2"], [3.0]]), "rows", "list[list[float]]"),
]


def kernel(built, name):
    module, _, function = name.partition(".")
    return getattr(built.compiled[module], function)


@pytest.mark.parametrize(("name", "arguments", "parameter", "expected"), WRONG_TYPES)
def test_wrong_type(built, name, arguments, parameter, expected):
    before = repr(arguments)
    with pytest.raises(TypeError) as raised:
        kernel(built, name)(*arguments)
    assert repr(arguments) == before
    message = str(raised.value)
    for part in (name, f"'{parameter}'", f"expected {expected}", "got "):
        assert part in message, message


# As Python words it; `calls.inner` is `inner(a, b=10, c=100)`.
WRONG_COUNTS = [
    ("integers.add", (), {}),
    ("integers.add", (1,), {}),
    ("integers.add", (1, 2, 3), {}),
    ("integers.add", (1,), {"a": 1}),
    ("integers.add", (1,), {"c": 1}),
    ("integers.add", (1, 2), {"c": 1}),
    ("integers.negate", (), {}),
    ("integers.negate", (1, 2), {}),
    ("calls.inner", (), {}),
    ("calls.inner", (1, 2, 3, 4), {}),
    ("calls.inner", (1,), {"d": 2}),
    ("calls.keyword_only", (1, 2.0), {}),
    ("calls.positional_only", (), {"a": 1}),
    ("tuples.empty", (1,), {}),
]


@pytest.mark.parametrize(("name", "arguments", "keywords"), WRONG_COUNTS)
def test_wrong_count(built, name, arguments, keywords):
    with pytest.raises(TypeError) as raised:
        kernel(built, name)(*arguments, **keywords)
    module, _, function = name.partition(".")
    with pytest.raises(TypeError) as expected:
        getattr(built.interpreted[module], function)(*arguments, **keywords)
    assert function in str(raised.value)
    assert str(raised.value) == str(expected.value)


@pytest.mark.parametrize(
    ("arguments", "keywords"),
    [
        ((1,), {}),
        ((1, 2), {}),
        ((1,), {"c": 3}),
        ((), {"c": 3, "a": 1}),
        ((1, 2, 3), {}),
        ((), {"a": 1, "b": 2, "c": 3}),
    ],
)
def test_defaults_and_keywords(built, arguments, keywords):
    expected = built.interpreted["calls"].inner(*arguments, **keywords)
    assert built.compiled["calls"].inner(*arguments, **keywords) == expected


class Index:
    """Counts as an integer by `__index__`."""

    def __index__(self):
        return 5


class IntSubclass(int):
    pass


class FloatSubclass(float):
    pass


@pytest.mark.parametrize("value", [np.int64(5), IntSubclass(5)])
def test_what_counts_as_int(built, value):
    assert same(kernel(built, "integers.add")(value, 2), int(value) + 2)


@pytest.mark.parametrize("value", [True, False, np.int8(100), np.uint8(200), np.uint64(5)])
def test_what_is_no_int_to_python_is_pythons_business(built, value):
    """`True` stays what it is, NumPy's narrower scalars wrap."""
    for name in "integers.add", "integers.divide_and_rest", "floats.multiply":
        compiled = kernel(built, name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found, expected = compiled(value, 100), compiled.__wrapped__(value, 100)
        assert (type(found), found) == (type(expected), expected)


def test_dunder_index_counts_as_int(built):
    assert kernel(built, "integers.add")(Index(), 2) == 7


@pytest.mark.parametrize("value", [2.5, 3, np.float64(2.5), FloatSubclass(2.5), np.int64(3)])
def test_what_counts_as_float(built, value):
    assert same(kernel(built, "conversions.int_argument_for_float")(value), float(value) + 0.5)


class ComplexSubclass(complex):
    pass


@pytest.mark.parametrize(
    "value",
    [2.5 - 1j, ComplexSubclass(1, -0.0), np.complex128(1j), 2.5, -3, 2**53, np.int64(3)],
)
def test_what_counts_as_complex(built, value):
    assert same(kernel(built, "complex_numbers.subtract")(value, 0j), complex(value) - 0j)


def test_int_that_no_complex_holds(built):
    assert same(kernel(built, "complex_numbers.decides")(2**53 + 1, 0j)[1], 2**53 + 1)


@pytest.mark.parametrize("value", [128, -129, 2**63, -(2**70)])
def test_sized_out_of_range(built, value):
    with pytest.raises(OverflowError, match=r"'a'.*i8"):
        kernel(built, "sized.i8_arithmetic")(value, 1)


def test_int_that_is_too_large_is_run_in_python(built):
    """Nothing has happened yet, so it does not matter what else the kernel does."""
    assert kernel(built, "integers.add")(2**70, 1) == 2**70 + 1
    values = np.zeros(3)
    kernel(built, "arrays.assign")(values, 0, 2**53 + 1)
    assert values[0] == 2.0**53
    with pytest.raises(OverflowError, match="too large to convert to"):
        kernel(built, "arrays.assign_int")(np.zeros(3, np.int64), 0, MAX_INT + 1)


def test_read_only(built):
    """Refused where the write happens, in NumPy's words and with the line."""
    values = np.ones(3)
    values.flags.writeable = False
    assert kernel(built, "arrays.total")(values) == 3.0
    assert kernel(built, "read_only.normalise")(values, False) == 3.0
    for name, arguments, function in [
        ("arrays.assign", (values, 0, 2.0), "assign"),
        ("calls.fills_through_a_call", (values, 2.0), "fill"),
        ("read_only.normalise", (values, True), "normalise"),
        ("read_only.order", (values.astype(int, copy=True), 99, float("nan")), None),
    ]:
        error = ValueError if function else IndexError
        with pytest.raises(error) as raised:
            kernel(built, name)(*arguments)
        if function:
            assert str(raised.value) == "assignment destination is read-only"
            assert raised.traceback[-1].name == function
    with pytest.raises(TypeError, match="^cannot modify read-only memory$"):
        kernel(built, "read_only.order_of_bytes")(memoryview(b"abc"), 99, 999)
    assert values.tolist() == [1.0, 1.0, 1.0]


def test_writing_stops_where_it_is_refused(built):
    """What was written before stays, as in Python."""
    writable, values = np.zeros(3), np.ones(3)
    values.flags.writeable = False
    with pytest.raises(ValueError, match="read-only"):
        kernel(built, "read_only.through_calls")(writable, values, 2.0)
    assert writable.tolist() == [2.0, 2.0, 2.0]
    assert kernel(built, "read_only.first_or_last")(values, 7) == 3.0


def test_unaligned(built):
    memory = bytearray(8 * 4 + 1)
    values = np.frombuffer(memory, np.float64, 4, 1)
    assert not values.flags.aligned
    values[:] = [1.0, 2.0, 3.0, 4.0]
    assert kernel(built, "arrays.total")(values) == 10.0
    kernel(built, "arrays.reverse")(values.view(np.int64))
    assert values.tolist() == [4.0, 3.0, 2.0, 1.0]


def test_buffer_is_released(built):
    data = bytearray(b"abc")
    kernel(built, "buffers.upper")(data)
    with pytest.raises(IndexError):
        kernel(built, "buffers.assign_byte")(data, 100, 1)
    data.extend(b"def")
    assert data == b"ABCdef"


def test_subclass_of_ndarray(built):
    class Sub(np.ndarray):
        pass

    assert kernel(built, "arrays.total")(np.ones(3).view(Sub)) == 3.0
