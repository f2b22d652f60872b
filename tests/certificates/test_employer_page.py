import re
from html import unescape

from django.test import Client
from django.urls import reverse

from tests import make


def test_the_link_to_the_file_also_works_where_the_official_list_counts_beyond_a_thousand(client: Client) -> None:
    town = make.municipality(pk=11_302)  # which a German page would write as 11.302
    make.certificate(person=make.staff(of=town), municipality=town)
    client.force_login(make.hr(of=town))

    page = client.get(reverse("certificates:employer"), {"first": "2027-01-01", "last": "2027-12-31"}).content.decode()
    link = re.search(r'href="([^"]*employer/file[^"]*)"', page)

    assert link
    assert client.get(unescape(link[1])).headers["Content-Type"] == "application/zip"


def test_a_period_without_certificates_says_so(client: Client) -> None:
    client.force_login(make.hr())

    page = client.get(reverse("certificates:employer")).content.decode()

    assert "In diesem Zeitraum gibt es keine Bescheinigung." in page
