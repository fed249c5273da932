//! Defects on demand, for tests of what becomes of them: `PYJIT_PROVOKE=STAGE:KERNEL:HOW`, more
//! of them after commas. Only in builds with debug assertions.

use std::cell::RefCell;

thread_local! {
    /// How the step that comes next is to fail.
    static NEXT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Takes note that a stage is about to work on a kernel of that qualified name.
pub fn remember(stage: &str, name: &str) {
    let Ok(wanted) = std::env::var("PYJIT_PROVOKE") else { return };
    let how = wanted.split(',').find_map(|one| {
        let (of_stage, rest) = one.split_once(':')?;
        let (of_kernel, how) = rest.rsplit_once(':')?;
        (of_stage == stage && of_kernel == name).then(|| how.to_owned())
    });
    if how.is_some() {
        NEXT.set(how);
    }
}

/// The step does not take place.
pub fn forget() {
    NEXT.take();
}

/// Fails as it was asked for.
pub fn provoke() {
    match NEXT.take().as_deref() {
        None => {}
        Some("abort") => std::process::abort(),
        Some("overrun") => drop(overrun(1)),
        // Safety: not safe, which is what it is for.
        Some("fault") => unsafe { std::ptr::null_mut::<u8>().write_volatile(1) },
        Some(how) => panic!("provoked: {how}"),
    }
}

/// Uses up the stack.
#[allow(unconditional_recursion)]
fn overrun(depth: u64) -> u64 {
    let page = std::hint::black_box([depth; 512]);
    overrun(depth + 1) + page[(depth % 512) as usize]
}
