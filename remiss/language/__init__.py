"""Swedish as the rest of the code needs it: sentences, words, stems, compounds, folding and sorting. A leaf."""
