import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.catalogue import searching, spelling
from courses.catalogue.models import Offer
from tests import make

LETTERS = "abeornsuäöüßÄÖÜéæﬁ -–,.1"


def found(typed: str) -> list[str]:
    return list(searching.find(typed, user=make.staff()).offers.values_list("code", flat=True))


@pytest.mark.parametrize(
    "typed",
    [
        "Fürsorge",
        "FÜRSORGE",
        "fuersorge",
        "fursorge",
        "fürsorge",  # as a Mac writes an umlaut: two characters
        "sorge",
        "Praxis Fürsorge",
        "M3-01",
        "m301",
        "straße",
        "STRASSE",
        "strasse",
        "Bedrohungen",
        "Gespräch",
        "Onlineseminar",
        "online-seminar",
        "  -  ",
    ],
)
def test_an_offer_is_found_however_its_words_are_spelled(typed: str) -> None:
    make.offer(
        code="M3-01",
        title="Fürsorge in der Praxis",
        summary="Auf der Straße und im Online-Seminar.",
        objectives="Gespräch führen\nBei Bedrohung handeln",
    )

    assert found(typed) == ["M3-01"]


def test_all_words_have_to_occur() -> None:
    make.offer(code="M1-01", title="Allianzen vor Ort")
    make.offer(code="M1-02", title="Allianzen verstetigen")

    assert found("allianzen ort") == ["M1-01"]
    assert found("allianzen") == ["M1-01", "M1-02"]


def test_a_misspelt_word_leads_to_the_nearest_known_one() -> None:
    make.offer(code="M2-01", title="Rassismus erkennen")

    result = searching.find("Rasismus", user=make.staff())

    assert [offer.code for offer in result.offers] == ["M2-01"]
    assert result.instead == "rassismus"


def test_a_word_that_is_like_no_other_finds_nothing() -> None:
    make.offer(title="Rassismus erkennen")

    result = searching.find("Quantenphysik", user=make.staff())

    assert (list(result.offers), result.instead) == ([], "")


def test_signs_with_a_meaning_for_the_database_are_only_signs() -> None:
    make.offer(code="M2-01", title="Hundert Prozent")

    assert found("%Prozent_") == ["M2-01"]
    assert found("H%t") == []


def test_drafts_are_found_by_those_who_write_offers_only() -> None:
    make.offer(code="M1-09", title="Entwurf", is_published=False)

    assert [offer.code for offer in searching.find("entwurf", user=make.trainer()).offers] == ["M1-09"]
    assert [offer.code for offer in searching.find("entwurf", user=make.office()).offers] == ["M1-09"]
    assert found("entwurf") == []


def test_a_changed_title_is_found_at_once_and_the_old_one_no_more() -> None:
    offer = make.offer(code="M1-01", title="Alter Titel")

    offer.title = "Neuer Name"
    offer.save()

    assert found("Neuer") == ["M1-01"]
    assert list(Offer.objects.matching(["Alter"])) == []


@given(title=st.text(alphabet=LETTERS, min_size=1, max_size=30), data=st.data())
@settings(max_examples=300)
def test_whatever_piece_of_a_title_is_typed_it_is_part_of_what_is_searched(title: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(title) - 1))
    piece = title[start : data.draw(st.integers(start + 1, len(title)))]
    text = spelling.searchable(title)

    for word in piece.split():
        assert spelling.stem(spelling.spelled_out(word)) in text
        assert spelling.stem(spelling.bare(word)) in text


@given(st.text(max_size=60))
def test_spelling_a_word_twice_changes_nothing(text: str) -> None:
    assert spelling.spelled_out(spelling.spelled_out(text)) == spelling.spelled_out(text)
    assert spelling.bare(spelling.bare(text)) == spelling.bare(text)


@given(st.text(max_size=60))
def test_case_never_matters(text: str) -> None:
    assert spelling.spelled_out(text.casefold()) == spelling.spelled_out(text)
