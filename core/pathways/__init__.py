"""Career pathways and portfolios: where somebody stands, what opens next, and the evidence that they take with them."""
