from winnow.stages.html.removals import write_verdicts as write_verdicts
