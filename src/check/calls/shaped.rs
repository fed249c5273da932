//! Array types of declared lengths: an array is made by a call of one, `u8[2, 80, 40]()`, and looked
//! at where it goes to a parameter of such a type.

use rustpython_ast::{Expr as Ast, ExprCall};

use crate::check::body::Body;
use crate::check::build::{any, block, compared, constant, length, raising, tuple, when};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::rules::convert::Misfit;
use crate::check::rules::join::{strided, thawed};
use crate::check::rules::refusals::misfit_problem;
use crate::check::tree::Expr;
use crate::diagnostics::codes;
use crate::scan::{Binding, KernelId, element_of_name, shaped_type};
use crate::source::Span;
use crate::types::{Comparison, Constant, Element, Layout, ShapedType, Type};

impl Body<'_> {
    /// `u8[2, n]()`, whose lengths are evaluated here, or of a name that stands for such a type;
    /// `None` if it is none.
    pub fn array_of_declared_type(&mut self, ast: &ExprCall) -> Built<Option<Expr>> {
        let span: Span = ast.range.into();
        let (element, lengths) = match &*ast.func {
            Ast::Subscript(subscript) => {
                let Some(Binding::Library(name)) = self.meaning(&subscript.value) else {
                    return Ok(None);
                };
                let Some(element) = element_of_name(&name).filter(|_| name.starts_with("pyjit."))
                else {
                    return Ok(None);
                };
                let lengths = self.expr(&subscript.slice)?;
                let lengths = match lengths.ty {
                    Type::Tuple(_) => lengths,
                    _ => tuple(vec![lengths], span),
                };
                (element, lengths)
            }
            Ast::Name(_) | Ast::Attribute(_) => {
                let Some(Binding::Library(name)) = self.meaning(&ast.func) else {
                    return Ok(None);
                };
                let Some(shaped) = shaped_type(&name) else { return Ok(None) };
                let lengths = shaped.lengths.iter().flatten();
                let lengths = lengths.map(|one| constant(&Constant::Int((*one).into()), span));
                (shaped.array.element, tuple(lengths.collect::<Built<_>>()?, span))
            }
            _ => return Ok(None),
        };
        if !ast.arguments.is_empty() {
            let message = "an array of declared lengths is made without arguments";
            return refuse(
                Problem::new(codes::CALL_ARGUMENTS, span, message)
                    .help("write `u8[2, 3]()`, and fill the array then"),
            );
        }
        self.zeros(element, lengths, span).map(Some)
    }

    fn zeros(&mut self, element: Element, lengths: Expr, span: Span) -> Built<Expr> {
        let dtype = self.dtype_object(element, span);
        let made = self.memory_intrinsic("allocate_zeroed", &[dtype, lengths], span)?;
        made.ok_or(Stop::Unknown(span))
    }

    /// An argument of a parameter whose lengths are declared: the array, when its lengths were looked
    /// at. The order that another one declares is a promise to entries alone: the function is compiled
    /// for the array as it is known here.
    pub fn shaped_argument(
        &mut self,
        kernel: KernelId,
        argument: &Expr,
        shaped: &ShapedType,
        name: &str,
    ) -> Result<Expr, Problem> {
        let refusal = || {
            let ty = Type::Shaped(Box::new(shaped.clone()));
            let mut problem = misfit_problem(Misfit::Never, argument, &ty, &format!("`{name}`"));
            problem.related.push((self.place_of(kernel), "defined here".to_owned()));
            problem
        };
        let have = match argument.ty {
            Type::Array(have) => thawed(have),
            _ => return Err(refusal()),
        };
        let fits = strided(have) == strided(shaped.array)
            && (shaped.array.layout == Layout::Strided || have.layout == Layout::C);
        if !fits {
            return Err(refusal());
        }
        if shaped.in_fortran_order {
            return Ok(argument.clone());
        }
        let span = argument.span;
        let wanted = shaped.with_layout(have.layout);
        let mut body = Vec::new();
        let given = self.settle_one(argument.clone(), &mut body);
        let differs = |(axis, wanted): (u8, &Option<i64>)| {
            let wanted = constant(&Constant::Int((*wanted)?.into()), span).ok()?;
            Some(compared(length(&given, axis, span), Comparison::Ne, wanted, span))
        };
        let differing = (0..).zip(&shaped.lengths).filter_map(differs).collect();
        let callee = self.program.kernel(kernel);
        let message = format!(
            "{}.{}(): parameter '{name}': expected {shaped}, got an array of other lengths",
            self.program.tree.file(callee.file).module,
            callee.qualified_name,
        );
        body.push(when(any(differing, span), raising("TypeError", &message, span), span));
        // A constant stays one, which is not written.
        let ty = match argument.ty == Type::Array(have) {
            true => Type::Shaped(Box::new(wanted)),
            false => argument.ty.clone(),
        };
        Ok(block(body, Expr { ty, ..given }, span))
    }
}
