//! Which columns the list shows at a width.

use crate::domain::ViewColumn;

/// A column with its cells, the space before it included.
pub(super) type Shown = (ViewColumn, u16);

/// What is drawn: cells of the name, then the columns in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    pub(super) name: u16,
    pub(super) rest: Vec<Shown>,
}

/// The usual columns, the most wanted first, with the cells the name keeps before each is given room.
const USUAL: [(ViewColumn, u16); 8] = [
    (ViewColumn::Silence, 12),
    (ViewColumn::Next, 14),
    (ViewColumn::Spark, 14),
    (ViewColumn::Verdict, 16),
    (ViewColumn::Stage, 18),
    (ViewColumn::Spend, 20),
    (ViewColumn::Tier, 22),
    (ViewColumn::Person, 26),
];

/// The order they stand in.
const STAND: [ViewColumn; 8] = [
    ViewColumn::Tier,
    ViewColumn::Spark,
    ViewColumn::Spend,
    ViewColumn::Silence,
    ViewColumn::Next,
    ViewColumn::Verdict,
    ViewColumn::Stage,
    ViewColumn::Person,
];

/// Cells the name keeps beside the columns of a view.
const NAME: u16 = 14;
/// No name needs more.
const WIDEST_NAME: u16 = 48;
/// Months a sparkline grows by where there is room.
const MORE_MONTHS: u16 = 6;

const fn cells(column: ViewColumn) -> u16 {
    match column {
        ViewColumn::Tier => 3,
        ViewColumn::Spark | ViewColumn::Silence | ViewColumn::Clock => 7,
        ViewColumn::Spend => 11,
        ViewColumn::Next | ViewColumn::Change | ViewColumn::DataAge => 8,
        ViewColumn::Stage | ViewColumn::Age | ViewColumn::Problems => 6,
        ViewColumn::Person => 36,
        ViewColumn::Verdict => 11,
        ViewColumn::Policy => 14,
        ViewColumn::Growth | ViewColumn::Decline => 7,
        ViewColumn::Tried => 8,
        ViewColumn::Owner => 16,
    }
}

/// What is shown at a width: the columns of a view in its order, the last ones dropped first; without a view
/// the usual ones. The name always stays.
pub(super) fn fit(of_view: &[ViewColumn], width: u16) -> Columns {
    let mut free = width.saturating_sub(2);
    let mut rest: Vec<Shown> = Vec::new();
    let mut take = |column: ViewColumn, keep: u16| {
        let room = free >= cells(column) + keep;
        if room {
            rest.push((column, cells(column)));
            free -= cells(column);
        }
        room
    };
    if of_view.is_empty() {
        for (column, keep) in USUAL {
            take(column, keep);
        }
        rest.sort_by_key(|(column, _)| STAND.iter().position(|s| s == column));
    } else {
        for column in of_view {
            if !take(*column, NAME) {
                break;
            }
        }
    }
    let name = free.min(WIDEST_NAME);
    if free > name + MORE_MONTHS
        && let Some((_, cells)) = rest.iter_mut().find(|(c, _)| *c == ViewColumn::Spark)
    {
        *cells += MORE_MONTHS;
    }
    Columns { name, rest }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ViewColumn as C;

    #[test]
    fn columns_drop_out_as_the_list_narrows() {
        let names = |of: &[C], width| -> Vec<C> {
            fit(of, width).rest.into_iter().map(|(c, _)| c).collect()
        };
        assert_eq!(names(&[], 120), STAND);
        assert_eq!(names(&[], 46), [C::Spark, C::Silence, C::Next]);
        assert_eq!(names(&[], 10), []);
        let own = [C::Change, C::Silence, C::Owner];
        assert_eq!(names(&own, 80), own);
        assert_eq!(names(&own, 34), [C::Change, C::Silence]);
        assert_eq!(fit(&own, 34).name, 17);
        assert_eq!(names(&own, 0), []);
    }
}
