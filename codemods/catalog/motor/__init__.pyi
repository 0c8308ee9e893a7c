"""Motor, the older asynchronous driver of MongoDB."""
