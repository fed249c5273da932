//! Tests of scanning over small trees.

use super::*;
use crate::diagnostics::codes;

/// Scans a tree and describes each kernel: place, name, signatures or the codes of its refusals.
fn kernels(texts: &[(&str, &str)]) -> Vec<String> {
    let tree = SourceTree::from_texts(texts).unwrap();
    let program = scan(&tree);
    program.kernels.iter().map(|kernel| describe(&program, kernel)).collect()
}

fn describe(program: &Program, kernel: &Kernel) -> String {
    let module = &program.tree.file(kernel.file).module;
    let name = format!("{module}:{}:{}", kernel.first_line, kernel.qualified_name);
    let codes: Vec<_> = kernel.refusals.iter().map(|refusal| refusal.code.to_string()).collect();
    let signatures: Vec<_> = kernel.signatures.iter().map(Signature::to_string).collect();
    format!("{name} {}{}", signatures.join(" | "), codes.join(" "))
}

/// The signature of `f` in a module with the usual imports, or its refusal's code and message; also
/// of one that counts only where nothing calls `f`, since its arrays are left open.
fn signature(lines: &str) -> String {
    let head = "import array, typing\nfrom typing import *\nimport numpy as np\n\
        import numpy.typing as npt\nimport pyjit\nfrom pyjit import *\n";
    let text = format!("{head}{lines}");
    let tree = SourceTree::from_texts(&[("m.py", &text)]).unwrap();
    let program = scan(&tree);
    let kernel = program.kernels.last().unwrap();
    let open = [codes::UNSUPPORTED_TYPE, codes::UNKNOWN_DIMENSIONS];
    let uncalled = kernel.uncalled.as_ref().filter(|it| open.contains(&it.code));
    match kernel.refusals.first().or(uncalled) {
        Some(refusal) => format!("{} {}", refusal.code, refusal.message),
        None => kernel.signatures.iter().map(Signature::to_string).collect::<Vec<_>>().join(" | "),
    }
}

/// What a name of module `m` means.
fn binding(texts: &[(&str, &str)], name: &str) -> Binding {
    let tree = SourceTree::from_texts(texts).unwrap();
    let program = scan(&tree);
    let (id, _) = tree.ids().find(|(_, file)| file.module == "m").unwrap();
    program.lookup(id, name)
}

fn int(value: i128) -> Binding {
    Binding::Constant(Constant::Int(value))
}

#[test]
fn decorators_are_found_through_any_import() {
    let found = kernels(&[
        ("pkg/__init__.py", "from .compat import *\nfrom .kernels import g\n"),
        (
            "pkg/compat.py",
            "try:\n    from pyjit import jit, jit_immediate as now\nexcept ImportError:\n    \
             def jit(f): return f\n    now = jit\n__all__ = ['jit', 'now']\n",
        ),
        (
            "pkg/kernels.py",
            "import pyjit as pj\nimport pyjit\nfrom pyjit import jit as fast\nfrom . import jit, compat\n\
             from .compat import now\nalias = pj.jit\n\
             @pj.jit\ndef a(): pass\n@pyjit.jit()\ndef b(): pass\n@fast\ndef c(): pass\n\
             @jit\ndef d(): pass\n@compat.now\ndef e(): pass\n@now\ndef g(): pass\n\
             @alias\ndef h(): pass\n@other\ndef i(): pass\n",
        ),
        ("pkg/circle.py", "from .round import jit\n@jit\ndef f(): pass\n"),
        ("pkg/round.py", "from .circle import jit\n"),
        ("numbers.py", "from numba import jit\n@jit\ndef f(): pass\n"),
    ]);
    assert_eq!(
        found,
        [
            "pkg.kernels:7:a ()",
            "pkg.kernels:9:b ()",
            "pkg.kernels:11:c ()",
            "pkg.kernels:13:d ()",
            "pkg.kernels:15:e ()",
            "pkg.kernels:17:g ()",
            "pkg.kernels:19:h ()",
        ]
    );
}

#[test]
fn decorators_with_arguments_can_have_names() {
    let found = kernels(&[
        ("a.py", "from pyjit import jit\nfast = jit(boundscheck=False)\nbad = jit(nonsense=1)\n"),
        ("b.py", "import a\nfrom a import fast\n@fast\ndef f(): pass\n@a.bad\ndef g(): pass\n"),
    ]);
    assert_eq!(found, ["b:3:f ()", "b:5:g PJ0026"]);
}

#[test]
fn numbas_decorators_count_where_they_are_asked_for() {
    let texts = [
        (
            "k.py",
            "import numba as nb\nfrom numba import njit, vectorize, guvectorize, types\n\
             @njit\ndef a(x: int): pass\n@nb.jit(nopython=True, cache=flag)\ndef b(x): pass\n\
             @njit('(i8, f4[:, ::1])')\ndef c(x, y): pass\n\
             SIGNATURES = ['u1(u1)', types.float64(types.Array(types.int32, 2, 'C'))]\n\
             @njit(SIGNATURES)\ndef d(x): pass\n@vectorize(['f8(f8)'])\ndef e(x): pass\n\
             @guvectorize('(n)->(n)')\ndef f(x, y): pass\ndef g(x): pass\n\
             fast = njit(g)\ndef h(x): pass\nfaster = njit('f8(f8)', nogil=True)(h)\n\
             @njit(forceobj=True)\ndef i(x): pass\n",
        ),
        ("m.py", "from k import fast, faster, g\nfrom numba import jit\n"),
    ];
    let mut tree = SourceTree::from_texts(&texts).unwrap();
    assert_eq!(scan(&tree).kernels.len(), 0);
    tree.takes_numba = true;
    let program = scan(&tree);
    let found: Vec<_> = program.kernels.iter().map(|it| describe(&program, it)).collect();
    assert_eq!(
        found,
        [
            "k:3:a ",
            "k:5:b ",
            "k:7:c (i64, f32[:, ::1])",
            "k:10:d (u8) -> u8 | (i32[:, ::1]) -> f64",
            "k:12:e (f64) -> f64",
            "k:14:f PJ0025",
            "k:16:g ",
            "k:18:h (f64) -> f64",
            "k:20:i PJ0026",
        ]
    );
    let (m, _) = tree.ids().find(|(_, file)| file.module == "m").unwrap();
    assert_eq!(program.lookup(m, "fast"), Binding::Kernel(KernelId(6)));
    assert_eq!(program.lookup(m, "faster"), Binding::Kernel(KernelId(7)));
}

#[test]
fn a_package_imports_its_own_modules() {
    let texts = [
        ("p/__init__.py", "from . import core\nfrom .other import f\n"),
        ("p/core.py", "LIMIT = 3\n"),
        ("m.py", "from p import core\nLIMIT = core.LIMIT\n"),
    ];
    assert_eq!(binding(&texts, "LIMIT"), int(3));
}

#[test]
fn places_of_kernels() {
    let found = kernels(&[(
        "m.py",
        "from pyjit import jit\nif True:\n    class A:\n        class B:\n            @staticmethod\n            \
         @jit\n            def f(x: int): pass\n            @jit\n            @staticmethod\n            \
         def g(x: int): pass\n\ntry:\n    @jit\n    def h(x: float): pass\nfinally:\n    pass\n",
    )]);
    assert_eq!(found, ["m:5:A.B.f (int)", "m:8:A.B.g (int)", "m:13:h (float)"]);
}

#[test]
fn a_signature_for_each_combination_of_types() {
    let found = kernels(&[(
        "m.py",
        "from typing import TypeVar\nfrom pyjit import jit, f32, f64\nN = TypeVar('N', int, float)\n\
         A = TypeVar('A')\n@jit\ndef a(x: N, y: N) -> N: pass\n\
         @jit\ndef b[T: (f32, f64)](x: T, y: 'N'): pass\n@jit\ndef c(x: A): pass\n\
         @jit\ndef d[N](x: N): pass\n",
    )]);
    assert_eq!(
        found,
        [
            "m:5:a (int, int) -> int | (float, float) -> float",
            "m:7:b (f32, int) | (f32, float) | (f64, int) | (f64, float)",
            "m:9:c ",
            "m:11:d ",
        ]
    );
}

#[test]
fn what_is_no_kernel_is_refused() {
    let found = kernels(&[(
        "m.py",
        "from pyjit import jit\nimport functools\n\
         class A:\n    @jit\n    def a(self, x: int): pass\n    @classmethod\n    @jit\n    def b(cls): pass\n\
         def outer():\n    @jit\n    def c(): pass\n\
         @jit\nasync def d(): pass\n@jit\ndef e():\n    yield 1\n@jit\ndef f(*a, **k): pass\n\
         @functools.lru_cache\n@jit\ndef g(): pass\n@jit\n@jit\ndef h(): pass\n\
         @jit\ndef i[*T](x: int): pass\n@jit(speed=11)\ndef j(): pass\n@jit(fastmath=2)\ndef k(): pass\n\
         @jit(boundscheck=False, overflow='check')\ndef l(): pass\n@jit(overflow='wrap')\ndef m(): pass\n",
    )]);
    assert_eq!(
        found,
        [
            "m:4:A.a PJ0020",
            "m:6:A.b PJ0025 PJ0020",
            "m:10:outer.<locals>.c PJ0021",
            "m:12:d PJ0022",
            "m:14:e PJ0023",
            "m:17:f PJ0024",
            "m:19:g PJ0025",
            "m:22:h PJ0034",
            "m:25:i PJ0032",
            "m:27:j PJ0026",
            "m:29:k PJ0026",
            "m:31:l ()",
            "m:33:m ()",
        ]
    );
}

#[test]
fn deep_kernels_are_refused() {
    let deep =
        format!("from pyjit import jit\n@jit\ndef f(x: int):\n    return {}x", "-".repeat(300));
    assert_eq!(kernels(&[("m.py", &deep)]), ["m:2:f PJ0033"]);
    let chain = |count: usize| {
        let clauses = "    elif x: pass\n".repeat(count);
        format!("from pyjit import jit\n@jit\ndef f(x: int):\n    if x: pass\n{clauses}")
    };
    assert_eq!(kernels(&[("m.py", &chain(1000))]), ["m:2:f (int)"]);
    assert_eq!(kernels(&[("m.py", &chain(2000))]), ["m:2:f PJ0033"]);
}

#[test]
fn annotations() {
    for (written, expected) in [
        ("bool", "bool"),
        ("int", "int"),
        ("float", "float"),
        ("'int'", "int"),
        ("f32", "f32"),
        ("pyjit.u8", "u8"),
        ("np.int32", "i32"),
        ("np.intp", "i64"),
        ("np.bool_", "np.bool"),
        ("np.float64", "f64"),
        ("tuple[int, float]", "tuple[int, float]"),
        ("Tuple[int, f64[:]]", "tuple[int, f64[:]]"),
        ("tuple[()]", "tuple[()]"),
        ("f64[:]", "f64[:]"),
        ("'f64[:, :]'", "f64[:, :]"),
        ("f64[:, ::1]", "f64[:, ::1]"),
        ("u8[:, :, :, :]", "u8[:, :, :, :]"),
        ("'np.uint8[:, :]'", "u8[:, :]"),
        ("'bool[:]'", "bool[:]"),
        ("np.ndarray[tuple[int, int], np.dtype[np.float32]]", "f32[:, :]"),
        ("np.ndarray[Tuple[int], np.dtype[np.float32]]", "f32[:]"),
        ("c128", "c128"),
        ("np.csingle", "c64"),
        ("np.ndarray[tuple[int], np.dtype[np.complex128]]", "c128[:]"),
        ("bytes", "bytes"),
        ("bytearray", "bytearray"),
        ("memoryview", "memoryview"),
        ("array.array[float]", "array.array[float]"),
        ("array.array[int]", "array.array[int]"),
        ("typing.Annotated[int, 'metres']", "int"),
        ("f64[3]", "f64[3]"),
        ("u8[2, 4 * 20, 40]", "u8[2, 80, 40]"),
        ("'c64[0, :]'", "c64[0, :]"),
        ("f64[3, ::1]", "f64[3, ::1]"),
        ("f64[::1, :, :]", "f64[::1, :, :]"),
    ] {
        let text = format!("@jit\ndef f(x: {written}): pass\n");
        assert_eq!(signature(&text), format!("({expected})"), "{written}");
    }
}

#[test]
fn annotations_that_are_no_types() {
    for (written, expected) in [
        ("list[bytes]", "PJ0028 `list[bytes]` is not a type that a kernel can work on"),
        ("list", "PJ0028 `list` is not a type that a kernel can work on"),
        ("list[int, int]", "PJ0028 `list[int, int]` is not a type that a kernel can work on"),
        ("'dict[str, int]'", "PJ0028 `dict[str, int]` is not a type that a kernel can work on"),
        ("object", "PJ0028 `object` is not a type that a kernel can work on"),
        ("np.clongdouble", "PJ0028 `np.clongdouble` is not a type that a kernel can work on"),
        ("tuple[int, ...]", "PJ0028 `tuple[int, ...]` is not a type that a kernel can work on"),
        ("np.ndarray", "PJ0028 `np.ndarray` is not a type that a kernel can work on"),
        ("np.float16", "PJ0028 `np.float16` is not a type that a kernel can work on"),
        ("nothing", "PJ0028 `nothing` is not a type that a kernel can work on"),
        ("'1 +'", "PJ0028 `'1 +'` is not a type that a kernel can work on"),
        ("f64[:, ::1, :]", "PJ0031 arrays in no order that is known cannot be asked for"),
        ("f64[-1, :]", "PJ0028 `f64[-1, :]` is not a type that a kernel can work on"),
        ("f64[2.0]", "PJ0028 `f64[2.0]` is not a type that a kernel can work on"),
        ("tuple[f64[3], int]", "PJ0028 `f64[3]` is not a type that a kernel can work on"),
        ("f64[::1, :] | None", "PJ0028 `f64[::1, :]` is not a type that a kernel can work on"),
        ("f64[:, :, :, :, :, :, :, :, :]", "PJ0031 arrays of 9 dimensions are not supported"),
        ("f64[1:]", "PJ0028 `f64[1:]` is not a type that a kernel can work on"),
        ("npt.NDArray[np.float64]", "PJ0030 the number of dimensions of `x` is not known"),
    ] {
        let text = format!("@jit\ndef f(x: {written}): pass\n");
        assert_eq!(signature(&text), expected, "{written}");
    }
}

#[test]
fn signatures_as_a_whole() {
    for (text, expected) in [
        ("@jit\ndef f(x, y): pass", ""),
        ("@jit\ndef f(x: int, y): pass", ""),
        ("@jit\ndef f(x: int, y=2.5, z=True): pass", "(int, float, bool)"),
        ("@jit\ndef f() -> None: pass", "() -> None"),
        ("@jit\ndef f(a, /, *, b): pass", ""),
        ("Vec: TypeAlias = f64[:]\n@jit\ndef f(a: Vec) -> float: pass", "(f64[:]) -> float"),
        ("type Vec = f64[:]\n@jit\ndef f(a: Vec): pass", "(f64[:])"),
        ("Real = f64\n@jit\ndef f(a: Real[:], b: Real): pass", "(f64[:], f64)"),
        (
            "A = B\nB = A\n@jit\ndef f(a: A): pass",
            "PJ0028 `A` is not a type that a kernel can work on",
        ),
        ("@jit('f64(f64[:], i64)')\ndef f(a, n): pass", "(f64[:], i64) -> f64"),
        ("@jit('(f64[:], int)')\ndef f(a, n): pass", "(f64[:], int)"),
        ("@jit('(float64[:])')\ndef f(a): pass", "(f64[:])"),
        (
            "@jit(['f64(f64)', 'f32(f32)', 'f64(f64)'])\ndef f(a): pass",
            "(f64) -> f64 | (f32) -> f32",
        ),
        ("@jit(('(f64)', '(f32)'))\ndef f(a): pass", "(f64) | (f32)"),
        ("@jit((f64, i64[:]))\ndef f(a, b): pass", "(f64, i64[:])"),
        ("@jit(f64(i64))\ndef f(a): pass", "(i64) -> f64"),
        ("@jit('void()')\ndef f(): pass", "() -> None"),
        ("@jit('()')\ndef f(): pass", "()"),
        (
            "@jit('f64(f64)')\ndef f(a, b): pass",
            "PJ0027 the signature has 1 parameters, and kernel `f` has 2",
        ),
        ("@jit('f64(')\ndef f(a): pass", "PJ0027 `f64(` is not a signature"),
        ("@jit(5)\ndef f(a): pass", "PJ0027 this is not a signature"),
        ("@jit('(c16[:])')\ndef f(a): pass", "(c128[:])"),
        ("@jit('c128(complex64[:, ::1])')\ndef f(a): pass", "(c64[:, ::1]) -> c128"),
    ] {
        assert_eq!(signature(text), expected, "{text}");
    }
}

#[test]
fn dimensions_from_use() {
    for (body, expected) in [
        ("return x[0]", "(f64[:])"),
        ("return x[i, j]", "(f64[:, :])"),
        ("return x[i][j]", "(f64[:, :])"),
        ("n, m = x.shape", "(f64[:, :])"),
        ("n, = x.shape; return x[1, 2]", "PJ0030 the number of dimensions of `x` is not known"),
        ("return x[0] + x.shape[1]", "PJ0030 the number of dimensions of `x` is not known"),
        ("return x[0, 0] + x.shape[1]", "(f64[:, :])"),
        ("return x[1:][0]", "(f64[:])"),
        ("return x[1:, 0][2]", "(f64[:, :])"),
        ("return x[0][1:]", "(f64[:, :])"),
        ("return x[:][i, 2:][j]", "(f64[:, :])"),
        ("return x[..., 0]", "PJ0030 the number of dimensions of `x` is not known"),
        ("for v in x: pass", "(f64[:])"),
        ("return len(x)", "PJ0030 the number of dimensions of `x` is not known"),
        (
            "return x.shape[18446744073709551615]",
            "PJ0030 the number of dimensions of `x` is not known",
        ),
    ] {
        let text = format!("@jit\ndef f(x: npt.NDArray[np.float64]):\n    {body}\n");
        assert_eq!(signature(&text), expected, "{body}");
    }
}

#[test]
fn constants_are_folded_across_modules() {
    let texts = [
        ("pkg/__init__.py", ""),
        (
            "pkg/consts.py",
            "import math\nfrom typing import Final\nN: Final = 8\nTAU = 2 * math.pi\n",
        ),
        (
            "m.py",
            "from pkg.consts import N as SIZE\nimport pkg.consts as c\nimport pkg.consts\n\
             from math import *\nSHAPE = SIZE, c.N * 2\nBIG = 1 << pkg.consts.N\nT = c.TAU\nA, B = 3, 4\nE = pi\n",
        ),
    ];
    assert_eq!(binding(&texts, "SIZE"), int(8));
    let shape = Constant::Tuple(vec![Constant::Int(8), Constant::Int(16)]);
    assert_eq!(binding(&texts, "SHAPE"), Binding::Constant(shape));
    assert_eq!(binding(&texts, "BIG"), int(256));
    assert_eq!(binding(&texts, "B"), int(4));
    let tau = Binding::Constant(Constant::Float(std::f64::consts::TAU));
    assert_eq!(binding(&texts, "T"), tau);
    assert_eq!(binding(&texts, "tau"), tau);
    assert_eq!(binding(&texts, "sqrt"), Binding::Library("math.sqrt".to_owned()));
    assert_eq!(binding(&texts, "len"), Binding::Library("builtins.len".to_owned()));
    assert!(matches!(binding(&texts, "c"), Binding::Module(_)));
}

#[test]
fn what_may_change_is_no_constant() {
    let unknown = |text: &str| match binding(&[("m.py", text)], "N") {
        Binding::Unknown(reason) => reason,
        other => format!("{other:?}"),
    };
    for (text, reason) in [
        ("N = 1\nN = 2.5", "it is assigned more than once"),
        ("N = 1\nN = x", "it is assigned more than once"),
        ("N = 1\nN += 2", "it is assigned more than once"),
        ("N = 1\ndef f():\n    global N\n    N = 2", "a function assigns it through `global`"),
        ("if x:\n    N = 'a'", "it is assigned under a condition"),
        ("for N in x: pass", "it is a loop variable"),
        ("with x as N: pass", "it is bound by `with`"),
        ("(N := 1)", "it is assigned inside an expression"),
        ("N, M = f()", "`f` in it is not known: it is not defined in the module"),
        ("N, M = (1, 2, 3)", "it is assigned by unpacking"),
        ("N, *M = (1, 2, 3)", "it is assigned by unpacking"),
        ("N = {1}", "it is a set"),
        ("N = [1]\nN[0] = 2", "its elements are changed"),
        ("N = [1]\ndef f(): N.append(2)", "its elements are changed"),
        ("N = [1]\nM = N\nM.append(2)", "its elements are changed"),
        ("if False:\n    N = 1", "it is assigned under a condition"),
        ("N = M", "it is not defined in the module"),
        ("N = M + 1\nM = {1}", "`M` in it is not known: it is a set"),
        ("from a import *\n", "it may come from `from a import *`"),
        ("import m\nN = 1\ndef f(): m.N = 2", "it is assigned from outside its module"),
        ("match x:\n    case [N]: pass", "it is assigned by unpacking"),
        ("N = 1\nfrom a import *", "`from a import *` may replace it"),
        ("N = 1\nglobals()['N'] = 2", "it is assigned through `globals()`"),
        ("N = 1\nglobals().update(x)", "its module assigns names through `globals()` or `exec`"),
        ("import m\nN = 1\nsetattr(m, 'N', 2)", "it is assigned from outside its module"),
    ] {
        assert_eq!(unknown(text), reason, "{text}");
    }
}

#[test]
fn what_is_tried_first_is_taken_to_succeed() {
    let tried = "try:\n    import pyjit\n    N = pyjit.jit\nexcept ImportError:\n    N = None";
    let ours = Binding::Library("pyjit.jit".to_owned());
    assert_eq!(binding(&[("m.py", tried)], "N"), ours);
    let imported =
        tried.replace("    import pyjit\n    N = pyjit.jit", "    from pyjit import jit as N");
    assert_eq!(binding(&[("m.py", &imported)], "N"), ours);
}

#[test]
fn a_number_of_a_known_type_is_read_when_the_module_has_run() {
    let number = |text: &str| match binding(&[("m.py", text)], "N") {
        Binding::Number { ty, once, .. } => (ty, once),
        other => panic!("{text}: {other:?}"),
    };
    for (text, expected) in [
        ("N = 1\nN = 2", (Type::Int, false)),
        ("if x:\n    N = 1", (Type::Int, true)),
        ("if x:\n    N = 1\nelse:\n    N = 2", (Type::Int, false)),
        ("if True:\n    N = 1\nN = 2", (Type::Int, false)),
        ("try:\n    import a\n    N = True\nexcept E:\n    N = False", (Type::Bool, false)),
        ("import math\nN = math.log(2) * 2", (Type::Float, true)),
        ("N: float = f()", (Type::Float, true)),
        ("from typing import Final\nN: Final[int] = f()", (Type::Int, true)),
        ("import sys\nN = sys.version_info >= (3, 12)", (Type::Bool, true)),
        ("from sys import hexversion as N", (Type::Int, true)),
    ] {
        assert_eq!(number(text), expected, "{text}");
    }
}

#[test]
fn builtins_bound_under_a_condition_are_not_known() {
    let unknown =
        Binding::Unknown("it is bound under a condition, and a builtin otherwise".to_owned());
    let texts = [(
        "m.py",
        "if x:\n    from math import pow\nelse:\n    pass\nif x:\n    def abs(): pass\n",
    )];
    assert_eq!(binding(&texts, "pow"), unknown);
    assert_eq!(binding(&texts, "abs"), unknown);
    assert_eq!(
        binding(&[("m.py", "from math import pow")], "pow"),
        Binding::Library("math.pow".to_owned())
    );
}

#[test]
fn star_imports_bind_what_python_binds() {
    let star = |module: &str, text: &str| match binding(&[("a.py", module), ("m.py", text)], "N") {
        Binding::Unknown(reason) => reason,
        other => format!("{other:?}"),
    };
    let one = "Constant(Int(1))";
    assert_eq!(star("N = 1", "from a import *"), one);
    assert_eq!(
        star("N = 1\n__all__ = ['N']", "N = 2\nfrom a import *"),
        "`from a import *` may replace it"
    );
    assert_eq!(star("N = 2", "from a import *\nN = 1"), one);
    assert_eq!(star("N = 1\n__all__ = []", "from a import *"), "it is not defined in the module");
    assert_eq!(star("N = 1\n__all__ = []\n__all__ += ['N']", "from a import *"), one);
    let unknown = "`__all__` of a is not known";
    assert_eq!(star("N = 1\n__all__ = []\n__all__.append('N')", "from a import *"), unknown);
    assert_eq!(star("N = 1\n__all__ = names()", "from a import *"), unknown);
    let several = "if x:\n    from a import *\nelse:\n    from a import *\n";
    assert_eq!(star("N = 1", several), "it is bound by more than one `import *`");
    let conditional = "from a import *\nif x:\n    def N(): pass\n";
    assert_eq!(star("N = 1", conditional), "`from a import *` may replace it");
    let tried = "try:\n    from a import *\nexcept ImportError:\n    from b import *\n";
    assert_eq!(star("N = 1", tried), one);
}

#[test]
fn attributes() {
    let texts = [
        (
            "ns/tools.py",
            "from pyjit import jit\n@jit\ndef f(): pass\nclass A:\n    @staticmethod\n    @jit\n    \
          def g(): pass\n    @staticmethod\n    def h(): pass\n",
        ),
        (
            "m.py",
            "import ns.tools\nimport numpy as np\nfrom ns import tools\nfrom ns.tools import A\nimport math\n",
        ),
    ];
    let tree = SourceTree::from_texts(&texts).unwrap();
    let program = scan(&tree);
    let (m, _) = tree.ids().find(|(_, file)| file.module == "m").unwrap();
    let means = |text: &str| program.resolve(m, &crate::source::parse_expression(text).unwrap());
    assert_eq!(means("ns.tools.f"), Binding::Kernel(KernelId(0)));
    assert_eq!(means("tools.A.g"), Binding::Kernel(KernelId(1)));
    assert_eq!(means("A.g"), Binding::Kernel(KernelId(1)));
    assert!(matches!(means("A.h"), Binding::Unknown(_)));
    assert_eq!(means("np.sqrt"), Binding::Library("numpy.sqrt".to_owned()));
    assert_eq!(means("math.pi"), Binding::Constant(Constant::Float(std::f64::consts::PI)));
    assert!(matches!(means("tools.nothing"), Binding::Unknown(_)));
}

#[test]
fn refusals_have_a_place_and_a_way_out() {
    let tree =
        SourceTree::from_texts(&[("m.py", "from pyjit import jit\n@jit\ndef f(x: set): pass\n")]);
    let tree = tree.unwrap();
    let program = scan(&tree);
    let refusal = &program.kernels[0].refusals[0];
    assert_eq!(refusal.code, codes::UNSUPPORTED_TYPE);
    assert_eq!(tree.files[0].position(refusal.place.as_ref().unwrap().span.start), (3, 10));
    assert!(refusal.help.is_some());
}
