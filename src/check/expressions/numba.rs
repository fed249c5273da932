//! Expressions of kernels that give Numba's answers.

use rustpython_ast::visitor::{Visitor, walk_expr};
use rustpython_ast::{Expr as Ast, ExprCall};

use crate::check::body::{Body, Within};
use crate::check::build::{apply, behind, constant, is_place, new_list, node, not, parts_of};
use crate::check::problem::{Built, Stop, refuse};
use crate::check::rules::arithmetic::Exponent;
use crate::check::rules::convert::{convert, held};
use crate::check::rules::numba;
use crate::check::rules::promotion::strong;
use crate::check::rules::refusals::{unfit_operand, unfit_operands};
use crate::check::rules::unified::{canonical, of_scalar};
use crate::check::tree::{Expr, ExprKind, Intrinsic};
use crate::scan::KernelId;
use crate::source::Span;
use crate::types::{Arithmetic, BinaryOp, Constant, Conversion, Scalar, Type, UnaryOp};

impl Body<'_> {
    /// A value as the one type among those that are the same to Numba.
    pub fn canonical(&mut self, value: Expr) -> Built<Expr> {
        let to = match (&value.kind, &value.ty) {
            // Numba takes a literal beyond its `int` for a `u64`.
            (ExprKind::Constant(Constant::Int(number)), Type::Int)
                if i64::try_from(*number).is_err() && u64::try_from(*number).is_ok() =>
            {
                return Ok(Expr { ty: Type::Sized(Scalar::U64), ..value });
            }
            (_, ty) => canonical(ty),
        };
        if to == value.ty {
            return Ok(value);
        }
        if let Type::Tuple(types) = &to
            && !is_place(&value)
            && !matches!(value.kind, ExprKind::Aggregate(_))
            && !types.is_empty()
        {
            let mut body = Vec::new();
            let place = self.bind(value, &mut body);
            return Ok(behind(body, self.canonical(place)?));
        }
        Ok(as_canonical(value, &to))
    }

    /// `left op right` of two scalars.
    pub fn numbas_binary(
        &mut self,
        op: BinaryOp,
        left: Expr,
        right: Expr,
        exponent: Exponent,
        span: Span,
    ) -> Built<Expr> {
        let raises = numba::raises(self.rules());
        let rule = numba::binary(op, &left.ty, &right.ty, raises)
            .map_err(|unfit| unfit_operands(unfit, op, &left, &right, span))?;
        if let Some(function) = numba::power_function(&rule, &right.ty, exponent, raises) {
            let exponent = match right.ty.scalar().is_some_and(Scalar::is_float) {
                true => right,
                false => numba::cast(right, &Type::Int),
            };
            let base = numba::cast(left, &rule.operand);
            let made = self.prelude_kernel(function, vec![base, exponent], span)?;
            return self.canonical(made);
        }
        let [left, right] = [left, right].map(|it| Box::new(numba::cast(it, &rule.operand)));
        let kind = ExprKind::Binary { op: rule.op, arithmetic: rule.arithmetic, left, right };
        Ok(node(kind, rule.result, span))
    }

    /// Operands of which one is a `complex64`: by Numba's rules other numbers are not weak beside it.
    pub fn beside_single_complex(&self, pair: [Expr; 2]) -> [Expr; 2] {
        let single = pair.iter().any(|it| it.ty == Type::SizedComplex(Scalar::F32));
        match single && self.rules().are_numbas() {
            true => pair.map(numba::strengthened),
            false => pair,
        }
    }

    /// The values of some expressions, evaluated one after the other. Numba computes an expression of
    /// arrays as one of scalars only within a stretch without branches: before an expression that has
    /// one, what came is made an array.
    pub fn before_branches(&self, values: &mut [Expr], asts: &[&Ast]) {
        if !self.rules().are_numbas() || values.len() != asts.len() {
            return;
        }
        let Some(last) = asts.iter().rposition(|ast| has_branch(ast)) else { return };
        for value in values.iter_mut().take(last) {
            if let ExprKind::Elementwise(whole) = &mut value.kind {
                whole.wide = None;
            }
        }
    }

    /// `divmod(left, right)` of two scalars; `None` for others.
    pub fn numbas_divmod(&mut self, pair: [Expr; 2], span: Span) -> Built<Option<Expr>> {
        let raises = numba::raises(self.rules());
        let [left, right] = &pair;
        let Ok(rule) = numba::binary(BinaryOp::FloorDiv, &left.ty, &right.ty, raises) else {
            return Ok(None);
        };
        let ty = Type::Tuple(vec![rule.result.clone(), rule.result]);
        let operands = pair.map(|it| numba::cast(it, &rule.operand));
        Ok(Some(apply(Intrinsic::DivMod(rule.arithmetic), operands.into(), ty, span)))
    }

    /// The arguments of a function of NumPy's, which is the prelude's, where Numba computes in other
    /// types than NumPy: `where` knows no weak numbers, and what deviates is taken in doubles.
    pub fn as_numba_takes(
        &mut self,
        name: &str,
        mut arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Vec<Expr>> {
        let name = name.rsplit('.').next().unwrap_or(name);
        if name == "where" {
            return Ok(arguments.into_iter().map(numba::strengthened).collect());
        }
        if matches!(name, "std" | "var" | "nanstd" | "nanvar" | "average")
            && let Some(first) = arguments.first_mut()
        {
            *first = self.with_elements(first.clone(), Scalar::F32, Scalar::F64, span)?;
        }
        Ok(arguments)
    }

    /// `np.clip`, whose result Numba brings to the type of what is clipped.
    pub fn clipped_by_numba(&mut self, clipped: Expr, of: &Type, span: Span) -> Built<Expr> {
        match (&clipped.ty, of) {
            (Type::Array(made), Type::Array(of)) => {
                match (made.element.scalar(), of.element.scalar()) {
                    (Some(made), Some(of)) => self.with_elements(clipped, made, of, span),
                    _ => Ok(clipped),
                }
            }
            _ => Ok(clipped),
        }
    }

    /// An array of elements of one type as one of others; anything else as it is.
    fn with_elements(&mut self, array: Expr, from: Scalar, to: Scalar, span: Span) -> Built<Expr> {
        match array.ty {
            Type::Array(ty) if ty.element == from && from != to && ty.is_numpys() => self
                .elementwise_as_given(vec![array], span, &mut |_, parts| {
                    let part = parts.into_iter().next().ok_or(Stop::Unknown(span))?;
                    Ok(numba::cast(part, &Type::Sized(to)))
                }),
            _ => Ok(array),
        }
    }

    /// A ufunc that `numba.vectorize` has made of a kernel, of which some arguments are arrays.
    pub fn call_numbas_ufunc(
        &mut self,
        kernel: KernelId,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Expr> {
        self.elementwise_as_given(arguments, span, &mut |this, parts| {
            this.inside(Within::Nothing, |this| this.call_kernel(kernel, parts, span))
        })
    }

    /// A function that Numba itself has for kernels; `None` for others.
    pub fn numbas_function(&mut self, name: &str, ast: &ExprCall) -> Built<Option<Expr>> {
        let span: Span = ast.range.into();
        match (name, &*ast.arguments.args) {
            ("numba.literal_unroll" | "numba.literally", [value]) => self.expr(value).map(Some),
            // Loops over `prange` are those of one thread.
            ("numba.get_num_threads", []) => constant(&Constant::Int(1), span).map(Some),
            ("numba.get_thread_id" | "numba.np.ufunc.parallel.get_thread_id", []) => {
                constant(&Constant::Int(0), span).map(Some)
            }
            ("numba.typed.List.empty_list", [_]) => Ok(Some(new_list(Type::List(None), span))),
            _ => Ok(None),
        }
    }

    /// A function of `math` of scalars, which never raises; `None` for others.
    pub fn numbas_mathematics(&mut self, name: &str, ast: &ExprCall) -> Built<Option<Expr>> {
        let span: Span = ast.range.into();
        if let ("math.floor" | "math.ceil" | "math.trunc", [value]) = (name, &*ast.arguments.args) {
            let value = self.value(value)?;
            return match strong(&value.ty) {
                Some(scalar) if !scalar.is_float() => {
                    self.numbas_unary(UnaryOp::Pos, value, span).map(Some)
                }
                Some(_) => {
                    let value = numba::cast(value, &Type::Float);
                    self.call_library_with(name, vec![value], span).map(Some)
                }
                None => Ok(None),
            };
        }
        let Some(function) = name.strip_prefix("math.").and_then(mathematics) else {
            return Ok(None);
        };
        if !ast.arguments.keywords.is_empty() || ast.arguments.args.iter().any(Ast::is_starred_expr)
        {
            return Ok(None);
        }
        let arguments = ast.arguments.args.iter().map(|it| self.value(it));
        let arguments = arguments.collect::<Built<Vec<Expr>>>()?;
        if arguments.iter().any(|it| strong(&it.ty).is_none()) {
            return Ok(None);
        }
        let single = arguments.iter().all(|it| it.ty == Type::Sized(Scalar::F32));
        let to = Type::Sized(if single { Scalar::F32 } else { Scalar::F64 });
        let given = arguments.into_iter();
        if !function.starts_with("numpy.") {
            let given = given.map(|it| numba::cast(it, &Type::Float)).collect();
            let made = self.prelude_kernel(function, given, span)?;
            return Ok(Some(numba::cast(made, &to)));
        }
        let given = given.map(|it| numba::cast(it, &to)).collect();
        self.of_elements(|this| this.call_library_with(function, given, span)).map(Some)
    }

    /// `op operand` of a scalar.
    pub fn numbas_unary(&mut self, op: UnaryOp, operand: Expr, span: Span) -> Built<Expr> {
        let (scalar, ty) = match numba::unary(op, &operand.ty) {
            Ok(rule) => rule,
            Err(unfit) => return refuse(unfit_operand(unfit, op, &operand, span)),
        };
        let own = of_scalar(scalar);
        let value = numba::cast(operand, &own);
        if ty == Type::Bool {
            return Ok(not(value));
        }
        let (arithmetic, value) = (Arithmetic::Sized(scalar), Box::new(value));
        let computed = node(ExprKind::Unary { op, arithmetic, value }, own, span);
        Ok(numba::cast(computed, &ty))
    }
}

/// The function by which one of `math` is computed: those of NumPy never raise.
fn mathematics(name: &str) -> Option<&'static str> {
    const FUNCTIONS: &[(&str, &str)] = &[
        ("acos", "numpy.arccos"),
        ("acosh", "numpy.arccosh"),
        ("asin", "numpy.arcsin"),
        ("asinh", "numpy.arcsinh"),
        ("atan", "numpy.arctan"),
        ("atan2", "numpy.arctan2"),
        ("atanh", "numpy.arctanh"),
        ("copysign", "numpy.copysign"),
        ("cos", "numpy.cos"),
        ("cosh", "numpy.cosh"),
        ("degrees", "numpy.degrees"),
        ("erf", "math.erf"),
        ("erfc", "math.erfc"),
        ("exp", "numpy.exp"),
        ("expm1", "numpy.expm1"),
        ("fabs", "numpy.fabs"),
        ("gamma", "math._gamma_or_pole"),
        ("hypot", "numpy.hypot"),
        ("isfinite", "numpy.isfinite"),
        ("isinf", "numpy.isinf"),
        ("isnan", "numpy.isnan"),
        ("lgamma", "math._lgamma_or_pole"),
        ("log", "numpy.log"),
        ("log10", "numpy.log10"),
        ("log1p", "numpy.log1p"),
        ("log2", "numpy.log2"),
        ("nextafter", "numpy.nextafter"),
        ("pow", "numpy.power"),
        ("radians", "numpy.radians"),
        ("sin", "numpy.sin"),
        ("sinh", "numpy.sinh"),
        ("sqrt", "numpy.sqrt"),
        ("tan", "numpy.tan"),
        ("tanh", "numpy.tanh"),
    ];
    FUNCTIONS.iter().find(|(known, _)| *known == name).map(|(_, function)| *function)
}

/// Whether evaluating an expression may go one way or another.
fn has_branch(ast: &Ast) -> bool {
    #[derive(Default)]
    struct Branches(bool);
    impl<'a> Visitor<'a> for Branches {
        fn visit_expr(&mut self, expr: &'a Ast) {
            self.0 |= match expr {
                Ast::BoolOp(_) | Ast::If(_) | Ast::ListComp(_) | Ast::Generator(_) => true,
                Ast::Compare(compare) => compare.ops.len() > 1,
                _ => false,
            };
            if !self.0 {
                walk_expr(self, expr);
            }
        }
    }
    let mut branches = Branches::default();
    branches.visit_expr(ast);
    branches.0
}

/// Whether what Python computes of constants is what Numba computes: an integer that its `int` has
/// room for, or a `u64`.
pub fn is_numbas(value: &Constant) -> bool {
    match value {
        Constant::Int(value) => (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(value),
        _ => true,
    }
}

/// A value whose parts can be taken, as a type that is the same to Numba.
fn as_canonical(value: Expr, to: &Type) -> Expr {
    if value.ty == *to {
        return value;
    }
    match (&value.ty, to) {
        (Type::Tuple(_), Type::Tuple(types)) => {
            let span = value.span;
            let parts = parts_of(value).into_iter().zip(types);
            let parts = parts.map(|(part, ty)| as_canonical(part, ty)).collect();
            node(ExprKind::Aggregate(parts), to.clone(), span)
        }
        (Type::Mixed(mixed), _) => {
            let holder = convert(value.clone(), &mixed.holder.sized(), Conversion::Numeric);
            numba::cast(holder, to)
        }
        (ty, _) if held(ty).is_some() || matches!(ty, Type::SizedComplex(_)) => {
            convert(value, to, Conversion::Numeric)
        }
        // What has parts of other kinds is brought to it where it is used.
        _ => value,
    }
}
