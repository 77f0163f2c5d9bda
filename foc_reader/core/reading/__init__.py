"""From blocks to what is read: sections, pages, and finding a kept place again."""
