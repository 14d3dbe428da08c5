"""An organization's whole record as one ZIP, out and in; and what is erased with an organization."""
