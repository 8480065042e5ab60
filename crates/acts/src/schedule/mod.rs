//! ¶6–¶8 ¶11: the day, what moves it, and what stands before it.

mod acquaint;
mod notice;
mod postpone;

pub use acquaint::{acquaint, brief};
pub use notice::{earliest_day, refuse_new_date, send_notice, send_seated_notice};
pub use postpone::{confirm_incapacity, record_fault, record_no_show, report_incapacity};
