"""The office's papers: one module a paper, its content a frozen value, its wording data of the site."""
