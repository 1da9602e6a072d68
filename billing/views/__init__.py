"""The pages about money, one module per noun."""
