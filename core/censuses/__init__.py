"""Censuses: questionnaires, the engine that runs them, the pages that ask, the answers that come back."""
