//! Format specifications: which are certain to be right for a type.
//!
//! The runtime asks Python to format, so nothing here decides what is printed; it decides only
//! whether a failure has to be reckoned with.

use crate::check::tree::Piece;
use crate::types::Type;

/// Whether formatting a value of that type so cannot fail.
pub fn surely_formats(ty: &Type, conversion: Option<char>, format: &[Piece]) -> bool {
    let spec = match format {
        [] => return true,
        [Piece::Text(spec)] => spec.as_str(),
        _ => return false,
    };
    let ty = if conversion.is_some() { &Type::Str } else { ty };
    let kinds = match ty {
        Type::Bool | Type::Int => "bdoxXneEfFgG%",
        Type::Sized(scalar) if !scalar.is_float() => "bdoxXneEfFgG%",
        Type::Float | Type::Sized(_) => "neEfFgG%",
        Type::Str => "s",
        _ => return false,
    };
    fits(spec, kinds)
}

/// `[[fill]align][sign][#][0][width][grouping][.precision][kind]`, with small numbers.
fn fits(spec: &str, kinds: &str) -> bool {
    let numeric = kinds != "s";
    let whole = kinds.contains('d');
    let mut rest: Vec<char> = spec.chars().collect();
    let is_align = |letter: Option<&char>| match letter {
        Some('<' | '>' | '^') => true,
        Some('=') => numeric,
        _ => false,
    };
    if is_align(rest.get(1)) {
        rest.drain(..2);
    } else if is_align(rest.first()) {
        rest.remove(0);
    }
    let kind = rest.last().copied().filter(|&kind| kinds.contains(kind));
    if kind.is_some() {
        rest.pop();
    }
    let mut rest: &[char] = &rest;
    let mut take = |wanted: &str| match rest.split_first() {
        Some((first, others)) if wanted.contains(*first) => {
            rest = others;
            Some(*first)
        }
        _ => None,
    };
    if numeric {
        take("+- ");
        take("#");
    }
    let digits = |take: &mut dyn FnMut(&str) -> Option<char>| {
        (0..5).take_while(|_| take("0123456789").is_some()).count()
    };
    // `0` means an alignment that strings do not have in every version of Python.
    if !numeric && take("0").is_some() {
        return false;
    }
    if digits(&mut take) > 4 {
        return false;
    }
    let plain = kind.is_none_or(|kind| "deEfFgG%".contains(kind));
    if numeric && plain {
        take(",_");
    }
    if take(".").is_some() {
        let count = digits(&mut take);
        // Integers have no precision unless they are printed as floats.
        let allowed = !whole || kind.is_some_and(|kind| "eEfFgG%".contains(kind));
        if count == 0 || count > 3 || !allowed {
            return false;
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surely(ty: &Type, spec: &str) -> bool {
        surely_formats(ty, None, &[Piece::Text(spec.to_owned())])
    }

    #[test]
    fn common_formats_are_certain() {
        for spec in [".3f", "10.2e", ">8", "*^12.4g", "+.1%", "08.3f", ",.2f", "=+10"] {
            assert!(surely(&Type::Float, spec), "{spec}");
        }
        for spec in ["d", "04x", "#b", ",", "_", "<5", ".2f", " d"] {
            assert!(surely(&Type::Int, spec), "{spec}");
        }
        for spec in [">10", "s", ".3", "-<5s"] {
            assert!(surely(&Type::Str, spec), "{spec}");
        }
    }

    #[test]
    fn others_are_not() {
        for spec in ["d", "x", "c", ".f", "q", "10000000000", "..2", "3 "] {
            assert!(!surely(&Type::Float, spec), "{spec}");
        }
        for spec in [".2", ".2d", "c", "s", ",x"] {
            assert!(!surely(&Type::Int, spec), "{spec}");
        }
        for spec in ["=5", "05", "d", "+", "#", ","] {
            assert!(!surely(&Type::Str, spec), "{spec}");
        }
    }
}
