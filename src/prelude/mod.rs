//! The prelude: library functions written in pyjit's own subset, embedded in the binary.
//!
//! A call of `math.sqrt` or `numpy.floor` in a kernel becomes a call of the function of that name
//! here, which is checked and compiled like any other kernel. Rust holds only the intrinsics that
//! these files import from `pyjit.intrinsics`: the functions of
//! [`MathFunction`](crate::types::MathFunction), in snake case.
//!
//! The index of files, functions and names is made when pyjit is built (`src/build.rs`): a process
//! parses only the files that its kernels reach.

/// A file of the prelude.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// The path that it would have in a source tree.
    pub path: &'static str,
    pub text: &'static str,
    /// The number of its first function in [`FUNCTIONS`].
    pub first: u32,
}

/// A function at the top of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function {
    /// The index in [`FILES`].
    pub file: u32,
    pub name: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/prelude_index.rs"));

/// The module-name prefix that all files share.
pub const PACKAGE: &str = "pyjit.prelude";

/// Which function of the prelude a library's function is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LibraryFunction {
    /// The index in [`FUNCTIONS`].
    pub number: u32,
    /// The arguments of the call are to be packed into one tuple, as for `*args`.
    pub packed: bool,
    /// The arguments must have the types of one of its signatures; none is converted.
    pub exact: bool,
}

/// A library function whose prelude function has another name or shape.
struct Alias {
    library: &'static str,
    /// The number of arguments that it is for; `None` for any.
    arguments: Option<usize>,
    name: &'static str,
    packed: bool,
}

/// Functions whose definition depends on the number of arguments.
const ALIASES: &[Alias] = &[
    Alias { library: "cmath.log", arguments: Some(2), name: "cmath.log_base", packed: false },
    Alias { library: "math.log", arguments: Some(2), name: "math.log_base", packed: false },
    Alias {
        library: "math.nextafter",
        arguments: Some(3),
        name: "math.nextafter_steps",
        packed: false,
    },
    Alias { library: "math.perm", arguments: Some(1), name: "math.factorial", packed: false },
    Alias { library: "math.hypot", arguments: None, name: "math.hypot", packed: true },
    Alias { library: "math.gcd", arguments: Some(2), name: "math.gcd_two", packed: false },
    Alias { library: "math.gcd", arguments: None, name: "math.gcd", packed: true },
    Alias { library: "math.lcm", arguments: None, name: "math.lcm", packed: true },
];

/// The function that stands for the library function of that canonical dotted name (`math.sqrt`,
/// `numpy.floor`) in a call with that many arguments; `None` if the prelude has none.
pub fn find(library: &str, arguments: usize) -> Option<LibraryFunction> {
    let alias = ALIASES.iter().find(|alias| {
        alias.library == library && alias.arguments.is_none_or(|count| count == arguments)
    });
    let (name, packed) = alias.map_or((library, false), |alias| (alias.name, alias.packed));
    let number = numbered(name)?;
    let file = file_of(number)?;
    let exact = name.starts_with("numpy.") && !file.path.ends_with("/numpy_generic.py");
    Some(LibraryFunction { number, packed, exact })
}

/// The number of a public function by its library's name.
fn numbered(name: &str) -> Option<u32> {
    let found = NAMES.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    NAMES.get(found).map(|(_, number)| *number)
}

/// The file of a function.
pub fn file_of(number: u32) -> Option<&'static File> {
    FILES.get(FUNCTIONS.get(number as usize)?.file as usize)
}

/// The number of a function by its place in the package: `("pyjit.prelude.math", "sqrt")`.
pub fn function_in(module: &str, name: &str) -> Option<u32> {
    let stem = module.strip_prefix(PACKAGE)?.strip_prefix('.')?;
    let is_file = |file: &File| {
        let path = file.path.strip_prefix("pyjit/prelude/");
        path.and_then(|path| path.strip_suffix(".py")) == Some(stem)
    };
    let file = FILES.iter().position(is_file)?;
    let mut functions = (0..).zip(FUNCTIONS);
    let found = functions.find(|(_, it)| it.file as usize == file && it.name == name);
    found.map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(library: &str, arguments: usize) -> Option<(&'static str, &'static str, bool)> {
        let found = find(library, arguments)?;
        let function = FUNCTIONS.get(found.number as usize)?;
        Some((file_of(found.number)?.path, function.name, found.packed))
    }

    #[test]
    fn finds_functions_by_name_and_arity() {
        assert_eq!(found("math.sqrt", 1), Some(("pyjit/prelude/math.py", "sqrt", false)));
        assert_eq!(found("math.log", 2).map(|it| it.1), Some("log_base"));
        assert_eq!(found("math.hypot", 3).map(|it| it.2), Some(true));
        assert_eq!(find("math.nothing", 1), None);
        assert_eq!(find("math._plain_hypot", 1), None);
        assert_eq!(find("mathematics.sqrt", 1), None);
        assert_eq!(find("sqrt", 1), None);
        let contains = function_in("pyjit.prelude.operators_range", "contains").unwrap();
        assert_eq!(file_of(contains).unwrap().path, "pyjit/prelude/operators_range.py");
        assert_eq!(function_in("pyjit.prelude.range", "nothing"), None);
    }

    #[test]
    fn aliases_lead_somewhere() {
        for alias in ALIASES {
            let found = find(alias.library, alias.arguments.unwrap_or(3));
            assert!(found.is_some(), "{}", alias.library);
        }
    }
}
