from winnow.stages.text.hints import Hints as Hints
