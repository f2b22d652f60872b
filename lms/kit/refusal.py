"""A no the house foresees."""

from django.utils.functional import Promise


class Refusal(Exception):
    """A foreseen no, with a translated sentence for the person who asked.

    Defined beside the verb that raises it. Views catch this and nothing wider: any other exception is a bug.
    """

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)
