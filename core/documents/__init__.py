"""PDF documents: certificates, later letters and reports. Nothing heavy is imported here."""
