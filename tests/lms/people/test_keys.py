import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lms.people import keys

STATES = sorted(keys.STATES)
DIGITS = "0123456789"


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text(DIGITS, min_size=length, max_size=length)


def faults(kind: str, *, ags: str | None = None, ars: str | None = None, state: str = "09") -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        keys.validate(kind=kind, ags=ags, ars=ars, state=state)
    return refused.value.message_dict


@pytest.mark.parametrize(
    ("ags", "ars"),
    [
        ("09162000", "091620000000"),  # München
        ("11000000", "110000000000"),  # Berlin
        ("02000000", "020000000000"),  # Hamburg
        ("04011000", "040110000000"),  # Bremen
        ("01002000", "010020000000"),  # Kiel
        ("01054168", "010540168168"),  # Sylt
        ("05570044", "055700044044"),  # Telgte
        ("08111000", None),  # Stuttgart, AGS alone
    ],
)
def test_keys_of_well_known_towns_are_right(ags: str, ars: str | None) -> None:
    keys.validate(kind="municipality", ags=ags, ars=ars, state=ags[:2])


@pytest.mark.parametrize(
    ("ars", "ags"),
    [("120600181181", "12060181"), ("120605003154", "12060154"), ("145215115430", "14521430")],
)
def test_the_ags_stands_within_the_ars(ars: str, ags: str) -> None:
    assert keys.ags_from_ars(ars) == ags


@given(state=st.sampled_from(STATES), rest=digits(6), association=digits(4))
def test_every_municipality_key_of_a_state_is_right_and_its_ars_fits(state: str, rest: str, association: str) -> None:
    ags = state + rest
    ars = ags[:5] + association + ags[5:]

    keys.validate(kind="municipality", ags=ags, ars=ars, state=state)

    assert keys.ags_from_ars(ars) == ags


@given(state=st.sampled_from(STATES), key=st.text(DIGITS, max_size=14).filter(lambda key: len(key) not in (0, 8)))
def test_another_length_is_refused_even_if_only_a_leading_zero_is_missing(state: str, key: str) -> None:
    assert list(faults("municipality", ags=key, state=state)) == ["ags"]


def test_a_spreadsheet_that_ate_the_leading_zero_is_told_so() -> None:
    assert faults("municipality", ags="9162000") == {
        "ags": ["„9162000“ ist kein AGS: Er braucht 8 Ziffern, führende Nullen eingeschlossen."]
    }


@given(number=st.integers(17, 99), rest=digits(6))
def test_there_are_only_sixteen_states(number: int, rest: str) -> None:
    assert list(faults("municipality", ags=f"{number}{rest}", state=f"{number}")) == ["ags"]
    assert list(faults("municipality", ags=f"00{rest}", state="00")) == ["ags"]


@given(own=st.sampled_from(STATES), other=st.sampled_from(STATES), rest=digits(6))
def test_a_key_of_another_state_is_refused(own: str, other: str, rest: str) -> None:
    if own != other:
        assert list(faults("municipality", ags=other + rest, state=own)) == ["ags"]


@given(key=st.text(min_size=8, max_size=8).filter(lambda key: not (key.isascii() and key.isdigit())))
def test_anything_but_ascii_digits_is_refused(key: str) -> None:
    assert list(faults("municipality", ags=key)) == ["ags"]


def test_digits_of_other_scripts_are_no_digits_of_a_key() -> None:
    assert list(faults("municipality", ags="٠٩١٦٢٠٠٠")) == ["ags"]


@given(state=st.sampled_from(STATES), rest=digits(6), county=digits(3), association=digits(4))
def test_an_ars_of_another_municipality_is_refused(state: str, rest: str, county: str, association: str) -> None:
    ags, ars = state + rest, state + county + association + rest[3:]
    if keys.ags_from_ars(ars) != ags:
        assert list(faults("municipality", ags=ags, ars=ars, state=state)) == ["ars"]


@given(state=st.sampled_from(STATES), county=digits(3), association=digits(4))
def test_counties_have_five_digits_associations_nine_and_districts_none(
    state: str, county: str, association: str
) -> None:
    keys.validate(kind="county", ags=state + county, ars=None, state=state)
    keys.validate(kind="association", ags=None, ars=state + county + association, state=state)
    keys.validate(kind="district", ags=None, ars=None, state=state)

    assert list(faults("county", ags=None, state=state)) == ["ags"]
    assert list(faults("county", ags=state + county, ars=state + county + association, state=state)) == ["ars"]
    assert list(faults("association", ags=state + county + "000", ars=None, state=state)) == ["ags", "ars"]
    assert list(faults("district", ags=state + county + "000", state=state)) == ["ags"]
