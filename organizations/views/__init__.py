"""The screens about organizations and their people."""
