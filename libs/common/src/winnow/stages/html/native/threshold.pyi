from winnow.stages.html.threshold import best_cut as best_cut
