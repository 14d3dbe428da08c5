"""The role worksheet: answered by several people each for themselves, put side by side, talked over, decided."""
