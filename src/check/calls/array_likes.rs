//! What NumPy makes arrays of where it expects one: lists, and tuples of numbers.

use rustpython_ast::{Expr as Ast, Keyword};

use crate::check::body::Body;
use crate::check::build::{behind, elements_as_array, instead_of, tuple};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::described;
use crate::check::rules::array_likes::{common_element, is_array_like};
use crate::check::rules::kinds::is_numpys;
use crate::check::tree::{Expr, Stmt};
use crate::diagnostics::codes;
use crate::prelude;
use crate::source::Span;
use crate::types::{Element, Type};

/// Parameters of NumPy's functions that take tuples as they are.
const TAKE_TUPLES: [&str; 35] = [
    "arrays",
    "arys",
    "axes",
    "axis",
    "axisa",
    "axisb",
    "axisc",
    "bins",
    "choicelist",
    "choices",
    "condlist",
    "constant_values",
    "destination",
    "dimensions",
    "dims",
    "dtype",
    "funclist",
    "indices_or_sections",
    "keys",
    "multi_index",
    "new_shape",
    "newshape",
    "order",
    "out",
    "pad_width",
    "range",
    "reps",
    "shape",
    "shift",
    "size",
    "source",
    "strides",
    "tup",
    "window_shape",
    "xi",
];

/// Functions that write to their first argument, or give a part of it: it has to be an array.
const WRITERS: [&str; 5] =
    ["numpy.fill_diagonal", "numpy.place", "numpy.put", "numpy.put_along_axis", "numpy.trim_zeros"];

/// Functions that put arrays together, and take lists of them as they are.
const TAKE_LISTS: [&str; 8] = [
    "numpy.column_stack",
    "numpy.concatenate",
    "numpy.dstack",
    "numpy.hstack",
    "numpy.linalg.multi_dot",
    "numpy.row_stack",
    "numpy.stack",
    "numpy.vstack",
];

/// Functions that look at what they are given themselves: those that make arrays do so of the dtype
/// that is asked for.
const TAKE_ALL: [&str; 4] = ["numpy.array", "numpy.asanyarray", "numpy.asarray", "numpy.isscalar"];

impl Body<'_> {
    /// The operands of those expressions, with tuples in the place of lists that are written out
    /// beside an array: nobody sees these.
    pub fn displays_as_rows<const N: usize>(
        &mut self,
        asts: [&Ast; N],
        mut operands: [Expr; N],
    ) -> Built<[Expr; N]> {
        if !operands.iter().any(|it| is_numpys(&it.ty)) {
            return Ok(operands);
        }
        for (operand, ast) in operands.iter_mut().zip(asts) {
            if let Ast::List(list) = ast
                && !list.elts.iter().any(Ast::is_starred_expr)
            {
                *operand = self.rows(ast)?;
            }
        }
        Ok(operands)
    }

    /// Operands with arrays in the place of lists and of tuples of numbers where an array is among
    /// them: NumPy makes these when all have been evaluated, which `before` does then.
    pub fn beside_array_likes<const N: usize>(
        &mut self,
        operands: [Expr; N],
        span: Span,
        before: &mut Vec<Stmt>,
    ) -> Built<[Expr; N]> {
        let has_array = operands.iter().any(|it| is_numpys(&it.ty));
        if !has_array || !operands.iter().any(is_array_like) {
            return Ok(operands);
        }
        let mut operands = operands.map(|it| self.settle_one(it, before));
        for operand in &mut operands {
            if is_array_like(operand) {
                *operand = self.array_like(operand.clone(), span)?;
            }
        }
        Ok(operands)
    }

    /// An array of the numbers of a list or of a tuple, as NumPy makes it.
    pub fn array_like(&mut self, value: Expr, span: Span) -> Built<Expr> {
        match &value.ty {
            Type::List(_) => self.array_of_list(value, false, span),
            _ => self.array_of(&value, None, span),
        }
    }

    /// The same as what is assigned to elements of an array: each number must fit, as one that is
    /// assigned alone.
    pub fn array_like_for(&mut self, value: Expr, element: Element, span: Span) -> Built<Expr> {
        match &value.ty {
            Type::List(Some(_)) if elements_as_array(&value, span).is_some() => {
                let dtype = self.dtype_object(element, span);
                self.list_kernel("as_array_for", vec![value, dtype], span)
            }
            Type::List(Some(inner)) if common_element(&[(**inner).clone()]).is_some() => {
                let dtype = self.dtype_object(element, span);
                self.list_kernel("as_array_for", vec![value, dtype], span)
            }
            Type::List(_) => {
                let made = self.array_of_list(value, false, span)?;
                match (&made.ty, element) {
                    (Type::Array(given), _) if given.element == element => Ok(made),
                    (_, Element::Scalar(scalar)) if scalar.is_float() => Ok(made),
                    (_, Element::Complex(_)) => Ok(made),
                    _ => {
                        let message = "rows of other numbers are put into an array";
                        refuse(
                            Problem::new(codes::STORE_TYPE, span, message)
                                .help("assign one row after the other"),
                        )
                    }
                }
            }
            _ => {
                let dtype = self.dtype_object(element, span);
                self.array_of(&value, Some(&dtype), span)
            }
        }
    }

    /// Arguments of a function of NumPy's, with arrays in the place of tuples of numbers, or of arrays
    /// as its rows. Without any number, what it stands for is the function's to say: places are integers.
    pub fn arrays_of_tuples(
        &mut self,
        name: &str,
        function: &prelude::Function,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Vec<Expr>> {
        if !name.starts_with("numpy.") || TAKE_ALL.contains(&name) {
            return Ok(arguments);
        }
        let takes = |index: usize| {
            let parameter = function.parameters.get(index);
            parameter
                .is_some_and(|it| it.kind != prelude::Kind::Star && !TAKE_TUPLES.contains(&it.name))
        };
        let made = arguments.into_iter().enumerate().map(|(index, value)| {
            let is_tuple = matches!(value.ty, Type::Tuple(_) | Type::Named(_));
            let has_some = value.ty.parts().is_some_and(|parts| !parts.is_empty());
            if index == 0 && WRITERS.contains(&name) {
                return Ok(value);
            }
            if takes(index) && is_rows(&value.ty) {
                return self.call_library_with("numpy.array", vec![value], span);
            }
            match takes(index) && is_tuple && has_some && is_array_like(&value) {
                true => self.array_like(value, span),
                false => Ok(value),
            }
        });
        made.collect()
    }

    /// Arguments of a function of NumPy's, with arrays in the place of lists.
    pub fn arrays_of_lists(
        &mut self,
        name: &str,
        given: Vec<Expr>,
        keywords: &[Keyword],
        span: Span,
    ) -> Built<Vec<Expr>> {
        if !given.iter().any(|it| matches!(it.ty, Type::List(_))) {
            return Ok(given);
        }
        let has_dtype =
            keywords.iter().any(|it| it.arg.as_ref().is_some_and(|name| name.as_str() == "dtype"));
        // Python evaluates all of them first.
        let mut body = Vec::new();
        let is_alone = given.len() == 1;
        let given = given.into_iter().map(|value| match is_alone {
            true => value,
            false => self.settle_one(value, &mut body),
        });
        let given: Vec<Expr> = given.collect();
        let mut made = Vec::new();
        for (index, value) in given.into_iter().enumerate() {
            let is_written = index == 0 && WRITERS.contains(&name);
            let stays = index == 0 && TAKE_LISTS.contains(&name) && value.ty.holds_array();
            made.push(match &value.ty {
                Type::List(_) if !is_written && !stays => {
                    self.array_of_list(value, has_dtype, span)?
                }
                _ => value,
            });
        }
        if let Some(first) = made.first_mut() {
            *first = behind(body, first.clone());
        }
        Ok(made)
    }

    /// An array of the elements of a list; `has_dtype` where another dtype is asked for.
    fn array_of_list(&mut self, list: Expr, has_dtype: bool, span: Span) -> Built<Expr> {
        match &list.ty {
            Type::List(Some(_)) if elements_as_array(&list, span).is_some() => {
                let kernel = if has_dtype { "as_array_of_dtype" } else { "as_array" };
                self.list_kernel(kernel, vec![list], span)
            }
            Type::List(Some(element)) if makes_rows(element) && !has_dtype => {
                self.list_kernel("as_matrix", vec![list], span)
            }
            Type::List(Some(element)) if matches!(**element, Type::Array(_)) && !has_dtype => {
                self.list_kernel("as_array_of_arrays", vec![list], span)
            }
            Type::List(Some(element)) => {
                let together = common_element(&[(**element).clone()]).filter(|_| !has_dtype);
                let Some(together) = together else {
                    let message = format!("an array of a list of {} ", described(element));
                    return refuse(
                        Problem::new(codes::LIST, span, message.trim_end().to_owned())
                            .label("not compiled")
                            .help("make the array with `np.empty`, and write its elements"),
                    );
                };
                let dtype = self.dtype_object(together, span);
                self.list_kernel("as_array_together", vec![list, dtype], span)
            }
            _ => {
                let nothing = tuple(Vec::new(), span);
                let array = self.call_intrinsic("array_of", vec![nothing], span)?;
                Ok(instead_of(list, array))
            }
        }
    }
}

/// Whether it is a tuple of arrays with the same number of axes, which NumPy makes one array of.
fn is_rows(ty: &Type) -> bool {
    let axes = |ty: &Type| match ty {
        Type::Array(array) if array.is_numpys() => Some(array.ndim),
        _ => None,
    };
    let Type::Tuple(parts) = ty else { return false };
    let first = parts.first().and_then(axes);
    first.is_some() && parts.iter().all(|part| axes(part) == first)
}

/// Whether NumPy makes rows of such elements: of lists, or of tuples, of numbers.
fn makes_rows(element: &Type) -> bool {
    let is_number = |ty: &Type| ty.scalar().is_some() || matches!(ty, Type::Complex);
    match element {
        Type::List(Some(inner)) => is_number(inner),
        Type::Tuple(inner) => !inner.is_empty() && inner.iter().all(is_number),
        _ => false,
    }
}
