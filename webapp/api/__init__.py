"""The room of the JSON interface. Nothing lives here yet."""
