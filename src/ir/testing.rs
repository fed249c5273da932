//! Functions for the tests of what looks at many of them.

use super::{Builder, Function, FunctionId, Linkage, Op, Operand, StmtKind};

/// A function of so many statements that calls others.
pub fn function(name: &str, file: &str, statements: usize, calls: &[u32]) -> Function {
    let mut builder = Builder::new(Vec::new());
    for &callee in calls {
        let op = Op::Call { function: FunctionId(callee), arguments: Vec::new() };
        builder.push(StmtKind::Assign { targets: Vec::new(), op });
    }
    for _ in calls.len()..statements {
        builder.push(StmtKind::Assume(Operand::Bool(true)));
    }
    Function {
        name: name.to_owned(),
        display_name: name.to_owned(),
        file: file.to_owned(),
        line: 1,
        linkage: Linkage::Internal,
        options: Default::default(),
        parameters: 0,
        locals: Vec::new(),
        results: Vec::new(),
        owners: Vec::new(),
        body: builder.block,
    }
}
