//! The `planerka` binary.

fn main() {}
