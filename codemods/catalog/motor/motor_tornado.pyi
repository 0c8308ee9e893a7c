"""Motor for Tornado, of which nothing is said."""
