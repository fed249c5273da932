//! Assignments: to names, elements and tuples of these; augmented ones.
//!
//! A value goes to several targets (`a = b = value`) only where each takes it as it is.

use rustpython_ast::{Expr as Ast, ExprSubscript, StmtAugAssign};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{
    assignment, block, checked_tuple, constant, is_simple, node, together, variable, variable_in,
};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::{described, matrix_product};
use crate::check::rules::convert::convert;
use crate::check::rules::elements::{to_byte, to_element};
use crate::check::rules::join::Fact;
use crate::check::rules::kinds::is_numpys;
use crate::check::rules::numba;
use crate::check::rules::times::is_time;
use crate::check::syntax::flatten;
use crate::check::tree::{Expr, ExprKind, Indices, Stmt, StmtKind, Stored, Target, VariableId};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{
    ArrayType, BinaryOp, Constant, Container, Conversion, Element, MixedType, Scalar, Type,
};

impl Body<'_> {
    /// `target = target = value`.
    pub fn assign(&mut self, targets: &[Ast], value_ast: &Ast) -> Built<Option<StmtKind>> {
        let value = match (targets, value_ast) {
            // No tuple is made that anybody sees: `a, b = b, a` may exchange arrays.
            ([target @ (Ast::Tuple(_) | Ast::List(_))], Ast::Tuple(tuple)) => {
                let expected = self.expected_by(target);
                let elements = self.elements_of_tuple(&tuple.elts, expected)?;
                checked_tuple(elements, tuple.range.into())?
            }
            ([Ast::Tuple(_) | Ast::List(_)], iterator) if self.is_iterator(iterator) => {
                self.tuple_of(iterator, iterator.range().into())?
            }
            // Nobody sees the list.
            ([Ast::Tuple(_) | Ast::List(_)], Ast::List(list))
                if !list.elts.iter().any(Ast::is_starred_expr) =>
            {
                let elements = self.spread(&list.elts)?;
                checked_tuple(elements, list.range.into())?
            }
            ([target, ..], _) => {
                let expected = self.expected_by(target);
                self.expecting(expected, |this| this.expr(value_ast))?
            }
            _ => self.expr(value_ast)?,
        };
        if let [Ast::Subscript(target)] = targets
            && self.is_of_list(target)
        {
            return self.assign_in_list(target, value, Some(value_ast));
        }
        if let ([Ast::Name(name)], Type::List(_)) = (targets, &value.ty) {
            let place: Span = name.range.into();
            let Some(&id) = self.webs.stores.get(&place) else {
                return Err(Stop::Unknown(place));
            };
            self.flows_into(id, place, &Fact::of(&value));
            if let Some(ty) = self.cell(id).cloned() {
                // One that may be `None` holds this one.
                let ty = match ty {
                    Type::Optional(list) => *list,
                    ty => ty,
                };
                let value = self.shared(value, value_ast, &ty, place)?;
                return self.assign_value(targets, value, false);
            }
        }
        let is_several = !matches!(targets, [Ast::Name(_) | Ast::Subscript(_)]);
        if is_several && self.has_parts_among(targets) {
            return self.assign_each(targets, value);
        }
        self.assign_built(targets, value)
    }

    /// The same of a built value, which is evaluated before the targets.
    pub fn assign_built(&mut self, targets: &[Ast], value: Expr) -> Built<Option<StmtKind>> {
        if let [Ast::Subscript(target)] = targets
            && self.is_of_list(target)
        {
            return self.assign_in_list(target, value, None);
        }
        if let [Ast::Subscript(target)] = targets
            && let Some(kind) = self.assign_in_sequence(target, &value)?
        {
            return Ok(Some(kind));
        }
        if let [target] = targets
            && let Some(kind) = self.assign_flat(target, &value)?
        {
            return Ok(Some(kind));
        }
        if let [Ast::Subscript(target)] = targets
            && self.is_of_records(target)
        {
            return match self.is_in_field(target) {
                false if self.is_indexed_by_arrays(target) => self.put_records(target, value),
                false => self.assign_in_records(target, value),
                true if self.is_indexed_by_arrays(target) => {
                    self.put_by_arrays(target, value, None)
                }
                true => self.assign_part(target, value),
            };
        }
        if let [Ast::Subscript(target)] = targets
            && self.is_indexed_by_arrays(target)
        {
            return self.put_by_arrays(target, value, None);
        }
        if let [Ast::Subscript(target)] = targets
            && self.is_part(target)
        {
            return self.assign_part(target, value);
        }
        if let [target] = targets
            && self.is_complex_part(target)
        {
            return self.assign_complex_part(target, value);
        }
        self.assign_value(targets, value, false)
    }

    /// Assigns a built value; `declared` where its type is written, so that it is no weak constant.
    pub fn assign_value(
        &mut self,
        targets: &[Ast],
        value: Expr,
        declared: bool,
    ) -> Built<Option<StmtKind>> {
        let fact = if declared { Fact::of_type(&value.ty) } else { Fact::of(&value) };
        // Every target is looked at, so that each learns its type, before the first stop counts.
        let built: Vec<Built<(Target, Expr)>> =
            targets.iter().map(|target| self.target(target, value.clone(), &fact)).collect();
        let mut built = built.into_iter().collect::<Built<Vec<_>>>()?;
        if built.len() == 1
            && let Some((target, value)) = built.pop()
        {
            return Ok(Some(StmtKind::Assign { targets: vec![target], value }));
        }
        if built.iter().all(|(_, converted)| *converted == value) {
            let targets = built.into_iter().map(|(target, _)| target).collect();
            return Ok(Some(StmtKind::Assign { targets, value }));
        }
        if is_simple(&value) {
            let (targets, values): (Vec<_>, Vec<_>) = built.into_iter().unzip();
            let ty = Type::Tuple(values.iter().map(|value| value.ty.clone()).collect());
            let conversions = vec![None; targets.len()];
            let value = node(ExprKind::Aggregate(values), ty, value.span);
            let targets = vec![Target::Tuple { targets, conversions }];
            return Ok(Some(StmtKind::Assign { targets, value }));
        }
        refuse(
            Problem::new(codes::TARGETS_DIFFER, value.span, "the targets have different types")
                .help("write one assignment for each target"),
        )
    }

    /// A target, and the value as it takes it.
    pub fn target(&mut self, ast: &Ast, value: Expr, fact: &Fact) -> Built<(Target, Expr)> {
        match ast {
            Ast::Name(name) => self.name_target(name.range.into(), value, fact),
            Ast::Subscript(subscript) => self.element_target(subscript, value),
            Ast::Tuple(tuple) => self.tuple_target(&tuple.elts, value, fact, ast.range().into()),
            Ast::List(list) => self.tuple_target(&list.elts, value, fact, ast.range().into()),
            _ => {
                let message = format!("`{}` cannot be assigned to", self.text(ast.range().into()));
                refuse(
                    Problem::new(codes::TARGET, ast.range().into(), message)
                        .help("assign to local variables and to elements of arrays"),
                )
            }
        }
    }

    /// The variable that a name which is bound at that place means, and the value as it takes it.
    pub fn name_target(&mut self, span: Span, value: Expr, fact: &Fact) -> Built<(Target, Expr)> {
        let Some(&id) = self.webs.stores.get(&span) else { return Err(Stop::Unknown(span)) };
        self.keep_function(&value)?;
        self.variable_target(id, value, fact, span)
    }

    /// A variable of the source as a target, assigned at that place.
    pub fn variable_target(
        &mut self,
        id: VariableId,
        value: Expr,
        fact: &Fact,
        span: Span,
    ) -> Built<(Target, Expr)> {
        self.flows_into(id, span, fact);
        self.known.assign(id, &fact.ty());
        let Some(ty) = self.cell(id).cloned() else { return Err(Stop::Unknown(span)) };
        Ok((Target::Variable(id), self.as_joined(value, &ty)?))
    }

    fn element_target(&mut self, ast: &ExprSubscript, value: Expr) -> Built<(Target, Expr)> {
        if self.is_of_records(ast) {
            let span = ast.range.into();
            return refuse(
                Problem::new(codes::TARGET, span, "a part of records among several targets")
                    .help("assign it in a statement of its own"),
            );
        }
        let (array, ty, indices) = self.element_place(ast)?;
        let (stored, value) = self.stored_later(value, ty)?;
        Ok((Target::Element { array, indices, stored }, value))
    }

    /// How a value becomes an element, if that can fail, and the value that is assigned.
    pub fn stored_later(
        &mut self,
        value: Expr,
        array: ArrayType,
    ) -> Built<(Option<Box<Stored>>, Expr)> {
        let (ty, span) = (value.ty.clone(), value.span);
        let is_exact = |mixed: &MixedType| array.element == mixed.holder;
        if !matches!(&ty, Type::Mixed(mixed) if !is_exact(mixed)) {
            let element = self.stored(value.clone(), array)?;
            // A time of another unit may not fit.
            let fails = is_time(&element)
                || matches!(
                    element.kind,
                    ExprKind::Convert { conversion: Conversion::Exact | Conversion::Truncate, .. }
                );
            if element == value || !fails {
                return Ok((None, element));
            }
        }
        let hidden = self.hide("element", &ty);
        let given = match value.kind {
            ExprKind::Constant(_) => value.clone(),
            _ => variable(hidden, &ty, span),
        };
        let element = self.stored(given, array)?;
        Ok((Some(Box::new(Stored { variable: hidden, value: element })), value))
    }

    /// The array and the indices of an element that is written.
    fn element_place(&mut self, ast: &ExprSubscript) -> Built<(Expr, ArrayType, Indices)> {
        let span = ast.range.into();
        if self.is_element_of_view(ast) {
            let array = self.value(&ast.value)?;
            let ty = self.writable(&array, span)?;
            let indices = self.last_indices(ty, ast, span)?;
            return Ok((array, ty, indices));
        }
        let (base, _) = flatten(ast);
        let array = self.value(base)?;
        let ty = self.writable(&array, span)?;
        let indices = self.indices(&array, ty, ast, span)?;
        Ok((array, ty, indices))
    }

    /// The type of an array whose elements are assigned at that place.
    pub fn writable(&self, array: &Expr, span: Span) -> Built<ArrayType> {
        match &array.ty {
            Type::Array(ty) if ty.container == Container::Bytes => refuse(
                Problem::new(codes::READ_ONLY, span, "`bytes` cannot be written to")
                    .help("take a `bytearray` or a `u8[:]`"),
            ),
            Type::Array(ty) if !ty.is_writable() => refuse(
                Problem::new(codes::READ_ONLY, span, "a constant of the module is written to")
                    .label("this is part of what was known when compiling")
                    .help("take the array as an argument"),
            ),
            Type::Array(ty) => Ok(*ty),
            ty => refuse(
                Problem::new(
                    codes::TARGET,
                    span,
                    format!("{} has no elements to assign", described(ty)),
                )
                .help("only elements of arrays are assigned"),
            ),
        }
    }

    /// A value as an element of an array.
    pub fn stored(&mut self, value: Expr, array: ArrayType) -> Built<Expr> {
        let (span, ty) = (value.span, value.ty.clone());
        if self.rules().are_numbas()
            && matches!(array.container, Container::Array | Container::Frozen)
            && ty.scalar().is_some()
            && array.element.scalar().is_some()
        {
            return Ok(numba::cast(value, &array.element.sized()));
        }
        if let Type::Mixed(mixed) = &ty {
            // It is represented exactly, whichever it is.
            if array.container == Container::Array && array.element == mixed.holder {
                return Ok(convert(value, &array.element.sized(), Conversion::Numeric));
            }
            if !array.container.holds_bytes() {
                return self.dispatched(vec![value], span, &mut |this, values| {
                    let value = values.into_iter().next().ok_or(Stop::Unknown(span))?;
                    this.stored(value, array)
                });
            }
        }
        if is_time(&value) && matches!(array.element, Element::Time(_)) {
            return self.time_cast(value, array.element, span);
        }
        if let Some(value) = to_element(value.clone(), array.container, array.element) {
            return Ok(value);
        }
        if array.container.holds_bytes()
            && ty != Type::Sized(Scalar::Bool)
            && let Some(value) = to_byte(value)
        {
            return Ok(value);
        }
        let message = format!("{} cannot be an element of {}", described(&ty), Type::Array(array));
        refuse(Problem::new(codes::STORE_TYPE, span, message).help(match (&ty, array.element) {
            (Type::Array(array), _) if array.ndim == 0 => "store its element: `b[()]`",
            (_, Element::Time(_)) => {
                "store a time of the same kind, as `np.datetime64(\"NaT\")`, or an integer"
            }
            _ => "Python raises TypeError here; convert the value",
        }))
    }

    /// `target op= value`.
    pub fn augmented(&mut self, ast: &StmtAugAssign) -> Built<Option<StmtKind>> {
        let span: Span = ast.range.into();
        let Some(op) = crate::scan::operator(ast.op) else { return refuse(matrix_product(span)) };
        if let Some(kind) = self.augmented_list(&ast.target, op, &ast.value, span)? {
            return Ok(Some(kind));
        }
        if let Ast::Subscript(target) = &*ast.target
            && let Some(kind) = self.augmented_flat(target, op, &ast.value, span)?
        {
            return Ok(Some(kind));
        }
        if let Ast::Subscript(target) = &*ast.target
            && self.is_in_sequence(target)
        {
            return self.in_sequence(target, Vec::new(), |this, target| {
                this.augmented(&StmtAugAssign { target: Box::new(target), ..ast.clone() })
            });
        }
        match &*ast.target {
            Ast::Subscript(subscript)
                if self.is_of_records(subscript) && !self.is_indexed_by_arrays(subscript) =>
            {
                self.augmented_in_records(subscript, op, &ast.value, span)
            }
            Ast::Subscript(subscript) if self.is_indexed_by_arrays(subscript) => {
                let value = self.value(&ast.value)?;
                self.put_by_arrays(subscript, value, Some(op))
            }
            Ast::Subscript(subscript) if self.is_part(subscript) => {
                let part = self.subscript(subscript)?;
                if !is_numpys(&part.ty) {
                    return match self.is_element_of_view(subscript) {
                        true => self.augmented_element(subscript, op, &ast.value, span),
                        false => self.augmented_at_tuple(subscript, op, &ast.value, span),
                    };
                }
                let mut body = Vec::new();
                let part = self.bind(part, &mut body);
                let value = self.value(&ast.value)?;
                let Some(kind) = self.augmented_array(op, part, value, span)? else {
                    return Ok(None);
                };
                body.push(Stmt { kind, span });
                Ok(Some(together(body, span)))
            }
            Ast::Subscript(subscript) => self.augmented_element(subscript, op, &ast.value, span),
            target if self.is_complex_part(target) => {
                let mut body = Vec::new();
                let part = self.value(target)?;
                let part = self.bind(part, &mut body);
                let value = self.value(&ast.value)?;
                let kind = self.augmented_array(op, part, value, span)?;
                body.extend(kind.map(|kind| Stmt { kind, span }));
                Ok(Some(together(body, span)))
            }
            target => {
                let left = self.value(target)?;
                let right = self.value(&ast.value)?;
                if is_numpys(&left.ty) {
                    let mut body = Vec::new();
                    if let Some(kind) = self.augmented_array(op, left.clone(), right, span)? {
                        body.push(Stmt { kind, span });
                    }
                    // The name means the same array still.
                    let same = self.assign_value(std::slice::from_ref(target), left, false)?;
                    body.extend(same.map(|kind| Stmt { kind, span }));
                    return Ok(Some(together(body, span)));
                }
                let value = self.binary(op, left, right, span)?;
                self.assign_value(std::slice::from_ref(target), value, false)
            }
        }
    }

    /// `array[index] op= value`: the element is loaded before the value is evaluated, and stored
    /// when the operator has been applied. Array and indices are evaluated once.
    fn augmented_element(
        &mut self,
        ast: &ExprSubscript,
        op: BinaryOp,
        value: &Ast,
        span: Span,
    ) -> Built<Option<StmtKind>> {
        let (array, ty, indices) = self.element_place(ast)?;
        let value = self.value(value)?;
        let mut body = Vec::new();
        let (array, indices) = self.kept_place(array, indices, span, &mut body);
        let kind = ExprKind::Element { array: Box::new(array.clone()), indices: indices.clone() };
        let place = Span { start: span.start, end: ast.range.end().into() };
        let result = self.binary(op, node(kind, ty.element_type(), place), value, span)?;
        let (stored, value) = self.stored_later(result, ty)?;
        let target = Target::Element { array, indices, stored };
        if body.is_empty() {
            return Ok(Some(StmtKind::Assign { targets: vec![target], value }));
        }
        body.push(assignment(target, value, span));
        Ok(Some(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span))))
    }

    /// The same where a variable in the brackets holds a tuple of the indices.
    fn augmented_at_tuple(
        &mut self,
        ast: &ExprSubscript,
        op: BinaryOp,
        value: &Ast,
        span: Span,
    ) -> Built<Option<StmtKind>> {
        let mut body = Vec::new();
        let array = self.value(&ast.value)?;
        let array = self.bind(array, &mut body);
        let ty = self.writable(&array, span)?;
        let element = self.part(&array, ty, ast, span, &mut body)?;
        let ExprKind::Element { array, indices } = element.kind.clone() else {
            return self.augmented_element(ast, op, value, span);
        };
        let value = self.value(value)?;
        let result = self.binary(op, element, value, span)?;
        let (stored, value) = self.stored_later(result, ty)?;
        body.push(assignment(Target::Element { array: *array, indices, stored }, value, span));
        Ok(Some(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span))))
    }

    /// The array and the indices of an element as expressions that give the same before and behind
    /// what else the statement at that place evaluates. What must be evaluated now stands in `body`.
    fn kept_place(
        &mut self,
        array: Expr,
        indices: Indices,
        place: Span,
        body: &mut Vec<Stmt>,
    ) -> (Expr, Indices) {
        let stored = self.stored_in(place);
        let Indices { exprs, inside } = indices;
        let mut awkward = exprs.iter().filter(|index| !is_simple(index)).count();
        let array = self.kept(array, &stored, awkward > 0, body);
        let mut operands = Vec::new();
        for index in exprs {
            awkward -= usize::from(!is_simple(&index));
            let fails = index.failing_operand().is_some();
            let (operand, conversion) = match index {
                Expr { kind: ExprKind::Convert { value, conversion }, ty, .. } if fails => {
                    (*value, Some((conversion, ty)))
                }
                index => (index, None),
            };
            operands.push((self.kept(operand, &stored, awkward > 0, body), conversion));
        }
        // What is no index fails when all of them are evaluated.
        let converted = operands.into_iter().map(|(operand, conversion)| match conversion {
            Some((conversion, ty)) => self.bind(convert(operand, &ty, conversion), body),
            None => operand,
        });
        (array, Indices { exprs: converted.collect(), inside })
    }

    /// A variable of its own for what cannot be read twice: it is not simple, or among the `stored`
    /// variables, or it may be unassigned, which has to show before what comes behind fails.
    fn kept(
        &mut self,
        part: Expr,
        stored: &[VariableId],
        more: bool,
        body: &mut Vec<Stmt>,
    ) -> Expr {
        let unbound = |id: VariableId| {
            self.webs.variables.get(id.0 as usize).is_some_and(|(_, maybe_unbound)| *maybe_unbound)
        };
        let differs = |id| stored.contains(&id) || (more && unbound(id));
        let same = is_simple(&part) && !variable_in(&part).is_some_and(differs);
        if same { part } else { self.bind(part, body) }
    }
}
