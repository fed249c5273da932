//! Configuration: `[tool.pyjit]` of pyproject.toml, and the environment, which goes before it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::{Spanned, Value};

use crate::diagnostics::{Code, Diagnostic, codes};

/// What an author can set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// A refused kernel, or a file that cannot be read, fails the build.
    pub strict: bool,
    /// Patterns of files and folders to leave out, relative to the tree.
    pub exclude: Vec<String>,
    /// The processor to compile for, as LLVM names it; `None` for the platform's baseline.
    pub cpu: Option<String>,
    /// In source that was not built Python runs what cannot be compiled; a build does so anyway.
    pub fallback: bool,
    /// The file of recorded signatures, if it is another one than that beside pyproject.toml.
    pub signatures: Option<PathBuf>,
    /// Numba's decorators count as well as pyjit's: `decorators = ["numba"]`.
    pub numba: bool,
}

/// The keys of the table, and the variable of the environment that overrides each.
const KEYS: [(&str, &str); 6] = [
    ("strict", "PYJIT_STRICT"),
    ("exclude", "PYJIT_EXCLUDE"),
    ("cpu", "PYJIT_CPU"),
    ("fallback", "PYJIT_FALLBACK"),
    ("signatures", "PYJIT_SIGNATURES"),
    ("decorators", "PYJIT_DECORATORS"),
];

#[derive(Default, Deserialize)]
struct Pyproject {
    #[serde(default)]
    tool: Tool,
}

#[derive(Default, Deserialize)]
struct Tool {
    #[serde(default)]
    pyjit: BTreeMap<Spanned<String>, Spanned<Value>>,
}

/// The pyproject.toml in a folder or the nearest one above it.
pub fn find(folder: &Path) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    let mut candidates = folder.ancestors().map(|folder| folder.join("pyproject.toml"));
    candidates.find(|path| path.is_file())
}

/// The configuration in a pyproject.toml (none is like an empty one), and in the environment:
/// `PYJIT_STRICT` and `PYJIT_FALLBACK` (`0` or `1`), `PYJIT_EXCLUDE` (patterns with `:` between
/// them), `PYJIT_CPU`, `PYJIT_SIGNATURES` (a file), `PYJIT_DECORATORS` (`numba`).
/// `variable` gives the value of a variable of the environment.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(
    pyproject: Option<&Path>,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Config, Vec<Diagnostic>> {
    let mut config = Config::default();
    let mut problems = Vec::new();
    if let Some(path) = pyproject {
        match std::fs::read_to_string(path) {
            Ok(text) => {
                read_text(&text, &path.display().to_string(), &mut config, &mut problems);
                // The file says where it lies beside itself.
                let folder = path.parent().unwrap_or(Path::new(""));
                config.signatures = config.signatures.map(|file| folder.join(file));
            }
            Err(error) => {
                let message = format!("{} cannot be read: {error}", path.display());
                problems.push(Diagnostic::without_place(codes::BAD_CONFIG, message));
            }
        }
    }
    for (key, name) in KEYS {
        let Some(text) = variable(name).filter(|text| !text.is_empty()) else { continue };
        let value = match (key, text.as_str()) {
            ("strict" | "fallback", "0" | "1") => Value::Boolean(text == "1"),
            ("exclude" | "decorators", _) => {
                let patterns = text.split(':').filter(|pattern| !pattern.is_empty());
                Value::Array(patterns.map(|pattern| Value::String(pattern.to_owned())).collect())
            }
            _ => Value::String(text),
        };
        if let Err(wanted) = set(&mut config, key, &value) {
            let is_switch = matches!(key, "strict" | "fallback");
            let wanted = if is_switch { "0 or 1" } else { wanted };
            let message = format!("the variable {name} must be {wanted}");
            problems.push(Diagnostic::without_place(codes::BAD_CONFIG_VALUE, message));
        }
    }
    if problems.is_empty() { Ok(config) } else { Err(problems) }
}

fn read_text(text: &str, path: &str, config: &mut Config, problems: &mut Vec<Diagnostic>) {
    let mut problem = |code: Code, at: usize, message: String, help: Option<String>| {
        // The file is not one of the source tree, so the message itself says where.
        let before = text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let diagnostic = Diagnostic::without_place(code, format!("{path}:{line}: {message}"));
        problems.push(Diagnostic { help, ..diagnostic });
    };
    let pyproject: Pyproject = match toml::from_str(text) {
        Ok(pyproject) => pyproject,
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            return problem(codes::BAD_CONFIG, at, error.message().to_owned(), None);
        }
    };
    for (key, value) in &pyproject.tool.pyjit {
        let name = key.get_ref();
        if !KEYS.iter().any(|(known, _)| known == name) {
            let message = format!("`{name}` is not a key of [tool.pyjit]");
            problem(codes::UNKNOWN_KEY, key.span().start, message, Some(hint(name)));
        } else if let Err(wanted) = set(config, name, value.get_ref()) {
            let message = format!("`{name}` must be {wanted}");
            problem(codes::BAD_CONFIG_VALUE, value.span().start, message, None);
        }
    }
}

const DECORATORS: &str = "a list of libraries whose decorators count beside pyjit's: [\"numba\"]";

/// Sets a key.
///
/// # Errors
/// What the value must be.
fn set(config: &mut Config, key: &str, value: &Value) -> Result<(), &'static str> {
    match (key, value) {
        ("strict", Value::Boolean(value)) => config.strict = *value,
        ("fallback", Value::Boolean(value)) => config.fallback = *value,
        ("cpu", Value::String(value)) => config.cpu = Some(value.clone()),
        ("signatures", Value::String(value)) => config.signatures = Some(PathBuf::from(value)),
        ("exclude", Value::Array(values)) => {
            let patterns: Option<Vec<_>> =
                values.iter().map(|value| value.as_str().map(str::to_owned)).collect();
            config.exclude = patterns.ok_or("a list of strings")?;
        }
        ("decorators", Value::Array(values)) => {
            let names: Option<Vec<&str>> = values.iter().map(Value::as_str).collect();
            let names = names.filter(|it| it.iter().all(|name| matches!(*name, "numba" | "pyjit")));
            config.numba = names.ok_or(DECORATORS)?.contains(&"numba");
        }
        ("decorators", _) => return Err(DECORATORS),
        ("strict" | "fallback", _) => return Err("true or false"),
        ("exclude", _) => return Err("a list of strings"),
        _ => return Err("a string"),
    }
    Ok(())
}

/// The way out for an unknown key.
fn hint(name: &str) -> String {
    let near = |known: &&str| distance(name, known) <= 1 + known.len() / 3;
    let mut known = KEYS.map(|(known, _)| known);
    known.sort_by_key(|known| distance(name, known));
    match known.first().filter(|known| near(known)) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("the keys are {}", KEYS.map(|(key, _)| format!("`{key}`")).join(", ")),
    }
}

/// How many characters must be changed, added or removed to make one word of the other.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, a) in left.chars().take(64).enumerate() {
        let mut next = vec![index + 1];
        for (column, b) in right.iter().enumerate() {
            let change = row[column] + usize::from(a != *b);
            next.push(change.min(row[column + 1] + 1).min(next[column] + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Result<Config, Vec<String>> {
        config_with(text, &[])
    }

    fn config_with(text: &str, variables: &[(&str, &str)]) -> Result<Config, Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pyproject.toml");
        std::fs::write(&path, text).unwrap();
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        read(Some(&path), variable).map_err(|problems| {
            let prefix = path.display().to_string();
            let text = |problem: Diagnostic| {
                let message = problem.message.replace(&prefix, "pyproject.toml");
                let help = problem.help.map(|help| format!(" ({help})")).unwrap_or_default();
                format!("{} {message}{help}", problem.code)
            };
            problems.into_iter().map(text).collect()
        })
    }

    #[test]
    fn keys_are_read_and_the_environment_goes_first() {
        let text = "[project]\nname = 'x'\n[tool.pyjit]\nstrict = true\nexclude = ['tests']\n";
        let exclude = vec!["tests".to_owned()];
        let expected = Config { strict: true, exclude, ..Config::default() };
        assert_eq!(config(text), Ok(expected));
        let variables = [
            ("PYJIT_STRICT", "0"),
            ("PYJIT_EXCLUDE", "a:b/*"),
            ("PYJIT_CPU", "x86-64-v3"),
            ("PYJIT_FALLBACK", "1"),
            ("PYJIT_SIGNATURES", "types.toml"),
            ("PYJIT_DECORATORS", "pyjit:numba"),
        ];
        let expected = Config {
            numba: true,
            strict: false,
            exclude: vec!["a".to_owned(), "b/*".to_owned()],
            cpu: Some("x86-64-v3".to_owned()),
            fallback: true,
            signatures: Some(PathBuf::from("types.toml")),
        };
        assert_eq!(config_with(text, &variables), Ok(expected));
        assert_eq!(config("[tool.other]\nx = 1\n"), Ok(Config::default()));
        assert_eq!(read(None, |_| None), Ok(Config::default()));
    }

    #[test]
    fn problems_say_where_and_what() {
        for (text, expected) in [
            (
                "[tool.pyjit]\n\nstrct = 1\n",
                "PJ0051 pyproject.toml:3: `strct` is not a key of [tool.pyjit] \
                 (did you mean `strict`?)",
            ),
            (
                "[tool.pyjit.numbers]\n",
                "PJ0051 pyproject.toml:1: `numbers` is not a key of [tool.pyjit] \
                 (the keys are `strict`, `exclude`, `cpu`, `fallback`, `signatures`, `decorators`)",
            ),
            (
                "[tool.pyjit]\nstrict = 'yes'\n",
                "PJ0052 pyproject.toml:2: `strict` must be true or false",
            ),
            (
                "[tool.pyjit]\nexclude = [1]\n",
                "PJ0052 pyproject.toml:2: `exclude` must be a list of strings",
            ),
        ] {
            assert_eq!(config(text), Err(vec![expected.to_owned()]), "{text}");
        }
        assert!(config("[tool.pyjit\n").unwrap_err()[0].starts_with("PJ0050 pyproject.toml:1:"));
        assert!(config("[tool]\npyjit = 3\n").unwrap_err()[0].starts_with("PJ0050"));
        let wrong = config_with("", &[("PYJIT_STRICT", "yes")]);
        assert_eq!(wrong, Err(vec!["PJ0052 the variable PYJIT_STRICT must be 0 or 1".to_owned()]));
    }
}
