//! What acts may expect of a store, one test per promise, written against the ports alone. A store proves itself by one
//! line: `database_contract!(its_name, how_to_make_one)`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation
)]

mod accounts;
mod blobs;
mod bucket;
mod carry;
mod cases;
mod cell;
mod cluster;
mod crash;
mod desk;
mod embedded;
mod entries;
mod evidence;
mod figures;
mod fixture;
mod jobs;
mod keeping;
mod lists;
mod outbox;
mod people;
mod personal_data;
mod pooler;
mod racers;
mod reference;
mod referrals;
mod rooms;
mod saves;
mod schemas;
mod services;
mod signing;
mod uploads;

#[path = "../../../../tests/support/kept.rs"]
mod kept;

#[path = "../../../../tests/support/keeper.rs"]
mod keeper;

macro_rules! contract {
    ($store:ident, $make:path; $($file:ident: $($test:ident),+;)+) => {
        mod $store {
            $(mod $file {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    crate::$file::$test(&$make().await).await;
                })+
            })+
        }
    };
}

/// For a store of cases and people.
macro_rules! database_contract {
    ($store:ident, $make:path) => {
        contract! { $store, $make;
            cases: begins_and_goes_on, reloads_the_same_entries, refuses_a_moved_version, refuses_a_second_beginning,
                answers_a_repeated_request_once, takes_all_or_nothing, keeps_a_serial_number_to_its_case,
                updates_the_register, counts_without_gaps, keeps_messages, uses_up_the_draft,
                refuses_what_does_not_fit_together;
            racers: one_of_two_versions_wins, numbers_have_no_gaps, outcomes_are_not_mixed;
            lists: narrows_by_every_field, finds_by_name_in_either_spelling, finds_by_number_iin_and_serial,
                takes_signs_of_patterns_as_they_are, puts_what_is_due_first, pages;
            figures: looks_through_the_register, tells_states_on_a_day, goes_through_the_register_in_steps,
                counts_terms, counts_outcomes, reads_what_is_counted_back;
            entries: leaves_an_entry_with_the_act, sends_the_pass_before_the_annulment,
                gives_an_entry_to_one_sender, lists_what_waits_and_what_was_refused;
            people: creates_an_account_once, finds_everybody_seated, keeps_sessions, keeps_versions_of_drafts;
            referrals: keeps_employers_and_whom_they_refer, a_referral_is_answered_once_and_brings_one_case,
                lists_numbered_papers_by_their_day;
            accounts: holds_a_seat_for_its_time, keeps_the_last_head, uses_an_invitation_once, notes_every_reading,
                takes_a_second_factor_once, uses_a_passkey_as_it_stands, takes_a_code_once, counts_tries;
            reference: keeps_changes_in_their_order, one_of_two_changes_takes_the_position, folds_what_it_kept,
                keeps_commissions;
            keeping: a_centre_is_accredited_suspended_and_ended, a_programme_is_reviewed_by_another_person,
                a_wrong_text_is_told_by_its_line, a_conflict_keeps_a_member_out, a_table_of_professions_is_taken_whole_and_once;
            signing: a_code_signs_in_once_and_opens_one_account, codes_to_one_address_are_limited,
                an_app_is_set_up_and_proves, the_database_alone_tells_no_secret;
            evidence: leaves_a_head_of_each_act, logs_heads_once, keeps_the_nodes_of_the_log,
                reads_whole_cases_in_slices;
            jobs: gives_a_turn_to_one_node, passes_the_turn_of_a_fallen_node, waits_until_a_job_is_due;
            desk: shows_running_terms_by_day, narrows_terms_by_duty_and_hands, reads_all_terms_through,
                one_of_two_takes_a_case, hands_a_case_over, reminds_once, marks_reminders_as_read,
                keeps_a_rule_of_each_centre, tells_a_message_once, keeps_one_feed_of_a_person;
            rooms: keeps_rooms, holds_a_seat_and_frees_it, never_holds_more_than_the_seats,
                one_of_two_takes_the_last_seat, keeps_seats_that_are_held;
            saves: keeps_each_save_once, refuses_another_body_under_the_same_number, saves_many_at_once,
                a_save_that_cannot_be_kept_spoils_no_other;
            services: keeps_tokens_by_their_digest, walks_through_cases_and_terms, binds_a_key_to_one_request,
                owes_events_with_the_act_and_once, gives_a_delivery_to_one_sender, stops_an_address_that_takes_nothing,
                a_token_opens_what_it_says_until_it_ends, tells_of_terms_that_are_overdue;
            outbox: owes_with_the_message_or_not_at_all, gives_up_a_way_nobody_wants, gives_each_to_one_sender,
                comes_again_after_its_turn,
                moves_from_where_it_stands, keeps_what_was_sent_when_sent_again, lists_by_state_and_way,
                counts_and_lets_go_what_is_held;
        }
    };
}

/// For a place of files, with the database that keeps its ledger.
macro_rules! files_contract {
    ($store:ident, $make:path) => {
        contract! { $store, $make;
            blobs: keeps_bytes_once, takes_only_digests, keeps_persons_apart, takes_and_gives_streams,
                keeps_nothing_of_a_broken_stream, never_sweeps_what_is_named, sweeps_what_nobody_names,
                names_only_what_is_there, sweeps_beside_acts;
            uploads: goes_on_after_a_broken_line, refuses_another_place, takes_a_slice_once,
                sweeps_what_was_given_up;
        }
    };
}

database_contract!(sqlite, crate::embedded::ports);
database_contract!(postgres, crate::cluster::ports);
database_contract!(postgres_behind_a_pooler, crate::pooler::ports);
files_contract!(sqlite_and_folder, crate::embedded::ports);
files_contract!(postgres_and_bucket, crate::bucket::ports);
