"""`numpy`: scalar functions whose results on scalars are NumPy's to the bit."""
