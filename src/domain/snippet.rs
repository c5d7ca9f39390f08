//! Snippets: words for a talk in two registers, found while the client is on the line (A20, A23, C13).
//!
//! What they say is data of `assets/snippets` and of the person's own files beside.

use super::Bilingual;
use super::fold::fold_into;
use super::terms::terms;

terms! {
    /// What a snippet is for.
    pub enum SnippetKind {
        /// A term of the trade explained.
        Term = 1, "term";
        /// An answer to what clients ask.
        Answer = 2, "answer";
        /// The course of a talk that is hard to begin (A28).
        Script = 3, "script";
        /// Their words against, and a calm reply with reasons (A28).
        Objection = 4, "objection";
    }
}

/// A snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Its stable name: `utm`.
    pub id: String,
    /// What it is for.
    pub kind: SnippetKind,
    /// Its title.
    pub title: Bilingual,
    /// Words it is also found by, in any language.
    pub tags: Vec<String>,
    /// What the client says; empty but for objections.
    pub says: Bilingual,
    /// For a novice: no term that was not explained.
    pub simple: Bilingual,
    /// For an expert: strict terms; empty where there is nothing to add.
    pub expert: Bilingual,
}

impl Snippet {
    /// The text for an expert or in plain words; the other one where this was not written (A23).
    #[must_use]
    pub fn text(&self, expert: bool) -> &Bilingual {
        let written = |text: &Bilingual| !text.ru.trim().is_empty();
        if expert && written(&self.expert) {
            &self.expert
        } else {
            &self.simple
        }
    }

    /// Whether it says different things to a novice and to an expert.
    #[must_use]
    pub fn has_registers(&self) -> bool {
        !self.expert.ru.trim().is_empty()
    }
}

/// How much a word weighs where it was found: title, tag, the client's words, the text.
const WEIGHTS: [u32; 4] = [12, 8, 6, 1];

/// The folded text of snippets, both languages together, ready to be searched.
#[derive(Debug, Clone, Default)]
pub struct SnippetIndex {
    rows: Vec<[String; 4]>,
}

impl SnippetIndex {
    /// Folds all texts once.
    #[must_use]
    pub fn new(snippets: &[Snippet]) -> Self {
        Self {
            rows: snippets.iter().map(row).collect(),
        }
    }

    /// The snippets in which every word of a query occurs, the best first, by their places. `readings` are
    /// the ways the typed text may have been meant, folded, the literal one first. Nothing typed finds all,
    /// in the order of the files.
    #[must_use]
    pub fn search(&self, readings: &[String]) -> Vec<usize> {
        let typed = readings.first().map_or("", |text| text.trim());
        if typed.is_empty() {
            return (0..self.rows.len()).collect();
        }
        let mut found: Vec<(u32, usize)> = Vec::new();
        for (place, row) in self.rows.iter().enumerate() {
            let best = readings.iter().filter_map(|text| score(row, text)).max();
            found.extend(best.map(|score| (score, place)));
        }
        found.sort_by_key(|(score, place)| (std::cmp::Reverse(*score), *place));
        found.into_iter().map(|(_, place)| place).collect()
    }
}

fn row(snippet: &Snippet) -> [String; 4] {
    let both = |texts: &[&Bilingual]| {
        let mut out = String::new();
        for text in texts {
            for one in [&text.ru, &text.en] {
                fold_into(one, &mut out);
                out.push('\n');
            }
        }
        out
    };
    let mut tags = String::new();
    for tag in &snippet.tags {
        fold_into(tag, &mut tags);
        tags.push('\n');
    }
    [
        both(&[&snippet.title]),
        tags,
        both(&[&snippet.says]),
        both(&[&snippet.simple, &snippet.expert]),
    ]
}

/// How well a row answers; `None` when a word is not in it at all.
fn score(row: &[String; 4], query: &str) -> Option<u32> {
    let words = query.split(|c: char| !is_letter(c));
    let mut sum = 0;
    let mut any = false;
    for word in words.filter(|w| !w.is_empty()) {
        any = true;
        let stem = stem(word);
        let fields = row.iter().zip(WEIGHTS);
        let found: u32 = fields
            .map(|(text, weight)| match begins(text, stem, word) {
                Hit::Whole => weight * 2,
                Hit::Begin => weight,
                Hit::None => 0,
            })
            .sum();
        if found == 0 {
            return None;
        }
        sum += found;
    }
    any.then_some(sum)
}

enum Hit {
    None,
    Begin,
    Whole,
}

/// Whether a word of `text` begins with `stem`, or is the word as typed.
fn begins(text: &str, stem: &str, word: &str) -> Hit {
    let mut hit = Hit::None;
    for (at, _) in text.match_indices(stem) {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        if before.is_some_and(is_letter) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let after = rest.strip_prefix(word).map(|r| r.chars().next());
        if after.is_some_and(|next| !next.is_some_and(is_letter)) {
            return Hit::Whole;
        }
        hit = Hit::Begin;
    }
    hit
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '+'
}

/// A folded word without its ending, so that «метки» finds «метка» and `tags` finds `tag`: up to two letters
/// that end Russian words, a Latin `s`, never less than three letters left.
fn stem(word: &str) -> &str {
    let mut stem = word;
    let ending = |c: char| {
        matches!(
            c,
            'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'ь' | 'й' | 'м' | 'х' | 'в'
        )
    };
    for step in 0..2 {
        let Some(last) = stem.chars().next_back() else {
            break;
        };
        let cut = ending(last) || (step == 0 && last == 's');
        if !cut || stem.chars().count() <= 3 {
            break;
        }
        stem = stem.get(..stem.len() - last.len_utf8()).unwrap_or(stem);
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fold::fold;

    fn snippet(id: &str, title: [&str; 2], tags: &[&str], says: &str, text: [&str; 2]) -> Snippet {
        let both = |[ru, en]: [&str; 2]| Bilingual {
            ru: ru.to_owned(),
            en: en.to_owned(),
        };
        Snippet {
            id: id.to_owned(),
            kind: SnippetKind::Term,
            title: both(title),
            tags: tags.iter().map(|t| (*t).to_owned()).collect(),
            says: both([says, ""]),
            simple: both(text),
            expert: Bilingual::default(),
        }
    }

    fn shelf() -> Vec<Snippet> {
        vec![
            snippet(
                "report",
                ["Отчёт за месяц", "Monthly report"],
                &["итоги"],
                "",
                [
                    "Смотрим цену лида и метки",
                    "We look at the price of a lead",
                ],
            ),
            snippet(
                "utm",
                ["Метка UTM", "UTM tag"],
                &["ссылка"],
                "",
                ["Хвостик в ссылке", "A little tail of the link"],
            ),
            snippet(
                "dear",
                ["Дорого", "Too expensive"],
                &["цена", "бюджет"],
                "Слишком дорого для нас",
                ["Дорого по сравнению с чем?", "Compared with what?"],
            ),
        ]
    }

    #[test]
    fn a_search_reads_both_languages_and_word_endings() {
        let shelf = shelf();
        let index = SnippetIndex::new(&shelf);
        for (typed, expected) in [
            ("", vec!["report", "utm", "dear"]),
            ("  ", vec!["report", "utm", "dear"]),
            ("utm", vec!["utm"]),
            ("UTM", vec!["utm"]),
            ("метки", vec!["utm", "report"]),
            ("меток", vec![]),
            ("отчет", vec!["report"]),
            ("ОТЧЁТЫ", vec!["report"]),
            ("цену", vec!["dear", "report"]),
            ("дорого", vec!["dear"]),
            ("слишком дорог", vec!["dear"]),
            ("хвост", vec!["utm"]),
            ("tags", vec!["utm"]),
            ("tail links", vec!["utm"]),
            ("price lead", vec!["report"]),
            ("дорого utm", vec![]),
            ("ссылк хвостик", vec!["utm"]),
            ("рого", vec![]),
            ("…", vec![]),
        ] {
            let found = index.search(&[fold(typed)]);
            let ids: Vec<&str> = found.iter().map(|i| shelf[*i].id.as_str()).collect();
            assert_eq!(ids, expected, "{typed}");
        }
        let other_layout = ["lj hj uj".to_owned(), fold("дорого")];
        assert_eq!(index.search(&other_layout), [2]);
    }

    #[test]
    fn the_register_falls_back_to_plain_words() {
        let mut one = shelf().remove(1);
        assert_eq!(one.text(true).ru, "Хвостик в ссылке");
        assert!(!one.has_registers());
        one.expert.ru = "Параметры запроса".to_owned();
        assert_eq!(one.text(true).ru, "Параметры запроса");
        assert_eq!(one.text(false).ru, "Хвостик в ссылке");
    }
}
