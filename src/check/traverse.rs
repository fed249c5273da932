//! The one traversal of the typed tree: what lies directly in a statement or an expression, and
//! what is called for all that lies in them.

use crate::check::tree::{Expr, Stmt, Target};

/// What lies directly in the parts of the tree, each in the order in which it is evaluated. Written
/// once, made twice: for looking, and with `mut` for changing.
macro_rules! children {
    ($($mut:tt)?) => {
        use crate::check::tree::{
            Arguments, Expr, ExprKind, Indices, Iterable, Piece, Stmt, StmtKind, Target,
        };

        pub enum Child<'t> {
            Expr(&'t $($mut)? Expr),
            Block(&'t $($mut)? [Stmt]),
        }

        type Visit<'v> = &'v mut dyn FnMut(Child);

        pub fn of_stmt(stmt: &$($mut)? Stmt, visit: Visit) {
            match &$($mut)? stmt.kind {
                StmtKind::Assign { targets, value } => {
                    visit(Child::Expr(value));
                    for target in targets {
                        of_target(target, visit);
                    }
                }
                StmtKind::If { test, body, orelse } | StmtKind::While { test, body, orelse } => {
                    visit(Child::Expr(test));
                    visit(Child::Block(body));
                    visit(Child::Block(orelse));
                }
                StmtKind::For { target, iterable, body, orelse } => {
                    match &$($mut)? **iterable {
                        Iterable::Range { start, stop, step } => {
                            visit(Child::Expr(start));
                            visit(Child::Expr(stop));
                            visit(Child::Expr(step));
                        }
                        Iterable::Positions { test: value }
                        | Iterable::Array { array: value, .. }
                        | Iterable::Tuple { tuple: value, .. } => visit(Child::Expr(value)),
                    }
                    of_target(target, visit);
                    visit(Child::Block(body));
                    visit(Child::Block(orelse));
                }
                StmtKind::Fill { array, value, .. } => {
                    visit(Child::Expr(array));
                    visit(Child::Expr(value));
                }
                StmtKind::InParts(parts) => {
                    let parts = &$($mut)? **parts;
                    visit(Child::Expr(&$($mut)? parts.whole));
                    visit(Child::Block(&$($mut)? parts.before));
                    visit(Child::Expr(&$($mut)? parts.room));
                    visit(Child::Expr(&$($mut)? parts.count));
                    visit(Child::Block(&$($mut)? parts.body));
                }
                StmtKind::Return(Some(value)) | StmtKind::Expr(value) => {
                    visit(Child::Expr(value));
                }
                StmtKind::Assert { test, message } => {
                    visit(Child::Expr(test));
                    if let Some(message) = message {
                        visit(Child::Expr(message));
                    }
                }
                StmtKind::Raise { arguments: Some(arguments), .. }
                | StmtKind::Print(arguments) => of_arguments(arguments, visit),
                StmtKind::Assume(_)
                | StmtKind::Break
                | StmtKind::Continue
                | StmtKind::Delete(_)
                | StmtKind::Raise { arguments: None, .. }
                | StmtKind::Return(None) => {}
            }
        }

        pub fn of_target(target: &$($mut)? Target, visit: Visit) {
            match target {
                Target::Variable(_) => {}
                Target::Element { array, indices, stored } => {
                    visit(Child::Expr(array));
                    of_indices(indices, visit);
                    if let Some(stored) = stored {
                        visit(Child::Expr(&$($mut)? stored.value));
                    }
                }
                Target::Tuple { targets, .. } => {
                    for target in targets {
                        of_target(target, visit);
                    }
                }
            }
        }

        pub fn of_expr(expr: &$($mut)? Expr, visit: Visit) {
            match &$($mut)? expr.kind {
                ExprKind::Constant(_)
                | ExprKind::Global(_)
                | ExprKind::Variable(_)
                | ExprKind::Placeholder => {}
                ExprKind::Aggregate(values)
                | ExprKind::BoolOp { values, .. }
                | ExprKind::Call { arguments: values, .. }
                | ExprKind::Intrinsic { arguments: values, .. } => {
                    for value in values {
                        visit(Child::Expr(value));
                    }
                }
                ExprKind::Format(pieces) => of_pieces(pieces, visit),
                ExprKind::Convert { value, .. }
                | ExprKind::Unary { value, .. }
                | ExprKind::Truth(value)
                | ExprKind::Not(value)
                | ExprKind::Part { value, .. }
                | ExprKind::Length { array: value, .. } => visit(Child::Expr(value)),
                ExprKind::Elementwise(whole) => {
                    for (_, value) in &$($mut)? whole.operands {
                        visit(Child::Expr(value));
                    }
                    if let Some(value) = &$($mut)? whole.value {
                        visit(Child::Expr(value));
                    }
                }
                ExprKind::Binary { left, right, .. } => {
                    visit(Child::Expr(left));
                    visit(Child::Expr(right));
                }
                ExprKind::Compare { first, rest } => {
                    visit(Child::Expr(first));
                    for link in rest {
                        visit(Child::Expr(&$($mut)? link.operand));
                    }
                }
                ExprKind::Block { body, value } => {
                    visit(Child::Block(body));
                    visit(Child::Expr(value));
                }
                ExprKind::IfExpr { test, body, orelse } => {
                    visit(Child::Expr(test));
                    visit(Child::Expr(body));
                    visit(Child::Expr(orelse));
                }
                ExprKind::Element { array, indices } => {
                    visit(Child::Expr(array));
                    of_indices(indices, visit);
                }
            }
        }

        fn of_indices(indices: &$($mut)? Indices, visit: Visit) {
            for index in &$($mut)? indices.exprs {
                visit(Child::Expr(index));
            }
        }

        fn of_pieces(pieces: &$($mut)? [Piece], visit: Visit) {
            for piece in pieces {
                match piece {
                    Piece::Text(_) => {}
                    Piece::Plain(value) => visit(Child::Expr(value)),
                    Piece::Formatted { value, format, .. } => {
                        visit(Child::Expr(value));
                        of_pieces(format, visit);
                    }
                    Piece::Call { arguments, .. } => of_arguments(arguments, visit),
                }
            }
        }

        fn of_arguments(arguments: &$($mut)? Arguments, visit: Visit) {
            for value in &$($mut)? arguments.positional {
                visit(Child::Expr(value));
            }
            for (_, value) in &$($mut)? arguments.keywords {
                visit(Child::Expr(value));
            }
        }
    };
}

mod looking {
    children!();
}

mod changing {
    children!(mut);
}

/// Calls `visit` on every expression of the statements, the whole before its parts.
pub fn each_expr(stmts: &[Stmt], visit: &mut dyn FnMut(&Expr)) {
    for stmt in stmts {
        looking::of_stmt(stmt, &mut |child| exprs_in(child, visit));
    }
}

/// The same for an expression and all that lies in it.
pub fn each_expr_of(expr: &Expr, visit: &mut dyn FnMut(&Expr)) {
    exprs_in(looking::Child::Expr(expr), visit);
}

fn exprs_in(child: looking::Child, visit: &mut dyn FnMut(&Expr)) {
    match child {
        looking::Child::Expr(expr) => {
            visit(expr);
            looking::of_expr(expr, &mut |child| exprs_in(child, visit));
        }
        looking::Child::Block(stmts) => each_expr(stmts, visit),
    }
}

/// Calls `visit` on every statement, those in blocks of expressions included.
pub fn each_stmt(stmts: &[Stmt], visit: &mut dyn FnMut(&Stmt)) {
    for stmt in stmts {
        visit(stmt);
        looking::of_stmt(stmt, &mut |child| stmts_in(child, visit));
    }
}

/// The same for the statements in an expression.
pub fn each_stmt_of_expr(expr: &Expr, visit: &mut dyn FnMut(&Stmt)) {
    looking::of_expr(expr, &mut |child| stmts_in(child, visit));
}

/// The same for the statements in what a target evaluates.
pub fn each_stmt_of_target(target: &Target, visit: &mut dyn FnMut(&Stmt)) {
    looking::of_target(target, &mut |child| stmts_in(child, visit));
}

fn stmts_in(child: looking::Child, visit: &mut dyn FnMut(&Stmt)) {
    match child {
        looking::Child::Expr(expr) => each_stmt_of_expr(expr, visit),
        looking::Child::Block(stmts) => each_stmt(stmts, visit),
    }
}

/// Calls `change` on every expression of the statements, the parts before the whole.
pub fn each_expr_mut(stmts: &mut [Stmt], change: &mut dyn FnMut(&mut Expr)) {
    for stmt in stmts {
        changing::of_stmt(stmt, &mut |child| change_in(child, change));
    }
}

fn change_in(child: changing::Child, change: &mut dyn FnMut(&mut Expr)) {
    match child {
        changing::Child::Expr(expr) => {
            changing::of_expr(expr, &mut |child| change_in(child, change));
            change(expr);
        }
        changing::Child::Block(stmts) => each_expr_mut(stmts, change),
    }
}
