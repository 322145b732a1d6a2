"""Lists in and out: how what others keep in tables comes in, and goes back."""
