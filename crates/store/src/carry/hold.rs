//! A restored installation sends nothing of itself: what waited in the outbox is held until the operator says so, and
//! webhooks are told nothing until their head lets them go on.

use super::{Cell, Part};

/// Looks at parts as they come.
#[derive(Debug, Default)]
pub(super) struct Hold {
    /// Places of `state` and `way` while rows of the outbox come.
    outbox: Option<(usize, usize)>,
    /// Places of `paused_at` and `made_at` while webhooks come.
    hooks: Option<(usize, usize)>,
}

impl Hold {
    pub(super) fn look(&mut self, part: Part) -> Part {
        match part {
            Part::Table { ref name, ref columns } => {
                let place = |wanted: &str| columns.iter().position(|column| column == wanted);
                self.outbox = place("state").zip(place("way")).filter(|_| name == "dispatch");
                self.hooks = place("paused_at").zip(place("made_at")).filter(|_| name == "hook");
                part
            }
            Part::Rows(mut rows) => {
                if let Some((state, way)) = self.outbox {
                    for row in &mut rows {
                        hold(row, state, way);
                    }
                }
                if let Some((paused, made)) = self.hooks {
                    for row in &mut rows {
                        pause(row, paused, made);
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

fn pause(row: &mut [Cell], paused: usize, made: usize) {
    let since = row.get(made).cloned();
    if let (Some(paused @ Cell::Null), Some(since)) = (row.get_mut(paused), since) {
        *paused = since;
    }
}
