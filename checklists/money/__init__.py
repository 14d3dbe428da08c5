"""What the program costs, who pays, and how long; and the risks that somebody keeps an eye on."""
