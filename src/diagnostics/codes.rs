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
/// A decorator that is pyjit's under a condition alone.
pub const UNCERTAIN_DECORATOR: Code = Code(36);

/// pyproject.toml cannot be read.
pub const BAD_CONFIG: Code = Code(50);
/// A key of `[tool.pyjit]` is not known.
pub const UNKNOWN_KEY: Code = Code(51);
/// A key of `[tool.pyjit]`, or a variable of the environment, has a wrong value.
pub const BAD_CONFIG_VALUE: Code = Code(52);
/// The file of recorded signatures cannot be read.
pub const BAD_RECORD: Code = Code(54);
/// Something was recorded of what is no kernel any more, or has other parameters.
pub const STALE_RECORD: Code = Code(55);
/// `cargo` cannot describe the workspace beside the Python tree.
pub const CARGO_FAILED: Code = Code(53);

/// `try` in a kernel.
pub const TRY: Code = Code(100);
/// `with` in a kernel.
pub const WITH: Code = Code(101);
/// A pattern of `match` that cannot be compiled.
pub const MATCH: Code = Code(102);
/// A function inside a kernel.
pub const INNER_FUNCTION: Code = Code(103);
/// A class inside a kernel.
pub const INNER_CLASS: Code = Code(104);
/// An import inside a kernel.
pub const INNER_IMPORT: Code = Code(105);
/// `del` of something that is no local variable.
pub const DELETE: Code = Code(106);
/// `global` or `nonlocal` in a kernel.
pub const GLOBAL: Code = Code(107);
/// A `type` statement inside a kernel.
pub const INNER_TYPE_ALIAS: Code = Code(108);
/// `await` or `async for` in a kernel.
pub const ASYNC: Code = Code(109);
/// A comprehension in a kernel.
pub const COMPREHENSION: Code = Code(111);
/// A string that would have to be made where none can be.
pub const STRING: Code = Code(114);
/// A literal of bytes.
/// A dict or set in a kernel.
pub const DICT_OR_SET: Code = Code(116);
/// A list in a kernel.
pub const LIST: Code = Code(117);
/// `*` or `**` that unpacks.
pub const STARRED: Code = Code(118);
/// `...` as a value.
pub const ELLIPSIS: Code = Code(119);
/// A shell command of IPython.
pub const SHELL: Code = Code(121);
/// `break` or `continue` outside a loop.
pub const LOOP_EXIT_OUTSIDE: Code = Code(122);
/// A form of `raise`, or an exception, that is not compiled.
pub const RAISE_FORM: Code = Code(124);
/// A message, or an argument of an exception or `print`, that cannot be made.
pub const MESSAGE: Code = Code(125);
/// A slice.
pub const SLICE: Code = Code(126);
/// The operator `@`.
pub const MATRIX_PRODUCT: Code = Code(127);
/// `is` or `in`.
pub const IDENTITY_OR_MEMBERSHIP: Code = Code(128);
/// A variable that a function inside a kernel uses may have no value, or another one by then.
pub const CAPTURE: Code = Code(190);
/// A function is returned, or stored where it would outlive the kernel.
pub const FUNCTION_ESCAPES: Code = Code(191);
/// Which function is called depends on the path.
pub const FUNCTIONS_DIFFER: Code = Code(192);
/// A name is not known when compiling.
pub const UNKNOWN_NAME: Code = Code(130);
/// A variable is read where no path has assigned it.
pub const NEVER_ASSIGNED: Code = Code(131);
/// Something is used as a value that is none.
pub const NO_VALUE: Code = Code(132);
/// Something is called that cannot be.
pub const NOT_CALLABLE: Code = Code(133);
/// A function without decorator is called.
pub const PLAIN_FUNCTION: Code = Code(134);
/// A kernel is called that cannot be compiled.
pub const CALLEE_REFUSED: Code = Code(135);
/// A library's function that is not compiled.
pub const LIBRARY_FUNCTION: Code = Code(136);
/// Keyword arguments of a library's function.
pub const LIBRARY_KEYWORD: Code = Code(137);
/// The arguments of a call do not fit the function.
pub const CALL_ARGUMENTS: Code = Code(138);
/// The default of an argument is not known.
pub const DEFAULT_UNKNOWN: Code = Code(140);
/// A value does not become the type that is declared.
pub const DECLARED_TYPE: Code = Code(141);
/// An argument has a type that the function does not take.
pub const ARGUMENT_TYPE: Code = Code(142);
/// A kernel would be compiled for too many types.
pub const TOO_MANY_INSTANCES: Code = Code(143);
/// An attribute that is not compiled.
pub const ATTRIBUTE: Code = Code(144);
/// A variable holds values that have no common type.
pub const VARIABLE_CLASH: Code = Code(150);
/// A function returns values that have no common type.
pub const RETURNS_CLASH: Code = Code(151);
/// The values of an expression have no common type.
pub const VALUES_CLASH: Code = Code(152);
/// An operator does not work on these types.
pub const OPERAND_TYPES: Code = Code(153);
/// An operator means something else for NumPy's booleans.
pub const NUMPY_BOOL: Code = Code(154);
/// A sized integer to a negative power.
pub const NEGATIVE_POWER: Code = Code(155);
/// An integer that 64 bits do not hold.
pub const INTEGER_TOO_LARGE: Code = Code(156);
/// Values of types that are not compared.
pub const INCOMPARABLE: Code = Code(157);
/// A type cannot be inferred.
pub const NOT_INFERRED: Code = Code(158);
/// The types of a function do not settle.
pub const UNSETTLED: Code = Code(159);
/// The length or the type of a tuple is not known when compiling.
pub const TUPLE_CONVERSION: Code = Code(160);
/// An exponent of an `int` that may be negative.
pub const MAYBE_NEGATIVE_POWER: Code = Code(161);
/// The truth of an array.
pub const ARRAY_TRUTH: Code = Code(170);
/// A buffer that is no NumPy array, or a constant one, is returned.
pub const ARRAY_VALUE: Code = Code(171);
/// Something is indexed that has no elements.
pub const NOT_SUBSCRIPTABLE: Code = Code(172);
/// An index is no integer.
pub const INDEX_TYPE: Code = Code(173);
/// Too few or too many indices.
pub const INDEX_COUNT: Code = Code(174);
/// The index of a tuple is no constant, or outside it.
pub const TUPLE_INDEX: Code = Code(175);
/// `bytes` are written to.
pub const READ_ONLY: Code = Code(176);
/// A value cannot be an element of the array.
pub const STORE_TYPE: Code = Code(177);
/// Something is assigned to that cannot be.
pub const TARGET: Code = Code(178);
/// The targets of one assignment have different types.
pub const TARGETS_DIFFER: Code = Code(179);
/// An axis that an array does not have, or that is not known when compiling.
pub const AXIS: Code = Code(184);
/// A value is unpacked that does not fit the targets.
pub const UNPACK: Code = Code(180);
/// Something is looped over that cannot be.
pub const ITERABLE: Code = Code(181);
/// A generator expression that nothing consumes at once.
pub const GENERATOR_EXPRESSION: Code = Code(188);
/// A reduction of an iterable that is not compiled.
pub const REDUCTION: Code = Code(189);
/// A method of a value that is not compiled.
pub const METHOD_OF_VALUE: Code = Code(198);
/// A tuple has too many elements.
pub const LARGE_TUPLE: Code = Code(183);
/// A value that may be `None` is used as if it were not.
pub const MAYBE_NONE: Code = Code(182);
/// An operation on strings that is not compiled.
pub const STRING_OPERATION: Code = Code(193);
/// A string literal that the parser does not give as it is written.
pub const SURROGATE: Code = Code(194);
/// An argument of `print` that is not compiled.
pub const PRINT_FORM: Code = Code(195);

/// There is nothing to link an extension with.
pub const NO_LINKER: Code = Code(200);
/// The linker failed.
pub const LINK_FAILED: Code = Code(201);
/// The Python interpreter is not one that kernels can be built for.
pub const UNUSABLE_INTERPRETER: Code = Code(202);
/// pyjit itself fails on a kernel.
pub const DEFECT: Code = Code(203);

/// The tree has a module `pyjit` of its own, which its imports mean.
pub const OWN_PYJIT: Code = Code(250);
/// A submodule of pyjit is imported, which a built package does not have.
pub const SUBMODULE_IMPORT: Code = Code(251);
/// A file's encoding does not have the characters of the name that its imports must be led to.
pub const UNENCODABLE_NAME: Code = Code(252);
/// A module of the tree stands where a built package has the replacement of `pyjit`.
pub const NAME_TAKEN: Code = Code(253);
/// A kernel is in a file that Python cannot import under the name that its path gives it.
pub const NOT_IMPORTABLE: Code = Code(254);

/// The text of a module does not define the kernel that is called.
pub const KERNEL_NOT_FOUND: Code = Code(260);
/// A kernel is to be compiled for the types that it declares, and declares none.
pub const NO_TYPES: Code = Code(261);
/// A kernel is to be compiled for arguments of types that are not compiled.
pub const ARGUMENT_TYPES: Code = Code(262);
