"""Stands in for Numba's types in this built package: names that look like them, and mean nothing.

The compiled functions know their types; these are for what Python still runs at import, such as the
arguments of decorators. Made by pyjit; part of the package that it was built into.
"""

import sys


def _is_type(value):
    return isinstance(value, Type) or type(value).__module__.startswith("numba.")


class Type:
    """What all types are: equal where their classes and what they were made of are."""

    def __init__(self, *arguments, name=None):
        self._arguments = arguments = arguments or (name,)
        self.name = self._named(*arguments)

    @staticmethod
    def _named(name):
        return name

    @property
    def key(self):
        return self._arguments

    def __repr__(self):
        return self.name

    def __str__(self):
        return self.name

    def __eq__(self, other):
        if isinstance(other, Type):
            return type(self) is type(other) and self._arguments == other._arguments
        return to_real(self) == other if _is_type(other) else NotImplemented

    def __hash__(self):
        return hash((type(self).__name__, self._arguments))

    def __reduce__(self):
        return type(self), self._arguments

    def __getitem__(self, axes):
        axes = axes if isinstance(axes, (tuple, list)) else (axes,)
        for axis in axes:
            if not isinstance(axis, slice) or axis.start is not None or axis.stop is not None:
                raise KeyError(
                    f"Can only index numba types with slices with no start or stop, got {axis}."
                )
        is_first = axes[0].step == 1 and len(axes) > 1
        layout = "F" if is_first else "C" if axes[-1].step == 1 else "A"
        return Array(self, len(axes), layout)

    def __call__(self, *values):
        if len(values) == 1 and not _is_type(values[0]):
            return self.cast_python_value(values[0])
        return Signature(self, values)

    def cast_python_value(self, value):
        raise NotImplementedError

    def is_precise(self):
        return True


class _Parametric(Type):
    """Types whose class and parameters their `repr` says."""

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(map(repr, self._arguments))})"


class Number(Type):
    def cast_python_value(self, value):
        return getattr(__import__("numpy"), self.name)(value)

    @property
    def bitwidth(self):
        return int(self.name.lstrip("abcdefghijklmnopqrstuvwxyz"))


class Boolean(Type):
    bitwidth = 8

    def cast_python_value(self, value):
        return True if value else False


class Integer(Number):
    @property
    def signed(self):
        return self.name[0] == "i"

    @property
    def minval(self):
        return -(1 << self.bitwidth - 1) if self.signed else 0

    @property
    def maxval(self):
        return (1 << self.bitwidth - self.signed) - 1


class Float(Number):
    pass


class Complex(Number):
    @property
    def underlying_float(self):
        return NAMES["float64" if self.bitwidth == 128 else "float32"]


class NoneType(Type):
    pass


class UnicodeType(Type):
    pass


class PyObject(Type):
    pass


class Opaque(Type):
    pass


class RawPointer(Type):
    pass


class Undefined(Type):
    pass


class Array(Type):
    def __init__(self, dtype, ndim, layout, readonly=False, name=None, aligned=True):
        self.dtype, self.ndim, self.layout, self.aligned = dtype, ndim, layout, aligned
        self.mutable = not readonly
        super().__init__(dtype, ndim, layout, readonly, None, aligned)
        self.name = name or self.name

    @staticmethod
    def _named(dtype, ndim, layout, readonly, _, aligned):
        kind = ("readonly " if readonly else "") + ("array" if aligned else "unaligned array")
        return f"{kind}({dtype}, {ndim}d, {layout})"

    def __repr__(self):
        dtype, ndim, layout, readonly, _, aligned = self._arguments
        return f"Array({dtype!r}, {ndim}, {layout!r}, {readonly}, aligned={aligned})"

    def copy(self, dtype=None, ndim=None, layout=None, readonly=None):
        readonly = not self.mutable if readonly is None else readonly
        ndim = self.ndim if ndim is None else ndim
        dtype, layout = dtype or self.dtype, layout or self.layout
        return Array(dtype, ndim, layout, readonly, aligned=self.aligned)

    is_c_contig = property(lambda self: self.layout == "C" or self.is_f_contig and self.ndim <= 1)
    is_f_contig = property(lambda self: self.layout == "F" or self.layout == "C" and self.ndim <= 1)
    is_contig = property(lambda self: self.layout in "CF")

    def __getitem__(self, axes):
        raise AssertionError("there are no arrays of arrays")


class BaseTuple(_Parametric):
    types = ()
    count = property(lambda self: len(self.types))

    @staticmethod
    def from_types(types, _class=None):
        return Tuple(types)

    def __len__(self):
        return len(self.types)

    def __iter__(self):
        return iter(self.types)

    def __getitem__(self, index):
        return self.types[index]


class UniTuple(BaseTuple):
    def __init__(self, dtype, count):
        super().__init__(dtype, count)
        self.dtype, self.types = dtype, (dtype,) * count

    @staticmethod
    def _named(dtype, count):
        return f"UniTuple({dtype} x {count})"


class Tuple(BaseTuple):
    def __new__(cls, types):
        types = tuple(types)
        if types and all(it == types[0] for it in types):
            return UniTuple(types[0], len(types))
        return super().__new__(cls)

    def __init__(self, types):
        self.types = tuple(types)
        super().__init__(self.types)

    @staticmethod
    def _named(types):
        return f"Tuple({', '.join(map(str, types))})"


class FunctionType(Type):
    @staticmethod
    def _named(signature):
        return f"FunctionType[{signature.return_type}({', '.join(map(str, signature.args))})]"


def _class(class_name, base, spelling, **parameters):
    """A class of types that are made of these parameters, which have these defaults."""
    names = list(parameters)

    def __init__(self, *values, **keywords):
        given = dict(zip(names, values), **keywords)
        if len(values) > len(names) or not set(given) <= set(names):
            raise TypeError(f"{class_name}() takes {', '.join(names)}")
        for name in names:
            if name not in given and parameters[name] is ...:
                raise TypeError(f"{class_name}() missing 1 required argument: {name!r}")
            setattr(self, name, given.get(name, parameters[name]))
        base.__init__(self, *(getattr(self, name) for name in names))

    members = {"__init__": __init__, "_named": staticmethod(spelling.format)}
    members["__module__"] = __name__
    return type(class_name, (base,), members)


List = _class("List", _Parametric, "list({})<iv=None>", dtype=..., reflected=False)
Set = _class("Set", _Parametric, "set({})", dtype=..., reflected=False)
ListType = _class("ListType", _Parametric, "ListType[{}]", item_type=...)
DictType = _class("DictType", _Parametric, "DictType[{},{}]<iv=None>", key_type=..., value_type=...)
Optional = _class("Optional", Type, "OptionalType({})", type=...)
Omitted = _class("Omitted", Type, "omitted(default={!r})", value=...)
NPDatetime = _class("NPDatetime", Type, "datetime64[{}]", unit=...)
NPTimedelta = _class("NPTimedelta", Type, "timedelta64[{}]", unit=...)
CharSeq = _class("CharSeq", Type, "[char x {}]", count=...)
UnicodeCharSeq = _class("UnicodeCharSeq", _Parametric, "[unichr x {}]", count=...)
CPointer = _class("CPointer", Type, "{}*", dtype=...)
DType = _class("DType", Type, "dtype({})", dtype=...)
IntegerLiteral = _class("IntegerLiteral", Integer, "Literal[int]({})", literal_value=...)
BooleanLiteral = _class("BooleanLiteral", Boolean, "Literal[bool]({})", literal_value=...)
StringLiteral = _class("StringLiteral", Type, "Literal[str]({})", literal_value=...)


class Signature:
    """`float64(int32)`: the type of a result and those of the parameters."""

    recvr = pysig = None

    def __init__(self, return_type, args):
        self.return_type, self.args = return_type, tuple(args)

    def __repr__(self):
        return f"{self.args!r} -> {self.return_type!r}"

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return (self.return_type, self.args) == (other.return_type, other.args)

    def __hash__(self):
        return hash((self.return_type, self.args))

    def __reduce__(self):
        return Signature, (self.return_type, self.args)


class _Subscripted:
    """Makes types of what stands between brackets."""

    def __init__(self, make):
        self._make = make

    def __getitem__(self, parameters):
        return self._make(parameters)


def parse_parameters(signature):
    """The types in `(f64, list[int]) -> f64`, as pyjit spells it; an error where Numba has no such
    type."""
    names = {f"{kind[0]}{size}": f"{kind}{size}" for kind in ("int", "uint") for size in SIZES}
    names.update(f32="float32", f64="float64", c64="complex64", c128="complex128", bool="bool")
    names.update(int="int64", float="float64", complex="complex128", str="unicode_type")
    known = {short: NAMES[name] for short, name in names.items()}
    known["tuple"] = _Subscripted(lambda types: Tuple(types if type(types) is tuple else (types,)))
    known["list"] = _Subscripted(ListType)
    parameters = signature.partition(" -> ")[0]
    types = eval(
        parameters[:-1] + ",)" if len(parameters) > 2 else "()", {"__builtins__": {}}, known
    )
    if not all(isinstance(one, Type) for one in types):
        raise TypeError(signature)
    return types


SIZES = (8, 16, 32, 64)


def optional(type):
    return Optional(type)


def literal(value):
    """The type of a constant."""
    classes = {str: StringLiteral, int: IntegerLiteral, bool: BooleanLiteral}
    return classes[type(value)](value)


def _scalars():
    """All types without parameters, by each of their names."""
    kinds = {"int": Integer, "uint": Integer, "float": Float, "complex": Complex}
    aliases = {
        "int8": "i1 char c_int8 np_int8 np_char",
        "int16": "i2 short c_int16 np_int16 np_short",
        "int32": "i4 intc c_int32 np_int32 np_intc",
        "int64": "i8 int_ intp long_ longlong ssize_t py_int c_int64 c_intp np_int64 np_int_ "
        "np_intp np_long np_longlong",
        "uint8": "u1 byte uchar c_uint8 np_uint8 np_uchar",
        "uint16": "u2 ushort c_uint16 np_uint16 np_ushort",
        "uint32": "u4 uintc c_uint32 np_uint32 np_uintc",
        "uint64": "u8 uint uintp ulong ulonglong size_t c_uint64 c_uintp np_uint np_uint64 "
        "np_uintp np_ulong np_ulonglong",
        "float16": "f2 c_float16 np_float16",
        "float32": "f4 c_float32 np_float32 np_float_ float_",
        "float64": "f8 double py_float c_float64 np_float64 np_double",
        "complex64": "c8 np_complex64",
        "complex128": "c16 py_complex np_complex128",
    }
    names = {}
    for name, others in aliases.items():
        scalar = kinds[name.rstrip("0123456789")](name)
        names.update(dict.fromkeys([name, *others.split()], scalar))
    for name in "bool bool_ boolean b1 c_bool np_bool_ py_bool".split():
        names[name] = Boolean("bool")
    names["none"] = names["void"] = NoneType("none")
    names["unicode_type"] = names["string"] = UnicodeType("unicode_type")
    names["pyobject"], names["voidptr"] = PyObject("pyobject"), RawPointer("void*")
    names["undefined"], names["ffi"] = Undefined("undefined"), Opaque("ffi")
    names["ffi_forced_object"] = Opaque("ffi_forced_object")
    domains = {"signed": "int8 int16 int32 int64", "unsigned": "uint8 uint16 uint32 uint64"}
    domains |= {"real": "float32 float64", "complex": "complex64 complex128"}
    for domain, members in domains.items():
        names[f"{domain}_domain"] = frozenset(names[name] for name in members.split())
    names["integer_domain"] = names["signed_domain"] | names["unsigned_domain"]
    others = names["real_domain"] | names["complex_domain"]
    names["number_domain"] = names["integer_domain"] | others
    return names


NAMES = _scalars()
_CONSTRUCTORS = [value for value in list(globals().values()) if isinstance(value, type)]
NAMES.update({one.__name__: one for one in _CONSTRUCTORS if issubclass(one, Type)})
NAMES.update(optional=optional, literal=literal)


def from_dtype(dtype):
    """The type of the elements of arrays with that dtype."""
    numpy = __import__("numpy")
    dtype = numpy.dtype(dtype)
    if dtype.isnative or dtype.kind in "SU":
        if dtype.kind in "iufcb" and dtype.name in NAMES:
            return NAMES[dtype.name]
        if dtype.kind in "mM":
            unit, count = numpy.datetime_data(dtype)
            unit = "" if unit == "generic" else unit
            if count == 1:
                return (NPDatetime if dtype.kind == "M" else NPTimedelta)(unit)
        if dtype.kind == "S":
            return CharSeq(dtype.itemsize)
        if dtype.kind == "U":
            return UnicodeCharSeq(dtype.itemsize // 4)
    raise NotImplementedError(dtype)


def as_dtype(type):
    """The dtype of arrays that have elements of a type."""
    numpy = __import__("numpy")
    if isinstance(type, (Number, Boolean, NPDatetime, NPTimedelta)):
        return numpy.dtype(type.name.replace("[]", ""))
    if isinstance(type, (CharSeq, UnicodeCharSeq)):
        return numpy.dtype(("S" if isinstance(type, CharSeq) else "U") + str(type.count))
    raise NotImplementedError(type)


_OF_CLASSES = {int: "int64", float: "float64", complex: "complex128", str: "unicode_type"}
_OF_CLASSES.update({bool: "bool", type(None): "none"})


def typeof(value):
    """The type that Numba finds for a value; None where it is not known here."""
    if type(value) in _OF_CLASSES:
        return NAMES[_OF_CLASSES[type(value)]]
    if type(value) in (tuple, list) and len(value):
        inner = tuple(map(typeof, value))
        if any(it is None for it in inner):
            return None
        return Tuple(inner) if type(value) is tuple else List(inner[0], True)
    if isinstance(value, Type):
        return None
    numpy = sys.modules.get("numpy")
    try:
        if numpy is not None and type(value) is numpy.ndarray:
            flags = value.flags
            layout = "C" if flags.c_contiguous else "F" if flags.f_contiguous else "A"
            dtype = from_dtype(value.dtype)
            return Array(dtype, value.ndim, layout, not flags.writeable, aligned=flags.aligned)
        if numpy is not None and isinstance(value, numpy.generic):
            return from_dtype(value.dtype)
        if numpy is not None and isinstance(value, numpy.dtype):
            return DType(from_dtype(value))
    except NotImplementedError:
        pass
    return None


def to_real(value):
    """What stands for the same in Numba, which is imported: of types, signatures and what holds
    them."""
    if isinstance(value, Signature):
        return to_real(value.return_type)(*map(to_real, value.args))
    if isinstance(value, (tuple, list)):
        return type(value)(map(to_real, value))
    if isinstance(value, dict):
        return {key: to_real(inner) for key, inner in value.items()}
    types = sys.modules["numba"].types if isinstance(value, Type) else None
    if types is None:
        return value
    if isinstance(value, (IntegerLiteral, BooleanLiteral, StringLiteral)):
        return types.literal(value.literal_value)
    for name, known in NAMES.items():
        if known == value:
            return types.boolean if isinstance(value, Boolean) else getattr(types, name)
    return getattr(types, type(value).__name__)(*map(to_real, value._arguments))
