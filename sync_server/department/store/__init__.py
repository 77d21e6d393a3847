"""The department's own small database: how far it has read, its cases, and the stream it writes."""
