//! Finding the answers in whatever comes back: a filled sheet, a quoted reply, a list of numbers.
//!
//! A sheet that still holds its questions is read by their words, so that a numbered list inside an answer
//! stays an answer. Only where no question is left are bare numbers and names of fields taken for them.

use unicode_normalization::UnicodeNormalization;

use super::super::brief::question_key;
use crate::domain::BriefField;
use crate::i18n::{Lang, Texts};

/// What was answered to one question, in the client's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The field asked for.
    pub field: BriefField,
    /// The answer, without quote marks and blank lines around; never empty.
    pub text: String,
    /// The line of the question, from 1.
    pub line: u64,
}

/// Why a text gives no answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// No question of the questionnaire is in it.
    NoQuestions,
    /// Questions are there, from this line on, and none is answered.
    NoAnswers(u64),
}

/// Letters of a question that must be seen before a wrapped line counts as its beginning.
const ENOUGH: usize = 8;
/// How letters end. What follows is a name and a phone, no answer.
const FAREWELLS: [&str; 5] = [
    "с уважением",
    "с наилучшими пожеланиями",
    "best regards",
    "kind regards",
    "best wishes",
];

/// Reads the answers, in the order of the fields; of two answers to one question the longer text is both.
///
/// # Errors
/// [`Unread`].
pub fn read(text: &str) -> Result<Vec<Said>, Unread> {
    let text: String = text.trim_start_matches('\u{feff}').nfc().collect();
    let lines: Vec<Line<'_>> = text.lines().map(Line::new).collect();
    let asked = Asked::known();
    let strict = heads(&lines, |at| by_words(&lines, at, &asked));
    let found = gather(&lines, &strict);
    if !found.is_empty() {
        return Ok(found);
    }
    // Answered above the quoted sheet, or without it.
    let above = strict.first().map_or(lines.len(), |head| head.at);
    let lines = lines.get(..above).unwrap_or_default();
    let mut last = 0;
    let loose = heads(lines, |at| {
        let head = by_number(lines, at, last).or_else(|| by_name(lines, at, &asked))?;
        last = last.max(head.field.code());
        Some(head)
    });
    let found = gather(lines, &loose);
    match (found.is_empty(), strict.first()) {
        (false, _) => Ok(found),
        (true, Some(head)) => Err(Unread::NoAnswers(line_number(head.at))),
        (true, None) => match loose.first() {
            Some(head) => Err(Unread::NoAnswers(line_number(head.at))),
            None => Err(Unread::NoQuestions),
        },
    }
}

fn line_number(at: usize) -> u64 {
    u64::try_from(at).unwrap_or(u64::MAX).saturating_add(1)
}

/// A line with its quote marks counted and taken off.
struct Line<'a> {
    whole: &'a str,
    depth: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn new(whole: &'a str) -> Self {
        let (depth, text) = unquoted(whole, usize::MAX);
        Self { whole, depth, text }
    }
}

/// Takes off at most `most` quote marks; how many there were, and the rest.
fn unquoted(line: &str, most: usize) -> (usize, &str) {
    let mut rest = line.trim();
    let mut depth = 0;
    while depth < most
        && let Some(inner) = rest.strip_prefix('>')
    {
        rest = inner.trim_start();
        depth += 1;
    }
    (depth, rest)
}

/// The words of every question and the name of every field, as letters only, in both languages.
struct Asked {
    questions: Vec<(BriefField, Vec<char>)>,
    names: Vec<(BriefField, Vec<char>)>,
}

impl Asked {
    fn known() -> Self {
        let every = |key: fn(BriefField) -> String| -> Vec<(BriefField, Vec<char>)> {
            let both = |field: BriefField| {
                Lang::ALL.map(move |lang| {
                    let text = Texts::t_in(lang, &key(field));
                    (field, letters(&text).map(|(_, c)| c).collect())
                })
            };
            BriefField::ALL.iter().flat_map(|f| both(*f)).collect()
        };
        Self {
            questions: every(question_key),
            names: every(|field| format!("brief-field-{}", field.name())),
        }
    }
}

/// The letters and figures of a text in lower case, ё as е, each with the place behind it.
fn letters(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    text.char_indices()
        .filter(|(_, c)| c.is_alphanumeric())
        .flat_map(|(at, c)| {
            let end = at + c.len_utf8();
            c.to_lowercase().map(move |l| (end, l))
        })
        .map(|(end, c)| (end, if c == 'ё' { 'е' } else { c }))
}

/// How a line stands to the letters it is expected to hold.
enum Match<'a> {
    /// All of them, and what is written behind.
    All(&'a str),
    /// The line ends after so many of them.
    Part(usize),
    No,
}

fn matching<'a>(line: &'a str, expected: &[char]) -> Match<'a> {
    let mut seen = 0;
    for (end, c) in letters(line) {
        match expected.get(seen) {
            None => break,
            Some(wanted) if *wanted == c => seen += 1,
            Some(_) => return Match::No,
        }
        if seen == expected.len() {
            return Match::All(line.get(end..).unwrap_or_default());
        }
    }
    Match::Part(seen)
}

/// Where a question stands.
struct Head<'a> {
    field: BriefField,
    /// Its first line.
    at: usize,
    /// The first line behind it.
    next: usize,
    /// How deep it is quoted.
    depth: usize,
    /// What is answered on its own line.
    inline: &'a str,
}

fn heads<'a>(lines: &[Line<'a>], mut find: impl FnMut(usize) -> Option<Head<'a>>) -> Vec<Head<'a>> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        match find(at) {
            Some(head) => {
                at = head.next;
                out.push(head);
            }
            None => at += 1,
        }
    }
    out
}

/// Marks of headings, lists and bold letters.
const MARKUP: [char; 6] = ['#', '*', '_', '-', '•', ' '];

/// `2. …`, `2) …`, `2: …`: the number and what follows.
fn numbered(text: &str) -> Option<(u8, &str)> {
    let text = text.trim_start_matches(MARKUP);
    let figures = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(figures)?;
    let rest = rest.strip_prefix(['.', ')', ':'])?;
    // `2.5 млн` is a sum.
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((number.parse().ok()?, rest.trim_start()))
}

/// Behind a question: its own end, marks of bold letters.
fn behind(text: &str) -> &str {
    text.trim_start_matches(['?', '.', ':', '*', '_', '\\', ' ', '\u{a0}'])
        .trim_end()
}

fn by_words<'a>(lines: &[Line<'a>], at: usize, asked: &Asked) -> Option<Head<'a>> {
    let line = lines.get(at)?;
    let head = |field, next, inline| Head {
        field,
        at,
        next,
        depth: line.depth,
        inline,
    };
    let (number, text) = match numbered(line.text) {
        Some((number, text)) => (Some(number), text),
        None => (None, line.text),
    };
    for (field, expected) in &asked.questions {
        match matching(text, expected) {
            Match::All(rest) => return Some(head(*field, at + 1, behind(rest))),
            // Mail programs wrap; the number says that this is no chance.
            Match::Part(mut seen) if seen >= ENOUGH && number == Some(field.code()) => {
                let mut next = at + 1;
                while let Some(line) = lines.get(next) {
                    let left = expected.get(seen..).unwrap_or_default();
                    match matching(line.text, left) {
                        Match::All(rest) => {
                            return Some(head(*field, next + 1, behind(rest)));
                        }
                        Match::Part(more) if more > 0 => seen += more,
                        Match::Part(_) | Match::No => break,
                    }
                    next += 1;
                }
            }
            Match::Part(_) | Match::No => {}
        }
    }
    None
}

/// A bare number; numbers go up, so that a list inside an answer stays inside.
fn by_number<'a>(lines: &[Line<'a>], at: usize, last: u8) -> Option<Head<'a>> {
    let line = lines.get(at).filter(|l| l.depth == 0)?;
    let (number, inline) = numbered(line.text)?;
    let field = BriefField::from_code(number).filter(|_| number > last)?;
    Some(Head {
        field,
        at,
        next: at + 1,
        depth: 0,
        inline,
    })
}

/// «Кто покупает: дачники».
fn by_name<'a>(lines: &[Line<'a>], at: usize, asked: &Asked) -> Option<Head<'a>> {
    let line = lines.get(at).filter(|l| l.depth == 0)?;
    let (name, inline) = line.text.split_once(':')?;
    let field = asked
        .names
        .iter()
        .find(|(_, expected)| matches!(matching(name, expected), Match::All(rest) if letters(rest).next().is_none()))
        .map(|(field, _)| *field)?;
    Some(Head {
        field,
        at,
        next: at + 1,
        depth: 0,
        inline: inline.trim(),
    })
}

/// The answers between the questions.
fn gather(lines: &[Line<'_>], heads: &[Head<'_>]) -> Vec<Said> {
    let mut out: Vec<Said> = Vec::new();
    for (i, head) in heads.iter().enumerate() {
        let end = heads.get(i + 1).map_or(lines.len(), |next| next.at);
        let below = lines.get(head.next..end).unwrap_or_default();
        let text = answer(head, below);
        if text.is_empty() {
            continue;
        }
        match out.iter_mut().find(|said| said.field == head.field) {
            // Answered twice: what was said last may add to the first, nothing is lost.
            Some(said) if said.text == text => {}
            Some(said) => {
                said.text.push('\n');
                said.text.push_str(&text);
            }
            None => out.push(Said {
                field: head.field,
                text,
                line: line_number(head.at),
            }),
        }
    }
    out.sort_by_key(|said| said.field);
    out
}

fn answer(head: &Head<'_>, below: &[Line<'_>]) -> String {
    let marks: Vec<Vec<char>> = Lang::ALL
        .into_iter()
        .map(|lang| {
            let mark = Texts::t_in(lang, "brief-sheet-answer");
            letters(&mark).map(|(_, c)| c).collect()
        })
        .collect();
    let mut text: Vec<&str> = Vec::new();
    let own = std::iter::once(head.inline);
    let others = below
        .iter()
        .map(|line| unquoted(line.whole, head.depth).1)
        .take_while(|line| !is_farewell(line));
    for line in own.chain(others) {
        let line = if text.is_empty() {
            unmarked(line, &marks)
        } else {
            line
        };
        if !text.is_empty() || !line.is_empty() {
            text.push(line);
        }
    }
    while text.last().is_some_and(|line| line.is_empty()) {
        text.pop();
    }
    text.join("\n")
}

/// A line without «Ответ:» before it.
fn unmarked<'a>(line: &'a str, marks: &[Vec<char>]) -> &'a str {
    let plain = line.trim_start_matches(['*', '_']);
    marks
        .iter()
        .find_map(|mark| match matching(plain, mark) {
            Match::All(rest) => rest
                .trim_start_matches(['*', '_'])
                .strip_prefix(':')
                .map(|rest| rest.trim_start_matches(['*', '_']).trim()),
            Match::Part(_) | Match::No => None,
        })
        .unwrap_or(line)
}

fn is_farewell(line: &str) -> bool {
    let line = line.trim();
    line == "--" || {
        let line = line.to_lowercase();
        FAREWELLS.iter().any(|words| line.starts_with(words))
    }
}
