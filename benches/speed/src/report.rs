//! Tables in Markdown.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What was measured, as text.
#[derive(Default)]
pub struct Report {
    text: String,
}

/// Milliseconds.
pub fn ms(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1_000.0)
}

/// The value below which `share` of all lie.
fn quantile(times: &[Duration], share: f64) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let last = sorted.len().saturating_sub(1);
    sorted
        .get((last as f64 * share).round() as usize)
        .copied()
        .unwrap_or_default()
}

fn ratio(product: Duration, floor: Duration) -> String {
    format!(
        "{:.2}",
        product.as_secs_f64() / floor.as_secs_f64().max(1e-9)
    )
}

impl Report {
    /// A table of its own.
    pub fn heading(&mut self, title: &str) {
        let head = "| what | planerka | floor | ratio | must |\n|---|---:|---:|---:|---:|";
        let _ = writeln!(self.text, "\n### {title}\n\n{head}");
    }

    /// The table of one size.
    pub fn size(&mut self, clients: usize) {
        self.heading(&format!("{clients} clients, 140×40"));
    }

    /// A row as it is.
    pub fn row(&mut self, what: &str, product: &str, floor: &str, ratio: &str, must: &str) {
        let _ = writeln!(
            self.text,
            "| {what} | {product} | {floor} | {ratio} | {must} |"
        );
    }

    /// Times held to a limit: the middle one.
    pub fn times(&mut self, what: &str, product: &[Duration], floor: &[Duration], must: Duration) {
        let (ours, theirs) = (quantile(product, 0.5), quantile(floor, 0.5));
        let limit = format!("≤ {}", must.as_millis());
        self.row(
            &format!("{what}, ms"),
            &ms(ours),
            &ms(theirs),
            &ratio(ours, theirs),
            &limit,
        );
    }

    /// Times of ours alone, held to a limit: the slowest one.
    pub fn alone(&mut self, what: &str, times: &[Duration], must: Duration) {
        let slowest = quantile(times, 1.0);
        let limit = format!("≤ {}", must.as_millis());
        self.row(&format!("{what}, ms"), &ms(slowest), "", "", &limit);
    }

    /// Keys held to the floor: the middle one, and the slow end.
    pub fn keys(&mut self, what: &str, product: &[Duration], floor: &[Duration]) {
        let (ours, theirs) = (quantile(product, 0.5), quantile(floor, 0.5));
        self.row(
            &format!("{what}, p50 ms"),
            &ms(ours),
            &ms(theirs),
            &ratio(ours, theirs),
            "≤ 2.5 ×",
        );
        let (ours, theirs) = (quantile(product, 0.99), quantile(floor, 0.99));
        self.row(
            "… p99, ms",
            &ms(ours),
            &ms(theirs),
            &ratio(ours, theirs),
            "≤ 8",
        );
    }

    /// Everything.
    pub fn markdown(&self) -> &str {
        &self.text
    }
}

/// Runs a program to its end: time on the clock and on the processors.
pub fn cost(program: &Path, args: &[&str]) -> (Duration, Duration) {
    let from = Instant::now();
    let mut child = Command::new(program)
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let stat = format!("/proc/{}/stat", child.id());
    // Until it is waited for, the dead process still tells what it used, in hundredths of a second.
    let ticks = loop {
        let text = fs::read_to_string(&stat).unwrap_or_default();
        let rest = text.rsplit_once(')').map_or("", |(_, rest)| rest);
        let fields: Vec<&str> = rest.split_whitespace().collect();
        if fields.first().is_none_or(|state| *state == "Z") {
            let field = |n: usize| {
                fields
                    .get(n)
                    .and_then(|t| t.parse::<u64>().ok())
                    .unwrap_or(0)
            };
            break field(11) + field(12);
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let took = from.elapsed();
    let status = child.wait().expect("an end");
    assert!(status.success(), "{} {args:?}: {status}", program.display());
    (took, Duration::from_millis(ticks * 10))
}
