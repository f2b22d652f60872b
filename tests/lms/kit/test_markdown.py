from hypothesis import given
from hypothesis import strategies as st

from lms.kit import markdown


def test_text_becomes_headings_lists_and_links() -> None:
    html = markdown.to_html("# Wege\n\n- zuhören\n- [Hilfe](https://example.org)")

    assert html == (
        "<h2>Wege</h2>\n<ul>\n<li>zuhören</li>\n"
        '<li><a href="https://example.org" rel="noopener noreferrer">Hilfe</a></li>\n</ul>\n'
    )


def test_the_highest_heading_fits_below_the_heading_of_the_page() -> None:
    assert markdown.to_html("# Wege\n\n## Schritte", top=3) == "<h3>Wege</h3>\n<h4>Schritte</h4>\n"


def test_a_script_stays_text() -> None:
    html = markdown.to_html("<script>alert(1)</script><p onclick=x>hier</p>")

    assert "<script" not in html
    assert "<p onclick" not in html


def test_a_link_to_a_script_is_no_link() -> None:
    assert "href" not in markdown.to_html("[hier](javascript:alert(1))")


def test_no_picture_is_fetched_from_elsewhere() -> None:
    assert "<img" not in markdown.to_html("![Bild](https://example.org/zaehler.png)")


@given(st.text(alphabet="<>\"'=&/!-[]()# scriptonjavaimg:\n`*", max_size=80))
def test_whatever_is_typed_nothing_active_comes_out(text: str) -> None:
    html = markdown.to_html(text).lower()

    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
