"""Where the model of QueryCraft's own choice is published; Ollama's library holds an older one of that name."""

MODEL = "sqlcoder-7b-2"
PUBLISHED = "hf.co/MaziyarPanahi/sqlcoder-7b-2-GGUF:Q4_K_M"
