//! Calls of other functions of the unit.

use super::CodegenError;
use super::builder::Value;
use super::function::{Body, defect};
use super::types::parts_of;
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
        let can_fail = self.emitter.needs(id).context;
        if can_fail {
            values.push(self.context().into());
        }
        for (argument, parameter) in arguments.iter().zip(&callee.locals) {
            values.extend(self.operand_as(*argument, parameter.ty));
        }
        let Some(Value::StructValue(result)) = build.call(declared, &values).0 else {
            return Err(defect("a call without a result"));
        };
        if can_fail {
            self.pass_on(build.field(result, 0).into_int_value(), location);
        }
        let parts = callee.results.iter().flat_map(|&ty| parts_of(self.emitter.context(), ty));
        Ok((1..=parts.count()).map(|index| build.field(result, index as u32)).collect())
    }
}
