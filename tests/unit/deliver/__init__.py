"""Templates, messages, settings and keys, without a store and without a socket."""
