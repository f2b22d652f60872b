"""What the frame around every page needs: header, areas, language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from lms.kit.areas import areas_for


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for ``base.html``. Costs no query beyond the person's hats, which the page has usually read already."""
    user = getattr(request, "user", None)
    match = getattr(request, "resolver_match", None)
    return {
        "programme_name": settings.PROGRAMME_NAME,
        "areas": areas_for(user) if user is not None and user.is_authenticated else [],
        "area_here": match.view_name if match else "",
        "here": request.get_full_path(),
        "languages": settings.LANGUAGES,
        "funding_notice": settings.FUNDING_NOTICE,
        "issuer_name": settings.ISSUER_NAME,
        "issuer_address": settings.ISSUER_ADDRESS,
        "office_email": settings.OFFICE_EMAIL,
        "office_phone": settings.OFFICE_PHONE,
        "accessibility_enforcement": settings.ACCESSIBILITY_ENFORCEMENT,
        "quick_exit_url": settings.QUICK_EXIT_URL,
    }
