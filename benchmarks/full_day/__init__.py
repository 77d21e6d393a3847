"""A whole day at one window as data, played by keys: a journey compares what is kept, the bench measures it."""
