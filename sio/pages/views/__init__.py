"""The views, by subject: what explains, what counts, who is there, what machines read."""
