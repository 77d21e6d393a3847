"""The city's server: takes in what windows and departments write, and hands it on in order."""
