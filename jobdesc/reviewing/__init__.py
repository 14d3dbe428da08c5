"""Reviewing a description: what is marked and missing, who reads it, approving it, and comparing its versions."""
