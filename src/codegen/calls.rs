//! Calls of other functions of the unit.

use super::CodegenError;
use super::builder::Value;
use super::function::{Body, defect};
use crate::ir::{FunctionId, Location, Operand};

impl<'ctx> Body<'_, '_, 'ctx> {
    /// Calls a function, leaves if it failed, and gives its results.
    pub fn call_function(
        &self,
        id: FunctionId,
        arguments: &[Operand],
        location: Location,
    ) -> Result<Vec<Value<'ctx>>, CodegenError> {
        let build = &self.emitter.build;
        let (callee, declared) = self.emitter.function(id)?;
        if arguments.len() != callee.parameters {
            return Err(defect("a call with another number of arguments"));
        }
        let mut values: Vec<Value<'ctx>> = Vec::new();
        if self.emitter.recursion.get(id.0 as usize).is_some_and(|callee| callee.takes_limit) {
            let limit = self.limit.ok_or_else(|| defect("a caller without a stack limit"))?;
            values.push(limit.into());
        }
        for (argument, parameter) in arguments.iter().zip(&callee.locals) {
            values.extend(self.operand_as(*argument, parameter.ty));
        }
        let Some(Value::StructValue(result)) = build.call(declared, &values).0 else {
            return Err(defect("a call without a result"));
        };
        self.pass_on(build.field(result, 0).into_int_value(), location);
        Ok((1..=callee.results.len()).map(|index| build.field(result, index as u32)).collect())
    }
}
