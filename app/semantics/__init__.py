"""The semantic layer: what the tables, columns, values and measures mean, and what people call them."""
