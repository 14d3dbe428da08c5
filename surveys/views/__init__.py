"""What a request for a survey meets, by who is asking."""
