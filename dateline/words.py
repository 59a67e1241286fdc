"""Small words that several parts of the package need: numbers with their noun."""


def count(number: int, singular: str, plural: str) -> str:
    """Return a number with its noun or verb: "1 event", "2 events"."""
    return f"{number} {singular if number == 1 else plural}"
