"""How finished bytes reach paper: each way behind one protocol."""
