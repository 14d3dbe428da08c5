"""What joins templates, competencies, questions and supervision: fixtures/hiring/, PeerReady's own, read once."""
