"""The desk of one window: works without a network, keeps every act, sends it when it can."""
