from collections.abc import Sequence
from collections.abc import Set as AbstractSet

class Hints:
    def __init__(
        self, words: Sequence[AbstractSet[str]], lists: Sequence[tuple[str, ...]], infixes: tuple[str, ...]
    ) -> None: ...
    def found(self, said: str, surely: bool) -> int: ...
