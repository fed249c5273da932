"""What the memory checker runs: calls of every kind on the built kernels.

Takes the built folder and the number of rounds.
"""

import sys

sys.path.insert(0, sys.argv[1])

import array
import contextlib
import io

import buffers
import calls
import integers
import messages
import raising
import strings
import tuples

try:
    import allocation
    import array_expressions
    import array_shapes
    import numpy as np
except ImportError:
    np = None


class Text(str):
    pass


def failing(function, *arguments, **keywords):
    try:
        function(*arguments, **keywords)
    except Exception:
        return
    raise AssertionError(f"{function} should fail with {arguments}")


def arrays():
    """Arrays that kernels make, return and drop, also by an exception half-way."""
    a, b = np.arange(5.0), np.arange(3.0)
    assert allocation.argument(a) is a
    assert allocation.whole_and_view(2)[1].base is not None
    assert len(allocation.views(np.arange(6).reshape(2, 3))) == 5
    assert allocation.assigned_anew(4).shape == (5,)
    assert len(allocation.exchanged(3)) == 2
    assert allocation.recursive(4)[-1] == 4.0
    assert allocation.through_calls(a)[1] == 4.0
    assert allocation.perhaps_made(3, False) is None
    assert allocation.tuple_of_loop(3)[1] == 2
    assert allocation.dropped(3) > 0
    failing(allocation.fails_half_way, a, 9)
    failing(allocation.fails_in_a_call, a, 9)
    failing(allocation.counted, -1)
    failing(allocation.too_large, 2**40)
    assert array_expressions.fused(a, a, 0.5).shape == (5,)
    assert array_expressions.in_place(a.copy(), a, 2.0)[0].shape == (5,)
    array_expressions.turned(a.copy())
    array_expressions.stencil_of_itself(a.copy())
    failing(array_expressions.sums, a, b)
    failing(array_expressions.fails_in_the_middle, a, b, 1)
    assert array_expressions.through_a_call(a, a).shape == (5,)
    assert len(array_shapes.reshaped(a, 1)) == 4
    failing(array_shapes.wrongly_reshaped, a, 2, 3)


def main():
    data = bytearray(b"hello, world")
    numbers = array.array("d", [1.0, 2.0, 3.0])
    for _ in range(int(sys.argv[2])):
        assert integers.add(1, 2) == 3
        assert integers.add(1, b=2) == 3
        assert integers.multiply(2**62, 4) == 2**64
        assert calls.inner(1, c=3) == 30
        assert calls.fibonacci(10) == 55
        assert tuples.nested(1, 0.5) == ((1, 0.5), 1)
        assert tuples.nested_parameter(((1, 2), True)) == 1
        assert buffers.sum_of_bytes(b"abc") == 294
        assert buffers.count_in_memoryview(memoryview(b"abcabc")[::2], 97) == 1
        assert buffers.sum_of_array(numbers) == 6.0
        buffers.scale_array(numbers, 1.0)
        buffers.upper(data)
        failing(integers.add)
        failing(integers.add, 1)
        failing(integers.add, 1, 2, 3)
        failing(integers.add, 1, c=2)
        failing(integers.add, "1", 2)
        failing(integers.floor_divide, 1, 0)
        failing(raising.through_a_call, 1)
        failing(raising.raise_in_loop, 100)
        failing(raising.assert_with_message, float("nan"))
        failing(tuples.parameter, (1, "x"))
        failing(tuples.parameter, (1,))
        failing(buffers.upper, b"abc")
        failing(buffers.byte_at, b"abc", 3)
        failing(buffers.byte_at, b"", -1)
        failing(buffers.assign_byte, data, -13, 0)
        failing(buffers.sum_of_array, array.array("f", [1.0]))
        assert strings.equals("".join(["fa", "st"]))
        assert not strings.equals(Text("slow"))
        assert strings.either("", "".join(["o", "ther"])) == "other"
        assert strings.pair("a" * 3, 1) == ("aaa", 1)
        assert strings.optional("".join(["x", "y"])) == "xy"
        failing(strings.equals, 1)
        failing(messages.number, 1)
        failing(messages.text, Text("fast"))
        failing(messages.wrong_format, 1)
        failing(messages.wrong_computed_format, 1, "Q")
        failing(messages.several, 1, 2.0, "x")
        failing(messages.own_constructor, 1, "x")
        failing(messages.own_constructor_fails, 1)
        failing(messages.nested_class, 1)
        failing(messages.no_exception, 1)
        failing(messages.suppressed, 1)
        failing(messages.joined, 1, "x")
        failing(messages.failing_value, 0)
        failing(messages.asserts, 7, 1.0)
        failing(messages.calls, 1)
        if np is not None:
            arrays()
        with contextlib.redirect_stdout(io.StringIO()):
            assert messages.prints(1, 2.0, "x") == 1
            failing(messages.print_wrong, 1)
    print("done")


main()
