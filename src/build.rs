//! Build script: links LLVM statically (only the parts that pyjit uses) into the crate, compiles the
//! C runtime of kernels, which the crate carries as an archive, makes the index of the prelude,
//! and tells the crate which build it is.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, process};

/// The LLVM libraries that code generation needs, as `llvm-config` names them.
const COMPONENTS: [&str; 4] = ["x86", "aarch64", "passes", "executionengine"];

/// What LLD needs beside them.
const LLD_COMPONENTS: [&str; 3] = ["dtlto", "lto", "option"];

/// The targets that code is generated for. LLD initialises every target that LLVM was built with.
const TARGETS: [&str; 2] = ["X86", "AArch64"];

/// What the crate is made of.
const SOURCES: [&str; 3] = ["src", "templates", "Cargo.lock"];

/// Where Debian and Ubuntu put LLVM 22; `LLVM_SYS_221_PREFIX` overrides it.
const DEFAULT_PREFIX: &str = "/usr/lib/llvm-22";

/// The sources of the C runtime.
const RUNTIME: &str = "templates/runtime";

/// The extension that has the C runtime's dispatcher alone.
const DISPATCHER: &str = "templates/development.c";

/// The library functions in Python.
const PRELUDE: &str = "src/prelude";

/// Modules of libraries that are modules of others, by how the names of their files begin.
const MODULES: [(&str, &str); 3] = [
    ("numpy_arrays_linalg", "numpy.linalg"),
    ("numpy_arrays_strides", "numpy.lib.stride_tricks"),
    ("numpy_random", "numpy.random"),
];

fn main() {
    for path in SOURCES {
        println!("cargo:rerun-if-changed={path}");
    }
    println!("cargo:rerun-if-env-changed=LLVM_SYS_221_PREFIX");
    println!("cargo:rustc-env=PYJIT_BUILD_ID={:016x}", build_id());
    link_llvm();
    if let Err(reason) = compile_runtime() {
        println!("cargo::error=the C runtime in {RUNTIME} cannot be compiled: {reason}");
        process::exit(1);
    }
    if let Err(reason) = index_prelude() {
        println!("cargo::error=the prelude in {PRELUDE} cannot be indexed: {reason}");
        process::exit(1);
    }
}

/// Writes a Rust file that lists the prelude's files, their functions with their parameters in the
/// order of the text, and the functions by the library's name, sorted. The first word of a file's
/// name is the library, unless [`MODULES`] says another; the attributes of each type and the
/// operators on it are a library of their own. Private names that several files of a library have
/// are not listed.
fn index_prelude() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(PRELUDE)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "py"));
    paths.sort();
    let mut files = String::new();
    let mut functions = String::new();
    let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut number = 0;
    for (file, path) in paths.iter().enumerate() {
        let text = fs::read_to_string(path)?;
        let stem =
            path.file_stem().and_then(|stem| stem.to_str()).ok_or("a name that is no text")?;
        let library = library_of(stem);
        let full = fs::canonicalize(path)?;
        writeln!(files, "    File {{")?;
        writeln!(files, "        path: \"pyjit/prelude/{stem}.py\",")?;
        writeln!(files, "        text: include_str!({full:?}),")?;
        writeln!(files, "        first: {number},")?;
        writeln!(files, "    }},")?;
        for (name, rest) in text.match_indices("\ndef ").filter_map(|(at, _)| defined(&text[at..]))
        {
            let (parameters, behind) = bracketed(rest).ok_or("a bracket that is not closed")?;
            let compiled = !has_no_body(behind);
            writeln!(functions, "    Function {{")?;
            writeln!(functions, "        file: {file}, name: {name:?}, compiled: {compiled},")?;
            writeln!(functions, "        parameters: &[")?;
            for (name, kind, default) in parameters_of(&parameters) {
                writeln!(
                    functions,
                    "            Parameter {{ name: {name:?}, kind: Kind::{kind}, default: {default:?} }},"
                )?;
            }
            writeln!(functions, "        ],\n    }},")?;
            names.entry(format!("{library}.{name}")).or_default().push(number);
            number += 1;
        }
    }
    for (name, numbers) in &names {
        if numbers.len() > 1 && !name.contains("._") {
            return Err(format!("two files define `{name}`").into());
        }
    }
    let mut index = format!("pub const FILES: &[File] = &[\n{files}];\n\n");
    write!(index, "pub const FUNCTIONS: &[Function] = &[\n{functions}];\n\n")?;
    index.push_str("const NAMES: &[(&str, u32)] = &[\n");
    for (name, numbers) in names {
        if let [number] = numbers.as_slice() {
            writeln!(index, "    ({name:?}, {number}),")?;
        }
    }
    index.push_str("];\n");
    let folder = env::var_os("OUT_DIR").ok_or("cargo gives no OUT_DIR")?;
    fs::write(Path::new(&folder).join("prelude_index.rs"), index)?;
    Ok(())
}

/// The library that a file of the prelude has functions of.
fn library_of(stem: &str) -> String {
    if let Some((_, module)) = MODULES.iter().find(|(begin, _)| stem.starts_with(begin)) {
        return (*module).to_owned();
    }
    let of_type = stem.starts_with("attributes_") || stem.starts_with("operators_");
    let words = if of_type { 2 } else { 1 };
    stem.split('_').take(words).collect::<Vec<_>>().join("_")
}

/// The name of the function that a text begins to define in a new line, and what follows it.
fn defined(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("\ndef ")?;
    let end = rest.find('(')?;
    Some(rest.split_at(end))
}

/// Whether `...` is all that a definition has behind its parameters: the compiler knows it itself.
fn has_no_body(behind: &str) -> bool {
    let body = behind.split_once(':').map_or("", |(_, body)| body.trim_start());
    body.starts_with("...\n")
}

/// The parts of a list in brackets, by its commas, and what follows the brackets.
fn bracketed(text: &str) -> Option<(Vec<String>, &str)> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for (at, character) in text.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        match (character, depth) {
            ('(', 1) => {}
            (_, 0) => return Some((parts, text.get(at + 1..)?)),
            (',', 1) => parts.push(String::new()),
            _ => parts.last_mut()?.push(character),
        }
    }
    None
}

/// The name of each parameter, how it is given, and the text of its default.
fn parameters_of(parts: &[String]) -> Vec<(String, &'static str, Option<String>)> {
    let mut parameters: Vec<(String, &'static str, Option<String>)> = Vec::new();
    let mut kind = "Either";
    for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
        match part {
            "/" => parameters.iter_mut().for_each(|(_, kind, _)| *kind = "Positional"),
            "*" => kind = "Keyword",
            _ => {
                let (declared, default) = match part.split_once('=') {
                    Some((declared, default)) => (declared, Some(default.trim().to_owned())),
                    None => (part, None),
                };
                let name = declared.split(':').next().unwrap_or(declared).trim();
                match name.strip_prefix('*') {
                    Some(name) => {
                        parameters.push((name.to_owned(), "Star", None));
                        kind = "Keyword";
                    }
                    None => parameters.push((name.to_owned(), kind, default)),
                }
            }
        }
    }
    parameters
}

/// Compiles the runtime and writes a Rust file that has it, as an archive, and the dispatcher's
/// extension.
fn compile_runtime() -> Result<(), Box<dyn std::error::Error>> {
    let folder = env::var_os("OUT_DIR").ok_or("cargo gives no OUT_DIR")?;
    let mut sources: Vec<PathBuf> =
        fs::read_dir(RUNTIME)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    sources.retain(|path| path.extension().is_some_and(|extension| extension == "c"));
    sources.sort();
    let mut build = cc::Build::new();
    build
        .std("c11")
        .opt_level(2)
        .debug(false)
        .pic(true)
        .warnings(true)
        .extra_warnings(true)
        .flag("-fvisibility=hidden")
        .flag("-ffunction-sections")
        .flag("-fdata-sections")
        .flag("-ffp-contract=off")
        .cargo_metadata(false);
    // One file is sooner written for the linker than twenty, which takes of it what it needs.
    build.clone().files(&sources).out_dir(&folder).try_compile("pyjit_runtime")?;
    let runtime = Path::new(&folder).join("libpyjit_runtime.a");
    let mut objects = build.clone().file(DISPATCHER).try_compile_intermediates()?;
    objects.push(runtime.clone());
    let dispatcher = Path::new(&folder).join("dispatcher.so");
    link_dispatcher(&build, &objects, &dispatcher)?;
    let constants = format!(
        "const RUNTIME: &[u8] = include_bytes!({runtime:?});\n\
         const DISPATCHER: &[u8] = include_bytes!({dispatcher:?});\n"
    );
    fs::write(Path::new(&folder).join("runtime_objects.rs"), constants)?;
    Ok(())
}

/// Links an extension that uses nothing but functions that every CPython exports.
fn link_dispatcher(
    build: &cc::Build,
    objects: &[PathBuf],
    output: &Path,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut command = build.try_get_compiler()?.to_command();
    match env::var("CARGO_CFG_TARGET_VENDOR").as_deref() {
        Ok("apple") => command.args(["-bundle", "-undefined", "dynamic_lookup"]),
        _ => command.args(["-shared", "-Wl,--gc-sections", "-Wl,--build-id=none", "-s"]),
    };
    let status = command.args(objects).arg("-o").arg(output).arg("-lm").status()?;
    if status.success() { Ok(()) } else { Err("the dispatcher cannot be linked".into()) }
}

/// A hash of everything that this crate is made of: caches of what it makes are addressed by it.
fn build_id() -> u64 {
    let mut hasher = DefaultHasher::new();
    for path in SOURCES {
        hash_path(Path::new(path), &mut hasher);
    }
    hasher.finish()
}

fn hash_path(path: &Path, hasher: &mut DefaultHasher) {
    path.hash(hasher);
    if let Ok(entries) = fs::read_dir(path) {
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths.iter().for_each(|path| hash_path(path, hasher));
    } else if let Ok(bytes) = fs::read(path) {
        bytes.hash(hasher);
    }
}

fn link_llvm() {
    let prefix = env::var_os("LLVM_SYS_221_PREFIX").unwrap_or_else(|| DEFAULT_PREFIX.into());
    let config = PathBuf::from(prefix).join("bin/llvm-config");
    let ask = |arguments: &[&str]| -> String {
        let output = Command::new(&config).args(arguments).output();
        match output {
            Ok(output) if output.status.success() => {
                String::from_utf8_lossy(&output.stdout).trim().to_owned()
            }
            _ => {
                println!(
                    "cargo::error=LLVM 22 was not found at {}: install llvm-22-dev and \
                     libpolly-22-dev, or set LLVM_SYS_221_PREFIX to where it is",
                    config.display()
                );
                process::exit(1);
            }
        }
    };
    println!("cargo:rustc-env=PYJIT_LLVM_VERSION={}", ask(&["--version"]));
    let folder = ask(&["--libdir"]);
    println!("cargo:rustc-link-search=native={folder}");
    let mut query = vec!["--link-static", "--libs"];
    query.extend(COMPONENTS);
    // Elsewhere the C compiler links.
    if env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        if !Path::new(&folder).join("liblldELF.a").exists() {
            println!("cargo::error=LLD 22 was not found in {folder}: install liblld-22-dev");
            process::exit(1);
        }
        if let Err(reason) = compile_lld(&ask(&["--includedir"]), &ask(&["--targets-built"])) {
            println!("cargo::error=src/link/lld.cpp cannot be compiled: {reason}");
            process::exit(1);
        }
        query.extend(LLD_COMPONENTS);
    }
    if env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        // Where the program lies is settled when it is linked: else each start writes 117,000
        // addresses into pages that it would mostly never touch, half of the time that it takes.
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
    for flag in ask(&query).split_whitespace() {
        // LLVM's link-time optimiser asks for Polly; src/link/lld.cpp answers.
        if let Some(library) = flag.strip_prefix("-l").filter(|it| !it.starts_with("Polly")) {
            println!("cargo:rustc-link-lib=static={library}");
        }
    }
    // Debian's `--system-libs` also names libz3 and libxml2, which nothing here reaches.
    link_system_library("z");
    link_system_library("zstd");
    link_system_library("stdc++");
    for library in ["rt", "dl", "m"] {
        println!("cargo:rustc-link-lib=dylib={library}");
    }
}

/// Links LLD behind the function of `src/link/lld.cpp`. The targets that nothing is compiled for get
/// initialisers that do nothing: else LLD would bring along the code generator of each.
fn compile_lld(include: &str, targets: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut stubs = String::new();
    for target in targets.split_whitespace().filter(|target| !TARGETS.contains(target)) {
        for part in ["Target", "TargetInfo", "TargetMC", "AsmParser", "AsmPrinter"] {
            writeln!(stubs, "void LLVMInitialize{target}{part}(void) {{}}")?;
        }
    }
    let folder = env::var_os("OUT_DIR").ok_or("cargo gives no OUT_DIR")?;
    let file = Path::new(&folder).join("lld_targets.c");
    fs::write(&file, stubs)?;
    cc::Build::new().file(&file).try_compile("pyjit_lld_targets")?;
    // LLVM's own headers would fill the screen with warnings.
    let flags = ["-isystem", include, "-fno-exceptions", "-D_GNU_SOURCE"];
    cc::Build::new()
        .cpp(true)
        .std("c++17")
        .file("src/link/lld.cpp")
        .flags(flags)
        .debug(false)
        .cpp_link_stdlib(None)
        .try_compile("pyjit_lld")?;
    println!("cargo:rustc-link-lib=static=lldELF");
    println!("cargo:rustc-link-lib=static=lldCommon");
    Ok(())
}

/// Links a system library statically where the C compiler knows an archive of it, so that the
/// finished binary runs on machines that lack the library.
fn link_system_library(name: &str) {
    let archive = format!("lib{name}.a");
    let compiler = cc::Build::new().cpp(true).get_compiler();
    let output = compiler.to_command().arg(format!("-print-file-name={archive}")).output();
    let path = output.ok().map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    match path.map(PathBuf::from).filter(|path| path.is_absolute() && path.is_file()) {
        Some(path) => {
            if let Some(folder) = path.parent() {
                println!("cargo:rustc-link-search=native={}", folder.display());
            }
            println!("cargo:rustc-link-lib=static={name}");
        }
        None => println!("cargo:rustc-link-lib=dylib={name}"),
    }
}
