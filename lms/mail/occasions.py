"""What occasioned a letter, in words. A letter keeps a code, as programmes.outcome; the office reads its name.

Each room names its own letters where it writes them: ``occasion("programmes.outcome", _("outcome of a selection"))``.
"""

from django.utils.functional import Promise

_names: dict[str, str | Promise] = {}


def occasion(code: str, name: str | Promise) -> None:
    """Name a kind of letter; the name is translated when it is shown."""
    _names[code] = name


def in_words(code: str) -> str:
    """The name of an occasion; an old letter's, whose kind nobody writes any more, is its code."""
    return str(_names.get(code, code))
