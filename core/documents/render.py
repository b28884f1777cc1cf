"""HTML and CSS to PDF: archivable (PDF/A-3a), accessible (PDF/UA-1), and the same bytes for the same words."""

import threading
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from councilkit.documents.missing import weasyprint
from councilkit.documents.template import environment

STYLE, TIGHT = (Path(__file__).parent / name for name in ("document.css", "tight.css"))
_ONE_AT_A_TIME = threading.Lock()  # Pango's font map is not made for several threads


def render(
    template: str, context: Mapping[str, Any], *, base: Path, language: str = "en", folders: tuple[Path, ...] = ()
) -> bytes:
    """Fill `template` and lay it out; files it names are taken from `base` only.

    `folders` are template folders of plugins. Raises PdfUnavailable when the system libraries are missing.
    """
    html = environment(language, folders).get_template(template).render(context)
    return pdf(html, base=base)


def pdf(html: str, *, base: Path) -> bytes:
    """Lay out a whole HTML page as a PDF; what runs over its first sheet is laid out once more with less air."""
    wp = weasyprint()
    with _ONE_AT_A_TIME:
        style, tight, fonts = _styles()
        source = wp.HTML(string=html, base_url=str(base) + "/", url_fetcher=_fetcher(base))
        document = source.render(stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-3a")
        if len(document.pages) > 1:
            document = source.render(stylesheets=[style, tight], font_config=fonts, pdf_variant="pdf/a-3a")
        document.metadata = _universal(document.metadata)
        return bytes(
            document.write_pdf(
                pdf_variant="pdf/a-3a",
                pdf_identifier=sha256(html.encode()).digest()[:16],
                pdf_tags=True,
                output_intent="srgb",
            )
        )


@cache
def _styles() -> tuple[Any, Any, Any]:
    """The parsed style sheets and the fonts found: most of the time of a first PDF, so they are kept."""
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    style, tight = (weasyprint().CSS(filename=str(path), font_config=fonts) for path in (STYLE, TIGHT))
    return style, tight, fonts


def _fetcher(base: Path) -> Any:
    """Reads `data:` addresses and files below `base`; nothing from the network, nothing from elsewhere on the disk."""
    from weasyprint.urls import URLFetcher

    root = base.resolve()

    class Local(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            inside = parts.scheme == "file" and Path(unquote(parts.path)).resolve().is_relative_to(root)
            if not inside and parts.scheme != "data":
                raise ValueError(f"A document may only show files of its own folder, not {url[:80]}")
            return super().fetch(url, headers)

    return Local()


_UNIVERSAL = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates which part of ISO 14289 the document follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def _universal(metadata: Any) -> Any:
    """Metadata that claims PDF/UA-1 beside PDF/A; the PDF/A rules ask that the foreign property be described."""
    from weasyprint.pdf.metadata import DocumentMetadata

    class Universal(DocumentMetadata):
        def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
            rdf: bytes = super().generate_rdf_metadata(variant, version, conformance)
            return rdf.replace(b"</rdf:RDF>", _UNIVERSAL + b"</rdf:RDF>")

    return Universal(**vars(metadata))
