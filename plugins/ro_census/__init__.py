"""A country plugin of councilkit."""
