"""Finding passages: analysis, index, query, ranking and snippets."""
