"""One module for each piece of work; all of them are loaded when a worker starts."""
