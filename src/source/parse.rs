//! From text to syntax tree.

use rustpython_ast::{Expr, ModModule, StringLiteral};
use rustpython_parser::ParseError;

use super::{Span, depth};

/// Why a text is not Python, or not Python that can be read here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxProblem {
    /// One sentence without a full stop.
    pub message: String,
    pub span: Span,
    /// It is Python, but nests more deeply than is safe to work on.
    pub too_deep: bool,
}

/// The syntax tree of a module.
///
/// # Errors
/// If the text is not Python, or nests too deeply.
pub fn parse_module(text: &str) -> Result<ModModule, SyntaxProblem> {
    if let Some(offset) = text.find('\0') {
        return Err(SyntaxProblem {
            message: "source code cannot contain null bytes".to_owned(),
            span: Span { start: offset as u32, end: offset as u32 + 1 },
            too_deep: false,
        });
    }
    if let Some(message) = depth::excess(text) {
        let start = depth::place_of_excess(text) as u32;
        return Err(SyntaxProblem {
            message: message.to_owned(),
            span: Span { start, end: start },
            too_deep: true,
        });
    }
    match rustpython_parser::parse_module(text) {
        Ok(parsed) => Ok(parsed.into_syntax()),
        Err(error) => Err(problem_of(&error, text)),
    }
}

/// The expression in a string annotation, with places in the file that holds the string where the
/// string is written plainly. `None` if it is no expression.
pub fn parse_string_annotation(text: &str, string: &StringLiteral) -> Option<Expr> {
    if depth::excess(&string.value).is_some() {
        return None;
    }
    let parsed = rustpython_parser::parse_string_annotation(text, string).ok()?;
    Some(parsed.into_expr())
}

/// The expression that a text consists of. `None` if it is none.
pub fn parse_expression(text: &str) -> Option<Expr> {
    if depth::excess(text).is_some() {
        return None;
    }
    Some(rustpython_parser::parse_expression(text).ok()?.into_expr())
}

/// The byte offset of the start of each line, as Python counts lines: ended by LF, CR LF or CR.
pub fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (index, byte) in bytes.iter().enumerate() {
        let ends = match byte {
            b'\n' => true,
            b'\r' => bytes.get(index + 1) != Some(&b'\n'),
            _ => false,
        };
        if ends {
            starts.push(index as u32 + 1);
        }
    }
    starts
}

fn problem_of(error: &ParseError, text: &str) -> SyntaxProblem {
    let mut message = error.error.to_string();
    // The parser's sentences begin with a capital letter; ours do not.
    if let Some(first) = message.get(..1) {
        let lower = first.to_ascii_lowercase();
        message.replace_range(..1, &lower);
    }
    let end = text.len() as u32;
    let span = Span::from(error.location);
    let span = Span { start: span.start.min(end), end: span.end.min(end) };
    SyntaxProblem { message, span, too_deep: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> Option<String> {
        parse_module(text).err().map(|problem| problem.message)
    }

    #[test]
    fn deep_nesting_is_refused() {
        for (unit, expected) in [
            ("(", "too many nested parentheses"),
            ("[", "too many nested parentheses"),
            ("f(", "too many nested parentheses"),
            ("f'{", "too many nested parentheses"),
            ("1+", "nested too deeply"),
            ("1%", "nested too deeply"),
            ("not ", "nested too deeply"),
            ("2**", "nested too deeply"),
            ("x.", "nested too deeply"),
            ("lambda x, y: ", "nested too deeply"),
            ("x if y else ", "nested too deeply"),
            ("x()", "nested too deeply"),
        ] {
            let found = message(&unit.repeat(10_000)).unwrap_or_default();
            assert!(found.contains(expected), "{unit}: {found}");
        }
        let mut text = String::new();
        for level in 0..10_000 {
            text.push_str(&" ".repeat(level.min(300)));
            text.push_str("if x:\n");
        }
        assert!(message(&text).unwrap().contains("indentation"));
    }

    #[test]
    fn broad_texts_are_read() {
        let sum = format!("x = {}1", "1 + ".repeat(3_900));
        let elif = format!("if x: pass\n{}", "elif x: pass\n".repeat(10_000));
        let data = format!("x = [{}]", "(-1, +2), ".repeat(100_000));
        let calls = "f(-x)\n".repeat(10_000);
        let string = format!("x = '{}'", "a".repeat(10_000_000));
        for text in [sum, elif, data, calls, string] {
            assert_eq!(message(&text), None, "{}", &text[..20]);
        }
    }

    #[test]
    fn the_place_of_deep_nesting_is_found() {
        let text = format!("x = 'é'\n{}", "(".repeat(1000));
        let problem = parse_module(&text).unwrap_err();
        assert!(problem.too_deep);
        assert_eq!(problem.span.start, 9 + 200);
    }

    #[test]
    fn null_bytes_are_no_python() {
        let problem = parse_module("x = 1 # \0").unwrap_err();
        assert_eq!(problem.span, Span { start: 8, end: 9 });
    }

    #[test]
    fn every_line_end_counts() {
        assert_eq!(line_starts("a\rb\r\nc\nd\x0ce"), [0, 2, 5, 7]);
        assert_eq!(line_starts(""), [0]);
    }
}
