"""The pages of programmes: calls, applications, the head's page, decisions."""
