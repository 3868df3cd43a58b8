from winnow.stages.blocks import Page
from winnow.stages.html import judge
from winnow.stages.html.spots import Matrix

class Judge(judge.Judge):
    def __init__(self, weights: bytes, *, wide: bool = True) -> None: ...
    def describe(self, page: Page) -> Matrix: ...
