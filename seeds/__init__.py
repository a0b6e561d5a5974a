"""The example shop: rows made up by rule and chance, the same for the same seed, and how they get into the database."""
