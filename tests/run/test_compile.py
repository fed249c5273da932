"""A function compiled in the process that runs it, as its first call will do it."""

import hashlib
import importlib
import os
import pickle
import random
import subprocess
import sys
import traceback
import warnings

import pytest
from arguments import cases, needs_numpy, np
from conftest import LAZY, ROOT, binary
from discover import KERNELS, all_kernels
from test_kernels import SINCE, agree, attribute, run
from test_source import imported, modules  # noqa: F401

PLUGIN = str(ROOT / "setuptools-plugin")
sys.path.insert(0, PLUGIN)
try:
    from pyjit._argument_types import type_of
    from pyjit._compile import compile_function
    from pyjit._compiler import CompilationError
    from pyjit._server import Server
finally:
    sys.path.remove(PLUGIN)

TEXT = """\
from pyjit import jit

LIMIT = 10


@jit
def f(a, b=2):
    return a * b + LIMIT


@jit
def g(x: float) -> float:
    return 1 / x


@jit
def h(x):
    with x:
        return 1


class C:
    @staticmethod
    @jit
    def m(x):
        return f(x, 2) + 1
"""


def compile_for(function, values, server=None):
    """The function compiled for the types of these values."""
    return compile_function(
        function, None if values is None else list(map(type_of, values)), server
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    cache = str(tmp_path_factory.mktemp("cache"))
    server = Server([binary(), "serve"], {**os.environ, "PYJIT_CACHE_DIR": cache})
    server.cache = cache
    yield server
    assert server.close() in (0, None)


@pytest.fixture
def module(modules, monkeypatch):  # noqa: F811
    monkeypatch.syspath_prepend(PLUGIN)
    monkeypatch.setenv("PYJIT_DISABLE", "1")
    return imported(modules, "loaded/k.py", TEXT)


def test_versions(server, module):
    found = {}
    for values in ((1, 2), (1.5, 2), (True, 1j)):
        compiled = compile_for(module.f, values, server)
        assert compiled.kernel(*values) == module.f(*values)
        assert type(compiled.kernel(*values)) is type(module.f(*values))
        assert not compiled.declared
        found[compiled.signatures[0]] = compiled.kernel
    integers, floats, complexes = found
    assert integers == "(int, int) -> int"
    assert floats == "(float, int) -> float"
    assert complexes == "(bool, complex) -> complex"
    # The versions are apart, and each has the function's defaults.
    assert found[integers](3) == 16
    assert found[integers](2**62) == 2**63 + 10
    assert found[floats](b=1, a=0.5) == 10.5


def test_declared_types_go_first(server, module):
    for values in (None, (1.0,), ("text",)):
        compiled = compile_for(module.g, values, server)
        assert compiled.declared
        assert compiled.signatures == ["(float) -> float"]
        assert compiled.kernel(4) == 0.25


def test_exceptions_have_the_places_of_the_source(server, module):
    kernel = compile_for(module.g, None, server).kernel
    with pytest.raises(ZeroDivisionError) as raised:
        kernel(0.0)
    frames = traceback.extract_tb(raised.value.__traceback__)
    assert [(frame.filename, frame.lineno, frame.name) for frame in frames[1:]] == [
        (module.__file__, 13, "g")
    ]


def test_a_kernel_that_calls_another(server, module):
    kernel = compile_for(module.C.m, (3,), server).kernel
    assert kernel(3) == module.C.m(3) == 17
    # What it was compiled with is compared with what there is now.
    module.LIMIT = 20
    with pytest.warns(RuntimeWarning, match="LIMIT"):
        assert compile_for(module.C.m, (3,), server).kernel(3) == module.C.m(3) == 27


def test_the_same_text_again(server, modules, monkeypatch):  # noqa: F811
    """What a kernel has learned of its module is not another's, which is compiled from the same."""
    monkeypatch.syspath_prepend(PLUGIN)
    monkeypatch.setenv("PYJIT_DISABLE", "1")
    text = (
        "import os\nfrom pyjit import jit\nLIMIT: int = int(os.environ['LIMIT'])\n"
        "@jit\ndef f(x):\n    return x // (x - LIMIT)\n"
    )
    found = []
    for limit in ("3", "4", "5"):
        monkeypatch.setenv("LIMIT", limit)
        module = imported(modules, f"in{limit}/k.py", text)
        # As if each lay in a folder of its own that is on the path.
        module.__spec__.name = "k"
        found.append((module, compile_for(module.f, (1,), server).kernel))
    for module, kernel in found:
        assert kernel(9) == module.f(9)
        with pytest.raises(ZeroDivisionError) as raised:
            kernel(module.LIMIT)
        frames = traceback.extract_tb(raised.value.__traceback__)
        assert [frame.filename for frame in frames[1:]] == [module.__file__]
    leftovers = [name for _, _, names in os.walk(server.cache) for name in names if ".tmp" in name]
    assert leftovers == []


def test_what_cannot_be_compiled(server, module):
    with pytest.raises(CompilationError) as raised:
        compile_for(module.h, (1,), server)
    error = raised.value
    assert (error.line, error.column, error.path) == (18, 5, module.__file__)
    assert error.code.startswith("PJ")
    assert error.help
    assert f"error[{error.code}]" in str(error)
    assert "with x:" in str(error)
    assert [set(one) & {"text", "coloured_text"} for one in error.diagnostics] == [set()]
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.code, copy.diagnostics) == (str(error), error.code, error.diagnostics)
    with pytest.raises(CompilationError, match="does not say the types") as raised:
        compile_for(module.f, None, server)
    assert raised.value.code == "PJ0261"


def test_without_a_text_or_a_compiler(server, module, monkeypatch, tmp_path):
    variables = {}
    exec("def f(x): return x", variables)
    with pytest.raises(CompilationError, match="the text of `f` is not known"):
        compile_for(variables["f"], (1,), server)
    with pytest.raises(CompilationError, match="cannot be run"):
        compile_for(module.f, (1, 2), Server([str(tmp_path / "none"), "serve"]))
    broken = 'print(\'{"ready": {}}\'); input(); print(\'{"failed": "for a reason"}\')'
    with pytest.raises(CompilationError, match="`f` is not compiled: for a reason"):
        compile_for(module.f, (1, 2), Server([sys.executable, "-c", broken]))
    monkeypatch.delenv("PYJIT_BINARY", raising=False)
    monkeypatch.setenv("PATH", "")
    program = (
        f"import sys; sys.path.insert(0, {PLUGIN!r}); from pyjit import _compiler\n"
        "try: _compiler.Compiler()\n"
        "except _compiler.CompilationError as error: print(error)\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "the pyjit binary was not found" in done.stdout


def test_an_extension_that_cannot_be_loaded(module, tmp_path):
    tmp_path.chmod(0o700)
    (tmp_path / "cache").mkdir()
    broken = tmp_path / "cache" / "ab" / "broken.so"
    broken.parent.mkdir()
    broken.write_bytes(b"\x7fELF")
    reply = {"module": "loaded._pyjit_k__native", "file": str(broken), "read": []}
    reply |= {"signatures": [], "declared": False}
    reply["extension_digest"] = hashlib.blake2b(b"\x7fELF", digest_size=32).hexdigest()
    fake = (
        "import json; print('{\"ready\": {}}', flush=True); input(); "
        f"print(json.dumps({{'compiled': {reply!r}}}), flush=True)"
    )
    with pytest.raises(CompilationError, match="cannot be loaded: .*broken.so"):
        compile_for(module.f, (1, 2), Server([sys.executable, "-c", fake]))


def chosen_kernels(count):
    """Some kernels of the suite; that all are right in a built package is tested elsewhere."""
    runs = [
        kernel
        for kernel in all_kernels()
        # Some of `messages` leave the interpreter.
        if kernel.has_entry
        and kernel.module != "messages"
        and not (np is None and needs_numpy(kernel))
        and sys.version_info >= SINCE.get(str(kernel), (3, 9))
    ]
    return random.Random(9).sample(runs, count)


@pytest.fixture(scope="module")
def sources(built):
    """The modules of the suite as they are written, by name."""
    names = {kernel.module for kernel in all_kernels()} & set(built.interpreted)
    # A package that is there leads to its own modules.
    packages = {name.rpartition(".")[0] for name in names} - {""}
    before = {name: sys.modules.pop(name, None) for name in names | packages}
    sys.path[:0] = [str(KERNELS), PLUGIN]
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    os.environ["PYJIT_DISABLE"] = "1"
    try:
        return {name: importlib.import_module(name) for name in names}
    finally:
        sys.dont_write_bytecode = writes
        del os.environ["PYJIT_DISABLE"]
        del sys.path[:2]
        for name, module in before.items():
            sys.modules.pop(name, None)
            if module is not None:
                sys.modules[name] = module


@pytest.mark.parametrize("kernel", chosen_kernels(60), ids=str)
def test_as_in_a_built_package(server, built, sources, kernel):
    function = attribute(sources, kernel)
    compiled = compile_function(function, None, server)
    own = attribute(built.compiled, kernel)
    if LAZY:
        pytest.skip("the kernels of the session are compiled in this way, too")
    assert tuple(compiled.signatures) == own.__pyjit_signatures__
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for factories in cases(kernel):
            expected = run(own, kernel, factories)
            found = run(compiled.kernel, kernel, factories)
            assert agree(found[0], expected[0]), [factory() for factory in factories]
            assert found[1] == expected[1], [factory() for factory in factories]
