"""What a service says when an act is impossible: a sentence for the person, never a 500."""


class Refusal(Exception):
    """The act is impossible for a reason one can tell; `field` names the form field it concerns, if any."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
