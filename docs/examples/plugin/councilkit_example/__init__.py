"""An example: an invented country's register of youth workers, with one law and a command."""
