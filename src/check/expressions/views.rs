//! Views of arrays: `a[i, :, 2:5]`, `a[..., ::-1]`, `a[None]`. Each is the array's own memory.

use rustpython_ast::{Expr as Ast, ExprSlice, ExprSubscript};

use crate::check::body::Body;
use crate::check::build::{
    Index, apply, behind, constant, is_place, is_simple, length, node, whole,
};
use crate::check::expressions::arrays::{assigns, inside};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::described;
use crate::check::rules::convert::{convert, to_index};
use crate::check::rules::kinds::is_numpys;
use crate::check::syntax::brackets;
use crate::check::tree::{Expr, ExprKind, Indices, Intrinsic, Stmt};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{ArrayType, Constant, Container, Conversion, Layout, MAX_NDIM, Type};

impl Body<'_> {
    /// Whether brackets hold more than numbers: slices, `...`, `None`, a variable that holds a tuple.
    pub fn makes_view(&mut self, ast: &ExprSubscript) -> bool {
        brackets(ast).iter().any(|bracket| bracket.iter().any(|it| self.is_of_view(it)))
    }

    fn is_of_view(&mut self, ast: &Ast) -> bool {
        match ast {
            Ast::Slice(_) | Ast::EllipsisLiteral(_) | Ast::NoneLiteral(_) => true,
            // To look at a variable does nothing.
            Ast::Name(_) => {
                matches!(self.expr(ast), Ok(Expr { ty: Type::Tuple(_) | Type::Named(_), .. }))
            }
            _ => false,
        }
    }

    /// Whether the last brackets hold numbers alone, and those before make a view.
    pub fn is_element_of_view(&mut self, ast: &ExprSubscript) -> bool {
        let last = brackets(ast).pop().unwrap_or_default();
        self.makes_view(ast) && !last.iter().any(|it| self.is_of_view(it))
    }

    /// `value[…]` where some brackets hold slices, `...` or `None`.
    pub fn view_subscript(&mut self, value: Expr, ast: &ExprSubscript) -> Built<Expr> {
        let span: Span = ast.range.into();
        let mut body = Vec::new();
        let mut value = value;
        for bracket in brackets(ast) {
            let Type::Array(array) = value.ty else {
                let message = format!("{} has no elements", described(&value.ty));
                return refuse(
                    Problem::new(codes::NOT_SUBSCRIPTABLE, span, message)
                        .help("only arrays, tuples and ranges are indexed"),
                );
            };
            // An index may assign the variable.
            let is_simple = |ast: &Ast| {
                ast.is_name_expr() || ast.is_ellipsis_literal_expr() || ast.is_none_literal_expr()
            };
            if !is_place(&value) || !bracket.iter().all(is_simple) {
                value = self.bind(value, &mut body);
            }
            let indices = self.indices_of_view(bracket, &mut body)?;
            value = self.view(value, array, indices, span)?;
        }
        Ok(behind(body, value))
    }

    /// What the last pair of brackets gives of an array that can be read again: a view, or an element.
    pub fn part(
        &mut self,
        array: &Expr,
        ty: ArrayType,
        ast: &ExprSubscript,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<Expr> {
        let indices = match brackets(ast).last() {
            Some(bracket) => self.indices_of_view(bracket, body)?,
            None => Vec::new(),
        };
        self.view(array.clone(), ty, indices, span)
    }

    /// All indices of a pair of brackets are evaluated before any is looked at.
    pub fn indices_of_view(&mut self, bracket: &[Ast], body: &mut Vec<Stmt>) -> Built<Vec<Index>> {
        let mut indices = Vec::new();
        let assigns = assigns(bracket);
        let stays = |index: &Expr| match index.kind {
            ExprKind::Constant(_) => true,
            _ => is_simple(index) && !assigns,
        };
        for ast in bracket {
            let index = match ast {
                Ast::EllipsisLiteral(_) => Index::Rest,
                Ast::Slice(slice) => Index::Slice(self.slice_bounds(slice)?),
                ast => {
                    let index = self.index_value(ast)?;
                    if matches!(index.ty, Type::Tuple(_) | Type::Named(_)) {
                        indices.extend(self.indices_in_tuple(index, bracket, body)?);
                        continue;
                    }
                    self.index_of_value(index)?
                }
            };
            indices.push(match index {
                Index::At(index) if !stays(&index) => Index::At(self.bind(index, body)),
                Index::Array(index) if !stays(&index) => Index::Array(self.bind(index, body)),
                Index::Slice(bounds) => Index::Slice(bounds.map(|bound| match stays(&bound) {
                    true => bound,
                    false => self.bind(bound, body),
                })),
                index => index,
            });
        }
        Ok(indices)
    }

    /// The elements of a tuple that is an index: alone in its brackets it means what it holds.
    fn indices_in_tuple(
        &mut self,
        tuple: Expr,
        bracket: &[Ast],
        body: &mut Vec<Stmt>,
    ) -> Built<Vec<Index>> {
        let span = tuple.span;
        let types = tuple.ty.parts().unwrap_or_default();
        if bracket.len() > 1 {
            return refuse(
                Problem::new(codes::INDEX_TYPE, span, "a tuple among other indices")
                    .help("NumPy would make an array of it; write the indices out: `a[i, j]`"),
            );
        }
        let tuple = self.bind(tuple, body);
        let part = |(index, ty): (usize, Type)| {
            let value = Box::new(tuple.clone());
            self.index_of_value(node(ExprKind::Part { value, index }, ty, span))
        };
        types.into_iter().enumerate().map(part).collect()
    }

    fn index_of_value(&mut self, index: Expr) -> Built<Index> {
        Ok(match index.ty {
            Type::None => Index::New,
            // NumPy takes it for the number, but gives a copy.
            Type::Array(ty) if ty.ndim == 0 => {
                let message = "an array without dimensions is an index";
                return refuse(
                    Problem::new(codes::INDEX_TYPE, index.span, message)
                        .help("index with its element: `a[i[()]]`"),
                );
            }
            _ if is_numpys(&index.ty) => Index::Array(index),
            _ => Index::At(self.as_index(index)?),
        })
    }

    /// Start, stop and step of a slice; `None` for those that are left out.
    pub fn slice_bounds(&mut self, slice: &ExprSlice) -> Built<[Expr; 3]> {
        let span: Span = slice.range.into();
        let mut bound = |bound: &Option<Box<Ast>>| -> Built<Expr> {
            let bound = match bound {
                Some(bound) => self.expr(bound)?,
                None => return constant(&Constant::None, span),
            };
            let (place, ty) = (bound.span, bound.ty.clone());
            let fitting = match &ty {
                Type::None => Some(bound),
                Type::Optional(inner) if **inner == Type::Int => Some(bound),
                Type::Bool => Some(convert(bound, &Type::Int, Conversion::Numeric)),
                _ => to_index(bound),
            };
            fitting.ok_or_else(|| {
                let message = format!("{} is no bound of a slice", described(&ty));
                Problem::new(codes::INDEX_TYPE, place, message)
                    .help("slice with integers: `r[int(i):]`")
                    .into()
            })
        };
        Ok([bound(&slice.lower)?, bound(&slice.upper)?, bound(&slice.step)?])
    }

    /// What one pair of brackets without arrays gives of an array that can be read again.
    pub fn view(
        &mut self,
        value: Expr,
        array: ArrayType,
        indices: Vec<Index>,
        span: Span,
    ) -> Built<Expr> {
        let taken = indices.iter().filter(|it| matches!(it, Index::At(_) | Index::Slice(_)));
        let (taken, ndim) = (taken.count(), usize::from(array.ndim));
        if indices.iter().filter(|index| matches!(index, Index::Rest)).count() > 1 {
            return refuse(
                Problem::new(codes::INDEX_COUNT, span, "an index has one `...` at most")
                    .help("Python raises IndexError here"),
            );
        }
        if taken > ndim {
            return refuse(too_many_indices(taken, ndim, span));
        }
        if indices.iter().any(|index| matches!(index, Index::Array(_))) {
            return refuse(
                Problem::new(codes::INDEX_TYPE, span, "an array is no index here")
                    .help("index with it in a statement of its own"),
            );
        }
        if let Some(refused) = refused_of_container(array, &indices, span) {
            return refuse(refused);
        }
        let is_element =
            indices.len() == ndim && indices.iter().all(|index| matches!(index, Index::At(_)));
        if is_element {
            let exprs = indices.into_iter().filter_map(|index| match index {
                Index::At(index) => Some(index),
                _ => None,
            });
            let indices = Indices { exprs: exprs.collect(), inside: 0 };
            let kind = ExprKind::Element { array: Box::new(value), indices };
            return Ok(node(kind, array.element_type(), span));
        }
        // New axes come first: what is looked at keeps its order.
        let (mut view, mut to) = (value.clone(), 0);
        let rest = (ndim - taken) as u8;
        for index in &indices {
            let Type::Array(ty) = view.ty else { break };
            match index {
                Index::New => {
                    let ty = ArrayType { ndim: ty.ndim + 1, ..ty };
                    view =
                        apply(Intrinsic::NewAxis { axis: to }, vec![view], Type::Array(ty), span);
                    to += 1;
                }
                Index::Rest => to += rest,
                Index::At(_) | Index::Slice(_) | Index::Array(_) => to += 1,
            }
        }
        // The axis of the array that is next, and the one of the view.
        let (mut axis, mut to) = (0, 0);
        for index in indices {
            let Type::Array(ty) = view.ty else { break };
            let (ty, intrinsic, operands) = match index {
                Index::At(index) => {
                    let index = inside(&value, axis, 0, index);
                    axis += 1;
                    (row_type(ty, to), Intrinsic::Row { axis: to }, vec![index])
                }
                Index::Slice(bounds) => {
                    let length = length(&value, axis, span);
                    axis += 1;
                    to += 1;
                    if bounds.iter().all(|bound| bound.ty == Type::None) {
                        continue;
                    }
                    let [start, count, step] = self.window(bounds, length, span)?;
                    let is_whole = matches!(step.kind, ExprKind::Constant(Constant::Int(1)));
                    let ty = slice_type(ty, to - 1, is_whole);
                    (ty, Intrinsic::Slice { axis: to - 1 }, vec![start, count, step])
                }
                Index::Rest => {
                    axis += rest;
                    to += rest;
                    continue;
                }
                Index::New | Index::Array(_) => {
                    to += 1;
                    continue;
                }
            };
            let arguments = std::iter::once(view).chain(operands).collect();
            view = apply(intrinsic, arguments, Type::Array(ty), span);
        }
        // What takes nothing away is another object all the same.
        let view = match view.ty {
            Type::Array(ty) if view == value => whole(view, ty, span)?,
            _ => view,
        };
        match view.ty {
            Type::Array(ty) if usize::from(ty.ndim) > MAX_NDIM => {
                refuse(view_of_too_many(ty.ndim.into(), span))
            }
            _ => Ok(view),
        }
    }

    /// Where a slice of an axis begins, how many elements it has, and the step between them.
    fn window(&mut self, bounds: [Expr; 3], length: Expr, span: Span) -> Built<[Expr; 3]> {
        let [start, stop, step] = bounds;
        let step = match step.ty {
            Type::None => constant(&Constant::Int(1), span)?,
            Type::Int => step,
            _ => self.prelude_kernel("operators_slice.step_of", vec![step], span)?,
        };
        let mut body = Vec::new();
        let step = self.settle_one(step, &mut body);
        let arguments = vec![start, stop, step.clone(), length];
        let window = self.prelude_kernel("operators_slice.window", arguments, span)?;
        let window = self.bind(window, &mut body);
        let part = |index| {
            node(ExprKind::Part { value: Box::new(window.clone()), index }, Type::Int, span)
        };
        Ok([behind(body, part(0)), part(1), step])
    }
}

pub fn too_many_indices(taken: usize, ndim: usize, span: Span) -> Problem {
    let message = format!("{taken} indices for an array of dimension {ndim}");
    Problem::new(codes::INDEX_COUNT, span, message).help(match ndim {
        0 => "the element of an array without dimensions is `a[()]`",
        _ => "write one index for each dimension",
    })
}

pub fn view_of_too_many(ndim: usize, span: Span) -> Problem {
    let message = format!("a view of {ndim} dimensions cannot be compiled");
    Problem::new(codes::INDEX_COUNT, span, message)
        .help(format!("views have {MAX_NDIM} dimensions at most"))
}

/// The type of a view with one axis less.
fn row_type(array: ArrayType, axis: u8) -> ArrayType {
    let layout = if axis == 0 { array.layout } else { Layout::Strided };
    ArrayType { ndim: array.ndim - 1, layout, ..array }
}

/// The type of a view of a part of an axis; `is_whole` where nothing between its ends is left out.
fn slice_type(array: ArrayType, axis: u8, is_whole: bool) -> ArrayType {
    let layout = if axis == 0 && is_whole { array.layout } else { Layout::Strided };
    ArrayType { layout, ..array }
}

/// What slices of buffers that are no arrays would be: of some, copies.
fn refused_of_container(array: ArrayType, indices: &[Index], span: Span) -> Option<Problem> {
    let is_taken = |index: &Index| match (index, array.container) {
        (_, Container::Array | Container::Frozen) | (Index::At(_), _) => true,
        (Index::Slice(_), Container::Memoryview) => true,
        // Nobody can tell a copy from a view of what is never written.
        (Index::Slice([_, _, step]), Container::Bytes | Container::List | Container::Tuple) => {
            step.ty == Type::None && !array.is_writable()
        }
        _ => false,
    };
    (!indices.iter().all(is_taken)).then(|| {
        let message = format!("this index of a `{}` cannot be compiled", Type::Array(array));
        Problem::new(codes::SLICE, span, message)
            .label("it makes a copy, or nothing")
            .help("slice a NumPy array of the same memory: `np.frombuffer(…)`")
    })
}
