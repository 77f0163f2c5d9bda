"""What the reader knows and does, without a window: this package never imports Qt."""
