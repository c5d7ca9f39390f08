//! The shape of the source, held by a test: who may import whom, which outside crate may be named where,
//! how long a file may grow.
//!
//! The sources are read as text: comments and literals are skipped, the rest is cut into words and marks
//! with their lines, and every path that starts at `crate::` (or climbs there by `super::`) is looked up in
//! the table below. Unit tests inside `src` are held to the same table: a test that needs a layer its module
//! may not see belongs into `tests/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which layers a layer may import, and why no more.
///
/// The middle (`domain`, `input`, `i18n`, `say`, `ui`, `app`) knows no terminal, clock, disk or tokio, so it can be
/// tested as values in, values out; the rim (`store`, `jobs`, `runtime`, `cli`, `config`) does the work of
/// the outside world and decides nothing. An arrow missing here would close a circle or let the rim leak in.
const LAYERS: &[(&str, &[&str], &str)] = &[
    ("domain", &[], "facts and rules stand on their own"),
    (
        "input",
        &[],
        "keys become intentions without knowing what they do",
    ),
    ("i18n", &[], "words know nothing of what they name"),
    (
        "config",
        &[],
        "configuration is a plain struct anyone above may read",
    ),
    ("store", &["domain"], "rows of records; it knows no screen"),
    (
        "jobs",
        &["domain"],
        "long work returns data and touches neither book nor store",
    ),
    (
        "say",
        &["domain", "i18n", "input"],
        "data becomes words, for the screen and the command line alike",
    ),
    (
        "ui",
        &["domain", "i18n", "input", "say"],
        "looks at the domain and draws; never changes or saves",
    ),
    (
        "app",
        &["domain", "i18n", "input", "say", "ui"],
        "a pure controller: effects are returned, not performed",
    ),
    (
        "runtime",
        &["app", "config", "domain", "input", "jobs", "store"],
        "performs effects; draws only through the controller",
    ),
    (
        "cli",
        &[
            "config", "domain", "i18n", "input", "jobs", "runtime", "say", "store",
        ],
        "verbs for scripts, `keys` among them; opens the workstation through the runtime only",
    ),
    ("main", &["cli"], "the binary only starts the command line"),
];

/// Outside crates that shape a layer, and the only places that may name them.
///
/// A place is a folder or a file under `src`.
const OUTSIDE: &[(&str, &[&str], &str)] = &[
    (
        "ratatui",
        &["ui", "runtime", "app/mod.rs"],
        "drawing lives in ui; App::draw hands over the frame",
    ),
    ("ratatui_textarea", &["ui"], "an editor is a widget"),
    ("tui_input", &["ui"], "an editor is a widget"),
    (
        "crossterm",
        &["runtime", "input/key.rs"],
        "the terminal is the runtime's; one From makes a Key",
    ),
    (
        "tokio",
        &["runtime", "jobs", "store"],
        "the middle is synchronous, so it needs no executor in tests",
    ),
    ("sled", &["store"], "durability is decided in one place"),
    (
        "bincode",
        &["store"],
        "the bytes on disk are decided in one place",
    ),
    ("clap", &["cli"], "arguments are the command line's"),
    (
        "exmex",
        &["domain/audit/expr.rs"],
        "the language of rules is ours, the library behind it may change",
    ),
    (
        "winnow",
        &["domain/query"],
        "the language of queries is ours, the library behind it may change",
    ),
    (
        "strsim",
        &["domain/query", "cli/usage.rs"],
        "near names are of queries and of commands",
    ),
];

/// Circles inside a layer that are one concept told in several files, and why they stay.
const CIRCLES: &[(&str, &[&str], &str)] = &[
    (
        "domain",
        &["book", "change", "record", "stage", "transaction"],
        "the record table names every record; a rule of stages reads the dossier that holds its journey",
    ),
    (
        "ui",
        &["dialog", "reply"],
        "a dialog answers by a reply, and a reply may open a dialog",
    ),
];

/// Names of modules that say nothing about what is inside.
const NAMELESS: &[&str] = &[
    "utils", "util", "helpers", "helper", "common", "manager", "misc",
];

/// The hard ceiling of lines in a file that is not a test.
const CEILING: usize = 500;

/// A word or a mark of the source and the line it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    text: String,
    line: usize,
}

/// A source file, cut up.
#[derive(Debug)]
struct Source {
    /// Path under `src`, with `/`.
    path: String,
    lines: usize,
    tokens: Vec<Token>,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            lines: text.lines().count(),
            tokens: tokens(text),
        }
    }

    /// The layer the file belongs to: its first folder, or its own name.
    fn layer(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The names of modules from the crate root down to this file.
    fn module(&self) -> Vec<String> {
        let path = self.path.trim_end_matches(".rs");
        let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
        if parts
            .last()
            .is_some_and(|p| p == "mod" || p == "lib" || p == "main")
        {
            parts.pop();
        }
        // `keymap_tests.rs` is the `tests` of `keymap`.
        if let Some(stem) = parts
            .last()
            .and_then(|p| p.strip_suffix("_tests"))
            .map(str::to_owned)
        {
            parts.pop();
            parts.extend([stem, "tests".to_owned()]);
        }
        parts
    }

    /// A test file by name or place.
    fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name == "tests.rs" || name.ends_with("_tests.rs") || self.path.contains("/tests/")
    }

    /// Lines outside of test modules written at the end of the file.
    fn counted(&self) -> usize {
        let opens = |i: &usize| {
            self.is(*i, "cfg")
                && self.is(i + 2, "test")
                && self.is(i + 5, "mod")
                && self.is(i + 7, "{")
        };
        let tests = (0..self.tokens.len())
            .find(opens)
            .map(|i| self.tokens[i].line - 1);
        tests.unwrap_or(self.lines)
    }

    /// Whether `token` stands at `at`.
    fn is(&self, at: usize, token: &str) -> bool {
        self.tokens.get(at).is_some_and(|t| t.text == token)
    }

    /// `src/path:line`, to jump to.
    fn at(&self, line: usize) -> String {
        format!("src/{}:{line}", self.path)
    }
}

/// A path from the crate root that a file names, one entry per leaf of a group.
#[derive(Debug, PartialEq, Eq)]
struct Named {
    path: Vec<String>,
    line: usize,
}

/// Cuts source text into words and marks; comments, strings and characters are left out.
fn tokens(text: &str) -> Vec<Token> {
    let c: Vec<char> = text.chars().collect();
    let get = |i: usize| c.get(i).copied().unwrap_or('\0');
    let word = |ch: char| ch.is_alphanumeric() || ch == '_';
    let (mut out, mut i, mut line) = (Vec::new(), 0, 1);
    while i < c.len() {
        let start = i;
        match c[i] {
            '/' if get(i + 1) == '/' => {
                while i < c.len() && c[i] != '\n' {
                    i += 1;
                }
            }
            '/' if get(i + 1) == '*' => {
                let mut depth = 0;
                loop {
                    match (get(i), get(i + 1)) {
                        ('/', '*') => (depth, i) = (depth + 1, i + 2),
                        ('*', '/') => (depth, i) = (depth - 1, i + 2),
                        _ => i += 1,
                    }
                    if depth == 0 || i >= c.len() {
                        break;
                    }
                }
            }
            '"' => i = string_end(&c, i),
            // A character, or a lifetime: a character closes after one sign or one escape.
            '\'' if get(i + 1) == '\\' => {
                i += 3;
                while i < c.len() && c[i] != '\'' {
                    i += 1;
                }
                i += 1;
            }
            '\'' if get(i + 2) == '\'' => i += 3,
            '\'' => i += 1,
            // Raw, byte and C strings: a prefix glued to hashes or a quote.
            'r' | 'b' | 'c' if raw_start(&c, i).is_some() => i = raw_start(&c, i).unwrap(),
            ch if word(ch) => {
                while word(get(i)) {
                    i += 1;
                }
                out.push(Token {
                    text: c[start..i].iter().collect(),
                    line,
                });
            }
            ':' if get(i + 1) == ':' => {
                i += 2;
                out.push(Token {
                    text: "::".into(),
                    line,
                });
            }
            ch if ch.is_whitespace() => i += 1,
            ch => {
                i += 1;
                out.push(Token {
                    text: ch.into(),
                    line,
                });
            }
        }
        line += c[start..i.min(c.len())]
            .iter()
            .filter(|ch| **ch == '\n')
            .count();
    }
    out
}

/// Where a plain string that opens at `i` ends.
fn string_end(c: &[char], mut i: usize) -> usize {
    i += 1;
    while i < c.len() && c[i] != '"' {
        i += if c[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

/// Where a prefixed literal (`r"…"`, `br#"…"#`, `b"…"`, `b'…'`, `c"…"`) that opens at `i` ends.
fn raw_start(c: &[char], i: usize) -> Option<usize> {
    let mut at = i;
    let mut raw = false;
    while matches!(c.get(at), Some('r' | 'b' | 'c')) && at - i < 2 {
        raw |= c[at] == 'r';
        at += 1;
    }
    let hashes = c[at..].iter().take_while(|ch| **ch == '#').count();
    match c.get(at + hashes) {
        Some('"') if raw => {
            let open = at + hashes + 1;
            let closes = |k: usize| {
                c[k] == '"' && c[k + 1..].iter().take_while(|h| **h == '#').count() >= hashes
            };
            let end = (open..c.len()).find(|k| closes(*k)).unwrap_or(c.len());
            Some(end + 1 + hashes)
        }
        Some('"') if hashes == 0 => Some(string_end(c, at)),
        Some('\'') if hashes == 0 && c.get(i) == Some(&'b') => {
            let skip = if c.get(at + 1) == Some(&'\\') { 3 } else { 2 };
            Some(
                (at + skip..c.len())
                    .find(|k| c[*k] == '\'')
                    .unwrap_or(c.len())
                    + 1,
            )
        }
        _ => None,
    }
}

/// Every path from the crate root that a source names, by `crate::` or by climbing with `super::`.
fn named(source: &Source) -> Vec<Named> {
    let t = &source.tokens;
    let mut out = Vec::new();
    // Modules opened inside the file: the depth of braces each was opened at, and its name.
    let (mut depth, mut inner): (usize, Vec<(usize, String)>) = (0, Vec::new());
    let mut i = 0;
    while i < t.len() {
        match t[i].text.as_str() {
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                while inner.last().is_some_and(|(at, _)| *at >= depth) {
                    inner.pop();
                }
            }
            "mod" if source.is(i + 2, "{") => inner.push((depth, t[i + 1].text.clone())),
            "crate" if source.is(i + 1, "::") => leaves(source, i + 2, &[], &mut out),
            "super" if source.is(i + 1, "::") && !(i > 0 && source.is(i - 1, "::")) => {
                let mut base = source.module();
                base.extend(inner.iter().map(|(_, name)| name.clone()));
                while source.is(i, "super") && source.is(i + 1, "::") {
                    base.pop();
                    i += 2;
                }
                leaves(source, i, &base, &mut out);
                continue;
            }
            _ => {}
        }
        i += 1;
    }
    out
}

/// Adds the leaves of a use tree that begins at token `i`, below `base`; answers where it ends.
fn leaves(source: &Source, mut i: usize, base: &[String], out: &mut Vec<Named>) {
    fn tree(source: &Source, i: &mut usize, base: &[String], out: &mut Vec<Named>) {
        let mut path = base.to_vec();
        let mut line = source.tokens.get(*i).map_or(0, |t| t.line);
        while let Some(token) = source.tokens.get(*i) {
            if token.text == "{" {
                *i += 1;
                while *i < source.tokens.len() && !source.is(*i, "}") {
                    tree(source, i, &path, out);
                    while source.is(*i, "as") || source.is(*i, ",") {
                        *i += if source.is(*i, "as") { 2 } else { 1 };
                    }
                }
                *i += 1;
                return;
            }
            line = line.max(token.line);
            path.push(token.text.clone());
            *i += 1;
            if !source.is(*i, "::") {
                break;
            }
            *i += 1;
        }
        out.push(Named { path, line });
    }
    tree(source, &mut i, base, out);
}

/// Every file under `src`.
fn sources() -> Vec<Source> {
    fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    files
        .iter()
        .map(|file| {
            let path = file
                .strip_prefix(&root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            Source::new(&path, &fs::read_to_string(file).unwrap())
        })
        .collect()
}

/// Fails with every fault on a line of its own.
fn none(rule: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{rule}:\n  {}\n", faults.join("\n  "));
}

/// Arrows of one source that the table does not hold.
fn wrong_arrows(source: &Source) -> Vec<String> {
    let layer = source.layer();
    if layer == "lib" {
        return Vec::new();
    }
    let Some((_, may, why)) = LAYERS.iter().find(|(name, ..)| *name == layer) else {
        return vec![format!(
            "{}: `{layer}` is not a layer of the table",
            source.at(1)
        )];
    };
    let mut faults = Vec::new();
    let mut paths = named(source);
    // The binary sees the library from outside.
    paths.extend(after_crate(source, "planerka"));
    for Named { path, line } in paths {
        let Some(target) = path.first() else { continue };
        let known = LAYERS.iter().any(|(name, ..)| name == target);
        if target == layer || may.contains(&target.as_str()) {
            continue;
        }
        let place = source.at(line);
        if known {
            faults.push(format!("{place}: {layer} → {target} ({})", path.join("::")));
            faults.push(format!("    {layer} may import {may:?}: {why}"));
        } else {
            faults.push(format!(
                "{place}: `crate::{target}` is no layer; name it by its layer"
            ));
        }
    }
    faults
}

/// Paths below the outside crate `name`.
fn after_crate(source: &Source, name: &str) -> Vec<Named> {
    let mut out = Vec::new();
    for i in outside(source, name) {
        if source.is(i + 1, "::") {
            leaves(source, i + 2, &[], &mut out);
        }
    }
    out
}

/// Where the outside crate `name` is named: at the head of a path or right after `use`.
fn outside(source: &Source, name: &str) -> Vec<usize> {
    let heads = |i: &usize| {
        let after_path = *i > 1 && source.is(i - 1, "::") && source.tokens[i - 2].text != "use";
        let used = *i > 0 && source.is(i - 1, "use");
        source.is(*i, name) && !after_path && (source.is(i + 1, "::") || used)
    };
    (0..source.tokens.len()).filter(heads).collect()
}

#[test]
fn layers_import_only_along_the_arrows() {
    let faults: Vec<_> = sources().iter().flat_map(wrong_arrows).collect();
    none("an import that the table of layers does not hold", &faults);
}

#[test]
fn the_table_of_layers_has_no_circle() {
    let edges: BTreeMap<String, BTreeSet<String>> = LAYERS
        .iter()
        .map(|(from, to, _)| {
            (
                (*from).to_owned(),
                to.iter().map(|t| (*t).to_owned()).collect(),
            )
        })
        .collect();
    assert_eq!(circles(&edges), Vec::<Vec<String>>::new());
}

#[test]
fn every_layer_of_the_table_exists() {
    let there: BTreeSet<String> = sources().iter().map(|s| s.layer().to_owned()).collect();
    let missing: Vec<_> = LAYERS
        .iter()
        .map(|(n, ..)| *n)
        .filter(|n| !there.contains(*n))
        .collect();
    assert!(
        missing.is_empty(),
        "layers of the table without sources: {missing:?}"
    );
}

#[test]
fn outside_crates_stay_in_their_places() {
    let mut faults = Vec::new();
    for source in sources() {
        for (name, places, why) in OUTSIDE {
            if places
                .iter()
                .any(|p| source.path == *p || source.path.starts_with(&format!("{p}/")))
            {
                continue;
            }
            for i in outside(&source, name) {
                let place = source.at(source.tokens[i].line);
                faults.push(format!(
                    "{place}: `{name}` may be named in {places:?} only: {why}"
                ));
            }
        }
    }
    none("an outside crate out of its place", &faults);
}

#[test]
fn modules_say_what_they_hold() {
    let mut faults = Vec::new();
    for source in sources() {
        for pair in source.tokens.windows(2) {
            if pair[0].text == "mod" && NAMELESS.contains(&pair[1].text.as_str()) {
                faults.push(format!("{}: mod {}", source.at(pair[1].line), pair[1].text));
            }
        }
    }
    none("a module whose name says nothing", &faults);
}

#[test]
fn files_stay_short() {
    let faults: Vec<_> = sources()
        .iter()
        .filter(|s| !s.is_test() && s.counted() > CEILING)
        .map(|s| format!("{}: {} lines", s.at(CEILING + 1), s.counted()))
        .collect();
    none(
        &format!("a file over {CEILING} lines; make it a folder"),
        &faults,
    );
}

#[test]
fn lints_are_not_switched_off() {
    let mut faults = Vec::new();
    for source in sources() {
        for i in 0..source.tokens.len() {
            // `#[allow(` and `#![allow(`, also behind `cfg_attr(…, `.
            let opens = source.is(i, "allow") && source.is(i + 1, "(");
            if opens && i > 0 && (source.is(i - 1, "[") || source.is(i - 1, ",")) {
                faults.push(format!(
                    "{}: use #[expect(…, reason = \"…\")]",
                    source.at(source.tokens[i].line)
                ));
            }
        }
    }
    none("a lint switched off without being expected", &faults);
}

#[test]
fn nothing_hides_in_globals() {
    let mut faults = Vec::new();
    for source in sources() {
        for i in 0..source.tokens.len() {
            let mutable = source.is(i, "static") && source.is(i + 1, "mut");
            if mutable || (source.is(i, "thread_local") && source.is(i + 1, "!")) {
                faults.push(source.at(source.tokens[i].line));
            }
        }
    }
    none(
        "a mutable static or a thread-local; pass it in `Cx`",
        &faults,
    );
}

/// Circles in a graph: every set of nodes that reach each other.
fn circles(edges: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reach = |from: &String| {
        let (mut seen, mut todo) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(node) = todo.pop() {
            for next in edges.get(&node).into_iter().flatten() {
                if seen.insert(next.clone()) {
                    todo.push(next.clone());
                }
            }
        }
        seen
    };
    let all: BTreeMap<&String, BTreeSet<String>> = edges.keys().map(|k| (k, reach(k))).collect();
    let mut out: Vec<Vec<String>> = Vec::new();
    for (node, seen) in &all {
        let ring: Vec<String> = all
            .iter()
            .filter(|(other, back)| seen.contains(**other) && back.contains(*node))
            .map(|(other, _)| (*other).clone())
            .collect();
        if !ring.is_empty() && !out.contains(&ring) {
            out.push(ring);
        }
    }
    out
}

/// Who imports whom among the folders of a layer; names re-exported by the layer count for their home.
fn inside(layer: &str, all: &[Source]) -> BTreeMap<String, BTreeSet<String>> {
    let root = format!("{layer}/mod.rs");
    let head = all.iter().find(|s| s.path == root).unwrap();
    let mut home: BTreeMap<String, String> = BTreeMap::new();
    for i in 0..head.tokens.len() {
        if head.is(i, "use") && head.is(i.wrapping_sub(1), "pub") {
            let mut found = Vec::new();
            leaves(head, i + 1, &[], &mut found);
            for Named { path, .. } in found {
                let (Some(module), Some(name)) = (path.first(), path.last()) else {
                    continue;
                };
                home.insert(name.clone(), module.clone());
            }
        }
    }
    let modules: BTreeSet<String> = all
        .iter()
        .filter(|s| s.layer() == layer)
        .filter_map(|s| s.module().get(1).cloned())
        .collect();
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in all.iter().filter(|s| s.layer() == layer && !s.is_test()) {
        let Some(from) = source.module().get(1).cloned() else {
            continue;
        };
        for Named { path, .. } in named(source) {
            let Some(name) = path.get(1).filter(|_| path[0] == layer) else {
                continue;
            };
            let to = if modules.contains(name) {
                Some(name)
            } else {
                home.get(name)
            };
            if let Some(to) = to.filter(|to| **to != from) {
                edges.entry(from.clone()).or_default().insert(to.clone());
            }
        }
    }
    edges
}

#[test]
fn modules_of_a_layer_make_no_new_circle() {
    let all = sources();
    let mut faults = Vec::new();
    // In `cli` a verb owns its arguments and the list of verbs names them all: a circle by design.
    for (layer, ..) in LAYERS
        .iter()
        .filter(|(layer, ..)| !["main", "cli"].contains(layer))
    {
        for ring in circles(&inside(layer, &all)) {
            let known = CIRCLES.iter().any(|(of, names, _)| {
                of == layer && ring.iter().all(|module| names.contains(&module.as_str()))
            });
            if !known {
                faults.push(format!("src/{layer}: {}", ring.join(" ↔ ")));
            }
        }
    }
    none("modules that import each other in a circle", &faults);
}

#[test]
fn words_and_marks_are_read_past_comments_and_literals() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("line comment", "a // crate::x\nb", &["a", "b"]),
        (
            "nested comment",
            "a /* x /* y */ crate::z */ b",
            &["a", "b"],
        ),
        (
            "string with an escape",
            r#"a "q\" crate::x" b"#,
            &["a", "b"],
        ),
        ("raw string", "a r#\"say \"crate::x\" \"# b", &["a", "b"]),
        ("byte string", "a b\"crate\" b'x' b'\\'' c", &["a", "c"]),
        (
            "character and lifetime",
            "'\"' <'a> '\\n' '\\u{41}' x",
            &["<", "a", ">", "x"],
        ),
        (
            "words that begin like a prefix",
            "crate::b r c",
            &["crate", "::", "b", "r", "c"],
        ),
    ];
    for (name, text, want) in cases {
        let got: Vec<_> = tokens(text).into_iter().map(|t| t.text).collect();
        assert_eq!(&got, want, "{name}");
    }
}

#[test]
fn arrows_are_seen_however_they_are_written() {
    let cases: &[(&str, &str, &str, usize)] = &[
        ("plain", "domain/book/mod.rs", "\nuse crate::ui::Cx;", 2),
        (
            "group",
            "domain/money.rs",
            "use crate::{\n domain::Month,\n store::Engine as E};",
            3,
        ),
        (
            "nested group",
            "jobs/mod.rs",
            "use crate::{domain::{A, B}, app};",
            1,
        ),
        (
            "inline path",
            "store/log.rs",
            "fn f() { crate::jobs::run() }",
            1,
        ),
        ("climbing", "input/key.rs", "use super::super::ui::Cx;", 1),
        (
            "climbing out of a test",
            "input/key.rs",
            "mod tests { use super::super::super::i18n::T; }",
            1,
        ),
        ("no layer", "ui/mod.rs", "use crate::Thing;", 1),
        (
            "binary",
            "main.rs",
            "fn main() { planerka::runtime::open() }",
            1,
        ),
        ("new folder", "stuff/mod.rs", "", 1),
    ];
    for (name, path, text, line) in cases {
        let faults = wrong_arrows(&Source::new(path, text));
        let place = format!("src/{path}:{line}: ");
        assert!(
            faults.iter().any(|f| f.starts_with(&place)),
            "{name}: {faults:?}"
        );
    }
    let fine: &[(&str, &str, &str)] = &[
        (
            "own layer",
            "domain/money.rs",
            "use crate::domain::Month; use super::month::Month;",
        ),
        ("comment", "domain/money.rs", "//! [`crate::ui`]\n"),
        (
            "visibility",
            "domain/money.rs",
            "pub(crate) fn f() {} pub(super) fn g() {}",
        ),
        (
            "test module",
            "input/key.rs",
            "mod tests { use super::Key; use super::super::Action; }",
        ),
        (
            "allowed",
            "ui/mod.rs",
            "use crate::{domain::{Book, agenda::Agenda}, i18n::Texts};",
        ),
        ("binary", "main.rs", "fn main() { planerka::cli::main() }"),
    ];
    for (name, path, text) in fine {
        assert_eq!(
            wrong_arrows(&Source::new(path, text)),
            Vec::<String>::new(),
            "{name}"
        );
    }
}
