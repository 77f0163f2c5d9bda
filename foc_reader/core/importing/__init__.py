"""From files to documents: one module for each format."""
