"""Packs: folders of documents with a manifest, a search index and checksums."""
