//! ¶16. The technological map, judged by each member for themselves.

use rules::case::Command;
use rules::practice::Judgement;

use crate::access::Act;
use crate::cx::Cx;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::walk::{Asked, Making, act, act_making};

pub async fn open_practice(cx: &Cx, asked: Asked<'_>, present: Vec<String>) -> ActResult<Receipt> {
    act(cx, asked, Act::OpenPractice, Command::OpenPractice { present }).await
}

/// The member's word on any number of steps: all of it, or nothing.
pub async fn judge_steps(cx: &Cx, asked: Asked<'_>, steps: Vec<(String, Judgement)>) -> ActResult<Receipt> {
    let member = asked.who.account.to_string();
    let judge = |(step, judgement)| Command::JudgeStep { step, member: member.clone(), judgement };
    let commands = steps.into_iter().map(judge).collect();
    act_making(cx, asked, Act::JudgeStep, None, Making::Ready(commands)).await
}

/// ¶16 ¶17. Every present member has judged every step: the map's result stands, the procedure ends.
pub async fn close_practice(cx: &Cx, asked: Asked<'_>) -> ActResult<Receipt> {
    act(cx, asked, Act::ClosePractice, Command::ClosePractice).await
}
