//! Tests of inference over small sources, through scanning.

use super::*;
use crate::prelude::FUNCTIONS;
use crate::scan::{prelude_files, scan};
use crate::source::SourceTree;

const HEAD: &str = "import math\nimport numpy as np\nfrom pyjit import *\n";

/// The typed form of a module with the usual imports, or its refusals as `code message`.
fn typed(lines: &str) -> String {
    let text = format!("{HEAD}{lines}");
    let mut tree = match SourceTree::from_texts(&[("m.py", &text)]) {
        Ok(tree) => tree,
        Err(errors) => return format!("{errors:?}"),
    };
    tree.embedded = prelude_files();
    let program = scan(&tree);
    let checked = check(&program, &declared(&program));
    let refusals = checked.kernels.iter().flat_map(|kernel| &kernel.refusals);
    let refusals: Vec<String> =
        refusals.map(|refusal| format!("{} {}\n", refusal.code, refusal.message)).collect();
    match refusals.is_empty() {
        true => print(&checked),
        false => refusals.concat(),
    }
}

#[test]
fn the_prelude_has_no_refusals() {
    let tree = SourceTree { embedded: prelude_files(), ..SourceTree::default() };
    let program = scan(&tree);
    let sources = Sources::new(&program);
    for (number, function) in (0..).zip(FUNCTIONS) {
        let problems = sources.hopeless(KernelId::of_prelude(number));
        assert!(problems.is_none(), "{}: {problems:?}", function.name);
    }
}

#[test]
fn a_loop_settles_its_types() {
    let source = "@jit\ndef f(x: int, y: float):\n    z = 0\n    while x > 0:\n        x -= 1\n        z += y\n    return z\n";
    let expected = "\
def m:f(x: int, y: float) -> int | float:
    z: int | float
    z = (f64(0.0), False)
    while x >:integers 0:
        x = x -:int 1
        z = numeric[int | float](numeric[float](z) +:float y)
    return z
";
    assert_eq!(typed(source), expected);
}

#[test]
fn recursion_needs_no_annotation() {
    let source = "@jit\ndef f(n: int):\n    return n if n < 2 else f(n - 1) + f(n - 2)\n";
    let expected = "\
def m:f(n: int) -> int:
    return n if (n <:integers 2) else (f<int>(n -:int 1) +:int f<int>(n -:int 2))
";
    assert_eq!(typed(source), expected);
    let source = "@jit\ndef even(n: int):\n    if n == 0:\n        return True\n    return odd(n - 1)\n\
        @jit\ndef odd(n):\n    if n == 0:\n        return False\n    return even(n - 1)\n";
    assert!(typed(source).contains("def m:odd(n: int) -> bool:"));
    let source = "@jit\ndef f(n: int):\n    return f(n)\n";
    assert_eq!(typed(source), "PJ0158 the type of this cannot be inferred\n");
}

#[test]
fn arrays_are_checked_for_both_layouts() {
    let source = "@jit\ndef f(a: f64[:]) -> float:\n    s = 0.0\n    for x in a:\n        s += x\n    return s\n";
    let text = typed(source);
    assert!(text.contains("def m:f(a: f64[::1]) -> float:"), "{text}");
    assert!(text.contains("def m:f(a: f64[:]) -> float:"), "{text}");
    assert!(text.contains(
        "for x in a:\n        s = numeric[float | f64](numeric[f64](s) +:f64 x)\n    return numeric[float](s)"
    ));
}

#[test]
fn what_no_scalar_holds_does_not_meet() {
    let source = "@jit\ndef f(n: i64, a: u64[:]):\n    x = n\n    if n > 3:\n        x = a[0]\n    return x\n";
    assert_eq!(typed(source), "PJ0150 `x` is i64 here and u64 there\n");
}

#[test]
fn an_array_is_not_compared_with_none() {
    // NumPy answers with an array; `is` is another matter.
    for condition in ["a == None", "None != a", "o == None", "o == n", "o != None"] {
        let source = format!(
            "@jit\ndef f(c: bool, a: f64[:], o: f64[:] | None):\n    n = None\n    return {condition}\n"
        );
        let text = typed(&source);
        assert!(text.starts_with("PJ0157 an array is compared"), "{condition}: {text}");
    }
}

#[test]
fn library_functions_come_from_the_prelude() {
    let text = typed("@jit\ndef f(x: int):\n    return math.sqrt(x), math.gcd(x, 4)\n");
    assert!(
        text.contains("return (sqrt<float>(numeric[float](x)), _gcd_two<int, int>(x, 4))"),
        "{text}"
    );
}

#[test]
fn a_value_that_is_asked_for_is_part_of_the_type() {
    let text = typed("@jit\ndef f(z: complex, c: bool):\n    return np.angle(z, deg=True)\n");
    assert!(text.contains("angle<complex, True>(z, ())"), "{text}");
    assert!(
        text.contains("def pyjit.prelude.numpy_arrays_more:angle(z: complex, deg: True)"),
        "{text}"
    );
    assert!(!text.contains("if deg"), "{text}");
    // A value that only the run knows is an argument like any other.
    let text = typed("@jit\ndef f(z: complex, c: bool):\n    return np.angle(z, c)\n");
    assert!(text.contains("angle<complex, bool>(z, c)"), "{text}");
    assert!(text.contains("if deg:"), "{text}");
}

#[test]
fn bytes_are_checked_as_python_checks_them() {
    let text =
        typed("@jit\ndef f(b: bytearray, v: int):\n    b[0] = 7\n    b[1] = v\n    b[v] += 1\n");
    assert!(
        text.contains("b[0] = u8(7)\n    b[1] as exact[u8](element.0) of element.0 = v"),
        "{text}"
    );
    let added = "b[v] as exact[u8](element.1) of element.1 = b[v] +:int 1";
    assert!(text.contains(added), "{text}");
}

#[test]
fn a_refused_callee_refuses_its_callers() {
    let text = typed("@jit\ndef f(x: float):\n    return g(x)\n@jit\ndef g(x):\n    return {x}\n");
    assert_eq!(
        text,
        "PJ0135 it calls `g`, which cannot be compiled\nPJ0116 a dict or set cannot be compiled\n"
    );
}

#[test]
fn a_function_that_only_raises_returns_nothing() {
    let text = typed("@jit\ndef f(x: float):\n    raise ValueError('no')\n");
    assert_eq!(text, "def m:f(x: float) -> None:\n    raise ValueError(\"no\")\n");
}

#[test]
fn loop_targets_are_converted_through_a_hidden_variable() {
    let text = typed(
        "@jit\ndef f(n: int):\n    i = 0.5\n    for i in range(n):\n        i = i * 0.5\n    return i\n",
    );
    assert!(
        text.contains("i.0 = exact[float](i.2)") || text.contains("for i.1 in range(0, n, 1)"),
        "{text}"
    );
}

#[test]
fn deep_expressions_do_not_overflow_the_stack() {
    let deep = format!("{}x{}", "(1 + ".repeat(95), ")".repeat(95));
    let text = typed(&format!("@jit\ndef f(x: int) -> int:\n    return {deep}\n"));
    assert!(text.starts_with("def m:f(x: int) -> int:"), "{text}");
    let wide = vec!["x"; 195].join(" + ");
    let text = typed(&format!("@jit\ndef f(x: int) -> int:\n    return {wide}\n"));
    assert!(text.starts_with("def m:f(x: int) -> int:"), "{text}");
}

#[test]
fn keywords_reach_the_prelude() {
    let text = typed("@jit\ndef f(x: float):\n    return math.isclose(x, 1, rel_tol=1e-6)\n");
    assert!(text.contains("isclose<float, float, float, float>(x, 1.0, 1e-6, 0.0)"), "{text}");
    let text = typed("@jit\ndef f(x: float):\n    return math.sqrt(x, x)\n");
    assert!(text.starts_with("PJ0138"), "{text}");
}

#[test]
fn functions_of_numpy_are_computed_in_the_types_that_numpy_takes() {
    let text = typed("@jit\ndef f(x: int):\n    return np.floor(x)\n");
    assert!(text.starts_with("def m:f(x: int) -> i64:"), "{text}");
    let text = typed(
        "@jit\ndef f(x: i16, y: int, z: f32):\n    return np.exp(x), np.exp(y), np.add(z, 1.5)\n",
    );
    assert!(text.contains("-> tuple[f32, f64, f32]:"), "{text}");
    let text = typed("@jit\ndef f(x: float):\n    return np.isnan(x), np.floor(x)\n");
    assert!(text.contains("-> tuple[np.bool, f64]:"), "{text}");
}

#[test]
fn parameters_that_hold_too_much_are_refused() {
    let source = |count: usize| {
        let large = format!("tuple[{}]", vec!["float"; 250].join(", "));
        let parameters: Vec<_> = (0..count).map(|index| format!("p{index}: {large}")).collect();
        format!("@jit\ndef f({}) -> float:\n    return p0[0]\n", parameters.join(", "))
    };
    let refused = "PJ0183 its parameters hold more values than a compiled function takes\n";
    assert_eq!(typed(&source(5)), refused);
    assert!(typed(&source(4)).starts_with("def m:f("));
}

/// How often the bodies of a module's kernels are looked at, at most; none is refused. On a stack
/// like that of the command, since each arm nests in the one before.
fn looks(lines: &str) -> usize {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(1 << 30);
        thread.spawn_scoped(scope, || looked(lines)).unwrap().join().unwrap()
    })
}

fn looked(lines: &str) -> usize {
    let text = format!("{HEAD}{lines}");
    let mut tree = SourceTree::from_texts(&[("m.py", &text)]).unwrap();
    tree.embedded = prelude_files();
    let program = scan(&tree);
    let sources = Sources::new(&program);
    let mut table = Table::default();
    let (_, too_large) = entries(&program, &sources, &mut table, &declared(&program));
    infer::settle(&program, &sources, &mut table);
    infer::conclude(&program, &sources, &mut table);
    let problems: Vec<_> = table.instances.iter().flat_map(|it| &it.outcome.problems).collect();
    assert!(problems.is_empty() && too_large.is_empty(), "{problems:?} {too_large:?}");
    table.instances.iter().map(|instance| instance.looks).max().unwrap_or(0)
}

#[test]
fn a_straight_body_is_looked_at_once() {
    let assignments: String =
        (1..1000).map(|i| format!("    x{i} = abs(x{}) * 3 % 1000 + g(b, {i})\n", i - 1)).collect();
    let helper = "@jit\ndef g(x, y):\n    return h(x) + y\n\n@jit\ndef h(x):\n    return x & 7\n\n";
    let body = format!("    x0 = a\n{assignments}    return x999\n");
    assert_eq!(looks(&format!("{helper}@jit\ndef f(a: int, b: int) -> int:\n{body}")), 1);
}

#[test]
fn a_thousand_arms_are_looked_at_twice() {
    let arm = |i: usize| {
        let word = if i == 0 { "if" } else { "elif" };
        format!("    {word} a == {i}:\n        r = b + {i} if b else 0.5\n")
    };
    let arms: String = (0..1000).map(arm).collect();
    let body = format!("    r = 1\n{arms}    return r\n");
    assert!(looks(&format!("@jit\ndef f(a: int, b: int):\n{body}")) <= 2);
    let case = |i: usize| format!("        case {i}:\n            r = b + {i}\n");
    let cases: String = (0..1000).map(case).collect();
    let body = format!("    r = 1\n    match a:\n{cases}    return r\n");
    assert!(looks(&format!("@jit\ndef f(a: int, b: int):\n{body}")) <= 2);
}

#[test]
fn a_chain_written_backwards_does_not_move_by_one_link_a_look() {
    let first: String = (0..1000).map(|i| format!("    x{i} = a\n")).collect();
    let links: String = (0..999).map(|i| format!("        x{i} = x{} + 1\n", i + 1)).collect();
    let body = format!("{first}    for _ in range(a):\n{links}        x999 = 0.5\n    return x0\n");
    assert!(looks(&format!("@jit\ndef f(a: int):\n{body}")) <= 3);
}
