"""What a manifest says, and how much an authoring tool may get wrong."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.scorm import manifest
from lms.kit.refusal import Refusal

RESOURCE = '<resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html"/>'
ITEM = '<item identifier="i" identifierref="r"><title>Teil 1</title></item>'
DECLARED = (
    'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"'
)


def written(
    *,
    item: str = ITEM,
    resources: str = RESOURCE,
    version: str = "<schemaversion>1.2</schemaversion>",
    attributes: str = DECLARED,
    organizations: str = "",
    holder: str = "",
) -> str:
    chosen = organizations or (
        f'<organizations default="o"><organization identifier="o"><title>Größe und Maß</title>{item}</organization>'
        "</organizations>"
    )
    return (
        f"<manifest {attributes}><metadata><schema>ADL SCORM</schema>{version}</metadata>{chosen}"
        f"<resources {holder}>{resources}</resources></manifest>"
    )


def test_a_manifest_tells_title_and_first_page() -> None:
    found = manifest.read(written().encode())

    assert found == manifest.Manifest(
        title="Größe und Maß", launch="index.html", file="index.html", launch_data="", mastery_score=None, units=1
    )


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + written().encode(),
        ('<?xml version="1.0" encoding="UTF-16"?>' + written()).encode("utf-16"),
        ('<?xml version="1.0" encoding="UTF-16"?>' + written()).encode("utf-16-be"),
        written().encode("utf-16-le"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>' + written()).encode("latin-1"),
        ('<?xml version="1.0" encoding="utf-16"?>' + written()).encode(),
        ('<?xml version="1.0" encoding="klingon"?>' + written()).encode(),
        ('\n  <?xml version="1.0" encoding="UTF-8"?>' + written()).encode(),
        written().encode("cp1252"),
    ],
    ids=["BOM", "UTF-16", "UTF-16-BE", "UTF-16 undeclared", "Latin-1", "wrongly declared", "unknown", "late", "none"],
)
def test_an_encoding_is_found_where_it_really_is(content: bytes) -> None:
    assert manifest.read(content).title == "Größe und Maß"


def test_a_prefix_nobody_declared_is_tolerated() -> None:
    without = 'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"'

    found = manifest.read(written(attributes=without, item=ITEM.replace("</item>", "<x:y/></item>")).encode())

    assert found.launch == "index.html"


def test_addresses_are_put_together_from_bases_page_and_parameters() -> None:
    item = '<item identifier="i" identifierref="r" parameters="?lang=de&amp;x=1"><title>T</title></item>'
    resource = '<resource identifier="r" xml:base="teil%201/" adlcp:scormtype="sco" href="./start.html?mode=1#top"/>'

    found = manifest.read(written(item=item, resources=resource, holder='xml:base="inhalt"').encode())

    assert found.launch == "inhalt/teil%201/start.html?mode=1&lang=de&x=1#top"
    assert found.file == "inhalt/teil 1/start.html"


@pytest.mark.parametrize(
    ("href", "parameters", "address"),
    [
        ("a.html", "", "a.html"),
        ("a.html", "x=1", "a.html?x=1"),
        ("a.html", "&?x=1", "a.html?x=1"),
        ("a.html?y=2", "?x=1", "a.html?y=2&x=1"),
        ("a.html", "#seite2", "a.html#seite2"),
        ("a.html#seite1", "#seite2", "a.html#seite1"),
    ],
)
def test_parameters_follow_the_rules_of_content_packaging(href: str, parameters: str, address: str) -> None:
    assert manifest.with_parameters(href, parameters) == address


def test_of_several_organisations_the_default_counts() -> None:
    organizations = (
        '<organizations default="zwei">'
        '<organization identifier="eins"><title>Eins</title><item identifierref="a"/></organization>'
        '<organization identifier="zwei"><title>Zwei</title><item><title>Kapitel</title>'
        '<item identifierref="bild"/><item identifierref="b"/><item identifierref="c"/></item></organization>'
        "</organizations>"
    )
    resources = "".join(
        f'<resource identifier="{name}" adlcp:scormtype="{kind}" href="{name}.html"/>'
        for name, kind in [("a", "sco"), ("bild", "asset"), ("b", "sco"), ("c", "sco")]
    )

    found = manifest.read(written(organizations=organizations, resources=resources).encode())

    assert (found.title, found.launch, found.units) == ("Zwei", "b.html", 2)


def test_without_any_organisation_the_first_resource_is_played() -> None:
    found = manifest.read(written(organizations="<organizations/>").encode())

    assert (found.title, found.launch) == ("", "index.html")


@pytest.mark.parametrize(
    ("said", "score"),
    [("80", Decimal(80)), (" 66.5 ", Decimal("66.5")), ("", None), ("viel", None), ("101", None), ("NaN", None)],
)
def test_a_score_to_pass_lies_between_0_and_100_or_is_none(said: str, score: Decimal | None) -> None:
    item = ITEM.replace("</item>", f"<adlcp:masteryscore>{said}</adlcp:masteryscore></item>")

    assert manifest.read(written(item=item).encode()).mastery_score == score


def test_what_the_author_wants_handed_over_is_kept() -> None:
    item = ITEM.replace("</item>", "<adlcp:datafromlms>modus=kurz</adlcp:datafromlms></item>")

    assert manifest.read(written(item=item).encode()).launch_data == "modus=kurz"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (written(version="<schemaversion>2004 3rd Edition</schemaversion>"), "nur SCORM 1.2"),
        (written(version="<schemaversion>CAM 1.3</schemaversion>"), "nur SCORM 1.2"),
        (written(version="", attributes=DECLARED.replace("adlcp_rootv1p2", "adlcp_v1p3")), "nur SCORM 1.2"),
        (written(version="<schemaversion>7</schemaversion>"), "Version „7“"),
        (written(version="", resources='<resource identifier="r" href="a.html"/>'), "nicht erkennen, dass es SCORM"),
        (written(resources=RESOURCE.replace("index.html", "https://example.org/")), "außerhalb des Pakets"),
        (written(resources=RESOURCE.replace("index.html", "../../etc/passwd")), "außerhalb des Pakets"),
        (written(resources=RESOURCE.replace("index.html", "/etc/passwd")), "außerhalb des Pakets"),
        (written(resources=RESOURCE.replace("index.html", "C:\\start.html")), "außerhalb des Pakets"),
        (written(resources=RESOURCE.replace("index.html", "//[")), "außerhalb des Pakets"),
        (written(resources=""), "keine Seite"),
        (written(item='<item identifierref="nirgends"/>'), "keine Seite"),
        ("<manifest>", "kein gültiges XML"),
        ("<html></html>", "kein Manifest"),
        ("kein XML", "Zeichenkodierung"),
        ('<!DOCTYPE m [<!ENTITY a "b">]>' + written(item="&a;"), "eigene Entitäten"),
        ('<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + written(item="&a;"), "eigene Entitäten"),
        (" " * (manifest.MAX_BYTES + 1), "ungewöhnlich groß"),
    ],
)
def test_what_cannot_be_played_is_refused_with_the_reason(text: str, sentence: str) -> None:
    with pytest.raises(Refusal) as no:
        manifest.read(text.encode())

    assert sentence in str(no.value)


@given(st.binary(max_size=400))
def test_no_bytes_whatsoever_upset_the_reader(content: bytes) -> None:
    with pytest.raises(Refusal):
        manifest.read(content)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=30))
def test_no_address_leads_out_of_the_package(href: str, base: str, parameters: str) -> None:
    def quoted(text: str) -> str:
        return "".join(f"&#{ord(sign)};" for sign in text if sign.isprintable() or sign in "\t\n")

    resource = f'<resource identifier="r" xml:base="{quoted(base)}" adlcp:scormtype="sco" href="{quoted(href)}"/>'
    item = f'<item identifierref="r" parameters="{quoted(parameters)}"/>'

    try:
        found = manifest.read(written(item=item, resources=resource).encode())
    except Refusal:
        return

    assert not found.launch.startswith(("/", "../"))
    assert "://" not in found.launch.partition("?")[0].partition("#")[0]
