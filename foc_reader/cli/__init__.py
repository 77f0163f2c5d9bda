"""foc-reader-cli: the same library and search without a window, one module a command."""
