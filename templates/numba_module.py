"""Stands in for Numba in this built package: `njit` looks up the compiled form of its function.

Names of Numba that a package asks for at import are answered here, without importing Numba. What
was not compiled when the package was built is left to Numba, which is imported when it is first
called; where it is not installed, Python runs the function, and a `PyjitWarning` says so. Made by
pyjit; part of the package that it was built into.
"""

import os
import sys
import warnings

_own = sys.modules[__name__]
# The modules beside this one, in place of pyjit and of Numba's types.
_beside = __name__[: -len("__numba")]
__import__(_beside)
__import__(__name__ + "_types")
_pyjit = sys.modules[_beside]
_types = sys.modules[__name__ + "_types"]
_Module = type(sys)

__version__ = "0.68.1"  # of the Numba whose answers compiled functions give
__path__ = []
# So that `from … import numba` gives what `import numba` gave in the source.
numba = _own


# Numba itself.


class _Real:
    """Numba, where it is installed: imported when it is first asked for."""

    module = None
    is_missing = False
    # What is to be done with it before anything else.
    pending = []

    @classmethod
    def get(cls):
        """Numba, or None."""
        if cls.module is None and not cls.is_missing:
            try:
                module = __import__("numba")
            except ImportError:
                cls.is_missing = True
                return None
            cls.module = module
            _take_filters(module)
            for task in cls.pending:
                task(module)
            cls.pending = []
        return cls.module

    @classmethod
    def when_imported(cls, task):
        """Does something with Numba as soon as it is imported."""
        if cls.module is None:
            cls.pending.append(task)
        else:
            task(cls.module)


def _take_filters(real):
    """What was said of warnings here counts for those of Numba."""
    for action, message, category, module, line in reversed(list(warnings.filters)):
        known = getattr(real.core.errors, getattr(category, "__name__", ""), None)
        if known is not None and category.__module__ == __name__:
            warnings.filters.insert(0, (action, message, known, module, line))
    getattr(warnings, "_filters_mutated", lambda: None)()


def _missing(what):
    return (
        f"this package was built by pyjit, which has no `{what}` of its own, and Numba is not "
        "installed"
    )


def _fetch(path, name):
    """What Numba has under a name of one of its modules."""
    what = f"{path}.{name}"
    if name.startswith("__") and name.endswith("__") or _Real.get() is None:
        raise AttributeError(_missing(what))
    __import__(path)
    module = sys.modules[path]
    try:
        return getattr(module, name)
    except AttributeError:
        pass
    try:
        __import__(what)
    except ImportError:
        raise AttributeError(f"module {path!r} has no attribute {name!r}") from None
    return sys.modules[what]


def __getattr__(name):
    if name == "bool":
        return _types.NAMES[name]  # as a variable here it would hide Python's
    if name == "version_info":
        make = __import__("collections").namedtuple
        numbers = tuple(map(int, __version__.split(".")))
        fields = {"short": numbers[:2], "full": numbers, "string": __version__}
        fields.update(tuple=tuple(__version__.split(".")), git_revision=None)
        return make(name, ["major", "minor", "patch", *fields])(*numbers, *fields.values())
    return _fetch("numba", name)


class _Submodule(_Module):
    """A module of Numba's: what it does not have itself, Numba has."""

    def __init__(self, path, **members):
        super().__init__(__name__ + path[len("numba") :])
        self.__path__ = []
        self.__dict__.update(members, _path=path)

    def __getattr__(self, name):
        return _fetch(self._path, name)


class _Finder:
    """Finds modules of Numba's that are imported as if they were below this one."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if not name.startswith(__name__ + "."):
            return None
        what = "numba" + name[len(__name__) :]
        if _Real.get() is None:
            raise ModuleNotFoundError(_missing(what), name="numba")
        __import__(what)
        return type(_own.__spec__)(name, _Finder, is_package=True)

    @staticmethod
    def create_module(spec):
        return _Submodule("numba" + spec.name[len(__name__) :])

    @staticmethod
    def exec_module(module):
        pass


# Numba's exceptions and warnings.

_CLASSES = {
    "NumbaError": "Exception",
    "UnsupportedBytecodeError": "Exception",
    "ByteCodeSupportError CompilerError ConstantInferenceError DeprecationError ForceLiteralArg "
    "IRError InternalError LoweringError NumbaRuntimeError TypingError UnsupportedError "
    "UnsupportedParforsError": "NumbaError",
    "NotDefinedError RedefinedError VerificationError": "IRError",
    "InternalTargetMismatchError NonexistentTargetError": "InternalError",
    "LiteralTypingError NumbaAssertionError NumbaAttributeError NumbaIndexError NumbaKeyError "
    "NumbaNotImplementedError NumbaTypeError NumbaValueError RequireLiteralValue "
    "UntypedAttributeError": "TypingError",
    "ForbiddenConstruct": "LoweringError",
    "UnsupportedRewriteError": "UnsupportedError",
    "NumbaWarning": "Warning",
    "NumbaDebugInfoWarning NumbaExperimentalFeatureWarning NumbaInvalidConfigWarning "
    "NumbaParallelSafetyWarning NumbaPedanticWarning NumbaPerformanceWarning NumbaSystemWarning "
    "NumbaTypeSafetyWarning": "NumbaWarning",
    "NumbaDeprecationWarning": "NumbaWarning DeprecationWarning",
    "NumbaPendingDeprecationWarning": "NumbaWarning PendingDeprecationWarning",
    "NumbaIRAssumptionWarning": "NumbaPedanticWarning",
}


def _make_errors():
    """The classes by their names; Numba's own where it is imported already."""
    known = dict(vars(__import__("builtins")))
    real = sys.modules.get("numba.core.errors")
    made = {}
    for names, bases in _CLASSES.items():
        for name in names.split():
            members = {"__module__": __name__}
            own = type(name, tuple(known[base] for base in bases.split()), members)
            made[name] = known[name] = getattr(real, name, own)
    return made


_ERRORS = _make_errors()


def _as_ours(error):
    """Makes an exception of Numba's one of the class here, too, by which a package may catch it."""
    ours = _ERRORS.get(type(error).__name__)
    if ours is not None and not isinstance(error, ours):
        error.__class__ = type(type(error).__name__, (type(error), ours), {"__module__": __name__})


# What kernels call, and what is called beside them.


def prange(*bounds):
    return range(*bounds)


def pndindex(*lengths):
    return __import__("numpy").ndindex(*lengths)


def literally(value):
    return value


def literal_unroll(container):
    return container


class _Context:
    """A context of Numba's, in which Python does what it would do without."""

    def __call__(self, *arguments, **keywords):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return None


objmode, parallel_chunksize = _Context(), _Context()


def typeof(value):
    """The type that Numba finds for a value."""
    found = _types.typeof(value)
    if found is not None:
        return found
    if _Real.get() is not None:
        return _Real.module.typeof(_types.to_real(value))
    raise ValueError(f"Cannot determine Numba type of {type(value)}")


def from_dtype(dtype):
    """The type of the elements of arrays with that dtype."""
    try:
        return _types.from_dtype(dtype)
    except NotImplementedError:
        if _Real.get() is None:
            raise
        return _Real.module.from_dtype(dtype)


class _Plain(type):
    """Containers that are Python's own, which is what compiled functions take."""

    def __call__(cls, *values):
        return cls.plain(*values)

    def __instancecheck__(cls, value):
        real = getattr(sys.modules.get("numba.typed"), cls.__name__, cls.plain)
        return isinstance(value, (cls.plain, real))

    def __getitem__(cls, types):
        return cls


class List(metaclass=_Plain):
    plain = list

    @staticmethod
    def empty_list(item_type, allocated=0):
        return []


class Dict(metaclass=_Plain):
    plain = dict

    @staticmethod
    def empty(key_type, value_type, n_keys=0):
        return {}


# Settings and threads.


class _Config(_Submodule):
    """What can be set, from here or by variables of the environment."""

    def __getattr__(self, name):
        known = {
            "DISABLE_JIT": 0,
            "NUMBA_DEFAULT_NUM_THREADS": _cores(),
            "NUMBA_NUM_THREADS": _cores(),
            "THREADING_LAYER": "default",
            "CACHE_DIR": "",
            "BOUNDSCHECK": None,
        }
        if name not in known or _Real.module is not None:
            return _fetch(self._path, name)
        variable = name if name.startswith("NUMBA_") else f"NUMBA_{name}"
        text = os.environ.get(variable, "")
        return known[name] if not text else int(text) if text.isdigit() else text

    def __setattr__(self, name, value):
        if not name.startswith("_"):
            _Real.when_imported(lambda real: setattr(real.config, name, value))
        super().__setattr__(name, value)


def _cores():
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


_threads = []


def get_num_threads():
    if _Real.module is not None:
        return _Real.module.get_num_threads()
    return _threads[-1] if _threads else config.NUMBA_NUM_THREADS


def set_num_threads(n):
    most = config.NUMBA_NUM_THREADS
    if not hasattr(n, "__index__"):
        raise TypeError("The number of threads specified must be an integer")
    if not 1 <= n <= most:
        raise ValueError(f"The number of threads must be between 1 and {most}")
    _threads[:] = [n]
    _Real.when_imported(lambda real: real.set_num_threads(n))


def get_thread_id():
    return 0


def get_parallel_chunksize():
    return 0


def set_parallel_chunksize(n):
    return 0


def threading_layer():
    if _Real.module is not None:
        return _Real.module.threading_layer()
    raise ValueError("Threading layer is not initialized.")


def is_available():
    """Whether there is a GPU that Numba can use."""
    return _Real.get() is not None and _fetch("numba.cuda", "is_available")()


# The modules.


def _path_of(value):
    """Where Numba has what stands here for something of Numba's; None for any other value."""
    if getattr(value, "__module__", None) not in _OURS and type(value).__module__ not in _OURS:
        return None
    for module in [_own, *_SUBMODULES.values()]:
        for name, known in vars(module).items():
            if known is value:
                return "numba" if module is _own else module._path, name
    return None


__import__(__name__ + "_functions")
_functions = sys.modules[__name__ + "_functions"]
_OURS = [__name__, _functions.__name__]
globals().update(_functions.AT_TOP)
_module_of_types = _Submodule("numba.core.types", **_types.NAMES)
_module_of_types.__dict__.update(Type=_types.Type, Number=_types.Number)
_module_of_errors = _Submodule("numba.core.errors", **_ERRORS)
config = _Config("numba.core.config")
_SUBMODULES = {
    "types": _module_of_types,
    "core.types": _module_of_types,
    "errors": _module_of_errors,
    "core.errors": _module_of_errors,
    "config": config,
    "core.config": config,
    "core.decorators": _Submodule("numba.core.decorators", **_functions.AT_TOP),
    "core.dispatcher": _Submodule("numba.core.dispatcher", Dispatcher=_functions.Dispatcher),
    "core.registry": _Submodule("numba.core.registry", CPUDispatcher=_functions.Dispatcher),
    "typed": _Submodule("numba.typed", List=List, Dict=Dict),
    "typed.typedlist": _Submodule("numba.typed.typedlist", List=List),
    "typed.typeddict": _Submodule("numba.typed.typeddict", Dict=Dict),
    "experimental": _Submodule("numba.experimental", jitclass=_functions.jitclass),
    "extending": _Submodule("numba.extending", **_functions.EXTENDING),
    "np": _Submodule("numba.np"),
    "np.numpy_support": _Submodule(
        "numba.np.numpy_support", from_dtype=from_dtype, as_dtype=_types.as_dtype
    ),
    "misc": _Submodule("numba.misc"),
    "misc.special": _Submodule("numba.misc.special", prange=prange, literally=literally),
    "cuda": _Submodule("numba.cuda", is_available=is_available, **_functions.CUDA),
    "core": _Submodule("numba.core"),
}
for _path, _module in _SUBMODULES.items():
    sys.modules[f"{__name__}.{_path}"] = _module
    _parent, _, _name = _path.rpartition(".")
    vars(_SUBMODULES[_parent] if _parent else _own)[_name] = _module
del _path, _module, _parent, _name
sys.meta_path.append(_Finder)

_AT_TOP = (
    "int8 int16 int32 int64 uint8 uint16 uint32 uint64 intp uintp intc uintc ssize_t size_t "
    "boolean float32 float64 complex64 complex128 bool_ byte char uchar short ushort int_ uint "
    "long_ ulong longlong ulonglong double void none b1 i1 i2 i4 i8 u1 u2 u4 u8 f4 f8 c8 c16 "
    "optional ffi ffi_forced_object"
).split()
globals().update({name: _types.NAMES[name] for name in _AT_TOP}, **_ERRORS)
__all__ = [
    *"cfunc from_dtype guvectorize jit experimental njit stencil jit_module typeof prange".split(),
    *"vectorize objmode literal_unroll get_num_threads set_num_threads bool".split(),
    *"set_parallel_chunksize get_parallel_chunksize parallel_chunksize".split(),
    *_AT_TOP,
    *_ERRORS,
]
