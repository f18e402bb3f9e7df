"""Messages out: templates, senders, tracking, unsubscribe, suppression."""
