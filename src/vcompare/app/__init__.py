"""What a command does, without a terminal: plain arguments in, results out."""
