"""What an invoice says (`content`), what it must not lack (`requirements`), its number (`numbers`), its PDF (`pdf`)."""
