"""Arguments as they are now, of which copies can be made afterwards, again and again.

A copy is what the original was: an array has the same strides, order and right to be written to.
And copies share what their originals share: where two arguments are one object, or views of one
memory, so are theirs.
"""

from __future__ import annotations

import array
import ctypes
import sys
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple, cast

from ._argument_types import is_generator

# Of the memory of processors, whatever an array's elements may want.
_ALIGNMENT = 64


class _Buffer(ctypes.Structure):
    """Python's `Py_buffer`, which is part of its stable ABI."""

    _fields_ = (
        ("buf", ctypes.c_void_p),
        ("obj", ctypes.c_void_p),
        ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t),
        ("readonly", ctypes.c_int),
        ("ndim", ctypes.c_int),
        ("format", ctypes.c_char_p),
        ("shape", ctypes.POINTER(ctypes.c_ssize_t)),
        ("strides", ctypes.POINTER(ctypes.c_ssize_t)),
        ("suboffsets", ctypes.POINTER(ctypes.c_ssize_t)),
        ("internal", ctypes.c_void_p),
    )


_FULL_READ_ONLY = 0x011C  # PyBUF_FULL_RO


class _Span(NamedTuple):
    """Where the elements of a value lie: between which addresses, and the first of them."""

    start: int
    stop: int
    first: int
    value: Any


class _Region(NamedTuple):
    """Memory that values share, and what was in it."""

    start: int
    size: int
    # All of it, or the elements of the only array in it, if that has large gaps.
    content: Any
    # The `bytearray` or `array.array` that the memory belongs to, if it is among the values.
    owner: Any


class Snapshot:
    """The values of a call, before it."""

    def __init__(self, values: Sequence[object]) -> None:
        # They stay alive, so that each is known by its identity.
        self._values = list(values)
        self._lists: dict[int, list[object]] = {}
        self._regions: list[_Region] = []
        # Bit generators as they were; several generators may have one.
        self._bits: dict[int, Any] = {}
        # In which region a value lies, and where.
        self._places: dict[int, tuple[int, _Span]] = {}
        spans = {id(it): span for it in self._holders(values) if (span := _span_of(it)) is not None}
        self._divide(sorted(spans.values(), key=lambda span: (span.start, span.stop)))

    def copies(self) -> list[Any]:
        """The values anew."""
        made: dict[int, Any] = {}
        memory = [_memory(region, made) for region in self._regions]
        return [self._copy(value, made, memory) for value in self._values]

    def _holders(self, values: Iterable[object]) -> Iterator[object]:
        """The values that have memory of their own, or a part in it."""
        for value in values:
            if isinstance(value, tuple):
                yield from self._holders(value)
            elif type(value) is list:
                if id(value) not in self._lists:
                    self._lists[id(value)] = list(value)
                    yield from self._holders(self._lists[id(value)])
            elif isinstance(value, (bytearray, array.array, memoryview)) or _is_array(value):
                yield value
            elif _is_record(value):
                yield value
            elif is_generator(value):
                bits = cast("Any", value).bit_generator
                self._bits.setdefault(id(bits), deepcopy(bits))

    def _divide(self, spans: list[_Span]) -> None:
        """Joins what overlaps to regions."""
        group: list[_Span] = []
        stop = 0
        for span in spans:
            if group and span.start >= stop:
                self._add_region(group, stop)
                group = []
            stop = max(stop, span.stop) if group else span.stop
            group.append(span)
        if group:
            self._add_region(group, stop)

    def _add_region(self, group: list[_Span], stop: int) -> None:
        start, size, first = group[0].start, stop - group[0].start, group[0].value
        owners = [it.value for it in group if isinstance(it.value, (bytearray, array.array))]
        if len(group) == 1 and _is_array(first) and size > 2 * first.nbytes:
            content = first.copy()
        else:
            content = ctypes.string_at(start, size)
        for span in group:
            self._places[id(span.value)] = len(self._regions), span
        self._regions.append(_Region(start, size, content, owners[0] if owners else None))

    def _copy(self, value: Any, made: dict[int, Any], memory: list[Any]) -> Any:
        found = made.get(id(value))
        if found is not None:
            return found
        kind = type(value)
        if isinstance(value, tuple):
            elements = [self._copy(element, made, memory) for element in value]
            if all(map(_is, elements, value)):
                return value
            copy: Any = tuple.__new__(kind, elements)
        elif id(value) in self._lists:
            copy = made[id(value)] = []
            copy += [self._copy(element, made, memory) for element in self._lists[id(value)]]
        elif id(value) in self._places:
            region, span = self._places[id(value)]
            offset = span.first - self._regions[region].start
            if isinstance(value, memoryview):
                copy = _view(value, memory[region], offset)
            elif _is_record(value):
                copy = _array(_whole(value), memory[region], offset, b"")[()]
            else:
                copy = _array(value, memory[region], offset, self._regions[region].content)
        elif isinstance(value, (bytearray, array.array)):
            copy = value[:]  # an empty one
        elif _is_array(value):
            copy = value.copy(order="K")
            copy.flags.writeable = value.flags.writeable
        elif is_generator(value):
            bits = id(value.bit_generator)
            if bits not in made:
                made[bits] = deepcopy(self._bits[bits])
            copy = type(value)(made[bits])
        elif _has_own_fields(value):
            copy = value.copy()
        else:
            return value
        made[id(value)] = copy
        return copy


def _is(left: object, right: object) -> bool:
    return left is right


def _is_array(value: object) -> bool:
    # Who has an array has imported it.
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.ndarray)


def _has_own_fields(value: Any) -> bool:
    """Whether it is a record (`np.void`), with memory of its own or an array's."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.void) and value.dtype.names is not None


def _is_record(value: Any) -> bool:
    """Whether it is a record of an array, which it is a part of."""
    return _has_own_fields(value) and value.base is not None


def _whole(value: Any) -> Any:
    """A record of an array as an array without dimensions, of the same memory."""
    import numpy

    return numpy.asarray(value)


def _span_of(value: Any) -> _Span | None:
    """None where there are no elements, or such as cannot be copy by their bytes."""
    if _is_array(value):
        if value.dtype.hasobject or value.size == 0:
            return None
        first = value.__array_interface__["data"][0]
        axes = list(zip(value.shape, value.strides))
        return _span(value, first, axes, value.itemsize)
    if _is_record(value):
        if value.dtype.hasobject:
            return None
        return _span(value, _whole(value).__array_interface__["data"][0], [], value.itemsize)
    if isinstance(value, (bytearray, array.array)):
        buffer = memoryview(value)
    else:
        buffer = value
        try:
            if value.format != "B" or value.ndim != 1:
                return None
        except ValueError:  # it was released
            return None
    axes = list(zip(buffer.shape or (), buffer.strides or ()))
    return _span(value, _address(value), axes, buffer.itemsize)


def _span(value: Any, first: int, axes: list[tuple[int, int]], itemsize: int) -> _Span | None:
    if any(count == 0 for count, _ in axes):
        return None
    reaches = [(count - 1) * stride for count, stride in axes]
    start = first + sum(reach for reach in reaches if reach < 0)
    stop = first + sum(reach for reach in reaches if reach > 0) + itemsize
    return _Span(start, stop, first, value)


def _address(value: object) -> int:
    """Of the first element."""
    buffer = _Buffer()
    api = ctypes.pythonapi
    get = api.PyObject_GetBuffer
    get.argtypes = [ctypes.py_object, ctypes.POINTER(_Buffer), ctypes.c_int]
    api.PyBuffer_Release.argtypes = [ctypes.POINTER(_Buffer)]
    get(value, ctypes.byref(buffer), _FULL_READ_ONLY)
    try:
        return int(buffer.buf or 0)
    finally:
        api.PyBuffer_Release(ctypes.byref(buffer))


def _memory(region: _Region, made: dict[int, Any]) -> Any:
    """New memory with the content of a region; it belongs to the copy of the region's owner."""
    owner = region.owner
    if isinstance(owner, bytearray):
        copy: Any = bytearray(region.content)
    elif owner is not None:
        copy = array.array(owner.typecode, region.content)
    elif "numpy" not in sys.modules:
        return bytearray(region.content)
    else:
        import numpy

        room = numpy.empty(region.size + _ALIGNMENT, numpy.uint8)
        start = (region.start - room.ctypes.data) % _ALIGNMENT
        memory = room[start : start + region.size]
        if isinstance(region.content, bytes):
            memory[:] = numpy.frombuffer(region.content, numpy.uint8)
        return memory
    made[id(owner)] = copy
    return copy


def _array(value: Any, memory: Any, offset: int, content: Any) -> Any:
    import numpy

    copy: Any = numpy.ndarray(value.shape, value.dtype, memory, offset, value.strides)
    if not isinstance(content, bytes):
        copy[...] = content
    if type(value) not in (numpy.ndarray, numpy.memmap):
        copy = copy.view(type(value))
    copy.flags.writeable = value.flags.writeable
    return copy


def _view(value: memoryview, memory: Any, offset: int) -> memoryview:
    assert value.strides is not None
    step = value.strides[0]
    stop = offset + len(value) * step
    copy = memoryview(memory).cast("B")[offset : None if stop < 0 else stop : step]
    return copy.toreadonly() if value.readonly else copy
