//! The clipboard by the system's own program, for terminals that do not take OSC 52.

use std::io::{self, Write};
use std::process::{Command, Stdio};

/// A program that takes text on its input and keeps it on the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tool {
    program: &'static str,
    args: &'static [&'static str],
    /// Windows reads its input as UTF-16 when a mark says so, else in the code page of the console.
    utf16: bool,
}

const fn tool(program: &'static str, args: &'static [&'static str]) -> Tool {
    Tool {
        program,
        args,
        utf16: false,
    }
}

const CLIP: Tool = Tool {
    program: "clip.exe",
    args: &[],
    utf16: true,
};

/// The programs that fit the desktop, the likeliest first.
fn tools(set: impl Fn(&str) -> bool) -> Vec<Tool> {
    let mut out = Vec::new();
    if cfg!(target_os = "macos") {
        out.push(tool("pbcopy", &[]));
    }
    if set("WAYLAND_DISPLAY") {
        out.push(tool("wl-copy", &[]));
    }
    if set("DISPLAY") {
        out.push(tool("xclip", &["-selection", "clipboard", "-in"]));
    }
    if cfg!(windows) || set("WSL_DISTRO_NAME") {
        out.push(CLIP);
    }
    out
}

/// Whether the clipboard of this machine is the person's own: not over a network.
pub(super) fn is_local() -> bool {
    std::env::var_os("SSH_CONNECTION").is_none()
}

/// Puts text on the clipboard; the name of the program that took it.
///
/// # Errors
/// When no program fits this desktop or none takes the text; the last one's reason.
pub(super) fn native(text: &str) -> io::Result<&'static str> {
    let mut failed = io::Error::from(io::ErrorKind::NotFound);
    for tool in tools(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty())) {
        match hand_to(tool, text) {
            Ok(()) => return Ok(tool.program),
            Err(error) => failed = error,
        }
    }
    Err(failed)
}

fn hand_to(tool: Tool, text: &str) -> io::Result<()> {
    let mut child = Command::new(tool.program)
        .args(tool.args)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(&bytes(tool, text))?;
    }
    let status = child.wait()?;
    if status.success() {
        Ok(())
    } else {
        Err(io::Error::other(format!("{}: {status}", tool.program)))
    }
}

fn bytes(tool: Tool, text: &str) -> Vec<u8> {
    if tool.utf16 {
        let marked = std::iter::once(0xFEFF).chain(text.encode_utf16());
        return marked.flat_map(u16::to_le_bytes).collect();
    }
    text.as_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desktop_chooses_the_program() {
        let names = |set: &[&str]| -> Vec<&str> {
            let found = tools(|name| set.contains(&name));
            found
                .iter()
                .map(|t| t.program)
                .filter(|p| *p != "pbcopy")
                .collect()
        };
        assert_eq!(names(&["WAYLAND_DISPLAY", "DISPLAY"]), ["wl-copy", "xclip"]);
        assert_eq!(names(&["DISPLAY"]), ["xclip"]);
        assert_eq!(names(&["WSL_DISTRO_NAME"]), ["clip.exe"]);
        assert_eq!(bytes(CLIP, "я"), [0xFF, 0xFE, 0x4F, 0x04]);
        assert_eq!(bytes(tool("x", &[]), "я"), "я".as_bytes());
    }

    #[test]
    fn a_program_that_is_not_there_or_fails_is_told() {
        assert!(hand_to(tool("planerka-no-such-program", &[]), "а").is_err());
        if cfg!(unix) {
            assert!(hand_to(tool("false", &[]), "").is_err());
            assert!(hand_to(tool("cat", &[]), "привет").is_ok());
        }
    }
}
