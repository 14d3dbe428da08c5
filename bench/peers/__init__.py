"""PeerReady beside others that ask and count: `python -m bench.peers`."""
