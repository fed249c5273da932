//! The stable codes of diagnostics.
//!
//! Numbers are grouped by stage: 1–19 source, 20–49 scan, 50–69 config, 100–199 check, 200–249 code
//! generation and link, 250–299 swap and build. A code is never given another meaning.

use std::fmt;

/// A diagnostic's code, printed as `PJ0012`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub u16);

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PJ{:04}", self.0)
    }
}

/// A file cannot be read.
pub const UNREADABLE_FILE: Code = Code(1);
/// A file is not in the encoding it declares.
pub const UNDECODABLE_FILE: Code = Code(2);
/// A file is not Python.
pub const SYNTAX_ERROR: Code = Code(3);
/// A file nests so deeply that working on it is not safe.
pub const TOO_DEEP: Code = Code(4);
/// A symbolic link to a folder is not followed.
pub const FOLDER_LINK: Code = Code(5);

/// A method takes `self` or `cls`.
pub const METHOD: Code = Code(20);
/// A kernel is defined inside a function.
pub const NESTED_FUNCTION: Code = Code(21);
/// A kernel is a coroutine.
pub const COROUTINE: Code = Code(22);
/// A kernel is a generator.
pub const GENERATOR: Code = Code(23);
/// A kernel takes `*args` or `**kwargs`.
pub const VARIADIC: Code = Code(24);
/// A decorator that is not ours stands beside ours.
pub const OTHER_DECORATOR: Code = Code(25);
/// An option of the decorator is not known, or has no known value.
pub const BAD_OPTION: Code = Code(26);
/// A signature given to the decorator cannot be read.
pub const BAD_SIGNATURE: Code = Code(27);
/// An annotation is no type that a kernel can work on.
pub const UNSUPPORTED_TYPE: Code = Code(28);
/// Some parameters have a type and others have none.
pub const MISSING_ANNOTATION: Code = Code(29);
/// An array's number of dimensions is not said and cannot be inferred.
pub const UNKNOWN_DIMENSIONS: Code = Code(30);
/// An array's layout or number of dimensions is not supported.
pub const UNSUPPORTED_LAYOUT: Code = Code(31);
/// A function has type parameters.
pub const TYPE_PARAMETERS: Code = Code(32);
/// A kernel's expressions or blocks nest too deeply.
pub const KERNEL_TOO_DEEP: Code = Code(33);
/// Two of our decorators stand on one function.
pub const DECORATED_TWICE: Code = Code(34);
/// Two parameters have one name.
pub const DUPLICATE_PARAMETER: Code = Code(35);

/// pyproject.toml cannot be read.
pub const BAD_CONFIG: Code = Code(50);
/// A key of `[tool.pyjit]` is not known.
pub const UNKNOWN_KEY: Code = Code(51);
/// A key of `[tool.pyjit]`, or a variable of the environment, has a wrong value.
pub const BAD_CONFIG_VALUE: Code = Code(52);
/// `cargo` cannot describe the workspace beside the Python tree.
pub const CARGO_FAILED: Code = Code(53);

/// There is no C compiler to link an extension with.
pub const NO_C_COMPILER: Code = Code(200);
/// The linker failed.
pub const LINK_FAILED: Code = Code(201);
/// The Python interpreter is not one that kernels can be built for.
pub const UNUSABLE_INTERPRETER: Code = Code(202);
