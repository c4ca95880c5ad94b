"""How much a party may upload (C17)."""

MEGABYTE = 1024 * 1024

LARGEST_FILE = 10 * MEGABYTE
MOST_FILES_PER_ANSWER = 30
MOST_BYTES_PER_RESPONSE = 500 * MEGABYTE

LONGEST_NAME = 200
MOST_PIXELS = 40_000_000

# What an Office file, which is a zip archive, may hold.
MOST_PARTS = 200
MOST_UNPACKED = 100 * MEGABYTE
HIGHEST_RATIO = 100

# What the process that reads an uploaded file may use.
MEMORY = 1024 * MEGABYTE
CPU_SECONDS = 15
WAIT_SECONDS = 45
OPEN_FILES = 64
