//! `out=`, `where=` and `dtype=` of NumPy's functions of elements: the result is computed into an
//! array that is there, and is that array.
//!
//! The output takes part in the shape that the operands have together, but is not broadcast itself;
//! so does the mask. Where memory is shared, lowering computes into a new array first, as NumPy does.

use rustpython_ast::{ExprCall, Keyword};

use crate::check::body::Body;
use crate::check::build::{apply, behind, block, constant_of, is_simple, node, parts_of, variable};
use crate::check::calls::ufuncs;
use crate::check::library;
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::{described, shown};
use crate::check::rules::arithmetic::operand;
use crate::check::rules::convert::convert;
use crate::check::rules::dtypes::{dtype_by, element_of, is_of_same_kind};
use crate::check::rules::kinds::is_numpys;
use crate::check::tree::{
    Elementwise, Expr, ExprKind, Filling, Intrinsic, Shape, Stmt, StmtKind, VariableId,
};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{ArrayType, Constant, Conversion, Element, Scalar, Type};

/// What a call says of its result, beside its operands.
struct Asked {
    output: Option<Expr>,
    mask: Option<Expr>,
    dtype: Option<Expr>,
}

/// The keywords that say it.
const KEYWORDS: [&str; 3] = ["out", "where", "dtype"];

impl Body<'_> {
    /// A call that says where its result goes, or what it is computed in; `None` if it does not, or
    /// the function is not one of elements.
    pub fn call_with_output(&mut self, name: &str, ast: &ExprCall) -> Built<Option<Expr>> {
        let span: Span = ast.range.into();
        let is_round = name == "numpy.round";
        let Some(function) = library::signature(name) else { return Ok(None) };
        if !is_round && !ufuncs::is_ufunc(name) {
            return Ok(None);
        }
        let of_result = |it: &&Keyword| match it.arg.as_ref() {
            Some(name) if is_round => name.as_str() == "out",
            Some(name) => KEYWORDS.contains(&name.as_str()),
            None => false,
        };
        let keywords = &*ast.arguments.keywords;
        let arity = function.parameters.len();
        if !keywords.iter().any(|it| of_result(&it)) && ast.arguments.args.len() <= arity {
            return Ok(None);
        }
        let mut given = self.spread(&ast.arguments.args)?;
        let mut asked = Asked { output: None, mask: None, dtype: None };
        if given.len() == arity + 1 {
            asked.output = given.pop();
        }
        let positional = asked.output.is_some();
        let first = keywords.iter().position(|it| of_result(&it)).unwrap_or(keywords.len());
        let (before, behind) = keywords.split_at(first);
        if let Some(late) = behind.iter().find(|it| !of_result(it)) {
            // What comes behind them is evaluated behind them.
            return refuse(not_in_order(name, late));
        }
        let inputs = self.bound(name, function, given, before, span)?;
        for keyword in behind {
            let value = self.expr(&keyword.value)?;
            match keyword.arg.as_ref().map_or("", |it| it.as_str()) {
                "out" if positional => {
                    let message = "cannot specify 'out' as both a positional and keyword argument";
                    return refuse(
                        Problem::new(codes::CALL_ARGUMENTS, keyword.range.into(), message)
                            .label("NumPy raises TypeError here")
                            .help("give the output once"),
                    );
                }
                "out" => asked.output = Some(value),
                "where" => asked.mask = Some(value),
                _ => asked.dtype = Some(value),
            }
        }
        self.computed_into(name, inputs, asked, span).map(Some)
    }

    /// The call with arguments that are built.
    fn computed_into(
        &mut self,
        name: &str,
        inputs: Vec<Expr>,
        asked: Asked,
        span: Span,
    ) -> Built<Expr> {
        let dtype = match asked.dtype.filter(|it| it.ty != Type::None) {
            Some(dtype) => match dtype_by(&dtype) {
                Some(element) => Some(element),
                None => return refuse(unknown_dtype(name, &dtype)),
            },
            None => None,
        };
        if dtype == Some(Element::Scalar(Scalar::Bool)) {
            // Of what answers with booleans it is the type of the answer, not of the operands.
            return refuse(other_dtype(name, Scalar::Bool.into(), span));
        }
        let mask = asked.mask.filter(|it| constant_of(it) != Some(Constant::Bool(true)));
        let output = match asked.output {
            Some(output) => only_one(name, output)?,
            None => None,
        };
        let Some(output) = output else {
            if let Some(mask) = mask {
                return refuse(elements_of_nothing(name, &mask));
            }
            return self.dispatched(inputs, span, &mut |this, inputs| {
                let inputs = this.in_dtype(name, inputs, dtype)?;
                let whole = this.call_library_with(name, inputs, span)?;
                expect_dtype(name, &whole, dtype)?;
                Ok(whole)
            });
        };
        let mut body = Vec::new();
        let count = inputs.len();
        let mut values = inputs;
        values.push(output);
        values.extend(mask);
        let mut values = self.ready_for_output(values, count, &mut body);
        let mut inputs: Vec<Expr> = values.drain(..count).collect();
        let mut values = values.into_iter();
        let (output, mask) = (values.next().ok_or(Stop::Unknown(span))?, values.next());
        if name == "numpy.round" {
            // The array is read twice.
            inputs = inputs.into_iter().map(|it| self.settle_one(it, &mut body)).collect();
            self.check_shape_of_rounded(&inputs, &output, span, &mut body)?;
        }
        let made = self.dispatched(inputs, span, &mut |this, inputs| {
            let mut body = Vec::new();
            this.check_output(&inputs, &output, span, &mut body)?;
            let inputs = this.in_dtype(name, inputs, dtype)?;
            let inputs = match mask {
                // They are read for each element.
                Some(_) => inputs.into_iter().map(|it| this.unless_array(it, &mut body)).collect(),
                None => inputs,
            };
            let arrays: Vec<bool> = inputs.iter().map(|it| is_numpys(&it.ty)).collect();
            let whole = this.call_library_with(name, inputs, span)?;
            expect_dtype(name, &whole, dtype)?;
            let made =
                this.put_into_output(name, whole, &arrays, output.clone(), mask.clone(), span)?;
            Ok(behind(body, made))
        })?;
        Ok(behind(body, made))
    }

    /// Operands, the output and a mask, of which the output can be read several times: evaluated
    /// already, where that matters.
    pub fn ready_for_output(
        &mut self,
        values: Vec<Expr>,
        output: usize,
        body: &mut Vec<Stmt>,
    ) -> Vec<Expr> {
        let harmless = values.iter().all(|it| self.is_harmless(it));
        let mut ready = Vec::new();
        for (place, value) in values.into_iter().enumerate() {
            let stays = match value.kind {
                ExprKind::Constant(_) => true,
                _ if place == output => harmless && is_simple(&value),
                _ => harmless,
            };
            ready.push(if stays { value } else { self.bind(value, body) });
        }
        ready
    }

    /// NumPy looks at the output before it finds that a number does not fit.
    pub fn check_output(
        &mut self,
        inputs: &[Expr],
        output: &Expr,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<()> {
        let may_not_fit =
            |it: &Expr| it.ty == Type::Int && !matches!(it.kind, ExprKind::Constant(_));
        if is_numpys(&output.ty) && inputs.iter().any(may_not_fit) {
            let intrinsic = Intrinsic::Writable { is_output: true };
            let writable = apply(intrinsic, vec![output.clone()], Type::None, span);
            body.push(Stmt { kind: StmtKind::Expr(writable), span });
        }
        Ok(())
    }

    /// A number that is not known when compiling, in a variable.
    fn unless_array(&mut self, value: Expr, body: &mut Vec<Stmt>) -> Expr {
        match is_numpys(&value.ty) {
            true => value,
            false => self.settle_one(value, body),
        }
    }

    /// What rounds looks at the shape of its output first, and computes in steps in it.
    fn check_shape_of_rounded(
        &mut self,
        inputs: &[Expr],
        output: &Expr,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<()> {
        let (Some(Type::Array(from)), Type::Array(to)) =
            (inputs.first().map(|it| &it.ty), &output.ty)
        else {
            return refuse(no_output("numpy.round", output));
        };
        // Integers are copied, or go through floats.
        let is_counted = !from.element.part().is_float();
        if from.element != to.element || from.ndim != to.ndim || is_counted {
            let message = format!(
                "`np.round` of {} into {}",
                described(&Type::Array(*from)),
                described(&Type::Array(*to))
            );
            return refuse(
                Problem::new(codes::STORE_TYPE, span, message)
                    .label("NumPy rounds in steps, in the type of the output")
                    .help("give an output of the type and dimension of the array"),
            );
        }
        let first = inputs.first().ok_or(Stop::Unknown(span))?;
        let arguments = vec![first.clone(), output.clone()];
        let check = self.prelude_kernel("operators_out.check_shape_of_rounded", arguments, span)?;
        body.push(Stmt { kind: StmtKind::Expr(check), span });
        Ok(())
    }

    /// The operands in the type that a call asks to compute in.
    fn in_dtype(
        &mut self,
        name: &str,
        inputs: Vec<Expr>,
        dtype: Option<Element>,
    ) -> Built<Vec<Expr>> {
        let Some(dtype) = dtype else { return Ok(inputs) };
        let mut converted = Vec::new();
        for (place, input) in inputs.into_iter().enumerate() {
            let span = input.span;
            let given = match &input.ty {
                Type::Array(array) => Some(array.element),
                ty => element_of(ty),
            };
            let Some(given) = given else { return refuse(no_number(name, &input)) };
            if !is_of_same_kind(given, dtype) {
                return refuse(uncastable(name, &format!("input {place}"), given, dtype, span));
            }
            converted.push(match &input.ty {
                Type::Array(array) if array.element == dtype => input,
                Type::Array(_) => self.elements_as(input, dtype, span)?,
                Type::Sized(_) | Type::SizedComplex(_) => {
                    convert(input, &dtype.sized(), Conversion::Cast)
                }
                _ => operand(input, &dtype.sized()),
            });
        }
        Ok(converted)
    }

    /// Writes what a function gives into an array, which is the value. `arrays` says which of its
    /// operands are arrays; the mask, which of the elements are written.
    pub fn put_into_output(
        &mut self,
        name: &str,
        whole: Expr,
        arrays: &[bool],
        output: Expr,
        mask: Option<Expr>,
        span: Span,
    ) -> Built<Expr> {
        if !is_numpys(&output.ty) {
            return refuse(no_output(name, &output));
        }
        let into = self.writable(&output, span)?;
        let mut body = Vec::new();
        let mut whole = whole;
        while let ExprKind::Block { body: before, value } = whole.kind {
            body.extend(before);
            whole = *value;
        }
        let given = match &whole.ty {
            Type::Array(array) => Some(array.element),
            ty => element_of(ty),
        };
        let Some(given) = given else {
            let message = format!("`{}` with `out=` gives {}", shown(name), described(&whole.ty));
            return refuse(
                Problem::new(codes::LIBRARY_KEYWORD, span, message)
                    .help("call it without `out=`, and copy the results"),
            );
        };
        if !is_of_same_kind(given, into.element) {
            return refuse(uncastable(name, "output", given, into.element, span));
        }
        let mut made = match whole.kind {
            ExprKind::Elementwise(made) => *made,
            _ => {
                let value = match mask {
                    Some(_) => whole,
                    None => self.bind(whole, &mut body),
                };
                let shape = Shape::Of(Vec::new());
                Elementwise { operands: Vec::new(), shape, value: Some(value), wide: None }
            }
        };
        let mut shapes = shapes_of(made.shape.clone(), arrays);
        let old = self.array_among(&mut made.operands, &mut shapes, output.clone(), into);
        let value = made.value.take().ok_or(Stop::Unknown(span))?;
        let element = into.element_type();
        let value = convert(value, &element, Conversion::Cast);
        made.value = Some(match mask {
            None => value,
            Some(mask) => {
                let Type::Array(of_mask) = mask.ty else { return refuse(no_mask(name, &mask)) };
                if of_mask.element != Scalar::Bool || !of_mask.is_numpys() {
                    return refuse(no_mask(name, &mask));
                }
                let test = self.array_among(&mut made.operands, &mut shapes, mask, of_mask);
                let test = Box::new(convert(test, &Type::Bool, Conversion::Numeric));
                let (body, orelse) = (Box::new(value), Box::new(old));
                node(ExprKind::IfExpr { test, body, orelse }, element, span)
            }
        });
        let wide = shapes.iter().map(|shape| shape.ndim(&made)).max().unwrap_or(1);
        if wide > into.ndim {
            let to = into.ndim;
            let message = format!("an array of dimension {wide} is put into one of dimension {to}");
            return refuse(
                Problem::new(codes::STORE_TYPE, span, message)
                    .label("NumPy raises ValueError here: an output is not broadcast")
                    .help("give an output of the dimension of the result"),
            );
        }
        made.shape = Shape::Of(shapes);
        let value = node(ExprKind::Elementwise(Box::new(made)), output.ty.clone(), span);
        let kind = StmtKind::Fill { array: output.clone(), value, filling: Filling::Output };
        body.push(Stmt { kind, span });
        Ok(block(body, output, span))
    }

    /// One more array among the operands: its element.
    fn array_among(
        &mut self,
        operands: &mut Vec<(VariableId, Expr)>,
        shapes: &mut Vec<Shape>,
        array: Expr,
        ty: ArrayType,
    ) -> Expr {
        let (span, ty) = (array.span, ty.element_type());
        let element = self.hide("element", &ty);
        operands.push((element, array));
        shapes.push(Shape::Operand(operands.len() - 1));
        variable(element, &ty, span)
    }
}

/// The shapes of all operands, numbers among them, which NumPy names where they do not fit.
fn shapes_of(shape: Shape, arrays: &[bool]) -> Vec<Shape> {
    let known = match shape {
        Shape::Of(shapes) => shapes,
        other => vec![other],
    };
    if known.len() == arrays.len() {
        return known;
    }
    let mut known = known.into_iter();
    let shape = |is_array: &bool| match is_array {
        true => known.next().unwrap_or(Shape::Of(Vec::new())),
        false => Shape::Of(Vec::new()),
    };
    arrays.iter().map(shape).collect()
}

/// The output of a function that has one result: `out=c`, `out=(c,)`; `None` if there is none.
fn only_one(name: &str, output: Expr) -> Built<Option<Expr>> {
    let output = match &output.ty {
        Type::None => return Ok(None),
        Type::Tuple(elements) if elements.len() == 1 => parts_of(output).pop(),
        Type::Tuple(_) => {
            let message = "The 'out' tuple must have exactly one entry per ufunc output";
            return refuse(
                Problem::new(codes::ARGUMENT_TYPE, output.span, message)
                    .label("NumPy raises ValueError here")
                    .help("give one array"),
            );
        }
        _ => Some(output),
    };
    match output {
        Some(output) if output.ty == Type::None => Ok(None),
        Some(output) if !is_numpys(&output.ty) => refuse(no_output(name, &output)),
        output => Ok(output),
    }
}

/// Refuses what is computed in another type than was asked for.
fn expect_dtype(name: &str, whole: &Expr, dtype: Option<Element>) -> Built<()> {
    let Some(dtype) = dtype else { return Ok(()) };
    let given = match &whole.ty {
        Type::Array(array) => Some(array.element),
        ty => element_of(ty),
    };
    match given == Some(dtype) {
        true => Ok(()),
        false => refuse(other_dtype(name, dtype, whole.span)),
    }
}

fn other_dtype(name: &str, dtype: Element, span: Span) -> Problem {
    let message = format!("`{}` with `dtype={dtype}` cannot be compiled", shown(name));
    Problem::new(codes::LIBRARY_KEYWORD, span, message)
        .label("what it gives of operands of this type is of another type")
        .help("convert the operands or the result: `.astype(…)`")
}

fn uncastable(name: &str, what: &str, from: Element, to: Element, span: Span) -> Problem {
    let own = name.strip_prefix("numpy.").unwrap_or(name);
    let message = format!(
        "Cannot cast ufunc '{own}' {what} from dtype('{}') to dtype('{}') with casting rule \
         'same_kind'",
        from.numpy_name(),
        to.numpy_name()
    );
    Problem::new(codes::STORE_TYPE, span, message)
        .label("NumPy raises UFuncTypeError here")
        .help("convert with `.astype(…)`, or give an output of a greater type")
}

fn no_output(name: &str, output: &Expr) -> Problem {
    let message = format!("`{}` with {} as its output", shown(name), described(&output.ty));
    Problem::new(codes::ARGUMENT_TYPE, output.span, message)
        .label("NumPy raises TypeError here: return arrays must be of ArrayType")
        .help("give an array of NumPy's")
}

fn no_number(name: &str, value: &Expr) -> Problem {
    let message = format!("`{}` does not work on {}", shown(name), described(&value.ty));
    Problem::new(codes::ARGUMENT_TYPE, value.span, message).help("give numbers or arrays")
}

fn no_mask(name: &str, mask: &Expr) -> Problem {
    let message = format!("`{}` with {} as `where=`", shown(name), described(&mask.ty));
    Problem::new(codes::ARGUMENT_TYPE, mask.span, message)
        .help("give an array of booleans: `a != 0`")
}

fn elements_of_nothing(name: &str, mask: &Expr) -> Problem {
    let message = format!("`{}` with `where=`, but without `out=`", shown(name));
    Problem::new(codes::LIBRARY_KEYWORD, mask.span, message)
        .label("the elements that it leaves out would hold whatever is in memory")
        .help("give an output that holds something: `out=np.zeros_like(a)`")
}

fn unknown_dtype(name: &str, dtype: &Expr) -> Problem {
    let message = format!("`{}` with {} as `dtype=`", shown(name), described(&dtype.ty));
    Problem::new(codes::ARGUMENT_TYPE, dtype.span, message)
        .help("write a type of numbers, as `np.float64` or `int`, or `a.dtype`")
}

fn not_in_order(name: &str, keyword: &Keyword) -> Problem {
    let given = keyword.arg.as_ref().map_or("**", |it| it.as_str());
    let message = format!("`{}` with `{given}=` cannot be compiled here", shown(name));
    Problem::new(codes::LIBRARY_KEYWORD, keyword.range.into(), message)
        .help("of a function of elements, `out=`, `where=` and `dtype=` are compiled, last")
}
