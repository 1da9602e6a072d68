"""The public pages that explain, compare and count: their words, their figures, the map they draw for search engines."""
