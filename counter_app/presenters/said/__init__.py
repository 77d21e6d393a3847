"""What presenters say, by area: a key and its sentence in Chinese and English."""
