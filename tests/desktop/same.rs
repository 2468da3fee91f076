//! What a person does in a browser, done in the native app's window: the same tests.
//!
//! Left out is what only a browser has (a service worker, two tabs, its own camera and
//! barcode detector, IndexedDB that a test fills or reads, Chromium's DevTools with their
//! screens and networks), what several devices do together, which `awake` asks of the app in
//! its own way, and what is about the page's looks, which are the same. Of those below, the
//! ones that come by what the native app has of its own (storage, reader, files, words) are run
//! each time; all of them are run by `cargo xtask prove desktop`.

use anyhow::Result;

use crate::support::window::in_the_window;

macro_rules! same {
    ($($module:ident: [$($test:ident)*] at length [$($long:ident)*])*) => {$(
        mod $module {
            $(
                #[test]
                fn $test() -> super::Result<()> {
                    super::in_the_window(crate::browser::$module::$test)
                }
            )*
            $(
                #[test]
                #[ignore = "cargo xtask prove desktop"]
                fn $long() -> super::Result<()> {
                    super::in_the_window(crate::browser::$module::$long)
                }
            )*
        }
    )*};
}

same! {
    bad_input: [
        a_broken_image_is_explained_and_the_next_one_is_read
    ] at length [
        a_picture_without_a_receipt_is_said_to_be_one
    ]
    bulk: [
        several_things_are_moved_in_one_action_and_one_undo
    ] at length [
        several_things_are_deleted_and_come_back
        all_that_is_shown_is_listed_and_used_up
        a_part_is_opened_frozen_thawed_and_set_apart
    ]
    by_hand: [
        one_line_is_enough_to_add_something
        an_item_is_used_renamed_and_taken_back_in_its_sheet
    ] at length [
        one_line_says_how_much_where_and_until_when
        what_cannot_be_added_stays_in_its_fields
        what_is_typed_into_a_sheet_counts_however_it_is_left
    ]
    everyone: [] at length [
        the_keyboard_alone_is_enough
    ]
    first_receipt: [
        a_review_survives_a_reload_with_every_answer
    ] at length [
        a_second_tap_on_accept_files_nothing_twice
    ]
    known_lines: [] at length [
        the_second_receipt_of_a_shop_asks_for_less_and_leaves_out_what_it_was_told_to
        a_line_can_be_split_and_joined_again_and_the_sum_stays
        a_name_that_is_nearly_an_item_is_one_question_and_one_tap
        a_line_that_is_hard_to_read_and_right_takes_one_tap
    ]
    languages: [
        german_is_spoken_everywhere_and_after_a_reload
        everything_here_is_deleted_in_two_steps
    ] at length [
        a_decimal_comma_is_read_and_written_where_people_write_one
        from_right_to_left_everything_is_in_its_place
        places_are_named_added_and_removed
        a_half_typed_price_is_asked_for_and_not_dropped
        the_shelf_life_table_is_searched_in_any_language
    ]
    many_parts: [] at length [
        reading_stays_in_reach_and_covers_nothing_at_the_end
    ]
    own_words: [] at length [
        a_household_keeps_milk_as_long_as_it_says_and_then_as_the_table_does
        a_category_is_renamed_and_one_that_is_not_needed_is_not_offered
    ]
    package: [] at length [
        brand_and_size_go_from_the_review_to_the_lot_and_are_put_right_there
        a_size_without_its_unit_is_asked_for_and_not_dropped
    ]
    pdf_receipts: [
        a_pdf_of_two_pages_becomes_one_receipt_with_both_pictures
    ] at length [
        too_many_pages_together_are_said_to_be_too_many
        a_photo_beside_a_pdf_stays_a_photo
    ]
    records: [
        a_receipt_is_found_and_read_again_without_being_filed_twice
    ] at length [
        sums_are_drawn_said_in_words_and_listed
    ]
    sample: [] at length [
        a_sample_household_fills_home_the_list_and_insights_and_goes_with_one_tap
        what_was_typed_beside_the_sample_stays_at_home
    ]
    several_shots: [
        parts_taken_one_by_one_survive_a_reload_and_a_slip
    ] at length [
        two_shots_in_any_order_become_one_receipt_with_both_photos
        several_receipts_are_read_one_after_the_other
        a_part_that_comes_late_is_read_with_the_others
        a_receipt_that_goes_on_keeps_what_was_answered
        a_second_tap_on_the_next_receipt_does_not_end_the_first
        one_bad_part_does_not_take_the_others_with_it
    ]
    shopping: [] at length [
        what_is_used_up_is_a_tap_away_from_the_list
    ]
    taps: [] at length [
        what_is_known_is_added_in_three_taps_and_used_in_one
        a_receipt_of_a_known_shop_is_put_away_in_six_taps
    ]
    transfer: [
        a_table_brings_the_stock_and_asks_what_it_does_not_tell
    ] at length [
        what_is_no_such_file_is_told_what_to_do_instead
    ]
    viewer: [
        a_photo_is_looked_at_closely_and_left_by_every_way
    ] at length []
    ways_in: [
        a_photo_that_was_being_read_is_read_after_a_reload
    ] at length [
        a_photo_can_be_dropped_pasted_or_the_sample_and_stopped
        a_second_photo_waits_until_the_first_receipt_is_done_with
    ]
    welcome: [] at length [
        the_questions_of_a_first_start_end_on_home_with_the_chosen_places
        a_first_start_without_answers_writes_none_and_leaves_everything_usable
    ]
}
