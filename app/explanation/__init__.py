"""What people read beside the rows: what was understood, the answer, how it was computed, what to draw."""
