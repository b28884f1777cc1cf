"""Pages of the register, by noun; each module mounts its own on the blueprint."""
