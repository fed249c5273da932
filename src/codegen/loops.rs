//! Loops: ranges in the form that LLVM's loop passes know, endless loops, labelled blocks.

use inkwell::basic_block::BasicBlock;
use inkwell::values::IntValue;

use super::CodegenError;
use super::builder::{IntOp, IntPredicate};
use super::function::{Body, Exits};
use crate::ir::{Block, Label, Local, Operand};

impl<'u, 'ctx> Body<'_, 'u, 'ctx> {
    /// KIR's `For`. A step of 1 or -1 counts with the variable itself, since it cannot run past the
    /// end of 64 bits; any other step counts rounds.
    pub fn for_range(
        &mut self,
        label: Label,
        variable: Local,
        range: [Operand; 3],
        body: &'u Block,
    ) -> Result<(), CodegenError> {
        let [start, stop, step] = range.map(|operand| self.operand(operand).into_int_value());
        match range[2] {
            Operand::Int(_, 1) => {
                let test = (IntPredicate::SLT, IntOp::AddNsw);
                self.counted_by_variable(label, variable, [start, stop], test, body)
            }
            Operand::Int(_, -1) => {
                let test = (IntPredicate::SGT, IntOp::SubNsw);
                self.counted_by_variable(label, variable, [start, stop], test, body)
            }
            _ => {
                let rounds = self.rounds(start, stop, step, range[2]);
                self.counted_by_rounds(label, variable, [start, step, rounds], body)
            }
        }
    }

    fn counted_by_variable(
        &mut self,
        label: Label,
        variable: Local,
        [start, stop]: [IntValue<'ctx>; 2],
        (predicate, advance): (IntPredicate, IntOp),
        body: &'u Block,
    ) -> Result<(), CodegenError> {
        let build = &self.emitter.build;
        let counter = self.stack_slot(start.get_type().into(), "counter");
        build.store(start.into(), counter);
        let blocks = self.loop_blocks();
        build.jump(blocks.test);
        build.go_to(blocks.test);
        let value = build.load(start.get_type(), counter).into_int_value();
        build.branch(build.icmp(predicate, value, stop), blocks.body, blocks.end);
        build.go_to(blocks.body);
        self.set_parts(variable, &[value.into()]);
        self.loop_body(label, &blocks, body)?;
        build.go_to(blocks.next);
        let value = build.load(start.get_type(), counter).into_int_value();
        build.store(build.int(advance, value, build.i64(1)).into(), counter);
        build.jump(blocks.test);
        build.go_to(blocks.end);
        Ok(())
    }

    fn counted_by_rounds(
        &mut self,
        label: Label,
        variable: Local,
        [start, step, rounds]: [IntValue<'ctx>; 3],
        body: &'u Block,
    ) -> Result<(), CodegenError> {
        let build = &self.emitter.build;
        let ty = start.get_type();
        let counter = self.stack_slot(ty.into(), "rounds");
        let value_slot = self.stack_slot(ty.into(), "value");
        build.store(build.i64(0).into(), counter);
        build.store(start.into(), value_slot);
        let blocks = self.loop_blocks();
        build.jump(blocks.test);
        build.go_to(blocks.test);
        let count = build.load(ty, counter).into_int_value();
        build.branch(build.icmp(IntPredicate::ULT, count, rounds), blocks.body, blocks.end);
        build.go_to(blocks.body);
        let value = build.load(ty, value_slot);
        self.set_parts(variable, &[value]);
        self.loop_body(label, &blocks, body)?;
        build.go_to(blocks.next);
        let count = build.load(ty, counter).into_int_value();
        build.store(build.int(IntOp::Add, count, build.i64(1)).into(), counter);
        let value = build.load(ty, value_slot).into_int_value();
        // The value after the last round may wrap; nobody sees it.
        build.store(build.int(IntOp::Add, value, step).into(), value_slot);
        build.jump(blocks.test);
        build.go_to(blocks.end);
        Ok(())
    }

    /// The number of rounds of a range as an unsigned number; `step` is not 0. Differences of
    /// 64-bit integers in the right direction fit unsigned 64 bits.
    fn rounds(
        &self,
        start: IntValue<'ctx>,
        stop: IntValue<'ctx>,
        step: IntValue<'ctx>,
        step_operand: Operand,
    ) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        let count = |low: IntValue<'ctx>, high: IntValue<'ctx>, stride: IntValue<'ctx>| {
            let distance = build.int(IntOp::Sub, high, low);
            let whole = build.int(IntOp::Sub, distance, build.i64(1));
            let rounds = build.int(IntOp::UDiv, whole, stride);
            let rounds = build.int(IntOp::Add, rounds, build.i64(1));
            let empty = build.icmp(IntPredicate::SGE, low, high);
            build.select_int(empty, build.i64(0), rounds)
        };
        match step_operand {
            Operand::Int(_, value) if value > 0 => count(start, stop, step),
            Operand::Int(_, value) if value < 0 => count(stop, start, build.neg(step)),
            _ => {
                let up = build.icmp(IntPredicate::SGT, step, build.i64(0));
                let low = build.select_int(up, start, stop);
                let high = build.select_int(up, stop, start);
                count(low, high, build.select_int(up, step, build.neg(step)))
            }
        }
    }

    /// KIR's `Loop`.
    pub fn endless_loop(&mut self, label: Label, body: &'u Block) -> Result<(), CodegenError> {
        let build = &self.emitter.build;
        let start = build.block(self.function, "loop");
        let end = build.block(self.function, "endloop");
        build.jump(start);
        build.go_to(start);
        self.labels.insert(label, Exits { leave: end, go_on: Some(start) });
        self.block(body)?;
        if build.open_block().is_some() {
            build.jump(start);
        }
        build.go_to(end);
        Ok(())
    }

    /// KIR's `Labelled`.
    pub fn labelled(&mut self, label: Label, body: &'u Block) -> Result<(), CodegenError> {
        let build = &self.emitter.build;
        let end = build.block(self.function, "endblock");
        self.labels.insert(label, Exits { leave: end, go_on: None });
        self.block(body)?;
        if build.open_block().is_some() {
            build.jump(end);
        }
        build.go_to(end);
        Ok(())
    }

    fn loop_blocks(&self) -> LoopBlocks<'ctx> {
        let block = |name| self.emitter.build.block(self.function, name);
        LoopBlocks {
            test: block("for"),
            body: block("round"),
            next: block("next"),
            end: block("endfor"),
        }
    }

    fn loop_body(
        &mut self,
        label: Label,
        blocks: &LoopBlocks<'ctx>,
        body: &'u Block,
    ) -> Result<(), CodegenError> {
        self.labels.insert(label, Exits { leave: blocks.end, go_on: Some(blocks.next) });
        self.block(body)?;
        if self.emitter.build.open_block().is_some() {
            self.emitter.build.jump(blocks.next);
        }
        Ok(())
    }
}

struct LoopBlocks<'ctx> {
    test: BasicBlock<'ctx>,
    body: BasicBlock<'ctx>,
    next: BasicBlock<'ctx>,
    end: BasicBlock<'ctx>,
}
