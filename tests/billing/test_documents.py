"""The PDF: made once, kept with its hash, readable, and never a program."""

import copy
import hashlib
import io

import pytest
from pypdf import PdfReader

from billing.invoicing.documents import compose, store_pdf
from billing.models import Errand, Invoice
from sio.lib.duties import drain
from tests.billing.conftest import Pair

pytestmark = pytest.mark.django_db


def text_of(document: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages)


def test_a_worker_composes_both_documents(pair: Pair) -> None:
    pair.bill()
    drain(Errand)
    for invoice in Invoice.objects.all():
        document = invoice.pdf.read()
        assert document.startswith(b"%PDF")
        assert invoice.pdf_sha256 == hashlib.sha256(document).hexdigest()


def test_a_document_is_composed_once(pair: Pair) -> None:
    pair.bill()
    first = store_pdf(Invoice.objects.get(kind="work"))
    second = store_pdf(Invoice.objects.get(kind="work"))
    assert first.pdf.name == second.pdf.name


def test_the_same_content_gives_the_same_bytes(pair: Pair) -> None:
    pair.bill()
    content = Invoice.objects.get(kind="work").content
    assert compose(content) == compose(content)


def test_the_page_says_what_the_law_wants(pair: Pair) -> None:
    pair.bill()
    invoice = Invoice.objects.get(kind="work")
    page = text_of(compose(invoice.content))
    for words in (
        invoice.number,
        "Camille Durand EI",
        pair.company.name,
        "293 B",
        "108,00",
        "Prestation de services",
    ):
        assert words in page.replace("\u202f", " ").replace("\n", " ")


def test_the_document_is_tagged_french_and_archival(pair: Pair) -> None:
    pair.bill()
    reader = PdfReader(io.BytesIO(compose(Invoice.objects.get(kind="fee").content)))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "fr-FR"
    assert b"pdfaid" in catalogue["/Metadata"].get_object().get_data()


def test_what_people_type_is_printed_never_run(pair: Pair) -> None:
    pair.bill()
    content = copy.deepcopy(Invoice.objects.get(kind="work").content)
    typed = '#eval("1+1") *gras* $x^2$ \\ `code` <ref> @lien [x] // fin'
    content["lines"][0]["label"] = typed
    content["seller"]["street"] = "#sys.inputs"
    page = text_of(compose(content))
    assert '#eval("1+1") *gras* $x^2$ \\ `code` <ref> @lien [x] // fin' in page
    assert "#sys.inputs" in page


def test_a_long_invoice_goes_over_several_pages(pair: Pair) -> None:
    pair.bill()
    content = copy.deepcopy(Invoice.objects.get(kind="work").content)
    content["lines"] *= 90
    assert len(PdfReader(io.BytesIO(compose(content))).pages) > 2
