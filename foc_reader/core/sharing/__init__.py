"""Passing on: checking a copy of program and library, and making one for someone."""
