//! Markdown for messengers: what every one of them shows alike, in the order of the slides.

use std::fmt::Write as _;

use crate::domain::slides::{Script, Section, Slide};

/// The presentation as Markdown.
pub(super) fn write(script: &Script) -> String {
    let mut out = String::new();
    for slide in &script.slides {
        if !out.is_empty() {
            out.push('\n');
        }
        one(&mut out, slide);
    }
    out
}

fn one(out: &mut String, slide: &Slide) {
    // Writing to a String does not fail.
    let _ = match slide {
        Slide::Cover {
            label,
            title,
            lines,
        } => writeln!(
            out,
            "# {}\n\n{}",
            plain(title),
            std::iter::once(label)
                .chain(lines)
                .map(|l| plain(l))
                .collect::<Vec<_>>()
                .join("  \n")
        ),
        Slide::Goal { label, goals, kpi } => {
            let mut text = format!("## {}\n", plain(label));
            for goal in goals {
                let _ = write!(text, "\n- {}", plain(goal));
            }
            if let Some(kpi) = kpi {
                let gap = if goals.is_empty() { "\n" } else { "\n\n" };
                let _ = write!(text, "{gap}{}", named(kpi));
            }
            writeln!(out, "{text}")
        }
        Slide::Figures { label, title, bars } => {
            let rows: Vec<String> = bars
                .iter()
                .map(|b| format!("- {} {}: {}", b.label, b.year, b.value).replace(" :", ":"))
                .collect();
            let mark = if label.is_empty() { "##" } else { "###" };
            writeln!(out, "{mark} {}\n\n{}", plain(title), rows.join("\n"))
        }
        Slide::Advice {
            label,
            title,
            value,
            sections,
            how,
            facts,
        } => {
            let mut text = format!("## {}. {}\n", plain(label), plain(title));
            if let Some(value) = value {
                let _ = write!(text, "\n{}\n", named(value));
            }
            for section in sections.iter().chain(how) {
                let _ = write!(text, "\n**{}**\n\n{}\n", section.label, body(&section.text));
            }
            for fact in facts {
                let _ = write!(text, "\n- {}", named(fact));
            }
            writeln!(out, "{text}")
        }
        Slide::Decisions { title, head, rows } => {
            let mut text = format!("## {}\n", plain(title));
            let [_, _, work, by, decision] = head;
            for [number, what, effort, day, _] in rows {
                let _ = write!(
                    text,
                    "\n{number}. **{}**. {work}: {effort}, {by}: {day}. {decision}: ______",
                    plain(what)
                );
            }
            writeln!(out, "{text}")
        }
    };
}

/// «**Срок:** 7 декабря».
fn named(section: &Section) -> String {
    format!("**{}:** {}", section.label, plain(&section.text))
}

/// One line without what Markdown would read as marks.
fn plain(text: &str) -> String {
    escaped(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Paragraphs: the lines of the text, which may be a list.
fn body(text: &str) -> String {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(escaped)
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '*' | '_' | '`' | '[' | ']' | '<' | '>' | '\\' | '#' | '|'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
