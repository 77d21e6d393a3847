"""Devices at the window: each kind is a small protocol with drivers and a simulator. None knows desk or screen."""
