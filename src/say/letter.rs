//! What the record has to say in a letter (A10), and the words of the places it leaves open.

use std::collections::BTreeMap;

use jiff::Zoned;

use super::{ad_platform, bilingual};
use crate::domain::letter::{Filled, LetterError, fill};
use crate::domain::{Dossier, Kpi, Letter, Metric, Platform, Problem, ProblemLife};
use crate::i18n::Texts;

/// Days a letter gives for an answer when the problem names no day: three, as the field is used to.
const ANSWER_DAYS: i32 = 3;

/// Why there is no letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoLetter<'p> {
    /// It is for the client, and the problem must not be told to the client yet (C12).
    Sensitive(&'p Problem),
    /// Its text is not a template.
    Broken(LetterError),
}

/// The title of a letter.
#[must_use]
pub fn letter_title<'l>(texts: &Texts, letter: &'l Letter) -> &'l str {
    bilingual(texts, &letter.title)
}

/// A letter filled from the record of a client and, when it is about one, of a problem.
///
/// # Errors
/// See [`NoLetter`].
pub fn letter<'p>(
    texts: &Texts,
    letter: &Letter,
    dossier: &'p Dossier,
    problem: Option<&'p Problem>,
    now: &Zoned,
) -> Result<Filled, NoLetter<'p>> {
    let all = &dossier.work().problems;
    if let Some(held) = letter.held_back(problem, all, "") {
        return Err(NoLetter::Sensitive(held));
    }
    let values = values(texts, letter, dossier, problem, now);
    let filled = fill(bilingual(texts, &letter.body), &values, |place| {
        texts
            .get(&format!("place-{}", place.replace('_', "-")))
            .unwrap_or_else(|| place.replace('_', " "))
    })
    .map_err(NoLetter::Broken)?;
    match letter.held_back(problem, all, &filled.text) {
        Some(held) => Err(NoLetter::Sensitive(held)),
        None => Ok(filled),
    }
}

/// All a record knows, by the names of places. What it does not know is not here.
fn values(
    texts: &Texts,
    letter: &Letter,
    dossier: &Dossier,
    problem: Option<&Problem>,
    now: &Zoned,
) -> BTreeMap<&'static str, String> {
    let today = now.date();
    let day = |date| texts.date_long(date, today);
    let on = |at: jiff::Timestamp| at.to_zoned(now.time_zone().clone()).date();
    let mut out = BTreeMap::new();
    out.insert("client", dossier.client.name.clone());
    out.insert("owner", dossier.client.owner.clone());
    out.insert("date", day(today));
    let soon = (0..ANSWER_DAYS).fold(today, |d, _| d.tomorrow().unwrap_or(d));
    out.insert("deadline", day(soon));
    if letter.is_for_client()
        && let Some(contact) = dossier.first_contact()
    {
        out.insert("contact", contact.name.clone());
    }
    let work = dossier.work();
    if let Some(brief) = &work.brief {
        out.insert("constraints", brief.constraints.clone());
        let goal = brief.open_goals().next().map(|g| g.text.clone());
        let told = brief.kpi.as_ref().map(|kpi| match kpi.metric {
            // The measure itself, in words.
            Metric::Other => kpi.note.clone(),
            // A note beside a measure is the manager's own.
            _ => {
                let bare = Kpi {
                    note: String::new(),
                    ..kpi.clone()
                };
                super::brief::kpi(texts, &bare, dossier.currency())
            }
        });
        let measure: Vec<String> = goal.into_iter().chain(told).collect();
        out.insert(
            "measure",
            measure
                .join("; ")
                .trim_end_matches([';', ' ', '.'])
                .to_owned(),
        );
    }
    if let Some(ads) = &work.ads {
        // One without a name of its own leaves the place open.
        if let [one] = ads.platforms.as_slice()
            && *one != Platform::Other
        {
            out.insert("platform", ad_platform(texts, *one));
        }
        if let [one] = ads.accounts.as_slice() {
            out.insert("account", one.login.clone());
        }
        if let [one] = ads.analytics.as_slice() {
            out.insert("counter", one.clone());
        }
    }
    if let Some(p) = problem {
        // The sentence of the letter has its own end.
        let title = p.title.trim_end_matches(['.', ';', ' ']);
        out.insert("problem", title.to_owned());
        out.insert("details", p.details.clone());
        out.insert("found", day(on(p.found_at)));
        out.insert("waiting", p.waiting_for.clone());
        let first = p.steps.iter().find(|s| s.life == ProblemLife::Waiting);
        if let Some(first) = first {
            let asked = on(first.at);
            out.insert("asked", day(asked));
            let days = i64::from((today - asked).get_days()).max(0);
            let count = [("count", days.into())];
            out.insert("days", texts.tf("count-days", &count));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::domain::{
        Bilingual, Book, Brief, Client, ClientId, Contact, ContactId, ProblemId, Record, Solver,
    };
    use crate::i18n::Lang;

    const ID: ClientId = ClientId(Uuid::from_u128(1));

    fn now() -> Zoned {
        let at = date(2026, 11, 23).at(10, 0, 0, 0);
        at.in_tz("Europe/Moscow").unwrap()
    }

    fn problem(n: u128, title: &str) -> Problem {
        let at = date(2026, 11, 20).at(9, 0, 0, 0).in_tz("UTC").unwrap();
        Problem::titled(
            ProblemId(Uuid::from_u128(n)),
            ID,
            title.to_owned(),
            at.timestamp(),
        )
    }

    fn book(problems: Vec<Problem>) -> Book {
        let mut book = Book::new();
        let mut client = Client::named(ID, "Альфа".to_owned(), now().timestamp());
        client.owner = "Вера Соколова".to_owned();
        book.load(Record::from(client)).unwrap();
        let anna = Contact::named(ContactId(Uuid::from_u128(7)), ID, "Анна".to_owned());
        book.load(Record::from(anna)).unwrap();
        let mut brief = Brief::empty(ID, now().timestamp());
        brief.constraints = "дисклеймер на баннерах".to_owned();
        book.load(Record::from(brief)).unwrap();
        for problem in problems {
            book.load(Record::from(problem)).unwrap();
        }
        book
    }

    fn to(solver: Solver, body: &str) -> Letter {
        let both = |text: &str| Bilingual {
            ru: text.to_owned(),
            en: text.to_owned(),
        };
        Letter {
            id: "x".to_owned(),
            title: both("x"),
            to: solver,
            body: both(body),
        }
    }

    #[test]
    fn a_letter_says_what_the_record_knows() {
        let texts = Texts::new(Lang::Ru);
        let mut waiting = problem(2, "Нет лицензии на сайте.");
        waiting.steps.push(crate::domain::ProblemStep {
            life: ProblemLife::Waiting,
            at: waiting.found_at,
            note: String::new(),
        });
        waiting.waiting_for = "скан лицензии".to_owned();
        let book = book(vec![waiting]);
        let dossier = book.get(ID).unwrap();
        let about = dossier.work().problems.first();
        let body = "{contact}: {problem}. {waiting}, {asked}, {days}; {found} {deadline} {constraints} {link} {my_place} {owner}";
        let filled = letter(&texts, &to(Solver::Client, body), dossier, about, &now()).unwrap();
        assert_eq!(
            filled.text,
            "Анна: Нет лицензии на сайте. скан лицензии, 20 ноября, 3 дня; 20 ноября 26 ноября дисклеймер на баннерах [ссылка] [my place] Вера Соколова\n"
        );
        assert_eq!(filled.blanks, ["ссылка", "my place"]);
        let other = letter(
            &texts,
            &to(Solver::Webmaster, "{contact}"),
            dossier,
            about,
            &now(),
        );
        assert_eq!(
            other.unwrap().text,
            "[имя адресата]\n",
            "the client's person is not the webmaster"
        );
    }

    proptest! {
        /// Whatever a letter for the client is made of, no sensitive title is in it.
        #[test]
        fn no_text_for_the_client_names_what_is_sensitive(
            titles in proptest::collection::vec("[а-яё]{4,12}( [а-яёА-Я]{4,12}){0,3}", 1..5),
            secret in proptest::collection::vec(any::<bool>(), 5),
            quoted in 0usize..5,
            about in 0usize..6,
        ) {
            let mut problems: Vec<Problem> = (10u128..)
                .zip(&titles)
                .zip(&secret)
                .map(|((n, title), secret)| {
                    let mut p = problem(n, title);
                    p.sensitive = *secret;
                    p
                })
                .collect();
            // One problem's details may speak of another.
            let quote = titles.get(quoted).cloned().unwrap_or_default().to_uppercase();
            problems[0].details = format!("как и в случае «{quote}»");
            let book = book(problems);
            let dossier = book.get(ID).unwrap();
            let all = &dossier.work().problems;
            let body = "{problem}\n{details}\n{waiting}\n{constraints}";
            for solver in Solver::ALL {
                let got = letter(&Texts::new(Lang::Ru), &to(*solver, body), dossier, all.get(about), &now());
                match got {
                    Ok(filled) if *solver == Solver::Client => {
                        let text = crate::domain::fold::fold(&filled.text);
                        for p in all.iter().filter(|p| p.sensitive) {
                            let title = crate::domain::fold::fold(&p.title);
                            prop_assert!(!text.contains(&title), "{} in {}", p.title, filled.text);
                        }
                    }
                    Ok(_) => {}
                    Err(_) => prop_assert_eq!(*solver, Solver::Client, "others may hear of it"),
                }
            }
        }
    }
}
