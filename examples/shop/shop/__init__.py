"""A small service with the mistakes that asyncfix repairs."""
