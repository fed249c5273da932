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


class Text(str):
    pass


def failing(function, *arguments, **keywords):
    try:
        function(*arguments, **keywords)
    except Exception:
        return
    raise AssertionError(f"{function} should fail with {arguments}")


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
        with contextlib.redirect_stdout(io.StringIO()):
            assert messages.prints(1, 2.0, "x") == 1
            failing(messages.print_wrong, 1)
    print("done")


main()
