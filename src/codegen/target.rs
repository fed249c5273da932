//! What code is made for: the platform, the CPU level, and LLVM's machine for them.

use std::ffi::CStr;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use inkwell::OptimizationLevel;
use inkwell::attributes::AttributeLoc;
use inkwell::llvm_sys::support::LLVMParseCommandLineOptions;
use inkwell::module::Module;
use inkwell::passes::PassBuilderOptions;
use inkwell::support::error_handling::install_fatal_error_handler;
use inkwell::targets::{
    CodeModel, FileType, InitializationConfig, RelocMode, Target as LlvmTarget, TargetMachine,
    TargetTriple,
};

use super::CodegenError;
use super::cpus::is_known;
use super::promises::attribute;

/// The platform and CPU level that code is made for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Target {
    /// LLVM's name of the platform, e.g. `x86_64-unknown-linux-gnu`.
    pub triple: String,
    /// LLVM's name of the CPU, e.g. `x86-64`, `x86-64-v3`, `generic`.
    pub cpu: String,
    /// LLVM's list of features on top of the CPU's, e.g. `+fma,-avx`. Mostly empty.
    pub features: String,
    pub effort: Effort,
}

/// How hard LLVM works on the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effort {
    Most,
    /// For tests that compare: hardly any of LLVM's passes run.
    Least,
    /// For tests of memory: as `Most`, and AddressSanitizer looks at each access.
    Sanitized,
}

impl Target {
    /// This platform, at the level that every machine of it has: what a wheel is made for.
    pub fn host_baseline() -> Target {
        let triple = TargetMachine::get_default_triple();
        let triple = triple.as_str().to_string_lossy().into_owned();
        let cpu = if triple.starts_with("x86_64") { "x86-64" } else { "generic" };
        Target { triple, cpu: cpu.to_owned(), features: String::new(), effort: Effort::Most }
    }

    /// The same at another CPU level; `native` means the CPU of this machine.
    pub fn with_cpu(self, cpu: &str) -> Target {
        if cpu != "native" {
            return Target { cpu: cpu.to_owned(), features: String::new(), ..self };
        }
        let cpu = TargetMachine::get_host_cpu_name();
        let features = TargetMachine::get_host_cpu_features();
        Target {
            cpu: cpu.to_string_lossy().into_owned(),
            features: features.to_string_lossy().into_owned(),
            ..self
        }
    }
}

/// What LLVM calls where it cannot go on. It would print a line and end the process with exit code
/// 1, as if the user were wrong; a signal lets [`crate::defects`] name the kernel.
extern "C" fn end_of_llvm(_: *const std::ffi::c_char) {
    std::process::abort();
}

/// Where innermost loops begin: at a multiple of 2⁵ bytes, so that a small one lies in one line of
/// the processor's cache wherever its function stands. Else the same loop can take half as long
/// again because of what was compiled before it. (LLVM has no other way to say it.)
const LOOPS: &CStr = c"-x86-experimental-pref-innermost-loop-alignment=5";

/// Where functions begin, in bytes: what is around them tells nothing of their speed.
pub const FUNCTION_ALIGNMENT: u32 = 64;

/// How many basic blocks a function may have for the whole of LLVM's optimiser: some hundred lines
/// with a check in each place.
const MOST_BLOCKS: u32 = 2000;

/// How many a function may have for `-O1` and the code generator that chooses with care, whose times
/// grow faster than the function: more than a thousand lines.
const MOST_GENERATED: u32 = 6000;

/// Passes whose time grows with the length of a function.
const SIMPLE_PASSES: &str = "function(sroa<modify-cfg>,early-cse,simplifycfg)";

/// How many instructions a basic block may have for that code generator, which looks at each chain
/// of operations in it from each of its links: some thousand lines without a branch.
const MOST_IN_A_BLOCK: usize = 4000;

/// The number of basic blocks of the longest function.
fn longest(module: &Module<'_>) -> u32 {
    module.get_functions().map(|function| function.count_basic_blocks()).max().unwrap_or(0)
}

/// Whether there is a basic block of more instructions than that.
fn has_longer_block(module: &Module<'_>, most: usize) -> bool {
    let mut blocks = module.get_functions().flat_map(|function| function.get_basic_block_iter());
    blocks.any(|block| block.get_instructions().nth(most).is_some())
}

/// Whether LLVM's options, which hold for the process, are set. Each machine reads it as long as it
/// lives.
static OPTIONS: RwLock<bool> = RwLock::new(false);

/// Keeps LLVM's options as they have to be.
fn settled_options() -> RwLockReadGuard<'static, bool> {
    let guard = OPTIONS.read().unwrap_or_else(PoisonError::into_inner);
    if *guard {
        return guard;
    }
    drop(guard);
    let mut guard = OPTIONS.write().unwrap_or_else(PoisonError::into_inner);
    if !*guard {
        let arguments = [c"pyjit".as_ptr(), LOOPS.as_ptr()];
        // Safety: both are strings that end with a zero, and are not kept; nobody else sets options.
        unsafe {
            LLVMParseCommandLineOptions(
                arguments.len() as i32,
                arguments.as_ptr(),
                std::ptr::null(),
            );
        }
        *guard = true;
    }
    RwLockWriteGuard::downgrade(guard)
}

/// Runs `work` while LLVM compiles nothing in this process; it may set LLVM's options back. For a
/// thread that has no machine of its own.
pub fn while_nothing_compiles<T>(work: impl FnOnce() -> T) -> T {
    let mut guard = OPTIONS.write().unwrap_or_else(PoisonError::into_inner);
    *guard = false;
    work()
}

/// LLVM's machine for a target.
pub(super) struct Machine {
    machine: TargetMachine,
    /// Whose code generator takes time in proportion to a function's length.
    simple: TargetMachine,
    effort: Effort,
    _options: RwLockReadGuard<'static, bool>,
}

impl Machine {
    pub fn new(target: &Target) -> Result<Machine, CodegenError> {
        let config = InitializationConfig::default();
        LlvmTarget::initialize_x86(&config);
        LlvmTarget::initialize_aarch64(&config);
        // Safety: the handler may be given before or while LLVM works; it is always the same.
        unsafe { install_fatal_error_handler(end_of_llvm) };
        let options = settled_options();
        // A `native` CPU is LLVM's own answer and needs no check; it comes with features.
        if target.features.is_empty() && !is_known(&target.triple, &target.cpu) {
            return Err(CodegenError::Target(format!(
                "the CPU `{}`: LLVM knows none of that name for {} (try `native` or `x86-64-v3`)",
                target.cpu, target.triple
            )));
        }
        let triple = TargetTriple::create(&target.triple);
        let llvm_target = LlvmTarget::from_triple(&triple).map_err(|error| {
            CodegenError::Target(format!("`{}`: {}", target.triple, error.to_string_lossy()))
        })?;
        let machine = |effort| {
            llvm_target.create_target_machine(
                &triple,
                &target.cpu,
                &target.features,
                match effort {
                    Effort::Most | Effort::Sanitized => OptimizationLevel::Aggressive,
                    Effort::Least => OptimizationLevel::None,
                },
                RelocMode::PIC,
                CodeModel::Default,
            )
        };
        match (machine(target.effort), machine(Effort::Least)) {
            (Some(machine), Some(simple)) => {
                Ok(Machine { machine, simple, effort: target.effort, _options: options })
            }
            _ => Err(CodegenError::Target(format!("`{}`", target.triple))),
        }
    }

    /// Gives a new module this machine's platform and data layout.
    pub fn describe(&self, module: &Module<'_>) {
        module.set_triple(&self.machine.get_triple());
        module.set_data_layout(&self.machine.get_target_data().get_data_layout());
    }

    /// LLVM's verifier; what it finds is a defect of ours, shown with the whole module.
    pub fn verify(&self, module: &Module<'_>) -> Result<(), CodegenError> {
        module.verify().map_err(|error| {
            CodegenError::Defect(format!(
                "LLVM refuses the module: {}\n{}",
                error.to_string_lossy(),
                module.print_to_string().to_string_lossy()
            ))
        })
    }

    /// Runs LLVM's `-O3` pipeline, or what its code generator needs at least. On a module with a
    /// very long function `-O1`: beyond it are passes whose work grows with the square of the
    /// number of branches (jump threading above all), and minutes would become hours.
    pub fn optimise(&self, module: &Module<'_>) -> Result<(), CodegenError> {
        let options = PassBuilderOptions::create();
        options.set_loop_vectorization(true);
        options.set_loop_slp_vectorization(true);
        options.set_loop_interleaving(true);
        options.set_loop_unrolling(true);
        let pipeline = match self.effort {
            Effort::Least => "default<O0>",
            _ if longest(module) > MOST_GENERATED => SIMPLE_PASSES,
            _ if longest(module) > MOST_BLOCKS => "default<O1>",
            _ => "default<O3>",
        };
        self.run(module, pipeline, options)?;
        if self.effort == Effort::Sanitized {
            for function in module.get_functions().filter(|it| it.count_basic_blocks() > 0) {
                let sanitized = attribute(module, "sanitize_address", 0);
                function.add_attribute(AttributeLoc::Function, sanitized);
            }
            self.run(module, "asan", PassBuilderOptions::create())?;
        }
        Ok(())
    }

    fn run(
        &self,
        module: &Module<'_>,
        passes: &str,
        options: PassBuilderOptions,
    ) -> Result<(), CodegenError> {
        module.run_passes(passes, &self.machine, options).map_err(|error| {
            CodegenError::Defect(format!("LLVM's optimiser: {}", error.to_string_lossy()))
        })
    }

    /// The object file of a module that has no function of importance, which takes less time.
    pub fn write_data(&self, module: &Module<'_>) -> Result<Vec<u8>, CodegenError> {
        Machine::written(&self.simple, module, FileType::Object)
    }

    /// The object file or the assembly of a module.
    pub fn write(&self, module: &Module<'_>, kind: FileType) -> Result<Vec<u8>, CodegenError> {
        let is_long = longest(module) > MOST_GENERATED || has_longer_block(module, MOST_IN_A_BLOCK);
        let machine = if is_long { &self.simple } else { &self.machine };
        Machine::written(machine, module, kind)
    }

    fn written(
        machine: &TargetMachine,
        module: &Module<'_>,
        kind: FileType,
    ) -> Result<Vec<u8>, CodegenError> {
        let buffer = machine.write_to_memory_buffer(module, kind).map_err(|error| {
            CodegenError::Defect(format!("LLVM's code generator: {}", error.to_string_lossy()))
        })?;
        Ok(buffer.as_slice().to_vec())
    }
}
