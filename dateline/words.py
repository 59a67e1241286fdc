"""Small words that several parts of the package need: numbers with their noun."""


def count(number: int, one: str, more: str) -> str:
    """Return a number with its noun or verb: "1 event", "2 events"."""
    return f"{number} {one if number == 1 else more}"
