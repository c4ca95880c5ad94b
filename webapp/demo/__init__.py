"""The main job played from start to finish with invented firms, through the real services."""
