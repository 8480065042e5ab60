//! A restored installation sends nothing of itself: what waited in the outbox is held until the operator says so.

use super::{Cell, Part};

/// Looks at parts as they come.
#[derive(Debug, Default)]
pub(super) struct Hold {
    /// Places of `state` and `way` while rows of the outbox come.
    outbox: Option<(usize, usize)>,
}

impl Hold {
    pub(super) fn look(&mut self, part: Part) -> Part {
        match part {
            Part::Table { ref name, ref columns } => {
                let place = |wanted: &str| columns.iter().position(|column| column == wanted);
                self.outbox = place("state").zip(place("way")).filter(|_| name == "dispatch");
                part
            }
            Part::Rows(mut rows) => {
                if let Some((state, way)) = self.outbox {
                    for row in &mut rows {
                        hold(row, state, way);
                    }
                }
                Part::Rows(rows)
            }
        }
    }
}

/// Paper goes by the registrar's hands: it may go on waiting for them.
fn hold(row: &mut [Cell], state: usize, way: usize) {
    let by_hand = row.get(way) == Some(&Cell::Text("paper".into()));
    match row.get_mut(state) {
        Some(Cell::Text(state)) if state == "waiting" && !by_hand => "held".clone_into(state),
        _ => {}
    }
}
