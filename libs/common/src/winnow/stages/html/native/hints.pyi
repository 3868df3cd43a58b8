from winnow.stages.html.hints import Hints as Hints
