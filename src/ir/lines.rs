//! Lines apart from code: a unit names its lines by number and a table says where they are, so that
//! its code stays the same while the lines move.

use std::collections::BTreeMap;

use super::{Block, Function, Location, Unit};
use crate::types::Meaning;

/// Replaces every line of a unit by its place in the table that this gives. Places say which
/// statements of a function share a line, in the order in which they stand, and nothing else:
/// comments and whatever stands above change the table alone. Columns go, and so do the lines of the
/// library, which has no frames in Python.
pub fn take_lines(unit: &mut Unit) -> Vec<u32> {
    let mut table = Vec::new();
    for function in &mut unit.functions {
        take_from_function(function, &mut table);
    }
    for entry in &mut unit.entries {
        entry.first_line = add(entry.first_line, &mut table);
        for frozen in &mut entry.frozen {
            if let Meaning::Kernel { first_line, .. } = &mut frozen.meaning {
                *first_line = add(*first_line, &mut table);
            }
        }
    }
    table
}

fn add(line: u32, table: &mut Vec<u32>) -> u32 {
    table.push(line);
    (table.len() - 1) as u32
}

fn take_from_function(function: &mut Function, table: &mut Vec<u32>) {
    if function.is_library() {
        function.line = 0;
        set_places(&mut function.body, &mut |_| 0);
        return;
    }
    // Lines of two functions may be the same by chance, those of one are so on purpose.
    let first = add(function.line, table);
    let mut known = BTreeMap::from([(function.line, first)]);
    function.line = first;
    set_places(&mut function.body, &mut |line| {
        *known.entry(line).or_insert_with(|| add(line, table))
    });
}

fn set_places(block: &mut Block, place: &mut impl FnMut(u32) -> u32) {
    for stmt in block {
        stmt.location = Location { line: place(stmt.location.line), column: 0 };
        for nested in stmt.kind.blocks_mut() {
            set_places(nested, place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Builder, Operand, StmtKind};

    /// A function that returns in several lines.
    fn function(file: &str, line: u32, lines: &[u32]) -> Function {
        let mut b = Builder::new(Vec::new());
        for &line in lines {
            b.location = Location { line, column: line };
            b.push(StmtKind::Assume(Operand::Bool(true)));
        }
        Function {
            name: String::new(),
            display_name: String::new(),
            linkage: Default::default(),
            file: file.to_owned(),
            line,
            options: Default::default(),
            parameters: 0,
            locals: Vec::new(),
            results: Vec::new(),
            owners: Vec::new(),
            body: b.block,
        }
    }

    fn unit(lines: [u32; 3]) -> Unit {
        let [first, second, third] = lines;
        let functions = vec![
            function("a.py", first, &[second, third, second]),
            function("pyjit/prelude/math.py", 7, &[8, 9]),
            function("a.py", third, &[third]),
        ];
        Unit { functions, entries: Vec::new() }
    }

    #[test]
    fn units_that_differ_by_lines_alone_become_the_same() {
        let (mut here, mut there) = (unit([1, 2, 3]), unit([10, 20, 21]));
        assert_eq!(take_lines(&mut here), [1, 2, 3, 3]);
        assert_eq!(take_lines(&mut there), [10, 20, 21, 21]);
        assert_eq!(here, there);
        let places: Vec<u32> =
            here.functions[0].body.iter().map(|stmt| stmt.location.line).collect();
        assert_eq!(places, [1, 2, 1]);
    }

    #[test]
    fn statements_that_share_a_line_are_told_apart_from_those_that_do_not() {
        let (mut apart, mut together) = (unit([1, 2, 3]), unit([1, 2, 2]));
        take_lines(&mut apart);
        take_lines(&mut together);
        assert_ne!(apart, together);
    }
}
