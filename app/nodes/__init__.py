"""The steps of a question, one module each; a module dropped in here becomes a step (see registry)."""
