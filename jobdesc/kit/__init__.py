"""What follows from an approved description: the advertisement, the public page, the interview."""
