//! KIR, the kernel IR: structured control flow over typed locals.
//!
//! A function is a list of locals and a block of statements; an operation takes operands (locals
//! or constants) and assigns locals. Locals may be assigned many times (LLVM makes SSA of them).
//! Loops over ranges stay loops over ranges, and operations *declare* how they can fail
//! ([`Op::failures`]) instead of being surrounded by checks: `opt::checks` places the checks.
//!
//! A unit is in one of two stages ([`Stage`]), which [`verify`] tells apart: as lowered, with
//! operations that can fail, and checked, where only `Check`, `Raise`, `Run` and `Call` leave a
//! function by an exception, arithmetic is `Sized` or `Proved`, bounds are `Proved` and conversions are
//! `Numeric` or `Cast`; and counted, where the owners of memory are counted, too.
//!
//! Python's `int` is `Scalar::I64` under [`Arithmetic::PythonInt`]; `float` is `Scalar::F64`;
//! tuples are gone, one local for each element.

mod build;
mod effects;
mod entry;
mod failures;
mod flatten;
mod flow;
#[cfg(test)]
pub mod interpret;
mod lines;
mod objects;
mod operands;
mod print;
#[cfg(test)]
pub mod testing;
mod verify;

pub use build::{Builder, max_label};
pub use effects::Effects;
pub use entry::{Entry, Parameter};
pub use failures::{Failure, exact_failure};
pub use flatten::{GENERATOR, LIST_HEAD, flatten};
pub use flow::{
    assigned_several_times, breaks_to, callees, falls_through, read_before_assigned, statements,
    stmt_falls_through,
};
pub use lines::take_lines;
pub use objects::Object;
pub use print::{print, print_function};
pub use verify::{Stage, any_layout, fits, verify};

use std::sync::Arc;

use crate::types::{
    Arithmetic, BinaryOp, Comparison, Container, Conversion, Draw, Element, Global, KernelOptions,
    Layout, MathFunction, Scalar, Table, UnaryOp,
};

/// What is compiled to one object: functions that call each other, and the entries into them.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    pub functions: Vec<Function>,
    pub entries: Vec<Entry>,
}

/// The index of a function in [`Unit::functions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FunctionId(pub u32);

/// The index of a local in [`Function::locals`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Local(pub u32);

/// The name of a loop or block inside a function, to leave or go on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label(pub u32);

#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// A unique symbol: module, qualified name and argument types.
    pub name: String,
    /// The function's name in tracebacks.
    pub display_name: String,
    /// The file's path relative to the tree's root, with `/`.
    pub file: String,
    /// The line of the `def`.
    pub line: u32,
    pub linkage: Linkage,
    /// What the decorator of its kernel asks for.
    pub options: KernelOptions,
    /// The first locals are the parameters, in order, tuples flattened.
    pub parameters: usize,
    pub locals: Vec<LocalDeclaration>,
    pub results: Vec<ValueType>,
    /// The locals that own memory: on every way out each releases what it has. Set by
    /// `opt::ownership`.
    pub owners: Vec<Local>,
    pub body: Block,
}

/// Which object holds the code of a function.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Linkage {
    /// That of its unit, for calls of the unit.
    #[default]
    Internal,
    /// That of its unit, for calls of other units by this symbol.
    Exported(String),
    /// That of another unit, by this symbol. The body says to passes what it does.
    Imported(String),
}

impl Function {
    /// Whether it belongs to the library: in Python such a function is written in C and has no
    /// frame.
    pub fn is_library(&self) -> bool {
        self.file.starts_with("pyjit/prelude/")
    }

    /// Whether it works on arrays, a list among them.
    pub fn is_of_arrays(&self) -> bool {
        let is_array = |local: &LocalDeclaration| matches!(local.ty, ValueType::Array { .. });
        self.locals.iter().any(is_array)
    }

    /// Whether it stays a function whoever calls it.
    pub fn stands_alone(&self) -> bool {
        self.is_library() && statements(&self.body) >= STANDS_ALONE && self.is_of_arrays()
    }
}

/// Functions of the library that work on arrays are not inlined from so many statements on: LLVM
/// works on all of a function again each time that it has inlined it into its caller, and where one
/// calls the other many levels deep, that takes most of its time. Their calls take less time than
/// what they do. Functions of numbers alone are inlined as LLVM sees fit: loops over them become
/// vector code.
const STANDS_ALONE: usize = 40;

#[derive(Clone, Debug, PartialEq)]
pub struct LocalDeclaration {
    /// The Python name where there is one, else empty.
    pub name: String,
    pub ty: ValueType,
}

/// The type of a local.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ValueType {
    Scalar(Scalar),
    /// A reference to a Python string that lives at least as long as the call.
    Str,
    /// A view: a data pointer, whether the memory is read-only, what owns the memory if it is not
    /// borrowed, `ndim` lengths and, unless the layout is C, `ndim` strides in bytes.
    ///
    /// Passes before `opt::ownership` take it for a plain value: whose memory lives as long as any
    /// local views it.
    Array {
        element: Element,
        ndim: u8,
        layout: Layout,
    },
}

pub type Block = Vec<Stmt>;

#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    pub kind: StmtKind,
    pub location: Location,
}

/// A place in the function's file, from 1; once [`take_lines`] was there, a place in the table of
/// lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    pub line: u32,
    pub column: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    /// One target for each value that the operation gives (see [`Op`]).
    Assign {
        targets: Vec<Local>,
        op: Op,
    },
    /// Writes an element, one value for each of its parts. The indices are inside: an [`Op::Reach`]
    /// gave them.
    Store {
        array: Local,
        indices: Vec<Operand>,
        values: Vec<Operand>,
    },
    /// Python reads the variable whose `Bool` flag this local is (it carries the variable's name):
    /// fails with [`Failure::Unbound`] where the flag is false. Gone once checks are placed.
    ReadBound(Local),
    /// What follows rests on this `Bool`: fails with [`Failure::Assumption`] where it is false. Gone
    /// once checks are placed.
    Assume(Operand),
    /// What the array views has one owner more, the local. Placed by `opt::ownership`, like the next
    /// two.
    Retain(Local),
    /// The local owns nothing any more; the last owner frees the memory.
    Release(Local),
    /// The local owns nothing any more; what it owned, another local does now.
    Forget(Local),
    /// Looks whether Ctrl-C was pressed, now and then; leaves by an exception if its handler
    /// raised. Placed by `opt::polls` in loops that can run for long.
    Poll,
    /// Raises where `failed` is true. Placed by `opt::checks`.
    Check {
        failed: Operand,
        failure: Failure,
        operands: Vec<Operand>,
    },
    If {
        condition: Operand,
        then: Block,
        otherwise: Block,
    },
    /// Python's `for variable in range(start, stop, step)`: the operands are read once; the number
    /// of rounds is fixed on entry; `variable` is set at the start of each round and the loop does
    /// not read it back. `step` is not zero. `Break` and `Continue` name `label`.
    For {
        label: Label,
        variable: Local,
        start: Operand,
        stop: Operand,
        step: Operand,
        body: Block,
    },
    /// Runs forever, until left.
    Loop {
        label: Label,
        body: Block,
    },
    /// A block that `Break(label)` leaves.
    Labelled {
        label: Label,
        body: Block,
    },
    Break(Label),
    Continue(Label),
    Return(Vec<Operand>),
    /// `raise`: of an exception, or of a class that is called without arguments.
    Raise {
        exception: Object,
        /// `from None`.
        suppress_context: bool,
    },
    /// Makes an object for what making it does, a call of `print`; leaves by an exception if that
    /// fails.
    Run(Object),
}

/// An argument of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    Local(Local),
    Bool(bool),
    /// An integer constant of that scalar; the value fits it.
    Int(Scalar, i128),
    /// A float constant of that scalar, kept as the bits of a double.
    Float(Scalar, u64),
}

/// Whether the indices of an access still need to be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bounds {
    /// Python's indices: negative ones count from the end, others outside raise `IndexError`, in
    /// the words of that container.
    Python {
        container: Container,
        /// How many of the indices are inside, those of `a[i]` in `a[i][j]`: an [`Op::Inside`] gave
        /// them. Exceptions count the axes from there.
        inside: u8,
    },
    /// Known to lie in `0..length`. What `opt::checks` leaves.
    Proved,
}

/// An operation; gives one value unless it says otherwise.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// Also of an array local, into one of the same type or from C order into a strided one:
    /// another view of the same memory.
    Copy(Operand),
    Unary {
        op: UnaryOp,
        arithmetic: Arithmetic,
        value: Operand,
    },
    Abs {
        arithmetic: Arithmetic,
        value: Operand,
    },
    /// `TrueDiv` under `PythonInt` or `Proved` takes two `I64` and gives a correctly rounded `F64`.
    /// Under `Proved` a divisor is neither zero nor -1 with the least integer on the left, a shift
    /// count lies in `0..64`, an exponent is not negative, and the result fits.
    Binary {
        op: BinaryOp,
        arithmetic: Arithmetic,
        left: Operand,
        right: Operand,
    },
    /// `divmod`: gives the quotient (`FloorDiv`) and the remainder (`Mod`). Two operations once
    /// checks are placed.
    DivMod {
        arithmetic: Arithmetic,
        left: Operand,
        right: Operand,
    },
    /// `Add`, `Sub`, `Mul`, `Pow`, `LShift` on `I64`: gives the wrapped result and whether it
    /// overflowed. An exponent or a shift count is not negative, but may be of any size; zero
    /// shifted by anything is zero. Placed by `opt::checks`.
    Overflowing {
        op: BinaryOp,
        left: Operand,
        right: Operand,
    },
    /// Both operands are of `scalar`; gives a `Bool`. Floats: ordered, except that `Ne` is true on
    /// NaN. Integers may be of the other sign: their bits are compared as those of `scalar`
    /// (`index as U64 >= length` is one comparison for both ends).
    Compare {
        op: Comparison,
        scalar: Scalar,
        left: Operand,
        right: Operand,
    },
    /// An `I64` on the left against an `F64` on the right, by value, without rounding.
    CompareIntFloat {
        op: Comparison,
        left: Operand,
        right: Operand,
    },
    /// An `I64` on the left against a `U64` on the right, by value.
    CompareSignedUnsigned {
        op: Comparison,
        left: Operand,
        right: Operand,
    },
    /// Logical negation of a `Bool`.
    Not(Operand),
    /// `condition ? then : otherwise`, both evaluated. Where the condition is `unpredictable`, the
    /// machine is not to guess it.
    Select {
        condition: Operand,
        then: Operand,
        otherwise: Operand,
        unpredictable: bool,
    },
    /// `Exact` and `Truncate` can fail.
    Convert {
        value: Operand,
        from: Scalar,
        to: Scalar,
        conversion: Conversion,
    },
    /// Whether that conversion would fail; for `Truncate` whether the value, its fraction dropped,
    /// is outside the range, which NaN and infinities are. Gives a `Bool`. Placed by `opt::checks`.
    ConvertFails {
        value: Operand,
        from: Scalar,
        to: Scalar,
        conversion: Conversion,
    },
    /// Rounds an `F64` half to even and converts to `I64`; fails like `Truncate`.
    RoundToInt(Operand),
    /// An element; one `I64` index for each dimension. Gives a value for each of its parts.
    Load {
        array: Local,
        indices: Vec<Operand>,
        bounds: Bounds,
    },
    /// What `a[i]` of an array of more dimensions looks at, where an element of it is meant: gives
    /// the index counted from the front. The axis is one of the array's; exceptions count the axes
    /// from `first`, where the brackets begin.
    Inside {
        array: Local,
        axis: u8,
        first: u8,
        index: Operand,
        container: Container,
    },
    /// What assigning to an element looks at before the value: gives the indices counted from the
    /// front, which the [`StmtKind::Store`] takes; without any it only asks whether the memory may be
    /// written. Every failure of an access that writes is
    /// declared here, so that what the value can fail by comes before or behind it as the
    /// container has it.
    Reach {
        array: Local,
        indices: Vec<Operand>,
        bounds: Bounds,
    },
    /// A Python integer, of the type `from`, as the byte that a `bytearray` or `memoryview` takes
    /// at `index`. Gives a `U8`.
    Byte {
        value: Operand,
        from: Scalar,
        array: Local,
        index: Operand,
        container: Container,
    },
    /// Python's index counted from the front: `index < 0 ? index + length : index`. Placed by
    /// `opt::checks`; the length is not negative, so the sum cannot overflow.
    NormalizeIndex {
        index: Operand,
        length: Operand,
    },
    /// Three-argument `pow` on `I64`s: `base ** exponent % modulus` with the sign of the modulus.
    /// Once checks are placed (`Proved`) the exponent is not negative and the modulus not zero.
    PowMod {
        arithmetic: Arithmetic,
        base: Operand,
        exponent: Operand,
        modulus: Operand,
    },
    /// A constant string, as a `Str`.
    Text(String),
    /// A constant array in C order, which is never written.
    Table(Arc<Table>),
    /// A number of a module that the first call reads; the same in every call after it.
    Global {
        global: Global,
        scalar: Scalar,
    },
    /// An array of more than one dimension at one position of an axis: a view, with an axis less. The
    /// index is an `I64` that lies inside. Of the first axis the layout stays.
    Row {
        array: Local,
        axis: u8,
        index: Operand,
    },
    /// A part of an axis: a view that begins at `start` and has `count` positions, `step` from one to
    /// the next, all `I64`s and all positions inside. Of the first axis in steps of 1 the layout
    /// stays.
    Slice {
        array: Local,
        axis: u8,
        start: Operand,
        count: Operand,
        step: Operand,
    },
    /// One axis more, of length 1, in front of that one: a view of the same layout.
    NewAxis {
        array: Local,
        axis: u8,
    },
    /// The axes in the other order: a strided view.
    Transpose {
        array: Local,
    },
    /// Whether two `Str`s are equal, a `Bool`.
    TextEqual {
        left: Operand,
        right: Operand,
    },
    /// Whether one `Str` comes before another in the order of code points, a `Bool`.
    TextLess {
        left: Operand,
        right: Operand,
    },
    /// The number of code points of a `Str`, an `I64` that is not negative.
    TextLength(Operand),
    /// A new array in C order, of zeros or of whatever lay there. The lengths are not negative, and
    /// the size in bytes fits 64 bits. Fails where there is no memory.
    Allocate {
        element: Element,
        lengths: Vec<Operand>,
        zeroed: bool,
        /// Behind it stands a look whether there was memory: what `opt::checks` leaves.
        checked: bool,
    },
    /// Whether there was no memory for an array that was just allocated, a `Bool`. Placed by
    /// `opt::checks`.
    Missing(Local),
    /// The same memory, from the same first element on, with other lengths and strides, all `I64`s,
    /// which stay inside; without strides in C order, which the array then is, too. `is_view` where
    /// Python has another object for it; `read_only` where it may not be written whatever the array.
    Relaid {
        array: Local,
        element: Element,
        lengths: Vec<Operand>,
        strides: Vec<Operand>,
        is_view: bool,
        read_only: bool,
    },
    /// A new list without elements: a view, without dimensions, of its head (`PyjitList` of the
    /// runtime), which owns all of it. Fails where there is no memory.
    NewList {
        /// The bytes from one element to the next, and where in an element other lists lie.
        size: u32,
        lists: Vec<u32>,
        /// Behind it stands a look whether there was memory: what `opt::checks` leaves.
        checked: bool,
    },
    /// The number of elements of a list, an `I64` in `0..2^63`.
    ListLength(Local),
    /// Where the list lies, an `I64`.
    ListAddress(Local),
    /// The list has so many elements from now on, of so many bytes; what is behind the elements it had
    /// is written before it is read. Fails where there is no memory. Once checks are placed it gives
    /// whether there was none, a `Bool`; the list is then what it was.
    ListResize {
        list: Local,
        count: Operand,
        size: u32,
        checked: bool,
    },
    /// The list, array or string in an element of a list, so many bytes behind its start: both own
    /// it, but for a string, which the call holds.
    ListAt {
        list: Local,
        index: Operand,
        offset: u32,
        size: u32,
        part: ValueType,
    },
    /// Writes such a part, which is an owner from then on. Gives nothing.
    ListPut {
        list: Local,
        index: Operand,
        offset: u32,
        size: u32,
        value: Local,
    },
    /// Such a part owns nothing any more. Gives nothing.
    ListDrop {
        list: Local,
        index: Operand,
        offset: u32,
        size: u32,
    },
    /// Moves so many elements of a list from one index on to another, as they are. Gives nothing.
    ListMove {
        list: Local,
        to: Operand,
        from: Operand,
        count: Operand,
        size: u32,
    },
    /// One part of each element of a list, which begins `offset` bytes behind the element and is
    /// `size` bytes from that of the next: a view in C order where that is all there is, else a strided
    /// one. It is the list's memory until that is resized.
    ListElements {
        list: Local,
        element: Element,
        offset: u32,
        size: u32,
    },
    /// Whether writing the elements of `written` one after the other may change elements of `read`
    /// that are still to be read for others: their memory overlaps, and they are not the same view. A
    /// `Bool`.
    Overlaps {
        read: Local,
        written: Local,
    },
    /// The distance in bytes between neighbours along an axis, an `I64`.
    Stride {
        array: Local,
        axis: u8,
    },
    /// Whether the memory of an array must not be written, a `Bool`: the same for the whole call.
    /// Placed by `opt::checks`.
    ReadOnly(Local),
    /// The next number of a generator of random numbers, which changes it.
    Draw {
        generator: Local,
        draw: Draw,
    },
    /// The generator behind `np.random`, a view; `with_gauss` where what is kept beside it is read.
    GlobalGenerator {
        with_gauss: bool,
    },
    /// A new generator of an `I64`, without a seed if that is negative: a view, without dimensions, of
    /// memory that owns it. Fails where there is no memory.
    NewGenerator {
        seed: Operand,
        /// Behind it stands a look whether there was memory: what `opt::checks` leaves.
        checked: bool,
    },
    /// Seeds the generator behind `np.random` with an `I64` that fits 32 bits without a sign. Gives
    /// nothing.
    Seed(Operand),
    /// The length along an axis, an `I64` in `0..2^63`.
    Length {
        array: Local,
        axis: u8,
    },
    Math {
        function: MathFunction,
        arguments: Vec<Operand>,
    },
    /// Gives one value for each result of the callee. An exception in it leaves this function too.
    Call {
        function: FunctionId,
        arguments: Vec<Operand>,
    },
}
