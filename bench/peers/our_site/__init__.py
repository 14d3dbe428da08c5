"""PeerReady itself."""
