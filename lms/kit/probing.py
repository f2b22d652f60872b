"""Asking with one statement where there is anything at all, before anybody asks for more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.auth import get_user_model
from django.db.models import BooleanField, Exists, ExpressionWrapper, Q, QuerySet
from django.db.models.expressions import Combinable

if TYPE_CHECKING:
    from lms.people.models import User

Key = TypeVar("Key")
Rows = QuerySet[Any] | Sequence[QuerySet[Any]] | None
"""What is asked for: rows of one kind, rows of several kinds of which any will do, or nothing."""


def where_any(user: User, rows: Mapping[Key, Rows]) -> set[Key]:
    """The keys whose rows are not empty: one statement for all of them, whatever tables they lie in.

    ``None`` stands for "the hats say no": it is not asked for, and its key is not among the answers. The person's own
    row is merely the peg on which the questions hang.
    """
    asked = {key: _any_of(wanted) for key, wanted in rows.items() if wanted is not None}
    if not asked:
        return set()
    answers = get_user_model()._default_manager.filter(pk=user.pk).values_list(*asked.values()).get()
    return {key for key, there_is in zip(asked, answers, strict=True) if there_is}


def _any_of(rows: QuerySet[Any] | Sequence[QuerySet[Any]]) -> Combinable:
    if isinstance(rows, QuerySet):
        return Exists(rows)
    return ExpressionWrapper(reduce(or_, map(Exists, rows), Q()), output_field=BooleanField())
