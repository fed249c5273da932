"""What the memory checker runs: calls of every kind on the built kernels.

Takes the built folder and the number of rounds.
"""

import sys

sys.path.insert(0, sys.argv[1])

import array

import buffers
import calls
import integers
import raising
import tuples


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
    print("done")


main()
