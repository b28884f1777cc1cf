"""`python -m councilkit`."""

from councilkit.cli import main

main()
