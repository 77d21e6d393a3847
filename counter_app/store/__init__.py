"""What the desk keeps on its own disk: encrypted, durable, and complete without a network."""
