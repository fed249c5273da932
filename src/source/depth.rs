//! How deeply a text nests, found from its tokens alone.
//!
//! The parser, the syntax tree's own destructor and every later stage recurse as deeply as the
//! source nests, and overflowing the stack ends the process. So texts that nest deeper than the
//! limits are refused before they are parsed. Python has limits of the same kind.

use rustpython_ast::token::TokenKind;
use rustpython_parser::{Mode, lexer};

/// CPython's own limit on open brackets (`MAXLEVEL` of its tokenizer).
const MAX_BRACKETS: usize = 200;
/// CPython's own limit on indented blocks (`MAXINDENT` of its tokenizer).
const MAX_INDENTATION: usize = 100;
/// How many operators, calls, subscripts and attributes one expression may hold between commas.
/// Only some of them nest, so the expressions of tables of polynomials fit; CPython gives up when
/// some thousands nest, depending on its version.
const MAX_OPERATORS: usize = 4000;

/// What nests too deeply, as a clause: the message of the diagnostic.
pub fn excess(text: &str) -> Option<&'static str> {
    let mut lexer = lexer::lex(text, Mode::Module);
    let mut nesting = Nesting::new();
    loop {
        match lexer.next_token() {
            TokenKind::EndOfFile => return None,
            kind => nesting.step(kind),
        }
        if nesting.indentation > MAX_INDENTATION {
            return Some("there are too many levels of indentation");
        }
        if nesting.brackets.len() > MAX_BRACKETS {
            return Some("there are too many nested parentheses");
        }
        if nesting.outer_operators + nesting.level.operators > MAX_OPERATORS {
            return Some("an expression is nested too deeply");
        }
    }
}

/// The offset of the token at which [`excess`] gave up.
pub fn place_of_excess(text: &str) -> usize {
    // The lexer does not tell where its tokens are; but whether a prefix of the text nests too
    // deeply is monotone in its length, so the place can be found by bisection.
    let (mut fits, mut exceeds) = (0, text.len());
    while exceeds - fits > 1 {
        let middle = text.floor_char_boundary(fits + (exceeds - fits) / 2);
        if middle <= fits {
            break;
        }
        if excess(&text[..middle]).is_some() {
            exceeds = middle;
        } else {
            fits = middle;
        }
    }
    fits
}

/// One level of brackets.
#[derive(Clone, Copy, Default)]
struct Level {
    /// The operators since the last comma, each of which may stand in the operand of the last.
    operators: usize,
    /// The lambdas whose colon has not come yet: a comma between their parameters ends nothing.
    lambdas: usize,
}

struct Nesting {
    indentation: usize,
    brackets: Vec<Level>,
    /// The innermost level.
    level: Level,
    /// The sum of `operators` over `brackets`.
    outer_operators: usize,
}

impl Nesting {
    fn new() -> Nesting {
        Nesting {
            indentation: 0,
            brackets: Vec::new(),
            level: Level::default(),
            outer_operators: 0,
        }
    }

    fn step(&mut self, kind: TokenKind) {
        match kind {
            TokenKind::Indent => self.indentation += 1,
            TokenKind::Dedent => self.indentation = self.indentation.saturating_sub(1),
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                self.level.operators += 1;
                self.outer_operators += self.level.operators;
                self.brackets.push(self.level);
                self.level = Level::default();
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                if let Some(level) = self.brackets.pop() {
                    self.outer_operators -= level.operators;
                    self.level = level;
                }
            }
            TokenKind::Newline | TokenKind::Semi => self.level = Level::default(),
            TokenKind::Comma if self.level.lambdas == 0 => self.level.operators = 0,
            TokenKind::Colon => self.level.lambdas = self.level.lambdas.saturating_sub(1),
            TokenKind::Lambda => {
                self.level.operators += 1;
                self.level.lambdas += 1;
            }
            _ if deepens(kind) => self.level.operators += 1,
            _ => {}
        }
    }
}

/// Whether the token can put one expression into another without a bracket. Comparisons, `and`,
/// `or` and comprehensions are lists in the syntax tree, but two kinds of them can alternate.
fn deepens(kind: TokenKind) -> bool {
    kind.is_arithmetic()
        || kind.is_bitwise_or_shift()
        || matches!(
            kind,
            TokenKind::Percent
                | TokenKind::Tilde
                | TokenKind::Not
                | TokenKind::Dot
                | TokenKind::If
                | TokenKind::Await
                | TokenKind::Yield
                | TokenKind::ColonEqual
        )
}
