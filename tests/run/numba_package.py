"""A package whose kernels stand under Numba's decorators, and programs that use it once built."""

import json
import os
import subprocess
import sys
from textwrap import dedent

from conftest import run_build

FILES = {
    "pkg/__init__.py": "",
    # What other modules import is not Numba's decorator by its name.
    "pkg/compat.py": """\
        try:
            import numba
            from numba.core.errors import NumbaPerformanceWarning
        except ImportError:
            numba = None
        import warnings

        warnings.simplefilter("ignore", category=NumbaPerformanceWarning)
        ngjit = numba.njit(nogil=True)
        HAS_NUMBA = numba is not None
    """,
    "pkg/kernels.py": """\
        import math, numba as nb, os
        import numba.typed, numba.core.types as nbt
        import numpy as np
        from numba import (
            njit,
            prange as p,
            float64,
        )
        from numba.core import types, config
        from numba.extending import register_jitable
        from .compat import ngjit, HAS_NUMBA

        if HAS_NUMBA:
            from numba import typed

        @njit("f8(f8)")
        def square(x):
            '''The square.'''
            return x * x

        @njit(float64(float64[:]), cache=True)
        def total(a):
            s = 0.0
            for i in p(a.shape[0]):
                s += square(a[i])
            return s

        @nb.jit([types.float64(types.float64), nb.int64(nb.int64)], nopython=True)
        def twice(x):
            return x + x

        @ngjit
        def untyped(a, b=2):
            return helper(a) * b + nb.float64(1) + nbt.int32(3)

        OFFSET = 10

        @njit
        def shifted(x):
            return x + OFFSET

        @njit("i8(i8)")
        def calls_shifted(x):
            return shifted(x)

        @register_jitable
        def helper(a):
            return a + 1

        @njit(nb.i8(nb.i8, types.Optional(nb.i8)))
        def optional(a, b=None):
            return a if b is None else a + b

        class Shape:
            @staticmethod
            @njit("i8(i8)")
            def area(x):
                return x * x

            from numba import njit as inner

        if os.environ.get("NEVER"):
            from numba import jit as decorate
        else:
            decorate = njit(types.int64(types.int64))

        @decorate
        def conditional(x):
            return x

        def raises():
            import numba.cuda as c; here = 1
            assert not c.is_available()
            raise ValueError("here")
    """,
    "pkg/refused.py": """\
        import numba
        from numba import njit, prange, vectorize, guvectorize
        from numba.experimental import jitclass
        from numba.typed import Dict, List

        @njit
        def factorial(n):
            return 1 if n < 2 else n * factorial(n - 1)

        @njit("i8(i8)")
        def opened(n):
            with numba.objmode(y="int64"):
                y = n + 1
            return y

        c16 = numba.complex128

        @vectorize(["float64(float64, float64)", c16(c16, c16)])
        def added(a, b):
            return a + b

        @vectorize
        def negative(a):
            return -a

        @guvectorize(["void(float64[:], float64[:])"], "(n)->(n)")
        def copied(a, out):
            out[:] = a

        @njit(parallel=True)
        def parallel(a):
            s = 0.0
            for i in prange(a.shape[0]):
                s += a[i]
            return s

        @njit
        def counted(words, lists):
            for word in lists[0]:
                words[word] = words.get(word, 0) + 1
            lists.append(lists[0])
            return words, len(lists)

        @jitclass([("x", numba.float64)])
        class Point:
            def __init__(self, x):
                self.x = x

            def doubled(self):
                return 2 * self.x

        def numbers():
            values = List()
            values.append(1)
            table = Dict.empty(numba.types.unicode_type, numba.float64)
            table["a"] = 1.5
            return values, table, isinstance(values, List)
    """,
}


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), "utf-8")


def built(folder, files, **variables):
    """Builds the files; the folder of what was built, the report and what was said."""
    write(folder / "source", files)
    variables = {"PYJIT_DECORATORS": "numba", **variables}
    report, process = run_build(folder / "source", folder / "built", **variables)
    return folder / "built", report, process.stderr


WITHOUT_NUMBA = "import sys; sys.modules['numba'] = None\n"
ASK = """\
import json, pickle, warnings
import numpy as np
from pkg import compat, kernels as k

def asked(question):
    try:
        answer = eval(question)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return answer if isinstance(answer, (int, float, str, bool, type(None))) else repr(answer)
"""


def run(folder, code, python=sys.executable, check=True, **variables):
    """What a program prints that imports what was built."""
    clean = {name: value for name, value in os.environ.items() if "PYJIT" not in name}
    clean |= {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"} | variables
    done = subprocess.run(
        [python, "-c", code], capture_output=True, text=True, env=clean, check=False, cwd="/"
    )
    if check:
        assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip() if check else done


def ask(folder, questions, before="", **how):
    """Evaluates expressions where the package is imported; by question."""
    with_numba = "python" in how
    code = f"{'' if with_numba else WITHOUT_NUMBA}{ASK}{before}\n"
    code += f"print(json.dumps({{q: asked(q) for q in {list(questions)!r}}}))"
    return json.loads(run(folder, code, **how).splitlines()[-1])


def check(folder, expected, before="", **how):
    answers = ask(folder, expected, before, **how)
    assert answers == expected
