"""Pages of marks turned into finished bytes."""
