"""What to say when this machine cannot make PDFs; everything else of councilkit works without."""

from types import ModuleType

from councilkit.errors import Problem

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-core fonts-thai-tlwg"
COMMAND = f"sudo apt-get install -y {PACKAGES}"


class PdfUnavailable(Problem):
    """The system libraries that lay out PDFs are not installed."""


def weasyprint() -> ModuleType:
    """The WeasyPrint module; raises PdfUnavailable with the one command that mends it."""
    try:
        import weasyprint as module
    except (ImportError, OSError):
        raise PdfUnavailable(f"PDFs cannot be made on this machine yet. Type: {COMMAND}") from None
    return module
