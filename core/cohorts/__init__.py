"""Cohorts: who learns together at which sites, and what surveys of them show, without telling of anybody."""
