"""Both languages of a page, and its code, are one thing said three times."""

from checks import blocks, errors, twins


def test_every_page_has_its_twin_and_every_snippet_its_page(hold):
    hold(twins.check_names)


def test_both_navigations_list_the_same_pages(hold):
    hold(twins.check_navigation)


def test_every_heading_has_a_pinned_id(hold):
    hold(twins.check_headings)


def test_twins_have_the_same_skeleton(hold):
    hold(twins.check_skeletons)


def test_every_marker_can_be_read(hold):
    hold(blocks.check_markers)


def test_every_fence_is_of_an_allowed_kind(hold):
    hold(blocks.check_fences)


def test_every_section_is_shown_once_and_in_order(hold):
    hold(blocks.check_order)


def test_every_block_is_its_section_token_for_token(hold):
    hold(blocks.check_tokens)


def test_every_portuguese_comment_has_its_english_twin(hold):
    hold(blocks.check_pairs)


def test_every_figure_is_shown_under_its_block(hold):
    hold(blocks.check_figures)


def test_every_exercise_has_a_check_that_rejects_wrong_answers(hold):
    hold(blocks.check_exercises)


def test_every_entry_of_the_atlas_fails_is_mended_and_leads_to_a_chapter(hold):
    hold(errors.check_entries)


def test_every_message_is_explained_by_one_entry(hold):
    hold(errors.check_messages)
