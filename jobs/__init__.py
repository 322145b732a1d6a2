"""What runs by itself: the clock, and the work that it starts."""
