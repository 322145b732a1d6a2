"""Who is who: organisations, people and the dated positions that join them."""
