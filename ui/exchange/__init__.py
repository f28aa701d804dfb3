"""Import: from a file to people, step by step; nothing is written before the last step."""
