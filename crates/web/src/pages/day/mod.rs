//! The working day of a centre: the board of terms, cases in hand, rooms, the calendar, reminders, steps for many cases.

pub mod board;
pub mod bulk;
pub mod calendar;
pub mod hands;
pub mod reminders;
pub mod rooms;

use crate::routes::{Routes, get};

pub fn routes() -> Routes {
    Routes::new()
        .act("see_queue", "/board", get(board::get))
        .act("see_queue", "/bulk", get(bulk::get).post(bulk::post))
        .act("see_queue", "/cases/{id}/hands", get(hands::get).post(hands::post))
        .act("manage_rooms", "/centre/rooms", get(rooms::list::get))
        .act("manage_rooms", "/centre/rooms/{room}", get(rooms::get).post(rooms::post))
        .act("see_queue", "/calendar", get(calendar::get))
        .act("see_queue", "/calendar/address", get(calendar::address::get).post(calendar::address::post))
        .public("/calendar/feed/{secret}", get(calendar::feed::get))
        .act("view_case", "/my/{case}/calendar", get(calendar::feed::own))
        .act("see_queue", "/reminders", get(reminders::get).post(reminders::post))
        .act("set_reminders", "/centre/reminders", get(reminders::rule::get).post(reminders::rule::post))
}

#[cfg(test)]
mod tests;
