"""Evaluation: how many questions of a suite are answered, and how many of the answers are right."""
