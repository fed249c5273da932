//! What a kernel's decorator asks for beyond Python's rules.

use std::fmt;

/// The options of one kernel. Without any, everything is as in Python.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KernelOptions {
    /// `boundscheck=False`: an index outside is undefined behaviour; negative ones still count from
    /// the end.
    pub unchecked: bool,
    /// `fastmath`: what LLVM may assume of floats.
    pub fastmath: FastMath,
    /// `overflow="wrap"`: an `int` is reduced modulo 2^64 where it would leave 64 bits.
    pub wraps: bool,
    /// Whose answers the kernel gives.
    pub rules: Rules,
}

/// Whose answers a kernel gives: what its operators mean, and what becomes of its variables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rules {
    /// CPython's and NumPy's.
    #[default]
    Python,
    /// Those of Numba, for kernels under its decorators.
    Numba {
        /// `error_model="python"`: scalars divided by zero raise; with `"numpy"` they do not.
        raises: bool,
    },
}

impl Rules {
    /// Whether they are Numba's.
    pub fn are_numbas(self) -> bool {
        matches!(self, Rules::Numba { .. })
    }
}

/// A set of LLVM's fast-math flags, as their bits in LLVM's own numbering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FastMath(pub u32);

/// The flags by their names in LLVM's text.
const FLAGS: [(&str, u32); 7] = [
    ("reassoc", 1 << 0),
    ("nnan", 1 << 1),
    ("ninf", 1 << 2),
    ("nsz", 1 << 3),
    ("arcp", 1 << 4),
    ("contract", 1 << 5),
    ("afn", 1 << 6),
];

impl FastMath {
    /// Every flag: `fastmath=True`.
    pub const ALL: FastMath = FastMath(0b111_1111);

    /// The flag of that name; `fast` is all of them.
    pub fn named(name: &str) -> Option<FastMath> {
        if name == "fast" {
            return Some(FastMath::ALL);
        }
        FLAGS.iter().find(|(known, _)| *known == name).map(|&(_, bit)| FastMath(bit))
    }

    /// The flags of both.
    pub fn with(self, other: FastMath) -> FastMath {
        FastMath(self.0 | other.0)
    }
}

impl fmt::Display for FastMath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == FastMath::ALL {
            return f.write_str("True");
        }
        let names = FLAGS.iter().filter(|(_, bit)| self.0 & bit != 0);
        let names: Vec<String> = names.map(|(name, _)| format!("\"{name}\"")).collect();
        write!(f, "{{{}}}", names.join(", "))
    }
}

/// As the decorator has them, those that change something.
impl fmt::Display for KernelOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut texts = Vec::new();
        if self.unchecked {
            texts.push("boundscheck=False".to_owned());
        }
        if self.fastmath != FastMath::default() {
            texts.push(format!("fastmath={}", self.fastmath));
        }
        match self.rules {
            Rules::Python if self.wraps => texts.push("overflow=\"wrap\"".to_owned()),
            Rules::Numba { raises: false } => texts.push("error_model=\"numpy\"".to_owned()),
            _ => {}
        }
        f.write_str(&texts.join(", "))
    }
}
