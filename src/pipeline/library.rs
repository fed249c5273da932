//! The objects of the library's large functions, each compiled by the first kernel that calls it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::objects::{self, Object, Tools};
use crate::codegen::CodegenError;
use crate::defects::{self, Subject};
use crate::ir::Unit;

/// What came of one function; empty while it is compiled.
type Slot = Arc<OnceLock<Result<Object, CodegenError>>>;

/// Those of one build, by symbol.
#[derive(Default)]
pub struct Library(Mutex<BTreeMap<String, Slot>>);

impl Library {
    /// Compiles the unit that exports a symbol, unless that was done; waits where another thread is
    /// at it.
    ///
    /// # Errors
    /// Those of code generation, the same for every kernel that needs the function.
    pub fn compile(&self, symbol: String, unit: Unit, tools: &Tools) -> Result<(), CodegenError> {
        let slot = Arc::clone(self.slots().entry(symbol.clone()).or_default());
        let made = slot.get_or_init(|| {
            let name = unit.functions.first().map_or("", |function| function.name.as_str());
            let subject = Subject::new("library", std::iter::once((symbol.as_str(), name)));
            let object = defects::contained(subject, || objects::object(unit, tools));
            object.unwrap_or_else(|what| Err(CodegenError::Defect(what)))
        });
        made.as_ref().map(|_| ()).map_err(CodegenError::clone)
    }

    /// Everything that was compiled.
    pub fn objects(&self) -> BTreeMap<String, Object> {
        let made = |(symbol, slot): (&String, &Slot)| {
            Some((symbol.clone(), slot.get()?.as_ref().ok()?.clone()))
        };
        self.slots().iter().filter_map(made).collect()
    }

    fn slots(&self) -> MutexGuard<'_, BTreeMap<String, Slot>> {
        // Nothing that holds the lock panics.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
