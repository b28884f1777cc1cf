"""The demonstration council: invented people, repeatable from a seed, so that every page has something to show."""
