"""NumPy's functions whose last bits NumPy does not promise: ours, and how exact they are."""
