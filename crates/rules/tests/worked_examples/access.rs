//! The access table: every role, jurisdiction and clause it names exists.

use std::collections::BTreeMap;
use std::fs;

use rules::Clause;
use rules::regulation::clauses;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Access {
    roles: Vec<String>,
    gives: BTreeMap<String, Vec<String>>,
    acts: BTreeMap<String, Act>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Act {
    clause: Clause,
    roles: BTreeMap<String, String>,
}

fn access() -> Access {
    let text = fs::read_to_string(crate::regulation().join("access.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

#[test]
fn every_act_names_known_roles_jurisdictions_and_clauses() {
    let access = access();
    for (name, act) in &access.acts {
        assert!(clauses().iter().any(|entry| entry.id == act.clause), "{name}: {}", act.clause);
        assert!(!act.roles.is_empty(), "{name}: nobody may do it");
        for (role, jurisdiction) in &act.roles {
            assert!(access.roles.contains(role), "{name}: {role}");
            assert!(
                ["own", "centre", "paper", "commission", "country", "any"].contains(&jurisdiction.as_str()),
                "{name}"
            );
        }
    }
    for role in access.gives.iter().flat_map(|(role, given)| given.iter().chain([role])) {
        assert!(access.roles.contains(role), "gives: {role}");
    }
    for role in &access.roles {
        assert!(access.acts.values().any(|act| act.roles.contains_key(role)), "{role} may do nothing");
    }
}

#[test]
fn p05_p18_p22_only_the_head_signs_and_issues_and_only_the_appeal_commission_decides() {
    let access = access();
    let who =
        |act: &str| access.acts[act].roles.iter().map(|(role, j)| format!("{role} {j}")).collect::<Vec<_>>();
    assert_eq!(who("sign_refusal"), ["head centre"]);
    assert_eq!(who("issue_document"), ["head centre"]);
    assert_eq!(who("decide_appeal"), ["appeal_member commission"]);
    assert_eq!(who("check_document"), ["public any"]);
}
