"""The prose of both languages: its numbers, its terms, its spelling, and the idioms of the code that it teaches."""

from checks import idioms, prose, spelling, terms


def test_every_page_says_what_its_reader_will_be_able_to_do_and_its_level(hold):
    hold(prose.check_front_matter)


def test_every_decimal_in_the_prose_was_printed_or_computed(hold):
    hold(prose.check_decimals)


def test_no_prose_calls_a_thing_simple(hold):
    hold(prose.check_words_to_avoid)


def test_every_column_of_a_table_has_a_head(hold):
    hold(prose.check_table_heads)


def test_the_glossary_gives_one_portuguese_term_for_each_english_term(hold):
    hold(terms.check_glossary)


def test_portuguese_prose_uses_the_terms_of_the_glossary(hold):
    hold(terms.check_banned)


def test_every_bracket_is_a_pair_of_the_glossary_at_the_first_use(hold):
    hold(terms.check_brackets)


def test_every_term_that_a_page_teaches_shows_the_other_language(hold):
    hold(terms.check_first_use)


def test_every_word_is_in_a_dictionary_or_a_word_of_the_project(hold):
    hold(spelling.check_spelling)


def test_old_idioms_stand_in_sections_marked_old(hold):
    hold(idioms.check_idioms)
