//! The object of a unit, and the extension that is linked from objects, each through the cache.

use std::path::Path;

use super::Progress;
use super::build::BuildError;
use super::groups::Group;
use crate::cache::{Cache, Key};
use crate::codegen::{self, CodegenError, LineTable, Target};
use crate::ir::{self, Entry, Unit};
use crate::link::{self, Interpreter, Linker};
use crate::opt;
use crate::report::Objects;

/// What code is made with.
pub struct Tools<'a> {
    pub target: &'a Target,
    pub cache: &'a Cache,
    pub passes: opt::Options,
    pub progress: &'a (dyn Fn(Progress) + Sync),
}

/// The code of a unit, and the lines that are linked to it.
#[derive(Clone)]
pub struct Object {
    pub code: Vec<u8>,
    pub lines: LineTable,
    /// It came from the cache.
    pub cached: bool,
}

/// The extension of a group, linked from the objects of its units.
pub fn link(
    group: &Group,
    entries: &[Entry],
    objects: &[Object],
    (interpreter, linker): (&Interpreter, Linker),
    tools: &Tools,
    counts: &mut Objects,
) -> Result<Vec<u8>, BuildError> {
    let key = extension_key(group, entries, objects, interpreter, linker, tools.target);
    if let Some(extension) = tools.cache.get(&key) {
        counts.linked_cached += 1;
        return Ok(extension);
    }
    let entries: Vec<&Entry> = entries.iter().collect();
    let lines: Vec<LineTable> = objects.iter().map(|object| object.lines.clone()).collect();
    let (name, package) = (group.native(), &group.package);
    let module = codegen::module_object(&name, package, &entries, &lines, tools.target)?;
    let mut parts = vec![("table".to_owned(), module)];
    parts.extend(objects.iter().map(|object| ("unit".to_owned(), object.code.clone())));
    let extension = linked(&parts, interpreter, linker)?;
    tools.cache.put(&key, &extension);
    counts.linked += 1;
    Ok(extension)
}

/// The object of a unit as it was lowered.
pub fn object(mut unit: Unit, tools: &Tools) -> Result<Object, CodegenError> {
    let lines = ir::take_lines(&mut unit);
    let lines = LineTable::new(&unit, lines);
    // As lowered, but for its lines: the passes and LLVM make the same of it as long as pyjit itself
    // is the same, which every key says. The debug form leaves nothing out.
    let made_with = format!("{:?}{:?}{unit:?}", tools.target, tools.passes);
    let key = Key::new("object", &[made_with.as_bytes()]);
    if let Some(bytes) = tools.cache.get(&key) {
        return Ok(Object { code: bytes, lines, cached: true });
    }
    opt::optimise_with(&mut unit, tools.passes);
    let bytes = codegen::compile(&unit, tools.target)?;
    tools.cache.put(&key, &bytes);
    Ok(Object { code: bytes, lines, cached: false })
}

fn extension_key(
    group: &Group,
    entries: &[Entry],
    objects: &[Object],
    interpreter: &Interpreter,
    linker: Linker,
    target: &Target,
) -> Key {
    let Interpreter { version, extension_suffix, platform, .. } = interpreter;
    let compiler = ["CC", "CFLAGS"].map(std::env::var_os);
    let fingerprint = format!("{version:?}{extension_suffix}{platform}{linker:?}{compiler:?}");
    let lines: Vec<&LineTable> = objects.iter().map(|object| &object.lines).collect();
    let table = format!("{target:?}{entries:?}{lines:?}");
    let module = group.extension_module();
    let mut parts: Vec<&[u8]> = vec![module.as_bytes(), fingerprint.as_bytes(), table.as_bytes()];
    parts.extend(objects.iter().map(|object| object.code.as_slice()));
    Key::new("extension", &parts)
}

fn linked(
    objects: &[(String, Vec<u8>)],
    interpreter: &Interpreter,
    linker: Linker,
) -> Result<Vec<u8>, BuildError> {
    let scratch = |path: &Path, error| BuildError::file(path, error);
    let folder = tempfile::tempdir().map_err(|error| scratch(&std::env::temp_dir(), error))?;
    let output = folder.path().join("extension");
    link::link(objects, &output, interpreter, linker)?;
    std::fs::read(&output).map_err(|error| scratch(&output, error))
}
