//! What the elements of arrays are: the part of NumPy's dtypes that is compiled.

use std::fmt;

use super::{Scalar, Time, Type};

/// What one element of an array is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Element {
    Scalar(Scalar),
    /// A complex number of NumPy's: two floats of that width, the real part in front.
    Complex(Scalar),
    /// A point or a span of time of NumPy's: an integer of 64 bits.
    Time(Time),
}

impl Element {
    /// The size in memory, in bytes.
    pub fn size(self) -> u32 {
        self.part().size() * self.parts() as u32
    }

    /// What its parts are: floats, the number of units, or itself.
    pub fn part(self) -> Scalar {
        match self {
            Element::Scalar(scalar) | Element::Complex(scalar) => scalar,
            Element::Time(_) => Scalar::I64,
        }
    }

    /// How many parts it has.
    pub fn parts(self) -> usize {
        match self {
            Element::Scalar(_) | Element::Time(_) => 1,
            Element::Complex(_) => 2,
        }
    }

    /// The scalar that it is, if it is one.
    pub fn scalar(self) -> Option<Scalar> {
        match self {
            Element::Scalar(scalar) => Some(scalar),
            Element::Complex(_) | Element::Time(_) => None,
        }
    }

    /// Whether it is complex.
    pub fn is_complex(self) -> bool {
        matches!(self, Element::Complex(_))
    }

    /// Whether it is a real float.
    pub fn is_float(self) -> bool {
        self.scalar().is_some_and(Scalar::is_float)
    }

    /// Whether it is an integer, booleans excluded.
    pub fn is_int(self) -> bool {
        self.scalar().is_some_and(Scalar::is_int)
    }

    /// Whether it is a signed integer.
    pub fn is_signed(self) -> bool {
        self.scalar().is_some_and(Scalar::is_signed)
    }

    /// The type of such a value of NumPy's.
    pub fn sized(self) -> Type {
        match self {
            Element::Scalar(scalar) => Type::Sized(scalar),
            Element::Complex(part) => Type::SizedComplex(part),
            Element::Time(time) => Type::Time(time),
        }
    }

    /// The name in pyjit's spelling: `i64`, `c128`, `datetime64[ns]`.
    pub fn name(self) -> String {
        match self {
            Element::Scalar(scalar) => scalar.name().to_owned(),
            Element::Complex(Scalar::F32) => "c64".to_owned(),
            Element::Complex(_) => "c128".to_owned(),
            Element::Time(time) => time.to_string(),
        }
    }

    /// The element of that name.
    pub fn named(name: &str) -> Option<Element> {
        let scalars = Scalar::ALL.into_iter().map(Element::Scalar);
        let complex = [Scalar::F32, Scalar::F64].map(Element::Complex);
        scalars.chain(complex).find(|element| element.name() == name)
    }

    /// The name in NumPy's spelling: `int64`, `complex128`.
    pub fn numpy_name(self) -> String {
        match self {
            Element::Scalar(scalar) => scalar.numpy_name(),
            Element::Complex(part) => format!("complex{}", 2 * part.bits()),
            Element::Time(time) => time.to_string(),
        }
    }
}

impl From<Scalar> for Element {
    fn from(scalar: Scalar) -> Element {
        Element::Scalar(scalar)
    }
}

impl PartialEq<Scalar> for Element {
    fn eq(&self, scalar: &Scalar) -> bool {
        self.scalar() == Some(*scalar)
    }
}

impl fmt::Display for Element {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name())
    }
}
