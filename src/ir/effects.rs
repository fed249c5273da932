//! What operations and statements do beside giving values. Each says so here, with no arm for the
//! rest, so that a new one cannot be forgotten: what may be left out (`opt::dead`), run again in
//! Python (`opt::purity`), run for long (`opt::polls`) or be worth a second version of its loop
//! (`opt::versioning`) is asked of this.
//!
//! How they fail is said in `failures`.

use super::{FunctionId, Local, Op, Operand, StmtKind};

/// What is done beside giving values. What a callee does is not in it: passes sum that up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// The arrays of which elements are read.
    pub reads: Vec<Local>,
    /// The arrays of which elements are written.
    pub writes: Vec<Local>,
    /// The arrays whose memory the result views.
    pub views: Vec<Local>,
    /// Code of Python may run.
    pub runs_python: bool,
    /// Something happens that cannot be undone and may take long: text is printed.
    pub is_seen: bool,
    pub calls: Option<FunctionId>,
}

impl Effects {
    /// Whether an operation without a reader may be left out.
    pub fn may_be_left_out(&self) -> bool {
        self.writes.is_empty() && !self.runs_python && !self.is_seen && self.calls.is_none()
    }
}

impl Op {
    /// What the operation does beside giving values.
    pub fn effects(&self) -> Effects {
        match self {
            // Of arrays these give another view; of scalars there is none.
            Op::Copy(_)
            | Op::Select { .. }
            | Op::Row { .. }
            | Op::Slice { .. }
            | Op::NewAxis { .. }
            | Op::Transpose { .. }
            | Op::Relaid { .. } => Effects { views: self.locals(), ..Effects::default() },
            Op::Load { array, .. } | Op::ListLength(array) => {
                Effects { reads: vec![*array], ..Effects::default() }
            }
            // The list that lies there is written where its elements are.
            Op::ListAt { list, .. } => {
                Effects { reads: vec![*list], views: vec![*list], ..Effects::default() }
            }
            Op::ListPut { list, .. } | Op::ListDrop { list, .. } | Op::ListMove { list, .. } => {
                Effects { reads: vec![*list], writes: vec![*list], ..Effects::default() }
            }
            // Writing to the elements writes to the list.
            Op::ListElements { list, .. } => {
                Effects { reads: vec![*list], views: vec![*list], ..Effects::default() }
            }
            // What is drawn is not drawn again; where the generator stands, everyone sees.
            Op::Draw { generator, .. } => {
                Effects { reads: vec![*generator], writes: vec![*generator], ..Effects::default() }
            }
            Op::GlobalGenerator { .. } => Effects { is_seen: true, ..Effects::default() },
            Op::NewGenerator { .. } => Effects { runs_python: true, ..Effects::default() },
            Op::Seed(_) => Effects { runs_python: true, is_seen: true, ..Effects::default() },
            Op::ListResize { list, .. } => {
                Effects { reads: vec![*list], writes: vec![*list], ..Effects::default() }
            }
            // What the result views is said by the callee: see `opt::purity`.
            Op::Call { function, .. } => Effects { calls: Some(*function), ..Effects::default() },
            // Memory that nothing else views; without a reader nobody misses it.
            Op::Allocate { .. }
            | Op::NewList { .. }
            | Op::ListAddress(_)
            | Op::Missing(_)
            | Op::Stride { .. }
            | Op::Overlaps { .. } => Effects::default(),
            Op::Unary { .. }
            | Op::Abs { .. }
            | Op::Binary { .. }
            | Op::DivMod { .. }
            | Op::Overflowing { .. }
            | Op::Compare { .. }
            | Op::CompareIntFloat { .. }
            | Op::CompareSignedUnsigned { .. }
            | Op::Not(_)
            | Op::Convert { .. }
            | Op::ConvertFails { .. }
            | Op::RoundToInt(_)
            | Op::Inside { .. }
            | Op::Reach { .. }
            | Op::Byte { .. }
            | Op::NormalizeIndex { .. }
            | Op::PowMod { .. }
            | Op::Text(_)
            | Op::Table(_)
            | Op::Global { .. }
            | Op::TextEqual { .. }
            | Op::TextLess { .. }
            | Op::TextLength(_)
            | Op::ReadOnly(_)
            | Op::Length { .. }
            | Op::Math { .. } => Effects::default(),
        }
    }

    fn locals(&self) -> Vec<Local> {
        let local = |operand| match operand {
            Operand::Local(local) => Some(local),
            _ => None,
        };
        self.operands().into_iter().filter_map(local).collect()
    }
}

impl StmtKind {
    /// What the statement itself does, its operation included and its blocks excepted.
    pub fn effects(&self) -> Effects {
        match self {
            StmtKind::Assign { op, .. } => op.effects(),
            StmtKind::Store { array, .. } => Effects { writes: vec![*array], ..Effects::default() },
            // A handler of a signal; the constructor of an exception.
            StmtKind::Poll | StmtKind::Raise { .. } => {
                Effects { runs_python: true, ..Effects::default() }
            }
            StmtKind::Run(_) => Effects { runs_python: true, is_seen: true, ..Effects::default() },
            // Seen by nobody: counts are no elements, and nothing views what is freed.
            StmtKind::Retain(_)
            | StmtKind::Release(_)
            | StmtKind::Forget(_)
            | StmtKind::ReadBound(_)
            | StmtKind::Assume(_)
            | StmtKind::Check { .. }
            | StmtKind::If { .. }
            | StmtKind::For { .. }
            | StmtKind::Loop { .. }
            | StmtKind::Labelled { .. }
            | StmtKind::Break(_)
            | StmtKind::Continue(_)
            | StmtKind::Return(_) => Effects::default(),
        }
    }
}
