"""What is being typed as the answer to each request, until it is given."""

from typing import Any


class Answers:
    """Words by request: another row in front, a lock or a crash takes none of them away."""

    def __init__(self) -> None:
        self._words: dict[int, str] = {}

    def __bool__(self) -> bool:
        return bool(self._words)

    def of(self, request_id: int) -> str:
        """What was typed so far."""
        return self._words.get(request_id, "")

    def keep(self, request_id: int, words: str) -> None:
        """Remember what stands in the field; nothing where nothing stands there."""
        if words.strip():
            self._words[request_id] = words
        else:
            self._words.pop(request_id, None)

    def clear(self) -> None:
        """Somebody else sits here, or the screen begins anew."""
        self._words.clear()

    def snapshot(self) -> list[list[Any]]:
        """For the draft: keys of JSON objects would come back as text."""
        return [[request_id, words] for request_id, words in sorted(self._words.items())]

    def restore(self, body: list[list[Any]]) -> None:
        """As a draft kept it."""
        self._words = {int(request_id): str(words) for request_id, words in body}
