"""Mail servers and machines behind webhooks that misbehave in every way there is."""
