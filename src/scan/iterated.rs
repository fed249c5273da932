//! The elements of constants that are looped over: of lists, of comprehensions, of what `range`,
//! `zip` and their kin give.

use rustpython_ast::{Comprehension, Expr, ExprCall};

use super::arithmetic::{Reason, integer, truth};
use super::fold::{Folder, is_sequence};
use super::{Binding, calls, tables};
use crate::types::Constant;

impl Folder<'_> {
    /// The elements of something that is looped over.
    pub(super) fn sequence(&mut self, expression: &Expr) -> Result<Vec<Constant>, Reason> {
        match expression {
            Expr::List(list) => list.elts.iter().map(|value| self.nested(value)).collect(),
            Expr::Tuple(tuple) => tuple.elts.iter().map(|value| self.nested(value)).collect(),
            Expr::ListComp(comp) => self.comprehension(&comp.generators, &comp.elt),
            Expr::Generator(comp) => self.comprehension(&comp.generators, &comp.elt),
            Expr::Call(call) if call.arguments.keywords.is_empty() && call.func.is_name_expr() => {
                let Binding::Library(name) = self.meaning(&call.func) else {
                    return self.whole_sequence(expression);
                };
                self.sequence_of_call(&name, call, expression)
            }
            _ => self.whole_sequence(expression),
        }
    }

    /// The elements of a value.
    fn whole_sequence(&mut self, expression: &Expr) -> Result<Vec<Constant>, Reason> {
        let value = self.fold(expression)?;
        tables::elements(&value).ok_or_else(|| "it is no sequence of numbers".to_owned())
    }

    /// What the builtins give that only a loop takes.
    fn sequence_of_call(
        &mut self,
        name: &str,
        call: &ExprCall,
        expression: &Expr,
    ) -> Result<Vec<Constant>, Reason> {
        let arguments = &*call.arguments.args;
        match (name, arguments) {
            ("builtins.range", _) => {
                let bounds: Result<Vec<Constant>, Reason> =
                    call.arguments.args.iter().map(|bound| self.fold(bound)).collect();
                let bounds: Option<Vec<i128>> = bounds?.iter().map(integer).collect();
                let values = bounds.as_deref().and_then(calls::range);
                values.ok_or_else(|| "it is a range that is too long".to_owned())
            }
            ("builtins.reversed", [sequence]) => {
                let mut values = self.deeper(|this| this.sequence(sequence))?;
                values.reverse();
                Ok(values)
            }
            ("builtins.enumerate", [sequence]) => {
                let values = self.deeper(|this| this.sequence(sequence))?;
                let numbered = values.into_iter().zip(0..);
                Ok(numbered
                    .map(|(value, index)| Constant::Tuple(vec![Constant::Int(index), value]))
                    .collect())
            }
            ("builtins.zip", sequences) if !sequences.is_empty() => {
                let mut columns = Vec::new();
                for sequence in sequences {
                    columns.push(self.deeper(|this| this.sequence(sequence))?);
                }
                let length = columns.iter().map(Vec::len).min().unwrap_or(0);
                let row = |index: usize| {
                    columns.iter().filter_map(|column| column.get(index).cloned()).collect()
                };
                Ok((0..length).map(|index| Constant::Tuple(row(index))).collect())
            }
            ("builtins.map", [function, sequence]) if function.is_name_expr() => {
                let Binding::Library(function) = self.meaning(function) else {
                    return self.whole_sequence(expression);
                };
                let values = self.deeper(|this| this.sequence(sequence))?;
                let unknown = || format!("it is the result of a call of {function}");
                let called = values.into_iter().map(|value| calls::call(&function, &[value]));
                called.collect::<Option<Vec<Constant>>>().ok_or_else(unknown)
            }
            _ => self.whole_sequence(expression),
        }
    }

    /// An element of a sequence, which may be a sequence of its own.
    fn nested(&mut self, expression: &Expr) -> Result<Constant, Reason> {
        match is_sequence(expression) {
            true => self.deeper(|this| this.sequence(expression)).map(Constant::Tuple),
            false => self.fold(expression),
        }
    }

    /// The elements of a comprehension: its loops are run.
    fn comprehension(
        &mut self,
        generators: &[Comprehension],
        element: &Expr,
    ) -> Result<Vec<Constant>, Reason> {
        let Some((generator, rest)) = generators.split_first() else {
            return self.nested(element).map(|value| vec![value]);
        };
        let targets: Option<Vec<&str>> = match &generator.target {
            Expr::Name(name) => Some(vec![name.id.as_str()]),
            Expr::Tuple(names) => {
                names.iter().map(|name| Some(name.as_name_expr()?.id.as_str())).collect()
            }
            _ => None,
        };
        let Some(targets) = targets else {
            return Err("it is a comprehension of targets that are no names".to_owned());
        };
        let mut values = Vec::new();
        for value in self.deeper(|this| this.sequence(&generator.iter))? {
            self.rounds += 1;
            if self.rounds > calls::MAX_ELEMENTS {
                return Err("it is a comprehension that is too long".to_owned());
            }
            let outer = self.locals.len();
            let unpacked = match generator.target.is_name_expr() {
                true => vec![value],
                false => tables::elements(&value).unwrap_or_default(),
            };
            if unpacked.len() != targets.len() {
                return Err("it is a comprehension that cannot be unpacked".to_owned());
            }
            self.locals.extend(targets.iter().map(|name| (*name).to_owned()).zip(unpacked));
            let round = self.round(&generator.ifs, rest, element);
            self.locals.truncate(outer);
            values.extend(round?);
        }
        Ok(values)
    }

    fn round(
        &mut self,
        tests: &[Expr],
        rest: &[Comprehension],
        element: &Expr,
    ) -> Result<Vec<Constant>, Reason> {
        for test in tests {
            if !truth(&self.fold(test)?) {
                return Ok(Vec::new());
            }
        }
        self.deeper(|this| this.comprehension(rest, element))
    }
}
