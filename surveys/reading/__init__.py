"""What a closed survey comes to. Everything here is made of the published view."""
