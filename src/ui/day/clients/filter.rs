//! The incremental filter: exact beginnings first, then parts, then fuzzy.
//!
//! The search texts of all clients lie in one string in list order, so that a key in a filter over
//! 100 000 clients is one pass over a few megabytes instead of 100 000 look-ups. Fuzzy matching looks at
//! names only and only when few clients match otherwise.

use memchr::memmem::Finder;
use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::domain::fold::{fold, phone_word};
use crate::domain::{Book, ClientId};

/// Below so many exact matches the fuzzy ones are added.
const ENOUGH: usize = 20;
/// More fuzzy matches than this help nobody.
const FUZZY: usize = 200;

/// The search texts of a list.
#[derive(Debug, Default)]
pub struct Index {
    text: String,
    /// End of each client's text and of its name.
    ends: Vec<(u32, u32)>,
}

impl Index {
    /// Gathers the texts of `clients`, in their order.
    #[must_use]
    pub fn build(book: &Book, clients: &[ClientId]) -> Self {
        // Measured first: a text that grows by doubling holds half of nothing in the end.
        let size = |id: &ClientId| book.get(*id).map_or(1, |d| d.haystack().len() + 1);
        let mut index = Self {
            text: String::with_capacity(clients.iter().map(size).sum()),
            ends: Vec::with_capacity(clients.len()),
        };
        for id in clients {
            let mut name_end = index.text.len();
            if let Some(dossier) = book.get(*id) {
                index.text.push_str(dossier.haystack());
                name_end += dossier.sort_name().len();
            }
            index.text.push('\0');
            let cut = |n| u32::try_from(n).unwrap_or(u32::MAX);
            index.ends.push((cut(index.text.len()), cut(name_end)));
        }
        index
    }

    fn start(&self, row: usize) -> usize {
        row.checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .map_or(0, |(end, _)| *end as usize)
    }

    fn record(&self, row: usize) -> &str {
        let end = self.ends.get(row).map_or(0, |(end, _)| *end as usize);
        self.text.get(self.start(row)..end).unwrap_or_default()
    }

    fn name(&self, row: usize) -> &str {
        let end = self.ends.get(row).map_or(0, |(_, name)| *name as usize);
        self.text.get(self.start(row)..end).unwrap_or_default()
    }

    /// The rows that match, best first; rows that match equally well keep the order of the list.
    #[must_use]
    pub fn find(&self, query: &str) -> Vec<u32> {
        let query = fold(query);
        let words: Vec<String> = query
            .split(' ')
            .filter(|w| !w.is_empty())
            .map(phone_word)
            .collect();
        let Some((first, others)) = words.split_first() else {
            return (0..u32::try_from(self.ends.len()).unwrap_or(u32::MAX)).collect();
        };
        let mut ranked: Vec<(u8, u32)> = Vec::new();
        let mut seen = vec![false; self.ends.len()];
        let mut row = 0;
        for at in Finder::new(first.as_bytes()).find_iter(self.text.as_bytes()) {
            while self
                .ends
                .get(row)
                .is_some_and(|(end, _)| *end as usize <= at)
            {
                row += 1;
            }
            if seen.get(row).copied().unwrap_or(true) {
                continue;
            }
            let record = self.record(row);
            if !others.iter().all(|word| record.contains(word.as_str())) {
                continue;
            }
            if let Some(flag) = seen.get_mut(row) {
                *flag = true;
            }
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            let place = at - self.start(row as usize);
            ranked.push((self.rank(&query, row as usize, place), row));
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        let mut starts: Vec<u32> = ranked.into_iter().map(|(_, row)| row).collect();
        if starts.len() < ENOUGH && query.chars().count() > 2 {
            starts.extend(self.fuzzy(&query, &seen));
        }
        starts
    }

    /// How well a row answers the query, 0 best: the very name, a name that begins with it, a word of the
    /// name that does, the first word anywhere in the name, anything else (a person, a phone, a tag).
    fn rank(&self, query: &str, row: usize, place: usize) -> u8 {
        let name = self.name(row);
        let begins = |at: usize| {
            let before = name.get(..at).and_then(|head| head.chars().next_back());
            before.is_none_or(|c| !c.is_alphanumeric())
        };
        match name.find(query) {
            Some(0) if name.len() == query.len() => 0,
            Some(0) => 1,
            Some(at) if begins(at) => 2,
            _ if place < name.len() && begins(place) => 3,
            _ => 4,
        }
    }

    fn fuzzy(&self, query: &str, seen: &[bool]) -> Vec<u32> {
        let mut matcher = Matcher::new(Config::DEFAULT);
        let atom = Atom::new(
            query,
            CaseMatching::Respect,
            Normalization::Never,
            AtomKind::Fuzzy,
            false,
        );
        let mut buffer = Vec::new();
        let mut found: Vec<(u16, u32)> = (0..self.ends.len())
            .filter(|row| !seen.get(*row).copied().unwrap_or(false))
            .filter(|row| is_subsequence(query, self.name(*row)))
            .filter_map(|row| {
                let name = Utf32Str::new(self.name(row), &mut buffer);
                Some((atom.score(name, &mut matcher)?, u32::try_from(row).ok()?))
            })
            .collect();
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.truncate(FUZZY);
        found.into_iter().map(|(_, row)| row).collect()
    }
}

/// Whether all characters of `query` occur in `text` in order: the cheap first question of a fuzzy match.
fn is_subsequence(query: &str, text: &str) -> bool {
    let mut rest = text.chars();
    query.chars().all(|c| rest.any(|t| t == c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Change, Client, Contact, ContactId, Intent, Transaction};
    use jiff::Timestamp;
    use uuid::Uuid;

    fn index(names: &[(&str, &str)]) -> Index {
        let mut book = Book::new();
        let mut ids = Vec::new();
        let at = Timestamp::UNIX_EPOCH;
        let mut tx = Transaction::new(Intent::Import, at, None, String::new());
        for (i, (name, phone)) in names.iter().enumerate() {
            let id = ClientId(Uuid::from_u128(i as u128 + 1));
            let mut client = Client::named(id, (*name).to_owned(), at);
            client.tags = vec!["Опт".to_owned()];
            tx.push(Change::create(client));
            let mut contact = Contact::named(ContactId(id.0), id, "Фёдор Щукин".to_owned());
            contact.phones = vec![(*phone).to_owned()];
            tx.push(Change::create(contact));
            ids.push(id);
        }
        book.apply(&mut tx).unwrap();
        Index::build(&book, &ids)
    }

    #[test]
    fn finds_by_name_contact_phone_and_tag_whatever_the_case() {
        let index = index(&[
            ("ООО «Берёзка»", "+7 916 000-00-01"),
            ("Альфа-Авто", "8 (495) 123-45-67"),
            ("Банк Альфа", ""),
        ]);
        for (query, rows) in [
            ("", vec![0, 1, 2]),
            ("банк альфа", vec![2]),
            ("береЗ", vec![0]),
            ("БЕРЁЗ", vec![0]),
            ("альфа", vec![1, 2]),
            ("фа-ав", vec![1]),
            ("федор", vec![0, 1, 2]),
            ("федор банк", vec![2]),
            ("+79160000001", vec![0]),
            ("8916000", vec![]),
            ("916000", vec![0]),
            ("123-45", vec![1]),
            ("#опт", vec![0, 1, 2]),
            ("алфаавт", vec![1]),
            ("ъъъ", vec![]),
        ] {
            assert_eq!(index.find(query), rows, "{query}");
        }
    }

    #[test]
    fn the_very_name_comes_first() {
        let index = index(&[
            ("Вега, Элегия", ""),
            ("Элегия Лизинг", ""),
            ("Элегия", ""),
            ("Суперэлегия", ""),
        ]);
        assert_eq!(index.find("элегия"), vec![2, 1, 0, 3]);
        assert_eq!(index.find("элегия л").first(), Some(&1));
    }
}
