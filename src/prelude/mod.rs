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
    /// Its body is there; else the compiler knows it itself, and the file has its signature.
    pub compiled: bool,
    /// In the order of the text, which is Python's signature of the function.
    pub parameters: &'static [Parameter],
}

/// A parameter of a library's function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    pub name: &'static str,
    pub kind: Kind,
    /// The text of its default.
    pub default: Option<&'static str>,
}

/// How an argument is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Positional,
    Either,
    Keyword,
    /// `*name`: any number of them.
    Star,
}

include!(concat!(env!("OUT_DIR"), "/prelude_index.rs"));

/// The module-name prefix that all files share.
pub const PACKAGE: &str = "pyjit.prelude";

/// The text of a default that no caller can write.
const ABSENT: &str = "ABSENT";

/// The number in [`FUNCTIONS`] of the function that stands for the library's function of that
/// canonical dotted name (`math.sqrt`, `numpy.floor`).
pub fn find(library: &str) -> Option<u32> {
    let found = NAMES.binary_search_by(|(known, _)| (*known).cmp(library)).ok()?;
    NAMES.get(found).map(|(_, number)| *number)
}

/// The library's name of the function of that number, if it alone has it.
pub fn name_of(number: u32) -> Option<&'static str> {
    NAMES.iter().find(|(_, known)| *known == number).map(|(name, _)| *name)
}

/// The function of that number.
pub fn function(number: u32) -> Option<&'static Function> {
    FUNCTIONS.get(number as usize)
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

impl Function {
    /// The signature as Python writes it: `(x, /, *, steps=None)`.
    pub fn signature(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        for (index, parameter) in self.parameters.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|index| self.parameters.get(index));
            let before = before.map(|parameter| parameter.kind);
            if before == Some(Kind::Positional) && parameter.kind != Kind::Positional {
                parts.push("/".to_owned());
            }
            let starts = !matches!(before, Some(Kind::Keyword | Kind::Star));
            if parameter.kind == Kind::Keyword && starts {
                parts.push("*".to_owned());
            }
            let star = if parameter.kind == Kind::Star { "*" } else { "" };
            let default = match parameter.default {
                Some(ABSENT) => "=...".to_owned(),
                Some(text) => format!("={text}"),
                None => String::new(),
            };
            parts.push(format!("{star}{}{default}", parameter.name));
        }
        if self.parameters.last().is_some_and(|last| last.kind == Kind::Positional) {
            parts.push("/".to_owned());
        }
        format!("({})", parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature(library: &str) -> Option<String> {
        find(library).and_then(function).map(Function::signature)
    }

    #[test]
    fn finds_functions_by_name() {
        let sqrt = find("math.sqrt").unwrap();
        assert_eq!(file_of(sqrt).map(|file| file.path), Some("pyjit/prelude/math.py"));
        assert_eq!(function(sqrt).map(|it| (it.name, it.compiled)), Some(("sqrt", true)));
        assert_eq!(find("math.nothing"), None);
        assert_eq!(find("mathematics.sqrt"), None);
        assert_eq!(find("sqrt"), None);
        let length = find("builtins.len").and_then(function).unwrap();
        assert!(!length.compiled);
        let contains = function_in("pyjit.prelude.operators_range", "contains").unwrap();
        assert_eq!(file_of(contains).unwrap().path, "pyjit/prelude/operators_range.py");
        assert_eq!(function_in("pyjit.prelude.range", "nothing"), None);
    }

    #[test]
    fn signatures_are_pythons() {
        let is = |name: &str, wanted: &str| assert_eq!(signature(name).as_deref(), Some(wanted));
        is("math.sqrt", "(x, /)");
        is("math.nextafter", "(x, y, /, *, steps=None)");
        is("math.isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)");
        is("math.hypot", "(*coordinates)");
        is("math.log", "(x, base=..., /)");
        is("numpy.angle", "(z, deg=False)");
        is("numpy.linalg.norm", "(x, ord=None, axis=None, keepdims=False)");
    }
}
