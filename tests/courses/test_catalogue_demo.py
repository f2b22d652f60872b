from courses.catalogue import demo
from courses.catalogue.models import Audience, Offer, PageActivity
from tests import make


def test_the_demo_catalogue_has_its_28_offers_however_often_it_is_played() -> None:
    demo.catalogue(make.MONDAY)
    demo.catalogue(make.MONDAY)

    assert Offer.objects.published().count() == 28
    assert Audience.objects.count() == 35
    assert PageActivity.objects.count() == 2
    coaching = Offer.objects.get(code="M3-08")
    assert (coaching.net_minutes, coaching.min_seats, coaching.max_seats, coaching.protection) == (540, 1, 1, 2)
    assert coaching.neutral_title == "Termin"


def test_every_demo_offer_would_pass_the_form_of_the_office() -> None:
    demo.catalogue(make.MONDAY)

    for offer in Offer.objects.all():
        offer.full_clean()
        assert offer.audiences.exists()
        assert offer.neutral_title != offer.title


def test_what_the_demo_offers_is_found_by_the_words_people_use() -> None:
    demo.catalogue(make.MONDAY)

    assert [offer.code for offer in Offer.objects.matching(["Führungskräfte"])] == []
    assert [offer.code for offer in Offer.objects.matching(["einzelcoachings"])] == ["M3-08"]
    assert [offer.code for offer in Offer.objects.matching(["unterstuetzung", "wege"])] == ["M2-04", "M3-07"]
