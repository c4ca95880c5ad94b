"""Spreadsheets that somebody uploads, read as cells in a process of their own (C17)."""
