//! NumPy's generators of random numbers: what holds one, and what is drawn of it.

use super::{ArrayType, Container, Element, Layout, Scalar, Type};

/// What holds a generator: a view of its `bitgen_t`, of which only [`Draw`] knows what it is. Behind
/// it, where the generator is that of `np.random`'s own functions, lies what these keep beside it.
pub const GENERATOR: ArrayType = ArrayType {
    element: Element::Scalar(Scalar::U64),
    ndim: 0,
    layout: Layout::C,
    container: Container::Array,
};

/// What a bit generator gives next: the functions of NumPy's `bitgen_t`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Draw {
    Uint64,
    Uint32,
    Double,
}

impl Draw {
    /// The type of the number.
    pub fn scalar(self) -> Scalar {
        match self {
            Draw::Uint64 => Scalar::U64,
            Draw::Uint32 => Scalar::U32,
            Draw::Double => Scalar::F64,
        }
    }

    /// Where `bitgen_t` has the function, in bytes: behind the address of the state that it takes.
    pub fn offset(self) -> i64 {
        match self {
            Draw::Uint64 => 8,
            Draw::Uint32 => 16,
            Draw::Double => 24,
        }
    }

    /// Its name among the intrinsics and in KIR.
    pub fn name(self) -> &'static str {
        match self {
            Draw::Uint64 => "next_uint64",
            Draw::Uint32 => "next_uint32",
            Draw::Double => "next_double",
        }
    }
}

impl Type {
    /// Whether a generator of random numbers is the type or part of it.
    pub fn holds_generator(&self) -> bool {
        match self {
            Type::Generator => true,
            _ => self.parts().is_some_and(|parts| parts.iter().any(Type::holds_generator)),
        }
    }
}
