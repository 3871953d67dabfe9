"""What people do. Telegram's own rules hold for them too: whoever is muted cannot write."""
