//! `pyjit serve`: what is said of kernels that cannot be compiled for a call.

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use super::{Place, golden};

const KERNELS: &str = "\
from pyjit import jit


@jit
def area(width, height):
    return width * height
";

/// The replies to these requests for a kernel of `src/shapes.py`, after the first line.
fn replies(place: &Place, requests: &[Value]) -> Vec<Value> {
    let mut command = place.command(&["serve"]);
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut server = pipes.spawn().expect("a process");
    let mut input = server.stdin.take().expect("a pipe");
    for request in requests {
        let mut whole = json!({
            "python": {
                "implementation": "cpython",
                "version": [3, 11],
                "extension_suffix": ".so",
                "platform": "linux",
                "free_threaded": false,
            },
            "functions": [
                { "root": "src", "path": "shapes.py", "kernel": "area", "line": 4 },
            ],
        });
        for (key, value) in request.as_object().expect("an object") {
            match key.as_str() {
                "line" => whole["functions"][0]["line"] = value.clone(),
                key => whole[key] = value.clone(),
            }
        }
        writeln!(input, "{whole}").expect("the server reads");
    }
    drop(input);
    let output = server.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let first = lines.next().expect("a first line");
    assert_eq!(first["ready"]["version"], env!("CARGO_PKG_VERSION"));
    lines.collect()
}

#[test]
fn refusals_of_calls_read_as_agreed() {
    let place = Place::new(&[("shapes.py", KERNELS)]);
    let requests =
        [json!({ "line": 5000 }), json!({}), json!({ "arguments": ["int", { "scalar": "f16" }] })];
    for (reply, code) in replies(&place, &requests).iter().zip(["PJ0260", "PJ0261", "PJ0262"]) {
        let refusals = reply["refused"]["diagnostics"].as_array().expect("a refusal");
        let texts: Vec<&str> = refusals.iter().filter_map(|one| one["text"].as_str()).collect();
        assert!(texts.concat().contains(&format!("[{code}]")), "{reply}");
        crate::golden::file(&golden(&format!("errors/{code}.txt")), &texts.concat());
    }
}

#[test]
fn answers_come_in_the_order_of_requests() {
    let place = Place::new(&[("shapes.py", KERNELS)]);
    let kinds = ["int", "float", "bool"];
    let requests = kinds.map(|kind| json!({ "arguments": [kind, "int"] }));
    let replies = replies(&place, &requests);
    let signatures: Vec<_> = replies.iter().map(|it| &it["compiled"]["signatures"][0]).collect();
    assert_eq!(signatures, ["(int, int) -> int", "(float, int) -> float", "(bool, int) -> int"]);
}
