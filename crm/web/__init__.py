"""Pages: one module or folder per room; what they share lies beside them."""
