//! What booleans say of integers.

use super::fact::Fact;
use crate::ir::{Local, Op, Operand};
use crate::types::{Comparison, Scalar};

/// `left op right`, both of that scalar (see [`Op::Compare`] for integers of the other sign).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    pub op: Comparison,
    pub scalar: Scalar,
    pub left: Operand,
    pub right: Operand,
    /// What it said of the two when it was computed. The locals that the other side's facts came
    /// from may be forgotten by the time it is learned.
    pub implied: Vec<(Local, Fact)>,
}

/// What follows from a boolean; `None` where it cannot have that value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truth {
    pub if_true: Option<Vec<Relation>>,
    pub if_false: Option<Vec<Relation>>,
}

impl Truth {
    pub fn unknown() -> Truth {
        Truth { if_true: Some(Vec::new()), if_false: Some(Vec::new()) }
    }

    pub fn constant(value: bool) -> Truth {
        Truth { if_true: value.then(Vec::new), if_false: (!value).then(Vec::new) }
    }

    pub fn negated(self) -> Truth {
        Truth { if_true: self.if_false, if_false: self.if_true }
    }

    pub fn value(&self) -> Option<bool> {
        match (&self.if_true, &self.if_false) {
            (Some(_), None) => Some(true),
            (None, Some(_)) => Some(false),
            _ => None,
        }
    }

    /// Both are true.
    pub fn and(self, other: Truth) -> Truth {
        let if_true = self.if_true.zip(other.if_true).map(|(left, right)| both(&left, &right));
        let if_false = match (self.if_false, other.if_false) {
            (None, only) | (only, None) => only,
            (Some(left), Some(right)) => Some(common(left, &right)),
        };
        Truth { if_true, if_false }
    }

    pub fn mentions(&self, local: Local) -> bool {
        let mut relations = [&self.if_true, &self.if_false].into_iter().flatten().flatten();
        relations.any(|relation| relation.mentions(local))
    }

    pub fn or_other(&self, other: &Truth) -> Truth {
        let join = |left: &Option<Vec<Relation>>, right: &Option<Vec<Relation>>| match (left, right)
        {
            (None, only) | (only, None) => only.clone(),
            (Some(left), Some(right)) => Some(common(left.clone(), right)),
        };
        Truth {
            if_true: join(&self.if_true, &other.if_true),
            if_false: join(&self.if_false, &other.if_false),
        }
    }
}

/// Whether one path's relations follow from the other's, on which nothing holds if it is `None`.
pub fn said_by(relations: &Option<Vec<Relation>>, by: &Option<Vec<Relation>>) -> bool {
    match (relations, by) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(relations), Some(by)) => relations.iter().all(|relation| by.contains(relation)),
    }
}

/// The most relations that one value of a boolean keeps. A flag that is looked at in each of many
/// branches would otherwise collect what every one of them says.
const MAX_RELATIONS: usize = 16;

/// What holds where both lists do; of very many the first, since to know less is never wrong.
pub fn both(left: &[Relation], right: &[Relation]) -> Vec<Relation> {
    let new = right.iter().filter(|relation| !left.contains(relation));
    left.iter().chain(new).take(MAX_RELATIONS).cloned().collect()
}

/// What holds where one of the lists does.
pub fn common(mut left: Vec<Relation>, right: &[Relation]) -> Vec<Relation> {
    left.retain(|relation| right.contains(relation));
    left
}

impl Relation {
    pub fn mentions(&self, local: Local) -> bool {
        self.left == Operand::Local(local) || self.right == Operand::Local(local)
    }

    pub fn negated(&self) -> Relation {
        let op = match self.op {
            Comparison::Eq => Comparison::Ne,
            Comparison::Ne => Comparison::Eq,
            Comparison::Lt => Comparison::Ge,
            Comparison::Le => Comparison::Gt,
            Comparison::Gt => Comparison::Le,
            Comparison::Ge => Comparison::Lt,
        };
        Relation { op, implied: Vec::new(), ..self.clone() }
    }
}

/// The relation that a comparison computes, if it is one of integers.
pub fn relation_of(op: &Op) -> Option<Relation> {
    match op {
        Op::Compare { op, scalar, left, right } if !scalar.is_float() => Some(Relation {
            op: *op,
            scalar: *scalar,
            left: *left,
            right: *right,
            implied: Vec::new(),
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn below(limit: i64) -> Relation {
        let left = Operand::Local(Local(0));
        let right = Operand::i64(limit);
        Relation { op: Comparison::Lt, scalar: Scalar::I64, left, right, implied: Vec::new() }
    }

    #[test]
    fn a_flag_does_not_collect_what_thousands_of_branches_say() {
        let mut flag = Truth::unknown();
        for limit in 0..1000 {
            let condition = Truth { if_true: Some(vec![below(limit)]), if_false: None };
            flag = flag.and(condition.clone()).and(condition);
        }
        let kept: Vec<Relation> = (0..MAX_RELATIONS as i64).map(below).collect();
        assert_eq!(flag.if_true, Some(kept));
    }
}
