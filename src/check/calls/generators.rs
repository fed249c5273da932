//! The operations that the functions of `np.random` and the methods of its generators are written in.
//!
//! `pyjit.intrinsics` has, for generators of random numbers:
//!
//! - `next_uint64(g)` and `next_uint32(g)`, numbers of these types, and `next_double(g)`, a `float`,
//! - `global_generator()`, the generator behind the functions of `np.random`, and
//!   `global_generator_with_gauss()`, the same where it is looked at whether a normal number was made
//!   ahead,
//! - `words_of(g)`, the words of `PyjitGenerator` as floats: those behind `bitgen_t` say whether a normal
//!   number was made ahead, which, and what version NumPy has,
//! - `new_generator(n)`, a generator of that seed, or of none if it is negative,
//! - `seed_global(n)`, which calls `np.random.seed`.

use crate::check::body::Body;
use crate::check::build::{apply, behind, constant, node};
use crate::check::problem::{Built, Stop};
use crate::check::tree::{Expr, ExprKind, Intrinsic};
use crate::source::Span;
use crate::types::{
    ArrayType, Constant, Container, Draw, Element, GENERATOR, Layout, Scalar, Type,
};

/// How many words of a generator are looked at as floats: `PyjitGenerator` up to `version`.
const WORDS: i128 = 8;

impl Body<'_> {
    /// A call of an intrinsic of generators; `None` if it is none.
    pub fn generator_intrinsic(
        &mut self,
        name: &str,
        given: &[Expr],
        span: Span,
    ) -> Built<Option<Expr>> {
        let is_generator = given.first().is_some_and(|it| it.ty == Type::Generator);
        let draws = [Draw::Uint64, Draw::Uint32, Draw::Double];
        let draw = draws.into_iter().find(|draw| draw.name() == name);
        Ok(Some(match (name, given) {
            (_, [_])
                if let Some(draw) = draw
                    && is_generator =>
            {
                let ty = match draw.scalar() {
                    Scalar::F64 => Type::Float,
                    scalar => Type::Sized(scalar),
                };
                apply(Intrinsic::Draw(draw), given.to_vec(), ty, span)
            }
            ("global_generator" | "global_generator_with_gauss", []) => {
                let with_gauss = name != "global_generator";
                let intrinsic = Intrinsic::GlobalGenerator { with_gauss };
                apply(intrinsic, Vec::new(), Type::Generator, span)
            }
            ("words_of", [generator]) if is_generator => {
                let mut body = Vec::new();
                let value = Box::new(self.settle_one(generator.clone(), &mut body));
                let kind = ExprKind::Part { value, index: 0 };
                let words = node(kind, Type::Array(GENERATOR), span);
                let count = constant(&Constant::Int(WORDS), span)?;
                let ty = Type::Array(ArrayType {
                    element: Element::Scalar(Scalar::F64),
                    ndim: 1,
                    layout: Layout::C,
                    container: Container::Array,
                });
                let intrinsic = Intrinsic::Relaid { ndim: 1, is_view: true };
                behind(body, apply(intrinsic, vec![words, count], ty, span))
            }
            ("new_generator", [seed]) if seed.ty == Type::Int => {
                apply(Intrinsic::NewGenerator, given.to_vec(), Type::Generator, span)
            }
            ("seed_global", [seed]) if seed.ty == Type::Int => {
                apply(Intrinsic::Seed, given.to_vec(), Type::None, span)
            }
            (_, [_]) if draw.is_some() => return Err(Stop::Unknown(span)),
            _ => return Ok(None),
        }))
    }
}
