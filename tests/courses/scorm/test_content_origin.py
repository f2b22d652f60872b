"""The second origin: tickets instead of logins, no cookies, files of one folder."""

import json
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from courses.scorm import playing, saving, serving, tickets
from courses.scorm.models import LearnerRecord, Package
from lms.people.models import User
from tests import make
from tests.make import MONDAY

ORIGIN = "http://127.0.0.1:8000"
NOW = int(MONDAY.timestamp())


@pytest.fixture(autouse=True)
def _monday(settings: Settings) -> Any:
    settings.CONTENT_ORIGIN, settings.SITE_ORIGIN = ORIGIN, "http://localhost:8000"
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def there() -> Client:
    """A browser on the content origin."""
    return Client(HTTP_HOST="127.0.0.1:8000", enforce_csrf_checks=True)


def stage(response: Any) -> dict[str, Any]:
    """What the frame is told."""
    found: list[str] = []

    class Reader(HTMLParser):
        inside = False

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.inside = ("id", "stage") in attrs

        def handle_data(self, data: str) -> None:
            if self.inside:
                found.append(data)
                self.inside = False

    Reader().feed(response.content.decode())
    told: dict[str, Any] = json.loads(found[0])
    return told


def play(client: Client, person: User, activity_id: int) -> dict[str, Any]:
    return stage(client.get(f"/modules/play/{tickets.PlayTicket(NOW, person.pk, activity_id).signed()}/"))


def post(client: Client, address: str, body: Any = None, **headers: str) -> Any:
    if body is None:
        body = {"sequence": 1, "cmi": {"cmi.core.lesson_status": "incomplete"}}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = headers or {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
    return client.post(address, content, content_type="text/plain", headers=headers)


def test_a_module_is_opened_saved_and_found_again(there: Client) -> None:
    person, activity = make.staff(), make.module()
    told = play(there, person, activity.pk)

    answer = post(there, told["commit"], {"sequence": 1, "cmi": {"cmi.suspend_data": "hier"}})

    assert told["cmi"]["cmi.core.entry"] == "ab-initio"
    assert answer.json() == {"result": "true", "errorCode": 0, "saved_at": "2027-03-01T09:00:00+00:00"}
    again = play(there, person, activity.pk)["cmi"]
    assert (again["cmi.core.entry"], again["cmi.suspend_data"]) == ("resume", "hier")
    assert LearnerRecord.objects.get().launches == 2


def test_the_first_page_is_served_behind_the_launch_address(there: Client) -> None:
    told = play(there, make.staff(), make.module().pk)

    response = there.get(told["launch"])

    assert b"".join(response) == b"<!doctype html><title>Start</title>"
    assert response["Content-Type"] == "text/html"


def test_an_expired_ticket_opens_nothing_and_saves_nothing(there: Client) -> None:
    person, activity = make.staff(), make.module()
    address = playing.address_of_module(activity, person=person, at=MONDAY)
    told = play(there, person, activity.pk)

    with time_machine.travel(MONDAY + timedelta(hours=12, seconds=1), tick=False):
        page = there.get(urlsplit(address).path)
        saved = post(there, told["commit"])
        file = there.get(told["launch"])

    assert page.status_code == 403
    assert "laden Sie die Seite neu" in page.content.decode()
    assert (saved.status_code, saved.json()) == (403, {"result": "false", "errorCode": 101})
    assert file.status_code == 404


def test_a_ticket_is_good_for_its_own_purpose_only(there: Client) -> None:
    record = make.learner_record()
    play_ticket = tickets.PlayTicket(NOW, record.person_id, record.activity_id).signed()
    files_ticket = tickets.FilesTicket(NOW, str(record.activity.package.folder)).signed()

    assert post(there, f"/modules/commit/{play_ticket}/").status_code == 403
    assert post(there, f"/modules/commit/{play_ticket[:-1]}x/").status_code == 403
    assert there.get(f"/modules/play/{files_ticket}/").status_code == 403
    assert there.get(f"/modules/files/{play_ticket}/index.html").status_code == 404


def test_a_person_who_left_or_an_offer_withdrawn_opens_nothing(there: Client) -> None:
    gone, activity = make.staff(is_active=False), make.module()
    draft = make.module(offer=make.offer(is_published=False))

    for ticket in (tickets.PlayTicket(NOW, gone.pk, activity.pk), tickets.PlayTicket(NOW, make.staff().pk, draft.pk)):
        assert there.get(f"/modules/play/{ticket.signed()}/").status_code == 404
    assert not LearnerRecord.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": ORIGIN}, 200),
        ({"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://localhost:8000"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"}, 403),
        ({"X-Nothing": "said"}, 403),
    ],
)
def test_only_our_frame_may_save(there: Client, headers: dict[str, str], status: int) -> None:
    told = play(there, make.staff(), make.module().pk)

    answer = post(there, told["commit"], **headers)

    assert answer.status_code == status
    assert LearnerRecord.objects.filter(saved_at__isnull=False).exists() == (status == 200)


def test_what_is_not_saved_is_not_called_saved(there: Client) -> None:
    person, activity = make.staff(), make.module()
    told = play(there, person, activity.pk)
    other = play(there, person, activity.pk)
    post(there, other["commit"])

    answers = [
        post(there, told["commit"], b"no json"),
        post(there, told["commit"], b"x" * (saving.MAX_BYTES + 1)),
        post(there, told["commit"]),
    ]
    LearnerRecord.objects.all().delete()
    answers.append(post(there, other["commit"], {"sequence": 2, "cmi": {}}))

    assert [answer.status_code for answer in answers] == [400, 413, 409, 404]
    assert {answer.content for answer in answers} == {b'{"result": "false", "errorCode": 101}'}


def test_saving_is_a_post(there: Client) -> None:
    told = play(there, make.staff(), make.module().pk)

    assert there.get(told["commit"]).status_code == 405


def test_saving_costs_few_queries(there: Client, django_assert_max_num_queries: Any) -> None:
    told = play(there, make.staff(), make.module().pk)

    with django_assert_max_num_queries(4):
        post(there, told["commit"])


def test_a_preview_leaves_no_trace(there: Client) -> None:
    package = make.package()

    told = stage(there.get(f"/modules/preview/{tickets.PreviewTicket(NOW, package.pk).signed()}/"))

    assert told["commit"] == ""
    assert told["cmi"]["cmi.core.lesson_mode"] == "browse"
    assert not LearnerRecord.objects.exists()


def test_no_answer_of_the_content_origin_sets_a_cookie(there: Client) -> None:
    told = play(there, make.staff(), make.module().pk)
    address = playing.address_of_preview(make.package(), at=MONDAY)

    answers = [
        there.get(told["launch"]),
        there.get(urlsplit(address).path),
        post(there, told["commit"]),
        there.get("/modules/play/made-up/"),
        there.get("/nowhere/"),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 403, 404]
    assert not there.cookies
    assert not any(answer.cookies for answer in answers)


def test_each_origin_knows_only_its_own_pages(there: Client) -> None:
    person, activity = make.staff(), make.module()
    here = Client(HTTP_HOST="localhost:8000")
    here.force_login(person)
    ticket = tickets.PlayTicket(NOW, person.pk, activity.pk).signed()

    assert here.get(f"/modules/{activity.pk}/").status_code == 200
    assert here.get(f"/modules/play/{ticket}/").status_code == 404
    assert there.get(f"/modules/play/{ticket}/").status_code == 200
    for path in ("/", f"/modules/{activity.pk}/", "/account/login/", "/catalogue/"):
        assert there.get(path).status_code == 404


def test_both_origins_serve_the_scripts_of_the_house(there: Client) -> None:
    for path in ("/static/scorm/play.js", "/static/scorm-again/scorm12.min.js"):
        assert there.get(path).status_code == 200
        assert Client(HTTP_HOST="localhost:8000").get(path).status_code == 200


def test_policies_let_our_page_frame_the_module_and_nobody_else(there: Client) -> None:
    person, activity = make.staff(), make.module()
    ticket = tickets.PlayTicket(NOW, person.pk, activity.pk).signed()
    frame = there.get(f"/modules/play/{ticket}/")
    file = there.get(stage(frame)["launch"])

    def rules(response: Any) -> dict[str, str]:
        return dict(rule.split(" ", 1) for rule in response["Content-Security-Policy"].split("; "))

    assert rules(frame)["frame-ancestors"] == "http://localhost:8000"
    assert rules(frame)["script-src"] == "'self'"
    assert rules(file)["frame-ancestors"] == "'self' http://localhost:8000"
    assert "'unsafe-inline'" in rules(file)["script-src"]
    for response in (frame, file):
        assert rules(response)["default-src"] == "'none'"
        assert rules(response)["connect-src"] == "'self'"
        assert "X-Frame-Options" not in response
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "no-referrer"


# --- Files --------------------------------------------------------------------------------------------


@pytest.fixture
def package() -> Package:
    files: dict[str, str | bytes] = {
        "bild.SVG": "<svg/>",
        "ton.mp3": bytes(range(100)),
        "x.php": "<?php",
        "unter ordner/ä.txt": "x",
    }
    return make.package(file=make.package_archive(None, **files))


def get(there: Client, package: Package, path: str, **headers: str) -> Any:
    return there.get(f"/modules/files/{tickets.FilesTicket(NOW, str(package.folder)).signed()}/{path}", headers=headers)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "text/html"),
        ("bild.SVG", "image/svg+xml"),
        ("ton.mp3", "audio/mpeg"),
        ("x.php", "application/octet-stream"),
        ("imsmanifest.xml", "text/xml"),
        ("unter%20ordner/%C3%A4.txt", "text/plain"),
    ],
)
def test_a_file_has_the_type_of_its_ending_and_no_other(there: Client, package: Package, path: str, kind: str) -> None:
    response = get(there, package, path)

    assert (response.status_code, response["Content-Type"]) == (200, kind)
    assert response["Cache-Control"] == "private, max-age=3600"


@pytest.mark.parametrize(
    "path",
    ["nirgends.html", "unter%20ordner", "../", "..%2f..%2fdb.sqlite3", "unter%20ordner/../../x", "%00", "a" * 300],
)
def test_nothing_outside_the_folder_is_served(there: Client, package: Package, path: str) -> None:
    secret = package.path().parent / "x"
    secret.write_text("geheim")

    assert get(there, package, path).status_code == 404


def test_a_link_that_came_to_lie_in_the_folder_leads_nowhere(there: Client, package: Package) -> None:
    (package.path() / "link.txt").symlink_to("/etc/hostname")

    assert get(there, package, "link.txt").status_code == 404


def test_a_service_worker_is_not_handed_out(there: Client, package: Package) -> None:
    assert get(there, package, "index.html", **{"Service-Worker": "script"}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "span", "piece"),
    [
        ("bytes=0-9", 206, "bytes 0-9/100", range(10)),
        ("bytes=90-", 206, "bytes 90-99/100", range(90, 100)),
        ("bytes=-5", 206, "bytes 95-99/100", range(95, 100)),
        ("bytes=50-5000", 206, "bytes 50-99/100", range(50, 100)),
        ("bytes=100-", 416, "bytes */100", range(0)),
        ("bytes=-0", 416, "bytes */100", range(0)),
        ("bytes=9-1", 200, None, range(100)),
        ("bytes=0-1,4-5", 200, None, range(100)),
        ("ellen=0-9", 200, None, range(100)),
        ("bytes=-", 200, None, range(100)),
    ],
)
def test_a_player_may_ask_for_a_piece(asked: str, status: int, span: str | None, piece: range) -> None:
    package = make.package(file=make.package_archive(None, **{"ton.mp3": bytes(range(100))}))

    response = get(Client(HTTP_HOST="127.0.0.1:8000"), package, "ton.mp3", Range=asked)

    assert (response.status_code, response.get("Content-Range")) == (status, span)
    assert b"".join(response) == bytes(piece)


def test_every_type_is_written_in_small_letters() -> None:
    assert all(ending == ending.lower() for ending in serving.TYPES)
