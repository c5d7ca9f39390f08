//! The closed vocabularies of the field: one phrase a term, under its family and stable name.

use crate::domain::{
    Cadence, Channel, ContactPolicy, Direction, Doer, Effort, FoundBy, Intent, Life, Metric, Mood,
    Outcome, ProblemLife, RecommendationKind, ServiceModel, Severity, Solver, Stage, Tier, Verdict,
};
use crate::i18n::Texts;

/// `outcome` and `no_answer` → `outcome-no-answer`.
fn key(family: &str, name: &str) -> String {
    format!("{family}-{}", name.to_ascii_lowercase().replace('_', "-"))
}

macro_rules! terms {
    ($($(#[$doc:meta])* $function:ident($term:ty) = $family:literal;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $function(texts: &Texts, term: $term) -> String {
            texts.t(&key($family, term.name()))
        }
    )*};
}

terms! {
    /// «Знакомство».
    stage(Stage) = "stage";
    /// «A».
    tier(Tier) = "tier";
    /// «ведёт сам».
    model(ServiceModel) = "model";
    /// «не звонить».
    policy(ContactPolicy) = "policy";
    /// «телефон».
    channel(Channel) = "channel";
    /// «исходящий».
    direction(Direction) = "direction";
    /// «недозвон».
    outcome(Outcome) = "outcome";
    /// «сухо».
    mood(Mood) = "mood";
    /// «M, до дня».
    effort(Effort) = "effort";
    /// «рост».
    kind(RecommendationKind) = "kind";
    /// «черновик».
    life(Life) = "life";
    /// «CPA»: the short form of the trade, for columns and lists.
    measure(Metric) = "measure";
    /// «сработало».
    judged(Verdict) = "judged";
    /// «сделал клиент».
    doer(Doer) = "doer";
    /// «стоимость конверсии»: the full name, for briefs and what clients read.
    metric(Metric) = "metric";
    /// «критично».
    severity(Severity) = "severity";
    /// «нашли мы».
    found_by(FoundBy) = "found-by";
    /// «веб-мастер».
    solver(Solver) = "solver";
    /// «ждём ответа».
    problem_life(ProblemLife) = "problem-life";
    /// «запись касания».
    intent(Intent) = "intent";
}

/// The name of a stage for a board column.
#[must_use]
pub fn stage_column(texts: &Texts, stage: Stage) -> String {
    texts.t(&format!("{}-column", key("stage", stage.name())))
}

/// The name of a stage in four letters.
#[must_use]
pub fn stage_short(texts: &Texts, stage: Stage) -> String {
    texts.t(&format!("{}-short", key("stage", stage.name())))
}

/// «каждые 14 дней».
#[must_use]
pub fn cadence(texts: &Texts, cadence: Cadence) -> String {
    match cadence {
        Cadence::Off => texts.t("cadence-off"),
        Cadence::Days(days) => texts.tf("cadence-days", &[("count", days.into())]),
        Cadence::ReportWindow => texts.t("cadence-report-window"),
    }
}

/// Somebody's words between quotation marks; words that came with a pair of them get no second one.
#[must_use]
pub fn quoted(texts: &Texts, words: &str) -> String {
    let words = words.trim();
    let bare = [('«', '»'), ('“', '”'), ('"', '"')]
        .into_iter()
        .find_map(|(open, close)| {
            let inside = words.strip_prefix(open)?.strip_suffix(close)?;
            (!inside.contains([open, close])).then_some(inside)
        })
        .unwrap_or(words);
    texts.tf("quoted", &[("text", bare.into())])
}

/// «от веб-мастера»: whose answer is awaited.
#[must_use]
pub fn solver_from(texts: &Texts, solver: Solver) -> String {
    texts.t(&format!("{}-from", key("solver", solver.name())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn words_get_one_pair_of_quotation_marks() {
        let texts = Texts::new(Lang::Ru);
        for (words, said) in [
            ("в пятницу", "«в пятницу»"),
            ("«в пятницу»", "«в пятницу»"),
            ("\"в пятницу\"", "«в пятницу»"),
            (" “в пятницу” ", "«в пятницу»"),
            ("«да» или «нет»", "««да» или «нет»»"),
            ("«", "««»"),
        ] {
            let plain: String = quoted(&texts, words)
                .chars()
                .filter(|c| !matches!(c, '\u{2068}' | '\u{2069}'))
                .collect();
            assert_eq!(plain, said, "{words}");
        }
    }
}
