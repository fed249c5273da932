//! The typed tree: a kernel instance after inference, Python's sugar still in place.
//!
//! Every expression has its type, every implicit conversion is an explicit [`ExprKind::Convert`],
//! every name is resolved to a variable, a constant or a callee, and the operands of an arithmetic
//! operation all have the type that its [`Arithmetic`] works on. Evaluation order is Python's: left
//! to right, as the tree is written.

use crate::source::Span;
use crate::types::{
    Arithmetic, BinaryOp, Comparison, Constant, Conversion, Draw, Element, Frozen, Global,
    KernelOptions, MathFunction, Scalar, Type, UnaryOp,
};

/// A function checked at concrete argument types.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedFunction {
    /// The dotted module it was written in, e.g. `mypkg.kernels`.
    pub module: String,
    /// The qualified name inside the module, e.g. `Class.method`.
    pub qualified_name: String,
    /// The path of its file relative to the tree's root, with `/`; for tracebacks.
    pub file: String,
    /// The line (from 1) of its `def`.
    pub line: u32,
    /// What the decorator of its kernel asks for.
    pub options: KernelOptions,
    /// The parameters, in order; their types are those of the variables.
    pub parameters: Vec<VariableId>,
    /// Every variable. A name whose uses are separate has several.
    pub variables: Vec<Variable>,
    /// What it returns; `Type::None` where it returns nothing.
    pub result: Type,
    pub body: Vec<Stmt>,
    /// The global names that it was built with, sorted.
    pub frozen: Vec<Frozen>,
}

/// A local variable, or one of the separate lives of a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    pub name: String,
    pub ty: Type,
    /// Some path reads it before it is assigned: a read must check and raise `UnboundLocalError`.
    pub maybe_unbound: bool,
}

/// The index of a variable in [`TypedFunction::variables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VariableId(pub u32);

/// The index of an instance in [`crate::check::Checked::instances`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InstanceId(pub u32);

#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    pub kind: StmtKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    /// `targets = value`, from left to right for `a = b = value`.
    Assign {
        targets: Vec<Target>,
        value: Expr,
    },
    If {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    While {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    /// `target` is a variable of the type that `iterable` yields; other targets are assigned at the
    /// start of the body.
    For {
        target: Target,
        iterable: Box<Iterable>,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    Break,
    Continue,
    Return(Option<Expr>),
    Raise {
        class: Global,
        /// Those of the call that makes the exception; `None` where the class itself is raised.
        arguments: Option<Arguments>,
        /// `from None`.
        suppress_context: bool,
    },
    /// The message is evaluated only where the test is false.
    Assert {
        test: Expr,
        message: Option<Expr>,
    },
    /// What the statements behind rest on, as an assertion says that `-O` leaves out: the variable
    /// holds a value (`true`) or `None`; without one, nothing leads there. Where it is otherwise,
    /// Python itself goes on.
    Assume(Option<(VariableId, bool)>),
    /// A call of the builtin `print`.
    Print(Arguments),
    /// Every element of an array that can be read again takes that of an [`Elementwise`] of its type,
    /// broadcast to its shape.
    Fill {
        array: Expr,
        value: Expr,
        filling: Filling,
    },
    /// Goes through the elements of an expression without an array of all of them.
    InParts(Box<InParts>),
    /// The variable is unassigned from now on; fails if it is already.
    Delete(VariableId),
    /// An expression for its failures and effects.
    Expr(Expr),
}

/// The indices of an element, one for each dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    pub exprs: Vec<Expr>,
    /// How many of them, from the left, an [`Intrinsic::Inside`] gave: those of `a[i]` in
    /// `a[i][j]`.
    pub inside: u8,
}

/// What is assigned to; the value already has the target's type.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    Variable(VariableId),
    /// `array[indices] = value`; the value has the scalar type of the element, see
    /// [`crate::types::ArrayType::element`] as `Type::Sized`, unless it becomes one as it is
    /// `stored`.
    Element {
        array: Expr,
        indices: Indices,
        stored: Option<Box<Stored>>,
    },
    /// Each target takes the element of the same position; where the element must be converted
    /// first, `conversions` says so.
    Tuple {
        targets: Vec<Target>,
        conversions: Vec<Option<(Conversion, Type)>>,
    },
}

/// How a value becomes an element where that can fail: Python looks at it when it has looked at the
/// index, but in a `bytearray`.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Takes the value that is assigned.
    pub variable: VariableId,
    /// The element. Of a buffer of bytes a `Convert` of an integer, which raises as Python does.
    pub value: Expr,
}

/// What a `for` loop runs over.
#[derive(Clone, Debug, PartialEq)]
pub enum Iterable {
    /// `range(start, stop, step)`, all `Type::Int`, evaluated once; yields `Type::Int`. A step of
    /// zero raises `ValueError`.
    Range { start: Expr, stop: Expr, step: Expr },
    /// The elements of a one-dimensional array, each loaded when it is reached; yields
    /// `element_type()`. `conversion` brings it to the target's type.
    Array { array: Expr, conversion: Option<(Conversion, Type)> },
    /// Positions from zero on, as long as the test holds, which may read the position (the target, a
    /// variable); yields `Type::Int`.
    Positions { test: Expr },
    /// The elements of a tuple, unrolled by lowering; each converted to the target's type.
    Tuple { tuple: Expr, element: Type, conversions: Vec<Option<Conversion>> },
}

#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub ty: Type,
    pub span: Span,
}

impl Expr {
    /// What a conversion that nobody wrote converts, if it can fail: its place is that of its
    /// operand. It is part of the operation to come, and fails when all operands are evaluated.
    pub fn failing_operand(&self) -> Option<&Expr> {
        match &self.kind {
            ExprKind::Convert { value, conversion: Conversion::Exact | Conversion::Truncate }
                if value.span == self.span =>
            {
                Some(value)
            }
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A scalar: `Bool`, `Int` or `Float`, of this expression's type, which may be sized; the value
    /// fits it. Or a string.
    Constant(Constant),
    /// A number of a module, read at the first call; `Bool`, `Int`, `Float` or sized.
    Global(Global),
    Variable(VariableId),
    /// Some value of the type; nobody looks at it. The value that a `None` has not.
    Placeholder,
    /// A value of a type with parts, made of them: a tuple is written so, and a `complex`.
    Aggregate(Vec<Expr>),
    /// Statements, then a value: what is said in an expression but needs a variable or a loop. The
    /// statements leave the block only by an exception. An operand evaluated before the block
    /// keeps its value though the block assigns the variable it was read from.
    Block {
        body: Vec<Stmt>,
        value: Box<Expr>,
    },
    /// `value` brought to this expression's type; elementwise if it is a tuple. A view in C order
    /// becomes a strided one under `Numeric`.
    Convert {
        value: Box<Expr>,
        conversion: Conversion,
    },
    Unary {
        op: UnaryOp,
        arithmetic: Arithmetic,
        value: Box<Expr>,
    },
    /// The result has the type of the arithmetic, except that `TrueDiv` of `PythonInt` is a
    /// `Float` (correctly rounded, as Python's). Booleans under `& | ^` use `Sized(Bool)`.
    Binary {
        op: BinaryOp,
        arithmetic: Arithmetic,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// A chain `first op second op third …`: each operand is evaluated once, and none after a
    /// comparison is false. Result `Bool`, or `Sized(Bool)` where NumPy scalars are compared.
    Compare {
        first: Box<Expr>,
        rest: Vec<Compared>,
    },
    /// A string that is made where it is needed: in the arguments of `raise`, `assert` and
    /// `print` only. A `Str`.
    Format(Vec<Piece>),
    /// Python's value semantics: the first operand that decides. All operands have this
    /// expression's type; no conversion changes the truth of a value.
    BoolOp {
        and: bool,
        values: Vec<Expr>,
    },
    /// Truth of any scalar or tuple. Result `Bool`.
    Truth(Box<Expr>),
    Not(Box<Expr>),
    /// `body if test else orelse`.
    IfExpr {
        test: Box<Expr>,
        body: Box<Expr>,
        orelse: Box<Expr>,
    },
    /// A call of a kernel; the arguments are complete (defaults filled in), in order, converted.
    Call {
        callee: InstanceId,
        arguments: Vec<Expr>,
    },
    /// An operation known to the compiler.
    Intrinsic {
        intrinsic: Intrinsic,
        arguments: Vec<Expr>,
    },
    /// An element of an array: one index for each dimension, each `Type::Int`; negative ones count
    /// from the end. This expression has the `element_type()`.
    Element {
        array: Box<Expr>,
        indices: Indices,
    },
    /// One of the [`Type::parts`] of a value, by its position: the element of a tuple.
    Part {
        value: Box<Expr>,
        index: usize,
    },
    /// A new array, of one value for the elements of some others.
    Elementwise(Box<Elementwise>),
    /// The length of an array along an axis. `Int`.
    Length {
        array: Box<Expr>,
        axis: u8,
    },
}

/// What fills an array, which decides what is raised where the memory may not be written or the
/// shapes do not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    /// An assignment to it, or to a part of it.
    Assignment,
    /// An operator that assigns: it is one of the operands, and the output.
    InPlace,
    /// A function whose output it is: its shape is one of those that the elements have together.
    Output,
}

/// An array that is computed element by element.
#[derive(Clone, Debug, PartialEq)]
pub struct Elementwise {
    /// What is evaluated first, from left to right; each in a variable, which of an array has the
    /// element that belongs to that of the result.
    pub operands: Vec<(VariableId, Expr)>,
    /// The shape of the result.
    pub shape: Shape,
    /// The element of the result, of its sized type; it is there once it is built.
    pub value: Option<Expr>,
    /// The same as an expression around this one takes it by Numba's rules: as scalars are computed,
    /// and not yet brought to the type of the elements. `None` where there is no difference.
    pub wide: Option<Expr>,
}

/// The elements of an expression, computed some at a time, in the order of the array that NumPy makes
/// of them.
#[derive(Clone, Debug, PartialEq)]
pub struct InParts {
    /// An [`Elementwise`] in C order.
    pub whole: Expr,
    /// The number of elements; an `Int`, as all numbers here.
    pub size: VariableId,
    /// Runs first, when the shapes are known to fit.
    pub before: Vec<Stmt>,
    /// The greatest number of elements that a part has.
    pub room: Expr,
    /// The number of elements before the part.
    pub first: VariableId,
    /// How many elements the part has, as is asked before each of them; none ends it.
    pub count: Expr,
    /// An array of one dimension in C order, whose elements the next part overwrites.
    pub part: VariableId,
    /// Runs for each part.
    pub body: Vec<Stmt>,
}

/// A shape that arrays have together, as NumPy broadcasts them.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// That of an operand.
    Operand(usize),
    /// That of an operand of which the result is a copy: its order is that of all strides, while
    /// operators do not look at axes along which an operand stands still.
    Like(usize),
    /// That which these have together; raises as NumPy does where they do not fit.
    Of(Vec<Shape>),
}

impl Shape {
    /// The same where so many operands come before.
    pub fn moved(self, by: usize) -> Shape {
        match self {
            Shape::Operand(index) => Shape::Operand(index + by),
            Shape::Like(index) => Shape::Like(index + by),
            Shape::Of(shapes) => Shape::Of(shapes.into_iter().map(|it| it.moved(by)).collect()),
        }
    }

    /// The number of dimensions.
    pub fn ndim(&self, whole: &Elementwise) -> u8 {
        match self {
            Shape::Operand(index) | Shape::Like(index) => {
                match whole.operands.get(*index).map(|(_, value)| &value.ty) {
                    Some(Type::Array(array)) => array.ndim,
                    _ => 0,
                }
            }
            Shape::Of(shapes) => shapes.iter().map(|it| it.ndim(whole)).max().unwrap_or(0),
        }
    }
}

/// The arguments of a call that Python itself makes: of any type that has an object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arguments {
    pub positional: Vec<Expr>,
    pub keywords: Vec<(String, Expr)>,
}

impl Arguments {
    /// Every argument, in the order in which they are evaluated.
    pub fn values(&self) -> Vec<&Expr> {
        self.positional.iter().chain(self.keywords.iter().map(|(_, value)| value)).collect()
    }
}

/// A piece of a string that is made.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Text(String),
    /// A `Str` as it is.
    Plain(Expr),
    /// A value as an f-string prints it.
    Formatted {
        value: Expr,
        /// `r`, `s` or `a`.
        conversion: Option<char>,
        format: Vec<Piece>,
    },
    /// What a function of Python gives, as `str.format`.
    Call {
        callee: Global,
        arguments: Arguments,
    },
}

impl Piece {
    /// The expressions in the pieces, in their order.
    pub fn values(pieces: &[Piece]) -> Vec<&Expr> {
        let values = pieces.iter().flat_map(|piece| match piece {
            Piece::Text(_) => Vec::new(),
            Piece::Plain(value) => vec![value],
            Piece::Formatted { value, format, .. } => {
                std::iter::once(value).chain(Piece::values(format)).collect()
            }
            Piece::Call { arguments, .. } => arguments.values(),
        });
        values.collect()
    }
}

/// One link of a comparison chain: compares the operand before it with `operand`.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    pub op: Comparison,
    /// How both sides are brought to the same type for this comparison.
    pub domain: CompareDomain,
    pub operand: Expr,
}

/// What a comparison is made on. The operands of a chain keep their own types, since each middle
/// one stands in two comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CompareDomain {
    /// Both sides are integers or booleans of whatever width and sign: compared by value.
    Integers,
    /// Both sides are floats, or become floats as NumPy's promotion says: a Python `int` becomes an
    /// `f32` by way of an `f64`.
    Floats(Scalar),
    /// Python's `int` against `float`, compared by value without loss.
    IntWithFloat,
    /// A `complex` against a `complex` or a real number of Python's, by value; equality alone.
    Complexes,
    /// Tuples, element by element, lexicographically, each pair in its natural domain.
    Tuples,
    /// Strings, for equality only.
    Texts,
}

/// Operations that the compiler knows; the library functions that need more are in the prelude.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Intrinsic {
    /// `abs`: of `PythonInt` it fails on the least integer.
    Abs(Arithmetic),
    /// Two arguments of this expression's type; the first unless the second is less.
    Min,
    /// Two arguments of this expression's type; the first unless the second is greater.
    Max,
    /// Half-even rounding of a float to an `Int`; NaN and infinities raise.
    RoundToInt,
    /// A function of the platform's libm on `Float`s, or a bit-level helper; never raises.
    Math(MathFunction),
    /// The product of the lengths of all axes. `Int`.
    ArraySize,
    /// Of a `Bool` and two numbers of this expression's type the first number where it is true, else
    /// the second; what it will be cannot be guessed.
    Either,
    /// `len` of a `Str`. `Int`.
    TextLength,
    /// The element of a one-dimensional array at an `Int` that is known to be inside. This
    /// expression has the `element_type()`.
    ElementInside,
    /// The index that `a[i]` gives to an axis of an array of more dimensions, where an element of
    /// it is meant, counted from the front; the arguments are the array and an `Int`. Exceptions
    /// count the axes from `first`. `Int`.
    Inside { axis: u8, first: u8 },
    /// An array of more than one dimension at one position of an axis, an `Int` that is known to be
    /// inside: a view.
    Row { axis: u8 },
    /// A part of an axis of an array, from a first position on, so many of them, each a step further:
    /// three `Int`s, of positions that are known to be inside. A view.
    Slice { axis: u8 },
    /// An array with one more axis, of length one. A view.
    NewAxis { axis: u8 },
    /// An array of more than one dimension with its axes in the other order: a view.
    Transpose,
    /// A new array of the type of this expression, in C order; the arguments are its lengths, which
    /// the library has looked at.
    Allocate { zeroed: bool },
    /// An array with other lengths and strides (`Int`s, so many as dimensions each; without strides
    /// in C order): `is_view` where Python has another object for it.
    Relaid { ndim: u8, is_view: bool },
    /// The same array with other lengths and strides, which may not be written by this way.
    Protected { ndim: u8 },
    /// Whether an array may not be written. `Bool`.
    ReadOnly,
    /// The distance in bytes between neighbours along an axis of an array. `Int`.
    Stride { axis: u8 },
    /// Raises as NumPy does where an array may not be written, assigned to or as the output of an
    /// operator. `None`.
    Writable { is_output: bool },
    /// Writes the element of a one-dimensional array at an `Int` that is known to be inside: the
    /// array, the index, and a value of the sized type of its elements. `None`.
    PutInside,
    /// An operation on a list.
    List(ListOperation),
    /// What a generator of random numbers gives next.
    Draw(Draw),
    /// The generator behind the functions of `np.random`; `with_gauss` where what these keep beside it
    /// is looked at. No arguments.
    GlobalGenerator { with_gauss: bool },
    /// `np.random.default_rng` of an `Int`, without a seed if it is negative.
    NewGenerator,
    /// `np.random.seed` of an `Int` of 32 bits. `None`.
    Seed,
    /// Three-argument `pow` on `Int`s.
    PowMod,
    /// `divmod`: a tuple of quotient (`FloorDiv`) and remainder (`Mod`) of two operands that are
    /// evaluated once.
    DivMod(Arithmetic),
}

/// What is done with a list, the first argument. Numbers of bytes are those of the layout of its
/// elements ([`crate::types::ListLayout`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ListOperation {
    /// A new list of this expression's type, without elements; no arguments.
    New,
    /// The number of elements. `Int`.
    Length,
    /// Where it lies, an `Int`: whether two lists are one.
    Address,
    /// It has so many elements from now on, an `Int` that is not negative. `None`.
    Resize { size: u32 },
    /// One part of each element, a view.
    Elements { element: Element, offset: u32, size: u32 },
    /// A list or an array that the element at an `Int` has as a part.
    At { offset: u32, size: u32 },
    /// Writes such a part: the index, the list or array. `None`.
    Put { offset: u32, size: u32 },
    /// Lets go of what is owned from such a place, where the address of its block lies. `None`.
    Drop { offset: u32, size: u32 },
    /// Moves elements: to where, from where, how many; `Int`s. `None`.
    Move { size: u32 },
}
