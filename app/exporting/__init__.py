"""Results and records as files that people take away."""
