//! Expressions, in Python's order of evaluation.

use super::function::{Lowerer, Value};
use super::walk::assigned_by_exprs;
use crate::check::tree::{Expr, ExprKind, Indices, InstanceId, Stmt, VariableId};
use crate::defects;
use crate::ir::{Bounds, Local, Op, Operand, StmtKind, ValueType, falls_through, flatten};
use crate::types::{Container, Conversion, Element, Scalar, Type};

impl Lowerer<'_> {
    /// Evaluates an expression. What is a variable stays one: it is read where it is used. Where
    /// another expression is evaluated in between, [`Lowerer::operands`] sees to it that this is
    /// the same.
    pub fn expr(&mut self, expr: &Expr) -> Value {
        match &expr.kind {
            ExprKind::Constant(constant) => self.constant(constant, &expr.ty),
            ExprKind::Global(global) => {
                let scalar = expr.ty.scalar().unwrap_or(Scalar::I64);
                vec![self.builder.value(scalar, Op::Global { global: global.clone(), scalar })]
            }
            ExprKind::Variable(id) => {
                self.place(expr.span);
                self.read(*id)
            }
            ExprKind::Placeholder => self.placeholder(&expr.ty),
            ExprKind::Aggregate(values) => self.exprs(values),
            ExprKind::Convert { value, conversion } => {
                let operands = self.expr(value);
                self.place(expr.span);
                self.convert(operands, &value.ty, &expr.ty, *conversion)
            }
            ExprKind::Compare { first, rest } => vec![self.compare_chain(expr.span, first, rest)],
            ExprKind::BoolOp { and, values } => self.bool_op(*and, values, &expr.ty),
            ExprKind::Truth(value) => {
                let operands = self.expr(value);
                self.place(expr.span);
                vec![self.truth(&operands, &value.ty)]
            }
            ExprKind::Not(value) => {
                let operands = self.expr(value);
                self.place(expr.span);
                let truth = self.truth(&operands, &value.ty);
                vec![self.builder.value(Scalar::Bool, Op::Not(truth))]
            }
            ExprKind::IfExpr { test, body, orelse } => self.if_expr(test, body, orelse, &expr.ty),
            ExprKind::Call { callee, arguments } => {
                let arguments = self.exprs(arguments);
                self.place(expr.span);
                self.call(*callee, arguments)
            }
            ExprKind::Intrinsic { intrinsic, arguments } => {
                let operands = self.exprs(arguments);
                self.place(expr.span);
                self.intrinsic(*intrinsic, operands, arguments, &expr.ty)
            }
            ExprKind::Elementwise(whole) => self.elementwise(whole, &expr.ty, expr.span),
            ExprKind::Element { array, indices } => {
                let bounds = bounds(array, indices);
                let (array, indices) = self.element(array, &indices.exprs);
                self.place(expr.span);
                self.load(array, indices, bounds, &expr.ty)
            }
            ExprKind::Part { value, index } => self.component(value, *index),
            ExprKind::Block { body, value } => {
                self.block_of_expr(body);
                self.expr(value)
            }
            _ => self.scalar_expr(expr).into_iter().collect(),
        }
    }

    /// The expressions that give one scalar from one operation.
    fn scalar_expr(&mut self, expr: &Expr) -> Option<Operand> {
        let op = match &expr.kind {
            ExprKind::Unary { op, arithmetic, value } => {
                let value = self.scalar(value);
                Op::Unary { op: *op, arithmetic: *arithmetic, value }
            }
            ExprKind::Binary { op, arithmetic, left, right } => {
                let [left, right] = self.operands([left, right]).map(|value| first(&value));
                Op::Binary { op: *op, arithmetic: *arithmetic, left, right }
            }
            ExprKind::Length { array, axis } => {
                let array = self.array(array);
                Op::Length { array, axis: *axis }
            }
            _ => return None,
        };
        self.place(expr.span);
        Some(self.builder.value(expr.ty.scalar()?, op))
    }

    /// Evaluates several expressions from left to right, one value behind the other.
    pub fn exprs(&mut self, exprs: &[Expr]) -> Value {
        self.in_order(&exprs.iter().collect::<Vec<_>>()).into_iter().flatten().collect()
    }

    /// The same for a known number of expressions, one value for each.
    pub fn operands<const N: usize>(&mut self, exprs: [&Expr; N]) -> [Value; N] {
        let mut values = self.in_order(&exprs).into_iter();
        exprs.map(|_| values.next().unwrap_or_default())
    }

    /// One value for each expression. A conversion that nobody wrote is part of the operation to
    /// come: where it can fail, it does so when all operands are evaluated.
    pub fn in_order(&mut self, exprs: &[&Expr]) -> Vec<Value> {
        let mut values = Vec::new();
        for (index, expr) in exprs.iter().enumerate() {
            let later = exprs.get(index + 1..).unwrap_or_default();
            values.push(self.expr_before(expr.failing_operand().unwrap_or(expr), later));
        }
        let convert = |(expr, value): (&&Expr, Value)| match (expr.failing_operand(), &expr.kind) {
            (Some(operand), ExprKind::Convert { conversion, .. }) => {
                self.place(expr.span);
                self.convert(value, &operand.ty, &expr.ty, *conversion)
            }
            _ => value,
        };
        exprs.iter().zip(values).map(convert).collect()
    }

    /// Evaluates an expression so that its value outlives what `later` assigns.
    pub fn expr_before(&mut self, expr: &Expr, later: &[&Expr]) -> Value {
        let value = self.expr(expr);
        let assigned = assigned_by_exprs(later);
        self.settle(value, &expr.ty, &assigned)
    }

    /// An array and the indices of one of its elements.
    pub fn element(&mut self, array: &Expr, indices: &[Expr]) -> (Local, Value) {
        let later: Vec<&Expr> = indices.iter().collect();
        let array = array_local(&self.expr_before(array, &later));
        (array, self.exprs(indices))
    }

    /// The statements of a block inside an expression. What comes behind one that always raises is
    /// never reached, but has to stand somewhere: behind a branch that is always taken.
    fn block_of_expr(&mut self, body: &[Stmt]) {
        let block = self.nested(|this| this.block(body));
        if falls_through(&block) {
            self.builder.block.extend(block);
        } else {
            let (condition, otherwise) = (Operand::Bool(true), Vec::new());
            self.builder.push(StmtKind::If { condition, then: block, otherwise });
        }
    }

    /// Evaluates an expression of a scalar type. One of another type would be a defect of the
    /// checker.
    pub fn scalar(&mut self, expr: &Expr) -> Operand {
        first(&self.expr(expr))
    }

    /// Evaluates an expression of an array type.
    pub fn array(&mut self, expr: &Expr) -> Local {
        array_local(&self.expr(expr))
    }

    /// A variable's value; declares the failure of one that may be unassigned.
    fn read(&mut self, id: VariableId) -> Value {
        let slots = self.slots(id);
        if let Some(flag) = slots.flag {
            self.builder.push(StmtKind::ReadBound(flag));
        }
        slots.locals.into_iter().map(Operand::Local).collect()
    }

    /// Loads an element as a value of that type, in which the element's every value exists.
    pub fn load(&mut self, array: Local, indices: Value, bounds: Bounds, ty: &Type) -> Value {
        let element = self.element_of(array);
        let value = self.loaded(array, indices, bounds);
        self.convert(value, &element.sized(), ty, Conversion::Numeric)
    }

    /// An element as it lies in memory.
    pub fn loaded(&mut self, array: Local, indices: Value, bounds: Bounds) -> Value {
        let targets = self.temporaries(&self.element_of(array).sized());
        let op = Op::Load { array, indices, bounds };
        self.builder.push(StmtKind::Assign { targets: targets.clone(), op });
        targets.into_iter().map(Operand::Local).collect()
    }

    /// What the memory of an array local holds.
    pub fn element_of(&self, array: Local) -> Element {
        match self.builder.locals.get(array.0 as usize).map(|local| local.ty) {
            Some(ValueType::Array { element, .. }) => element,
            _ => Element::Scalar(Scalar::I64),
        }
    }

    fn call(&mut self, callee: InstanceId, arguments: Value) -> Value {
        let results = match self.instances.get(callee.0 as usize) {
            Some(function) => flatten(&function.result),
            None => Vec::new(),
        };
        let targets: Vec<Local> =
            results.into_iter().map(|ty| self.builder.local("", ty)).collect();
        let Some(&function) = self.callees.get(&callee) else {
            defects::found("a call of a function that is not in the unit");
        };
        let op = Op::Call { function, arguments };
        self.builder.push(StmtKind::Assign { targets: targets.clone(), op });
        targets.into_iter().map(Operand::Local).collect()
    }

    fn component(&mut self, value: &Expr, index: usize) -> Value {
        let operands = self.expr(value);
        let types = value.ty.parts().unwrap_or_default();
        let widths: Vec<usize> = types.iter().map(|ty| flatten(ty).len()).collect();
        let before = widths.iter().take(index).sum();
        let width = widths.get(index).copied().unwrap_or(0);
        operands.into_iter().skip(before).take(width).collect()
    }

    /// Zeros, and views that no one has assigned.
    fn placeholder(&mut self, ty: &Type) -> Value {
        let value = flatten(ty).into_iter().map(|ty| match ty {
            ValueType::Scalar(scalar) => super::convert::zero(scalar),
            ValueType::Array { .. } | ValueType::Str => Operand::Local(self.builder.local("", ty)),
        });
        value.collect()
    }

    /// Locals without a name for a value of the type.
    pub fn temporaries(&mut self, ty: &Type) -> Vec<Local> {
        flatten(ty).into_iter().map(|ty| self.builder.local("", ty)).collect()
    }

    /// Copies a value into locals.
    pub fn copy(&mut self, targets: &[Local], value: Value) {
        for (target, operand) in targets.iter().zip(value) {
            self.builder.assign(*target, Op::Copy(operand));
        }
    }

    fn if_expr(&mut self, test: &Expr, body: &Expr, orelse: &Expr, ty: &Type) -> Value {
        let result = self.temporaries(ty);
        let fill = |this: &mut Self, expr: &Expr| {
            let value = this.expr(expr);
            this.place(expr.span);
            this.copy(&result, value);
        };
        let otherwise: &mut dyn FnMut(&mut Self) = &mut |this| fill(this, orelse);
        self.conditional(test, &mut |this| fill(this, body), Some(otherwise));
        result.into_iter().map(Operand::Local).collect()
    }
}

/// The container that an expression of an array type gives, as failures name it.
pub fn container_of(array: &Expr) -> Container {
    match &array.ty {
        Type::Array(ty) if ty.is_numpys() => Container::Array,
        Type::Array(ty) => ty.container,
        _ => Container::Array,
    }
}

/// What an access to an element still looks at.
pub fn bounds(array: &Expr, indices: &Indices) -> Bounds {
    Bounds::Python { container: container_of(array), inside: indices.inside }
}

/// What a scalar's value is.
pub fn first(value: &[Operand]) -> Operand {
    match value.first() {
        Some(operand) => *operand,
        None => defects::found("a scalar without a value"),
    }
}

/// The local that an array's value is.
pub fn array_local(value: &[Operand]) -> Local {
    match value.first() {
        Some(Operand::Local(local)) => *local,
        _ => defects::found("an array that is no local"),
    }
}
