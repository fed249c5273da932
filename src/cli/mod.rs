//! The command line: what can be said, what is printed, and how the process ends.

mod build;
mod cache;
mod compile;
mod defect;
mod explain;
mod print;
mod progress;
mod record;
mod scan;
mod serve;
mod show;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::cache::Cache;
use crate::codegen::{Effort, Target};
use crate::config::{self, Config};
use crate::defects::crash;
use crate::opt;
use crate::pipeline::Options;
use crate::pipeline::recorded::{self, FILE, Recorded};
use crate::source::SourceTree;
use print::Printer;

/// What the process tells the one who started it; the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// It is done.
    Done,
    /// There are problems in the user's source or environment.
    Problems,
    /// The command line is wrong.
    Usage,
    /// A defect of pyjit.
    Defect,
}

const VERSION: &str =
    concat!(env!("CARGO_PKG_VERSION"), " (LLVM ", env!("PYJIT_LLVM_VERSION"), ")");

const EXIT_CODES: &str = "\
Exit codes: 0 done, 1 problems in the source or the environment, 2 wrong usage, 70 a defect of pyjit.
`pyjit help COMMAND` tells more about a command.";

/// Compiles decorated Python functions to native code when a package is built.
#[derive(Debug, Parser)]
#[command(name = "pyjit", version = VERSION, after_help = EXIT_CODES, max_term_width = 100)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
    /// When to use colours; `auto` means on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Scan(scan::Arguments),
    Build(build::Arguments),
    Compile(compile::Arguments),
    Show(show::Arguments),
    Explain(explain::Arguments),
    Cache(cache::Arguments),
    Record(record::Arguments),
    #[command(hide = true)]
    Serve(serve::Arguments),
}

/// What code is made for.
#[derive(Debug, Args)]
pub struct Processor {
    /// The processor to make code for: a name that LLVM knows (`x86-64-v3`), or `native` for this
    /// machine's own [default: every processor of the platform]
    #[arg(long, value_name = "NAME")]
    cpu: Option<String>,
}

/// How extensions are made.
#[derive(Debug, Args)]
pub struct Making {
    /// The Python interpreter to build for [default: that of PYJIT_PYTHON, of the active virtual
    /// environment, or python3]
    #[arg(long, value_name = "PATH")]
    python: Option<PathBuf>,
    #[command(flatten)]
    processor: Processor,
    /// How many threads compile [default: one for each processor]
    #[arg(long, short, value_name = "N")]
    jobs: Option<usize>,
    /// `off` places every check and proves none away, for the fuzzer, which compares
    #[arg(long, value_name = "SWITCH", default_value = "on", hide = true)]
    opt_checks: Switch,
    /// `off` runs hardly any of LLVM's passes, for the same
    #[arg(long, value_name = "SWITCH", default_value = "on", hide = true)]
    opt_llvm: Switch,
    /// Has AddressSanitizer look at each access to memory; its library has to be loaded first
    #[arg(long, hide = true, conflicts_with = "opt_llvm")]
    sanitize_address: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

impl Making {
    /// How to make code; `configured` is the processor where the command line names none.
    fn options(&self, configured: Option<&str>) -> Options {
        let of_environment = || std::env::var_os("PYJIT_PYTHON").filter(|path| !path.is_empty());
        let effort = match self.opt_llvm {
            _ if self.sanitize_address => Effort::Sanitized,
            Switch::On => Effort::Most,
            Switch::Off => Effort::Least,
        };
        Options {
            python: self.python.clone().or_else(|| of_environment().map(PathBuf::from)),
            target: Target { effort, ..self.processor.target(configured) },
            cache: Cache::of_user(),
            passes: opt::Options { ranges: self.opt_checks == Switch::On },
            strict: false,
            distribution: None,
            stable_abi: false,
        }
    }
}

impl Processor {
    fn target(&self, configured: Option<&str>) -> Target {
        let target = Target::host_baseline();
        match self.cpu.as_deref().or(configured) {
            Some(cpu) => target.with_cpu(cpu),
            None => target,
        }
    }
}

/// The configuration for a folder or file: that of the file named, or else of the nearest
/// pyproject.toml above it, and of the environment. `None` if it has mistakes, which are printed.
///
/// The file of recorded signatures, where none is named, is the one beside that pyproject.toml; where
/// there is none, in the folder itself, else in that where the command runs.
fn configuration(of: &Path, file: Option<&Path>, printer: &Printer) -> Option<Config> {
    let folder = if of.is_dir() { Some(of) } else { of.parent() };
    let folder = folder.map(|it| if it.as_os_str().is_empty() { Path::new(".") } else { it });
    let file = file.map(Path::to_path_buf).or_else(|| folder.and_then(config::find));
    let beside = match file.as_deref().and_then(Path::parent) {
        Some(beside) => vec![beside],
        None => folder.into_iter().chain([Path::new("")]).collect(),
    };
    let recorded = beside.iter().map(|folder| folder.join(FILE)).find(|path| path.is_file());
    match config::read(file.as_deref(), |name| std::env::var(name).ok()) {
        Ok(config) => Some(Config { signatures: config.signatures.or(recorded), ..config }),
        Err(problems) => {
            printer.diagnostics(&SourceTree::default(), &problems);
            None
        }
    }
}

/// What is in the configured file of recorded signatures; nothing where there is none. `None` if it has
/// mistakes, which are printed.
fn recorded(config: &Config, printer: &Printer) -> Option<Recorded> {
    let Some(path) = &config.signatures else { return Some(Recorded::default()) };
    match recorded::read(path) {
        Ok(recorded) => Some(recorded),
        Err(problems) => {
            printer.diagnostics(&SourceTree::default(), &problems);
            None
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Problems => 1,
            Exit::Usage => 2,
            Exit::Defect => 70,
        })
    }
}

/// Runs the command line with that name of the program and these arguments.
pub fn run(arguments: Vec<OsString>) -> Exit {
    crash::install(&arguments);
    let command_line = match CommandLine::try_parse_from(arguments) {
        Ok(command_line) => command_line,
        Err(error) => {
            // Help and version, too, come this way, and go to standard output.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Done };
        }
    };
    let printer = Printer::new(command_line.color);
    defect::guarded(&printer, || match &command_line.command {
        Command::Scan(arguments) => scan::run(arguments, &printer),
        Command::Build(arguments) => build::run(arguments, &printer),
        Command::Compile(arguments) => compile::run(arguments, &printer),
        Command::Show(arguments) => show::run(arguments, &printer),
        Command::Explain(arguments) => explain::run(arguments, &printer),
        Command::Cache(arguments) => cache::run(arguments, &printer),
        Command::Record(arguments) => record::run(arguments, &printer),
        Command::Serve(arguments) => serve::run(arguments, &printer),
    })
}
