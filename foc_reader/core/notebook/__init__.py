"""What the person keeps: bookmarks with their notes, and settings."""
