"""Result → text, JSON and web page, in Chinese or English."""
