"""Reading ``imsmanifest.xml`` of a SCORM 1.2 package (ADL SCORM 1.2 Content Aggregation Model, IMS CP 1.1.2).

Authoring tools take liberties, so elements are known by their local names, whatever their namespace; encodings are
looked for where they really are; prefixes nobody declared are declared for the author. What we cannot play is refused.
"""

from __future__ import annotations

import codecs
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from urllib.parse import unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext_lazy as _

from lms.kit.refusal import Refusal

MAX_BYTES = 5 * 1024 * 1024
"""The largest manifests of real packages have some hundred kilobytes."""


class UnreadableManifest(Refusal):
    """The manifest does not tell how to play the package."""


class NotScorm12(Refusal):
    """The package was made for something else."""


@dataclass(frozen=True)
class Manifest:
    """What we need to know to play a package.

    ``launch`` is the address of the first page relative to the manifest, with its parameters; ``file`` the path of
    that page alone, as it may be written in the archive. ``units`` counts the launchable SCOs of the organisation.
    """

    title: str
    launch: str
    file: str
    launch_data: str
    mastery_score: Decimal | None
    units: int


def read(content: bytes) -> Manifest:
    """Read a manifest, or refuse with the reason."""
    if len(content) > MAX_BYTES:
        raise UnreadableManifest(_("The manifest imsmanifest.xml of this package is unusually large."))
    root = _parse(_decode(content))
    if _local(root.tag) != "manifest":
        raise UnreadableManifest(_("The file imsmanifest.xml of this package is no manifest."))
    _check_version(root)
    organization = _organization(root)
    items = list(_launchable(root, organization))
    if not items:
        raise UnreadableManifest(_("The manifest of this package names no page to start with."))
    scos = [one for one in items if one[1].is_sco] or items
    item, resource = scos[0]
    return Manifest(
        title=(_text(organization, "title") or _text(item, "title"))[:160],
        launch=with_parameters(resource.href, _attribute(item, "parameters")),
        file=unquote(urlsplit(resource.href).path),
        launch_data=_text(item, "datafromlms")[:4096],
        mastery_score=_score(_text(item, "masteryscore")),
        units=len(scos),
    )


def with_parameters(href: str, parameters: str) -> str:
    """Add the parameters of an item to an address as IMS Content Packaging 1.1.4 lays down for its attribute."""
    parameters = parameters.strip().lstrip("?&")
    if not parameters:
        return href
    if parameters.startswith("#"):
        return href if "#" in href else href + parameters
    address, hash_, fragment = href.partition("#")
    return address + ("&" if "?" in address else "?") + parameters + hash_ + fragment


# --- From bytes to elements ---------------------------------------------------------------------------

_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>")
_DECLARED_ENCODING = re.compile(rb"""<\?xml\b[^>]*encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")
_BYTE_ORDER_MARKS = [(codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]
_PREFIX = re.compile(r"""(?:</?|\s)([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*(?=[\s=/>])""")


def _decode(content: bytes) -> str:
    """The text without its XML declaration. What the bytes look like counts more than what they say of themselves."""
    encodings = [name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)]
    if not encodings and content[:2] in {b"<\0", b"\0<"}:
        encodings = ["utf-16-le" if content[0:1] == b"<" else "utf-16-be"]
    if not encodings:
        declared = _DECLARED_ENCODING.search(content[:400])
        encodings = [declared[1].decode("ascii")] if declared else []
    for encoding in [*encodings, "utf-8", "cp1252"]:
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "<" in text:
            return _DECLARATION.sub("", text, count=1).lstrip("\ufeff \t\r\n")
    raise UnreadableManifest(_("The manifest imsmanifest.xml of this package cannot be read: its encoding is unknown."))


def _parse(text: str) -> Element:
    try:
        try:
            return _elements(text)
        except ParseError as error:
            if "unbound prefix" not in str(error):
                raise
            return _elements(_with_prefixes_declared(text))
    except DefusedXmlException as error:
        raise UnreadableManifest(
            _("The manifest imsmanifest.xml of this package defines entities of its own, which is not allowed.")
        ) from error
    except ParseError as error:
        raise UnreadableManifest(
            _("The manifest imsmanifest.xml of this package is not well-formed XML (line %(line)s).")
            % {"line": error.position[0]}
        ) from error
    except ValueError as error:
        raise UnreadableManifest(_("The manifest imsmanifest.xml of this package cannot be read.")) from error


def _elements(text: str) -> Element:
    root: Element = fromstring(text)
    return root


def _with_prefixes_declared(text: str) -> str:
    """Declare every prefix in use on the root element, unless it declares it itself."""
    start = re.search(r"<[A-Za-z_][\w.:-]*", text)
    if start is None:
        return text
    root = text[start.start() : text.find(">", start.start())]
    used = set(_PREFIX.findall(text)) - {"xml", "xmlns"} - set(re.findall(r"xmlns:([\w.-]+)\s*=", root))
    declared = "".join(f' xmlns:{prefix}="urn:undeclared:{prefix}"' for prefix in sorted(used))
    return text[: start.end()] + declared + text[start.end() :]


# --- From elements to facts ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Resource:
    href: str
    is_sco: bool


def _local(name: object) -> str:
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if _local(child.tag) == name)


def _child(element: Element, name: str) -> Element | None:
    return next(_children(element, name), None)


def _text(element: Element, name: str) -> str:
    child = _child(element, name)
    return " ".join("".join(child.itertext()).split()) if child is not None else ""


def _attribute(element: Element, name: str) -> str:
    """An attribute by its local name: ``adlcp:scormtype`` is found whatever the prefix stands for."""
    return next((value for key, value in element.attrib.items() if _local(key) == name), "").strip()


def _base(element: Element) -> str:
    """The folder that an ``xml:base`` puts before the addresses within; authors forget its slash."""
    base = _attribute(element, "base")
    return base if not base or base.endswith("/") else base + "/"


def _check_version(root: Element) -> None:
    """The manifest's own word counts; where it says nothing, its namespaces do."""
    metadata = _child(root, "metadata")
    said = _text(metadata, "schemaversion") if metadata is not None else ""
    namespaces = {tag.partition("}")[0] for one in root.iter() for tag in [str(one.tag), *one.attrib] if "}" in tag}
    is_2004 = "2004" in said or "CAM" in said or any("adlcp_v1p3" in name for name in namespaces)
    if is_2004:
        raise NotScorm12(
            _("This package is made for SCORM 2004. So far only SCORM 1.2 is played: export it as SCORM 1.2.")
        )
    if said not in {"", "1.2"}:
        raise NotScorm12(
            _("This package says it is version “%(version)s”. Only SCORM 1.2 is played.") % {"version": said[:40]}
        )
    has_scorm = any(_local(key) == "scormtype" for one in root.iter() for key in one.attrib)
    if not said and not has_scorm:
        raise NotScorm12(_("This package does not say that it is SCORM. Export it as SCORM 1.2."))


def _organization(root: Element) -> Element:
    """The default organisation, else the first; a package without any has its resources only."""
    organizations = _child(root, "organizations")
    if organizations is None:
        return Element("organization")
    found = list(_children(organizations, "organization"))
    default = _attribute(organizations, "default")
    return next((one for one in found if _attribute(one, "identifier") == default), (found or [Element("none")])[0])


def _launchable(root: Element, organization: Element) -> Iterator[tuple[Element, _Resource]]:
    """The items that lead to a page of the package, in reading order; without items, the resources themselves."""
    holder = _child(root, "resources")
    if holder is None:
        return
    base = _base(root) + _base(holder)
    resources: dict[str, _Resource] = {}
    for one in _children(holder, "resource"):
        href = _attribute(one, "href")
        if href:
            is_sco = _attribute(one, "scormtype").lower() == "sco"
            resources[_attribute(one, "identifier")] = _Resource(_inside(base + _base(one), href), is_sco)
    items = [one for one in organization.iter() if _local(one.tag) == "item"]
    for item in items:
        resource = resources.get(_attribute(item, "identifierref"))
        if resource is not None:
            yield item, resource
    if not items:
        yield from ((organization, resource) for resource in resources.values())


def _inside(base: str, href: str) -> str:
    """The address below the package's folder; an address elsewhere is refused, as it would be nobody's package."""
    address = (base + href).replace("\\", "/")
    try:
        scheme, host, path, query, fragment = urlsplit(address)
    except ValueError:
        scheme, host, path, query, fragment = "?", "", "", "", ""
    path = posixpath.normpath(path) if path else ""
    if scheme or host or path.startswith(("/", "..")):
        raise UnreadableManifest(
            _("The manifest starts with a page outside the package (%(address)s).") % {"address": address[:200]}
        )
    return urlunsplit(("", "", path, query, fragment))


def _score(text: str) -> Decimal | None:
    """A score from 0 to 100, or none."""
    try:
        score = Decimal(text).quantize(Decimal("0.01"))
    except (InvalidOperation, ValueError):
        return None
    return score if score.is_finite() and 0 <= score <= 100 else None
