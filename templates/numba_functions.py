"""Stands in for Numba's decorators in this built package.

Where a function was compiled they put its compiled form in its place. The rest is left to Numba,
which is imported when such a function is first called. Made by pyjit; part of the package that it
was built into.
"""

import os
import sys
import warnings

# The module that answers for Numba; it is importing this one.
_numba = sys.modules[__name__[: -len("_functions")]]
_pyjit, _types, _Real, _missing = _numba._pyjit, _numba._types, _numba._Real, _numba._missing
_Function = type(lambda: None)


class PyjitWarning(RuntimeWarning):
    """What was to be compiled runs in Python, whose numbers may differ from Numba's."""


# What Numba's functions can be asked beside what every function can.
_ASKED = frozenset(
    "_numba_type_ add_overload disable_compile enable_caching get_annotation_info "
    "get_call_template get_compile_result get_function_type get_metadata get_overload inspect_asm "
    "inspect_cfg inspect_disasm_cfg inspect_llvm inspect_types is_compiling nopython_signatures "
    "overloads parallel_diagnostics recompile signatures stats targetctx targetdescr typingctx "
    "_compile_for_args _cache _cache_hits _cache_misses _uuid _type _make_finalizer".split()
)

_OF_FUNCTIONS = (
    "__annotations__",
    "__code__",
    "__defaults__",
    "__kwdefaults__",
    "__type_params__",
    "func_code",
)


class _Kernels(type):
    """`isinstance(f, Dispatcher)` says whether something is compiled."""

    def __instancecheck__(cls, value):
        return is_jitted(value)


class _Left:
    """What is left to Numba: a function with what its decorator was told."""

    def __init__(self, function, decorator, arguments, options):
        # As `functools.update_wrapper` does, which would have to be imported.
        for name in ("__module__", "__name__", "__qualname__", "__doc__"):
            setattr(self, name, getattr(function, name))
        self.__dict__.update(function.__dict__)
        self.__dict__.pop("__pyjit_elsewhere__", None)
        self.__wrapped__ = self.py_func = function
        self._decorator, self._arguments, self._options = decorator, arguments, options
        self._made, self._warned = None, False

    def __repr__(self):
        return f"<{self._decorator} of {self.py_func!r}>"

    def __reduce__(self):
        return self.__qualname__

    def __call__(self, *values, **keywords):
        made = self._numbas()
        if made is None:
            return self._in_python()(*values, **keywords)
        try:
            return _call_numba(made, values, keywords)
        except Exception as error:
            _numba._as_ours(error)
            raise

    def __getattr__(self, name):
        if not name.startswith("__") and "_made" in self.__dict__:
            made = self._numbas()
            if made is not None:
                return getattr(made, name)
        why = " where Numba is not installed" if _Real.get() is None else ""
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}{why}")

    def _numbas(self):
        """What Numba makes of it; None where it is not installed."""
        if self._made is None and _Real.get() is not None:
            self._make()
        return self._made

    def __getitem__(self, index):
        made = self._numbas()
        return (made if made is not None else self._in_python())[index]

    def _make(self):
        path, _, name = f"numba.{self._decorator}".rpartition(".")
        make = _numba._fetch(path, name)
        arguments = _types.to_real(self._arguments)
        made = make(*arguments, **_types.to_real(self._options))
        self._made = made(_for_numba(self.py_func))

    def _in_python(self):
        """What runs where there is no Numba."""
        raise ImportError(_missing(f"numba.{self._decorator}"), name="numba")

    def _reason(self):
        if os.environ.get("PYJIT_DISABLE", "0") not in ("", "0"):
            return ", since PYJIT_DISABLE is set"
        if _pyjit._native is None:
            return ", since the extension of the package is not there"
        return ", since it was not compiled"

    def _warn(self, types=""):
        reason = "" if types else self._reason()
        where = f"{self.__module__}.{self.__qualname__}() runs in Python{types}"
        warnings.warn(
            f"{where}{reason}, and Numba is not installed: Python's numbers may differ",
            PyjitWarning,
            stacklevel=3 if types else 4,
        )


class Dispatcher(_Left, metaclass=_Kernels):
    """What has no compiled form, or has one but not for all types: Numba compiles it."""

    # The compiled form, if there is one.
    _kernel = None
    # Compiled functions that call it know by this that it stands for a function.
    __pyjit_signatures__ = ()

    def __get__(self, instance, owner=None):
        return self if instance is None else type(_Real.get)(self, instance)

    def __getattr__(self, name):
        if name == "targetoptions":
            return {"nopython": True, "boundscheck": None, **self._options}
        if name in ("signatures", "nopython_signatures") and self._kernel is not None:
            return self._signatures(name)
        if name in _ASKED:
            return super().__getattr__(name)
        if name in _OF_FUNCTIONS:
            return getattr(self.py_func, name.replace("func_code", "__code__"))
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def _signatures(self, name):
        """What it was compiled for; results are not told."""
        texts = self._kernel.__pyjit_signatures__
        try:
            parameters = [_types.parse_parameters(text) for text in texts]
        except (NameError, TypeError, SyntaxError):
            raise AttributeError(f"Numba has no types for {', '.join(texts)}") from None
        if name == "signatures":
            return parameters
        return [_types.Signature(None, one) for one in parameters]

    def compile(self, signature):
        """What is compiled needs no more; the rest, Numba compiles."""
        made = None if self._kernel is not None else self._numbas()
        return None if made is None else made.compile(_types.to_real(signature))

    def recompile(self):
        made = None if self._kernel is not None else self._numbas()
        return None if made is None else made.recompile()

    def _make(self):
        options = _types.to_real(self._options)
        made = _Real.get().jit(**options)(_for_numba(self.py_func))
        self._made = made  # the function may call itself
        for signature in self._arguments:
            made.compile(_types.to_real(signature))
        if self._arguments:
            made.disable_compile()

    def _in_python(self):
        if not self._warned and not self._options.get("forceobj"):
            self._warned = True
            self._warn()
        return self.py_func

    def _reason(self):
        # Where there is a compiled form, it has said why it is not called.
        return "" if self._kernel is not None else super()._reason()

    def _for_types(self, types):
        """What to call for arguments that the compiled form does not take; it asks once for each
        combination of their types."""
        if self._numbas() is not None:
            return self
        self._warn(f" for ({types}), which it was not compiled for")
        return self.py_func


class _Vectorized(_Left):
    """A universal function; Python goes through the elements."""

    def _in_python(self):
        if not self._warned:
            self._warned = True
            self._warn()
        return self._vectorized

    def _vectorized(self, *values, out=None):
        numpy = __import__("numpy")
        arrays = [numpy.asarray(value) for value in values]
        results = None
        for result, parameters in self._signatures():
            dtypes = [_types.as_dtype(one) for one in parameters]
            if len(dtypes) == len(arrays) and all(map(numpy.can_cast, arrays, dtypes)):
                arrays = [one.astype(dtype) for one, dtype in zip(arrays, dtypes)]
                results = [_types.as_dtype(result)]
                break
        done = numpy.vectorize(self.py_func, otypes=results)(*arrays)
        if out is None:
            return done[()]
        out[...] = done
        return out

    def _signatures(self):
        given = self._arguments[0] if self._arguments else ()
        for signature in given if isinstance(given, (list, tuple)) else [given]:
            if isinstance(signature, _types.Signature):
                yield signature.return_type, signature.args
            else:
                result, _, parameters = signature.rstrip(") ").partition("(")
                names = [name.strip() for name in parameters.split(",")]
                yield _types.NAMES[result.strip()], [_types.NAMES[name] for name in names]


def is_jitted(value):
    """Whether a function was compiled, or is left to Numba."""
    own = hasattr(type(value), "__pyjit_signatures__") or issubclass(type(value), Dispatcher)
    real = sys.modules.get("numba.core.dispatcher")
    return own or hasattr(real, "Dispatcher") and isinstance(value, real.Dispatcher)


def jit(signature_or_function=None, locals=None, cache=False, pipeline_class=None, **options):
    """Numba's decorator: puts the compiled form of a function in its place."""
    given = {"locals": locals, "cache": cache, "pipeline_class": pipeline_class}
    options.update({name: value for name, value in given.items() if value})
    if _is_plain(signature_or_function):
        return _compiled(signature_or_function, [], options)
    signatures = signature_or_function if signature_or_function is not None else []
    signatures = signatures if isinstance(signatures, list) else [signatures]
    return lambda function: _compiled(function, signatures, options)


def njit(*arguments, **options):
    """`jit(nopython=True)`."""
    return jit(*arguments, **{**options, "nopython": True})


def _is_plain(value):
    return callable(value) and not isinstance(value, _types.Type)


def _compiled(function, signatures, options):
    if isinstance(function, staticmethod):
        return staticmethod(_compiled(function.__func__, signatures, options))
    if is_jitted(function):
        raise TypeError(
            f"A jit decorator was called on an already jitted function {function}. If trying to "
            f"get access to the original python function, use the {function}.py_func attribute."
        )
    if _numba.config.DISABLE_JIT:
        return function
    left = Dispatcher(function, "jit", signatures, options)
    native, kernel = _pyjit._native, None
    if native is not None and hasattr(function, "__code__") and function.__module__:
        kernel = native.bind(function, _pyjit._module_of(function))
    if kernel is None:
        return left
    left._kernel = kernel
    # One whose types were recorded has one for each combination.
    for one in (kernel, *getattr(kernel, "__pyjit_state__", ())):
        one.__pyjit_elsewhere__ = left
    return kernel


def jit_module(**options):
    """Decorates all functions of the module that calls it."""
    variables = sys._getframe(1).f_globals
    for name, value in list(variables.items()):
        if isinstance(value, _Function) and value.__module__ == variables["__name__"]:
            variables[name] = jit(value, **options)


def _left_to_numba(decorator, made=_Left):
    def decorate_with(*arguments, **options):
        def decorate(function):
            return made(function, decorator, arguments, options)

        if arguments and isinstance(arguments[0], _Function):
            function, arguments = arguments[0], ()
            return decorate(function)
        return decorate

    decorate_with.__name__ = decorate_with.__qualname__ = decorator.rpartition(".")[2]
    return decorate_with


vectorize = _left_to_numba("vectorize", _Vectorized)
guvectorize = _left_to_numba("guvectorize")
stencil = _left_to_numba("stencil")
cfunc = _left_to_numba("cfunc")
generated_jit = _left_to_numba("generated_jit")


def jitclass(cls_or_spec=None, spec=None):
    """Numba's class; where Numba is not installed, Python's."""
    if not isinstance(cls_or_spec, type):
        spec = cls_or_spec if spec is None else spec
        return lambda cls: jitclass(cls, spec)
    real = _Real.get()
    if real is not None:
        members = {
            name: _for_numba(value) if isinstance(value, _Function) else value
            for name, value in vars(cls_or_spec).items()
            if name not in ("__dict__", "__weakref__")
        }
        copy = type(cls_or_spec)(cls_or_spec.__name__, cls_or_spec.__bases__, members)
        spec = _types.to_real(spec)
        return real.experimental.jitclass(spec)(copy) if spec else real.experimental.jitclass(copy)
    begin, warned = cls_or_spec.__init__, []

    def __init__(self, *values, **keywords):
        if not warned:
            warned.append(True)
            name = f"{cls_or_spec.__module__}.{cls_or_spec.__qualname__}"
            message = f"{name} is a class of Python, since Numba is not installed: Python's "
            warnings.warn(f"{message}numbers may differ", PyjitWarning, stacklevel=2)
        begin(self, *values, **keywords)

    cls_or_spec.__init__ = __init__
    return cls_or_spec


# Extensions of Numba, which it hears of when it is imported.

_JITABLE = {}


def register_jitable(*arguments, **options):
    """The function itself, which Numba may compile into others."""

    def decorate(function):
        _JITABLE[function.__code__] = options
        return function

    return decorate if options or not arguments else decorate(arguments[0])


def _overloading(name):
    def overload(*arguments, **options):
        def decorate(function):
            def tell(real):
                make = getattr(real.extending, name)
                make(*map(_numbas, arguments), **options)(_for_numba(function))

            _Real.when_imported(tell)
            return function

        return decorate

    overload.__name__ = overload.__qualname__ = name
    return overload


EXTENDING = {
    "is_jitted": is_jitted,
    "register_jitable": register_jitable,
    "intrinsic": _left_to_numba("extending.intrinsic"),
}
for _end in ("", "_method", "_classmethod", "_attribute"):
    EXTENDING[f"overload{_end}"] = _overloading(f"overload{_end}")
CUDA = {"jit": _left_to_numba("cuda.jit")}
AT_TOP = {
    "PyjitWarning": PyjitWarning,
    "jit": jit,
    "njit": njit,
    "jit_module": jit_module,
    "vectorize": vectorize,
    "guvectorize": guvectorize,
    "stencil": stencil,
    "cfunc": cfunc,
    "generated_jit": generated_jit,
}


# Containers, which are Python's own here; what Numba does to them is done to them.


def _call_numba(made, values, keywords):
    changed = []
    values = [_given(value, changed) for value in values]
    keywords = {name: _given(value, changed) for name, value in keywords.items()}
    result = made(*values, **keywords)
    for own, container in changed:
        if type(own) is dict:
            own.clear()
            own.update(_taken(container))
        else:
            own[:] = _taken(container)
    return _taken(result)


def _given(value, changed):
    """A container as Numba takes it. Lists of numbers it takes as they are."""
    if type(value) is dict and value:
        container = _Real.module.typed.Dict()
        for key, inner in value.items():
            container[key] = _given(inner, changed)
    elif type(value) is list and value and not isinstance(value[0], (int, float, complex, tuple)):
        container = _Real.module.typed.List([_given(inner, changed) for inner in value])
    else:
        return value
    changed.append((value, container))
    return container


def _taken(value):
    """A container of Numba's as Python has it."""
    if type(value) is tuple:
        return tuple(map(_taken, value))
    if not type(value).__module__.startswith("numba.typed."):
        return value
    if isinstance(value, _Real.module.typed.Dict):
        return {key: _taken(inner) for key, inner in value.items()}
    return list(map(_taken, value)) if isinstance(value, _Real.module.typed.List) else value


# What Python finds in a function that is given to Numba.


def _for_numba(function):
    """The function with what Numba has in place of what stands for it here."""
    if not isinstance(function, _Function):
        return function
    variables = function.__globals__
    known = {name: variables[name] for name in _names(function.__code__) if name in variables}
    changed = {name: _numbas(value) for name, value in known.items()}
    changed = {name: value for name, value in changed.items() if value is not known[name]}
    cells = tuple(map(_cell_for_numba, function.__closure__ or ()))
    if not changed and cells == (function.__closure__ or ()):
        return function
    copy = _Function(
        function.__code__,
        {**variables, **changed},
        function.__name__,
        function.__defaults__,
        cells or None,
    )
    for name in ("__kwdefaults__", "__module__", "__qualname__", "__doc__", "__annotations__"):
        setattr(copy, name, getattr(function, name))
    copy.__dict__.update(function.__dict__)
    return copy


def _names(code):
    """All names in a function and in those within it."""
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            names |= _names(constant)
    return names


def _cell_for_numba(cell):
    try:
        value = cell.cell_contents
    except ValueError:
        return cell
    real = _numbas(value)
    return cell if real is value else type(cell)(real)


def _numbas(value):
    """What Numba has in place of a value."""
    if isinstance(value, (_types.Type, _types.Signature)):
        return _types.to_real(value)
    if value is _numba:
        return _Real.get()
    if isinstance(value, _numba._Submodule):
        __import__(value._path)
        return sys.modules[value._path]
    if isinstance(value, _Left) and not is_jitted(value):
        return value._numbas()
    if type(value) is _Function and value.__code__ in _JITABLE:
        options = _JITABLE.pop(value.__code__)
        copy = _COPIES[value] = _for_numba(value)
        register = _Real.get().extending.register_jitable
        register(**options)(copy) if options else register(copy)
    if type(value) is _Function and value in _COPIES:
        return _COPIES[value]
    path = _numba._path_of(value)
    return value if path is None else _numba._fetch(*path)


_COPIES = {}
