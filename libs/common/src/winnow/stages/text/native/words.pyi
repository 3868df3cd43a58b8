from winnow.stages.prose import joined_words as joined_words
