"""A Whoosh codec over flat packed arrays with a JSON table of contents, in which nothing is ever unpickled."""
