//! `bilikti first-operator`.

use std::process::ExitCode;

use acts::ActError;
use acts::people::account::{SHORTEST_PASSWORD, open_first_operator};

use crate::command::Place;
use crate::install::{Install, Options};

/// Makes the account of the one person whom nobody can invite.
pub(crate) async fn make(
    place: &Place,
    login: &str,
    name: &str,
) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut password = String::new();
    std::io::stdin().read_line(&mut password)?;
    let settings = place.settings()?;
    let install = Install::open(Options { settings, ..Options::default() }).await?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    let made = open_first_operator(&install.cx, login, name, password).await;
    install.close().await?;
    let who = made.map_err(said)?;
    println!("{} is the operator; sign in and invite the others at /operator/people", who.login);
    Ok(ExitCode::SUCCESS)
}

fn said(error: ActError) -> String {
    match error {
        ActError::NotAllowed => "there is an operator already: they invite others at /operator/people".into(),
        ActError::LoginTaken => "this login is taken".into(),
        ActError::Fields(faults) => {
            let one = |fault: &str| match fault {
                "login-wrong" => "the login has 3 to 100 characters and no space".to_owned(),
                "password-short" => format!("the password has at least {SHORTEST_PASSWORD} characters"),
                "password-long" => "the password is too long".to_owned(),
                _ => "the name is missing".to_owned(),
            };
            faults.iter().map(|fault| one(fault.fault)).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}
