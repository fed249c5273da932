//! The spellings of types: expressions that stand in annotations and signatures, read as types.

use std::sync::Arc;

use rustpython_ast::{
    Expr, ExprStringLiteral, ExprSubscript, Operator, StmtFunctionDef, TypeParams,
};
use rustpython_text_size::Ranged;

use super::evaluated::{self, keeps_annotations};
use super::refuse::shorten;
use super::type_names::{buffer, element, named};
use super::type_variables::{TypeVariable, type_var};
use super::{Binding, MAX_DEPTH, NamedTupleDefinition, Program, shaped};
use crate::diagnostics::{Code, Diagnostic, Place, codes};
use crate::source::{FileId, Span, parse_string_annotation};
use crate::types::{
    ArrayType, Container, Content, Element, Layout, ListLayout, MAX_NDIM, MAX_SIZE, NamedTuple,
    Record, Scalar, ShapedType, Type,
};

/// What is said of a container whose annotation leaves open what is in it.
const SAYS_TOO_LITTLE: &str = "does not say what it holds";

/// Whether an annotation was refused because it says less than a type: where the type can be inferred,
/// as that of a result, it says nothing then.
pub fn says_too_little(refusal: &Diagnostic) -> bool {
    refusal.code == codes::UNKNOWN_DIMENSIONS || refusal.label == SAYS_TOO_LITTLE
}

/// What an annotation says.
#[derive(Clone, Debug, PartialEq)]
pub enum Declared {
    Type(Type),
    /// An array of these whose number of dimensions is not said.
    AnyRank(Content),
}

/// Reads the types in one text.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub(super) program: &'a Program<'a>,
    pub(super) file: FileId,
    /// The text that the expressions were parsed from.
    pub(super) text: &'a str,
    /// Where the whole text stands in the file, if it is not the file's own: inside a string.
    pub(super) inside: Option<Span>,
    /// Python does not evaluate it.
    pub(super) unevaluated: bool,
    pub(super) depth: usize,
    /// The types that stand for type variables.
    pub(super) bindings: &'a [(TypeVariable, Type)],
    /// It is Numba's: names in strings are those of its types, and nothing else.
    pub(super) numbas: bool,
    /// The type parameters of the function, which are no names of the module.
    pub(super) type_params: Option<&'a TypeParams>,
}

impl<'a> Reader<'a> {
    /// A reader of expressions that are written in the file itself.
    pub fn of_file(program: &'a Program<'a>, file: FileId) -> Reader<'a> {
        let text = &program.tree.file(file).text;
        let (inside, unevaluated, depth) = (None, false, 0);
        let (bindings, type_params, numbas) = (&[][..], None, false);
        Reader { program, file, text, inside, unevaluated, depth, bindings, numbas, type_params }
    }

    /// A reader of what Numba's decorators are given.
    pub fn of_numba(self) -> Reader<'a> {
        Reader { numbas: true, ..self }
    }

    /// A reader of a function's annotations.
    pub fn of_function(
        self,
        function: &'a StmtFunctionDef,
        bindings: &'a [(TypeVariable, Type)],
    ) -> Reader<'a> {
        let unevaluated = keeps_annotations(self.program, self.file);
        Reader { bindings, type_params: function.type_params.as_deref(), unevaluated, ..self }
    }

    /// A reader of what Python does not evaluate, as annotations of local variables.
    pub fn of_unevaluated(self) -> Reader<'a> {
        Reader { unevaluated: true, ..self }
    }

    /// A reader of expressions parsed from a string at that place; pyjit's and Numba's names of
    /// types are known in it without being imported.
    pub fn of_string(self, text: &'a str, place: Span) -> Reader<'a> {
        Reader { text, inside: Some(place), unevaluated: true, ..self }
    }

    /// Whether Python does not evaluate what is read.
    pub fn is_unevaluated(&self) -> bool {
        self.unevaluated
    }

    /// The type that an expression names.
    ///
    /// # Errors
    /// The refusal, if it is no type that a kernel can work on.
    pub fn read(&self, expression: &Expr) -> Result<Declared, Diagnostic> {
        if self.depth >= MAX_DEPTH {
            return Err(self.unsupported(expression));
        }
        let inner = Reader { depth: self.depth + 1, ..*self };
        let found = inner.read_type(expression)?;
        if !self.unevaluated {
            evaluated::check(self, expression)?;
        }
        Ok(found)
    }

    fn read_type(&self, expression: &Expr) -> Result<Declared, Diagnostic> {
        match expression {
            Expr::NoneLiteral(_) => Ok(Declared::Type(Type::None)),
            Expr::StringLiteral(string) => self.string(string, expression),
            Expr::Name(_) | Expr::Attribute(_) => self.name(expression),
            Expr::Subscript(subscript) => self.subscript(subscript, expression),
            Expr::Call(call) => match self.time(expression) {
                Some(time) => Ok(Declared::Type(Type::Time(time))),
                None => match self.numbas_type(call)? {
                    Some(ty) => Ok(Declared::Type(ty)),
                    None => Err(self.unsupported(expression)),
                },
            },
            Expr::BinOp(union) if union.op == Operator::BitOr => {
                self.union(&[&union.left, &union.right], expression)
            }
            _ => Err(self.unsupported(expression)),
        }
    }

    /// The same where an array's number of dimensions must be said.
    pub fn read_parameter(&self, expression: &Expr) -> Result<Type, Diagnostic> {
        match self.read(expression)? {
            Declared::Type(ty) => Ok(ty),
            Declared::AnyRank(_) => Err(self.unknown_rank(expression, "it")),
        }
    }

    /// The same of what is no parameter itself, and so cannot have declared lengths.
    pub fn read_exact(&self, expression: &Expr) -> Result<Type, Diagnostic> {
        match self.read_parameter(expression)? {
            Type::Shaped(_) => Err(self
                .unsupported(expression)
                .with_label("only a parameter itself can have these lengths, or this order")
                .with_help("write `:` for each dimension here")),
            ty => Ok(ty),
        }
    }

    /// An array with any strides.
    ///
    /// # Errors
    /// None; the type is that of its caller.
    pub fn array(content: &Content, ndim: u8) -> Result<Type, Diagnostic> {
        let layout = Layout::Strided;
        let element = match content {
            Content::Element(element) => *element,
            Content::Record(record) => return Ok(Type::Records(record.clone(), ndim)),
        };
        Ok(Type::Array(ArrayType { element, ndim, layout, container: Container::Array }))
    }

    /// The refusal of an array whose number of dimensions is neither said nor told by its uses.
    pub fn unknown_rank(&self, expression: &Expr, name: &str) -> Diagnostic {
        let message = format!("the number of dimensions of `{name}` is not known");
        self.refusal(codes::UNKNOWN_DIMENSIONS, message, expression)
            .with_label("does not say it, and the function's indices do not tell")
            .with_help("write `f64[:]` for one dimension, `f64[:, :]` for two, and so on")
    }

    /// A refusal at the place of an expression.
    pub fn refusal(&self, code: Code, message: String, expression: &Expr) -> Diagnostic {
        let file = self.program.tree.file(self.file);
        let span = self.inside.unwrap_or_else(|| expression.range().into());
        Diagnostic::error(code, message, Place { path: file.path.clone(), span })
    }

    /// The text of an expression.
    pub(super) fn text_of(&self, node: &impl Ranged) -> &'a str {
        self.text.get(std::ops::Range::from(node.range())).unwrap_or("this")
    }

    /// Whether an expression names a type variable.
    pub(super) fn is_type_variable(&self, expression: &Expr) -> bool {
        self.variable(expression).is_some()
    }

    fn unsupported(&self, expression: &Expr) -> Diagnostic {
        let text = self.text_of(expression);
        let message = format!("`{}` is not a type that a kernel can work on", shorten(text));
        self.refusal(codes::UNSUPPORTED_TYPE, message, expression)
            .with_label("not supported")
            .with_help("use numbers, tuples of numbers, and arrays like `f64[:]`")
    }

    fn string(&self, string: &ExprStringLiteral, whole: &Expr) -> Result<Declared, Diagnostic> {
        let parsed = match string.value.as_slice() {
            [literal] if self.inside.is_none() => parse_string_annotation(self.text, literal),
            _ => None,
        };
        match parsed {
            Some(expression) => self.of_unevaluated().read(&expression),
            None => Err(self.unsupported(whole)),
        }
    }

    /// What a name or dotted name means here.
    pub(super) fn resolve(&self, expression: &Expr) -> Binding {
        if let (Expr::Name(name), true, true) = (expression, self.numbas, self.inside.is_some()) {
            return Binding::Library(format!("numba.types.{}", name.id));
        }
        let found = self.program.resolve(self.file, expression);
        match (expression, &found) {
            (Expr::Name(name), Binding::Unknown(_)) if self.inside.is_some() => {
                let mut known = ["pyjit", "numba"].map(|library| format!("{library}.{}", name.id));
                let known = known.iter_mut().find(|dotted| named(dotted).is_some());
                known.map_or(found, |dotted| Binding::Library(std::mem::take(dotted)))
            }
            _ => found,
        }
    }

    fn name(&self, expression: &Expr) -> Result<Declared, Diagnostic> {
        if let Some(found) = self.variable(expression) {
            return found;
        }
        match self.resolve(expression) {
            Binding::Constant(crate::types::Constant::None) => Ok(Declared::Type(Type::None)),
            Binding::Library(name) => match named(&name) {
                Some(ty) => Ok(Declared::Type(ty)),
                // One of the records.
                None => match Record::of_dtype_name(&name) {
                    Some(record) => Ok(Declared::Type(Type::Record(Arc::new(record)))),
                    None => Err(self.bare(&name, expression)),
                },
            },
            Binding::Unknown(reason) if reason.starts_with("it may come from") => {
                let help = "import the name by itself, behind the `*`";
                Err(self.unsupported(expression).with_label(reason).with_help(help))
            }
            _ => match self.program.named_tuple(self.file, expression) {
                Some(definition) => self.named_tuple(&definition, expression),
                None => match self.alias(expression) {
                    Some(found) => found,
                    None => Err(self.unsupported(expression)),
                },
            },
        }
    }

    /// A named tuple whose fields have the types that its class says.
    fn named_tuple(
        &self,
        definition: &NamedTupleDefinition,
        whole: &Expr,
    ) -> Result<Declared, Diagnostic> {
        let there = Reader::of_file(self.program, definition.file);
        let unevaluated = keeps_annotations(self.program, definition.file);
        let there = Reader { depth: self.depth + 1, unevaluated, ..there };
        let mut fields = Vec::new();
        for field in &definition.fields {
            let ty = field.annotation.and_then(|annotation| there.read_exact(annotation).ok());
            let Some(ty) = ty.filter(|ty| !ty.holds_array()) else {
                let label = format!("its field `{}` has no type that is supported", field.name);
                let help = "declare it as a `typing.NamedTuple` of numbers and tuples";
                return Err(self.unsupported(whole).with_label(label).with_help(help));
            };
            fields.push((field.name.clone(), ty));
        }
        let module = self.program.tree.file(definition.file).module.clone();
        let named = NamedTuple { module, name: definition.name.clone(), fields };
        let ty = Type::Named(Box::new(named));
        if ty.size() > MAX_SIZE {
            return Err(self.unsupported(whole).with_label("has too many fields"));
        }
        Ok(Declared::Type(ty))
    }

    /// The type that stands for a type variable, if an expression names one.
    fn variable(&self, expression: &Expr) -> Option<Result<Declared, Diagnostic>> {
        let parameter = self.type_params.and_then(|list| {
            let name = expression.as_name_expr()?.id.as_str();
            list.type_params.iter().find(|it| it.name().as_str() == name).map(|_| name.to_owned())
        });
        let variable = match parameter {
            Some(name) => TypeVariable::Parameter(name),
            None => {
                let (file, call) = type_var(self.program, self.file, expression)?;
                TypeVariable::Global(file, call.range.into())
            }
        };
        let bound = self.bindings.iter().find(|(known, _)| *known == variable);
        Some(match bound {
            Some((_, ty)) => Ok(Declared::Type(ty.clone())),
            None => Err(self.unsupported(expression)),
        })
    }

    /// The type behind a name of the tree that an expression was assigned to.
    fn alias(&self, expression: &Expr) -> Option<Result<Declared, Diagnostic>> {
        if let Some(found) = self.variable(expression) {
            return Some(found);
        }
        let (file, value) = self.program.origin(self.file, expression)?;
        let there = Reader { depth: self.depth + 1, ..Reader::of_file(self.program, file) };
        let found = there.read(value);
        // The refusal belongs to the place that uses the alias.
        Some(found.map_err(|mut refusal| {
            let here = self.refusal(refusal.code, String::new(), expression).place;
            if let Some(definition) = std::mem::replace(&mut refusal.place, here) {
                refusal.related.push((definition, "defined here".to_owned()));
            }
            refusal
        }))
    }

    /// The refusal of a library's name, with the way to say what is missing.
    fn bare(&self, name: &str, expression: &Expr) -> Diagnostic {
        let refusal = self.unsupported(expression);
        match name {
            "numpy.ndarray" | "numpy.typing.NDArray" | "numpy.typing.ArrayLike" => refusal
                .with_label(SAYS_TOO_LITTLE)
                .with_help("write `f64[:]`, or `NDArray[np.float64]`"),
            "array.array" => refusal
                .with_label(SAYS_TOO_LITTLE)
                .with_help("write `\"array.array[float]\"` or `\"array.array[int]\"`"),
            "builtins.tuple" | "typing.Tuple" => refusal
                .with_label(SAYS_TOO_LITTLE)
                .with_help("name the type of each element: `tuple[int, float]`"),
            "numpy.datetime64" | "numpy.timedelta64" => {
                refusal.with_label(SAYS_TOO_LITTLE).with_help(
                    "say the unit in a string: `\"datetime64[ns]\"`, `\"timedelta64[s][:]\"`",
                )
            }
            "builtins.list" | "typing.List" => refusal
                .with_label(SAYS_TOO_LITTLE)
                .with_help("name the type of its elements: `list[int]`"),
            _ => refusal,
        }
    }

    fn subscript(&self, subscript: &ExprSubscript, whole: &Expr) -> Result<Declared, Diagnostic> {
        let arguments = shaped::axes(subscript);
        if let Some(time) = self.time(&subscript.value) {
            return self.sliced(Element::Time(time), arguments, whole);
        }
        if let Some(time) = self.time(whole) {
            return Ok(Declared::Type(Type::Time(time)));
        }
        let name = match self.resolve(&subscript.value) {
            Binding::Library(name) => name,
            _ => {
                // An alias of a scalar, as in `Real = f64` and `Real[:]`.
                return match self.alias(&subscript.value) {
                    Some(Ok(Declared::Type(Type::Sized(scalar)))) => {
                        self.sliced(scalar.into(), arguments, whole)
                    }
                    Some(Ok(Declared::Type(Type::Time(time)))) => {
                        self.sliced(Element::Time(time), arguments, whole)
                    }
                    Some(Ok(Declared::Type(Type::SizedComplex(part)))) => {
                        self.sliced(Element::Complex(part), arguments, whole)
                    }
                    _ => Err(self.unsupported(whole)),
                };
            }
        };
        match (name.as_str(), arguments) {
            ("typing.Annotated" | "typing_extensions.Annotated", [first, ..]) => self.read(first),
            ("typing.Optional", [only]) => Ok(optional(self.read_exact(only)?)),
            ("typing.Union", _) => self.union(&arguments.iter().collect::<Vec<_>>(), whole),
            ("builtins.tuple" | "typing.Tuple", _) => self.tuple(arguments, whole),
            ("builtins.list" | "typing.List", [element]) => self.list(element, whole),
            ("typing.Literal" | "typing_extensions.Literal", _)
                if arguments.iter().all(Expr::is_string_literal_expr) =>
            {
                Ok(Declared::Type(Type::Str))
            }
            ("array.array", [element]) => self.array_array(element, whole),
            ("numpy.typing.NDArray", [element]) => self.any_rank(element, whole),
            ("numpy.ndarray", [shape, element]) => self.ndarray(shape, element, whole),
            _ => match (element(&name), Record::of_dtype_name(&name)) {
                (Some(element), _) => self.sliced(element, arguments, whole),
                // `point[:]`, in a string.
                (None, Some(record)) => {
                    let bytes = self.sliced(Element::Scalar(Scalar::U8), arguments, whole)?;
                    match bytes {
                        Declared::Type(Type::Array(ty)) if ty.layout == Layout::Strided => {
                            Ok(Declared::Type(Type::Records(Arc::new(record), ty.ndim)))
                        }
                        _ => Err(self.unsupported(whole)),
                    }
                }
                (None, None) => Err(self.bare(&name, whole)),
            },
        }
    }

    /// `X | None`, in any order; other unions are no type of one value.
    fn union(&self, members: &[&Expr], whole: &Expr) -> Result<Declared, Diagnostic> {
        let mut types = Vec::new();
        for member in members {
            types.push(self.read_exact(member)?);
        }
        types.dedup();
        let help = "write one kernel for each type, or several signatures: `@jit([…])`";
        let others: Vec<&Type> = types.iter().filter(|ty| **ty != Type::None).collect();
        match others.as_slice() {
            [] => Ok(Declared::Type(Type::None)),
            [only] if others.len() == types.len() => Ok(Declared::Type((*only).clone())),
            [only] => Ok(optional((*only).clone())),
            _ => Err(self.unsupported(whole).with_help(help)),
        }
    }

    fn tuple(&self, arguments: &[Expr], whole: &Expr) -> Result<Declared, Diagnostic> {
        // The slice of `tuple[()]` is an empty tuple, so it has no arguments here.
        let mut elements = Vec::new();
        for argument in arguments {
            if argument.is_ellipsis_literal_expr() {
                let help = "name the type of each element: `tuple[float, float]`";
                return Err(self.unsupported(whole).with_help(help));
            }
            elements.push(self.read_exact(argument)?);
        }
        // Aliases of tuples of aliases can make a type that no memory holds.
        if elements.iter().map(Type::size).sum::<usize>() > MAX_SIZE {
            return Err(self.unsupported(whole).with_label("has too many elements"));
        }
        Ok(Declared::Type(Type::Tuple(elements)))
    }

    fn list(&self, element: &Expr, whole: &Expr) -> Result<Declared, Diagnostic> {
        let element = self.read_exact(element)?.with_any_layout();
        if ListLayout::of(&element).is_none() {
            let help = "lists hold numbers, strings, arrays, `None`, tuples and lists of these";
            return Err(self.unsupported(whole).with_help(help));
        }
        Ok(Declared::Type(Type::List(Some(Box::new(element)))))
    }

    fn array_array(&self, element: &Expr, whole: &Expr) -> Result<Declared, Diagnostic> {
        let element = match self.read(element)? {
            Declared::Type(Type::Int) => Scalar::I64,
            Declared::Type(Type::Float) => Scalar::F64,
            _ => return Err(self.bare("array.array", whole)),
        };
        Ok(Declared::Type(buffer(element, Container::ArrayArray)))
    }

    /// What an array of NumPy's spelling holds.
    fn element(&self, expression: &Expr, whole: &Expr) -> Result<Element, Diagnostic> {
        let Declared::Type(ty) = self.read(expression)? else {
            return Err(self.unsupported(whole));
        };
        Ok(match ty {
            Type::Sized(scalar) => Element::Scalar(scalar),
            Type::SizedComplex(part) => Element::Complex(part),
            Type::Time(time) => Element::Time(time),
            // NumPy reads Python's own types as these.
            Type::Float => Element::Scalar(Scalar::F64),
            Type::Bool => Element::Scalar(Scalar::Bool),
            Type::Int => Element::Scalar(Scalar::I64),
            Type::Complex => Element::Complex(Scalar::F64),
            _ => return Err(self.unsupported(whole)),
        })
    }

    fn any_rank(&self, element: &Expr, whole: &Expr) -> Result<Declared, Diagnostic> {
        Ok(Declared::AnyRank(self.content(element, whole)?))
    }

    /// What an array of NumPy's spelling holds, records included.
    fn content(&self, expression: &Expr, whole: &Expr) -> Result<Content, Diagnostic> {
        if let Binding::Library(name) = self.resolve(expression)
            && let Some(record) = Record::of_dtype_name(&name)
        {
            return Ok(Content::Record(Arc::new(record)));
        }
        self.element(expression, whole).map(Content::Element)
    }

    /// `np.ndarray[shape, np.dtype[element]]`.
    fn ndarray(&self, shape: &Expr, element: &Expr, whole: &Expr) -> Result<Declared, Diagnostic> {
        let element = match element {
            Expr::Subscript(dtype)
                if self.resolve(&dtype.value) == Binding::Library("numpy.dtype".to_owned()) =>
            {
                self.content(&dtype.slice, whole)?
            }
            _ => return Err(self.bare("numpy.ndarray", whole)),
        };
        let Expr::Subscript(tuple) = shape else { return Ok(Declared::AnyRank(element)) };
        let lengths = match &*tuple.slice {
            Expr::Tuple(lengths) => lengths.elts.as_slice(),
            single => std::slice::from_ref(single),
        };
        if lengths.iter().any(Expr::is_ellipsis_literal_expr) {
            return Ok(Declared::AnyRank(element));
        }
        let ndim = self.ndim(lengths.len(), whole)?;
        Reader::array(&element, ndim).map(Declared::Type)
    }

    fn ndim(&self, count: usize, whole: &Expr) -> Result<u8, Diagnostic> {
        if count <= MAX_NDIM {
            return Ok(count as u8);
        }
        let message = format!("arrays of {count} dimensions are not supported");
        Err(self
            .refusal(codes::UNSUPPORTED_LAYOUT, message, whole)
            .with_help("arrays can have 8 dimensions at most; reshape it before the call"))
    }

    /// `f64[:, ::1]`.
    fn sliced(
        &self,
        element: Element,
        axes: &[Expr],
        whole: &Expr,
    ) -> Result<Declared, Diagnostic> {
        let mut units = Vec::new();
        let mut lengths = Vec::new();
        for axis in axes {
            let Expr::Slice(slice) = axis else {
                let mut resolve = |inner: &Expr| self.resolve(inner);
                let Some(length) = shaped::length(axis, &mut resolve) else {
                    return Err(self.unsupported(whole));
                };
                lengths.push(Some(length));
                units.push(false);
                continue;
            };
            lengths.push(None);
            let unit = match &slice.step {
                None => false,
                Some(step) => match self.program.fold(self.file, step) {
                    Ok(crate::types::Constant::Int(1)) => true,
                    _ => return Err(self.unsupported(whole)),
                },
            };
            if slice.lower.is_some() || slice.upper.is_some() {
                return Err(self.unsupported(whole));
            }
            units.push(unit);
        }
        let ndim = self.ndim(units.len(), whole)?;
        let in_fortran_order = ndim > 1 && units.first() == Some(&true);
        let before_last = units.split_last().map_or(&[][..], |(_, before)| before);
        let allowed = if in_fortran_order { &units[1..] } else { before_last };
        if allowed.contains(&true) {
            let message = "arrays in no order that is known cannot be asked for".to_owned();
            return Err(self
                .refusal(codes::UNSUPPORTED_LAYOUT, message, whole)
                .with_label("`::1` stands at more than one place, or in the middle")
                .with_help("write `::1` last for C order, first for Fortran order, or only `:`"));
        }
        let in_c_order = !in_fortran_order && units.last() == Some(&true);
        let layout = if in_c_order { Layout::C } else { Layout::Strided };
        let array = ArrayType { element, ndim, layout, container: Container::Array };
        if !in_fortran_order && lengths.iter().all(Option::is_none) {
            return Ok(Declared::Type(Type::Array(array)));
        }
        Ok(Declared::Type(Type::Shaped(Box::new(ShapedType { array, lengths, in_fortran_order }))))
    }
}

/// `inner | None`.
fn optional(inner: Type) -> Declared {
    Declared::Type(match inner {
        Type::None | Type::Optional(_) => inner,
        _ => Type::Optional(Box::new(inner)),
    })
}
