//! The program has no network code: nothing in the sources names it, no library of the tree brings it, and the
//! linked binary cannot even look a name up.
//!
//! `tests/e2e/privacy.rs` watches a session of the binary from the kernel's side.

use std::fs;
use std::path::{Path, PathBuf};

/// What opens a connection, wherever it is written. Local sockets are not among them.
const NAMES: &[&str] = &[
    "std::net",
    "core::net",
    "tokio::net",
    "TcpStream",
    "TcpListener",
    "TcpSocket",
    "UdpSocket",
    "ToSocketAddrs",
    "SocketAddrV4",
    "SocketAddrV6",
    "AF_INET",
    "rustix::net",
];

/// Libraries that speak to a network, by the beginning of their names; `deny.toml` bans them as well.
const LIBRARIES: &[&str] = &[
    "actix",
    "async-std",
    "async-tungstenite",
    "attohttpc",
    "awc",
    "axum",
    "curl",
    "h2",
    "h3",
    "hickory",
    "hyper",
    "isahc",
    "lettre",
    "minreq",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "self_update",
    "sentry",
    "socket2",
    "ssh2",
    "surf",
    "tonic",
    "trust-dns",
    "tungstenite",
    "ureq",
    "warp",
    "webpki",
    "websocket",
    "zmq",
];

/// Calls of the C library that look names up or reach beyond the machine.
const CALLS: &[&str] = &[
    "getaddrinfo",
    "gethostbyname",
    "gethostbyaddr",
    "res_query",
    "res_search",
];

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Names in a source outside of its comments.
fn named(text: &str) -> Vec<&'static str> {
    let code: String = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .flat_map(|line| line.chars().filter(|c| !c.is_whitespace()))
        .collect();
    NAMES
        .iter()
        .copied()
        .filter(|name| code.contains(name))
        .collect()
}

#[test]
fn no_source_names_a_network() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    assert!(files.len() > 300);
    for file in files {
        let found = named(&fs::read_to_string(&file).unwrap());
        assert!(found.is_empty(), "{}: {found:?}", file.display());
    }
    assert_eq!(
        named("use std :: net::TcpStream;"),
        ["std::net", "TcpStream"]
    );
    assert_eq!(
        named("// std::net\nuse std::os::unix::net::UnixStream;"),
        [""; 0]
    );
}

/// The names of a lock file.
fn crates(lock: &str) -> Vec<&str> {
    let names = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = \""));
    names.map(|name| name.trim_end_matches('"')).collect()
}

#[test]
fn no_library_brings_a_network() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let crates = crates(&lock);
    assert!(crates.len() > 100);
    let deny = fs::read_to_string(root().join("deny.toml")).unwrap();
    for library in LIBRARIES {
        let of = |name: &&&str| **name == *library || name.starts_with(&format!("{library}-"));
        let found: Vec<_> = crates.iter().filter(of).collect();
        assert!(found.is_empty(), "{found:?}");
    }
    for banned in [
        "reqwest",
        "hyper",
        "ureq",
        "rustls",
        "openssl-sys",
        "socket2",
    ] {
        assert!(
            deny.contains(&format!("crate = \"{banned}\"")),
            "deny.toml: {banned}"
        );
    }
    // The executor is taken without its sockets.
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let tokio = manifest
        .lines()
        .find(|line| line.starts_with("tokio"))
        .unwrap();
    assert!(
        !tokio.contains("\"net\"") && !tokio.contains("\"full\""),
        "{tokio}"
    );
}

#[test]
fn the_binary_cannot_look_a_name_up() {
    let binary = fs::read(env!("CARGO_BIN_EXE_planerka")).unwrap();
    let held = |call: &str| memchr::memmem::find(&binary, call.as_bytes()).is_some();
    for call in CALLS {
        assert!(!held(call), "{call}");
    }
    // The search itself finds what is there.
    assert!(held("fdatasync"));
}
