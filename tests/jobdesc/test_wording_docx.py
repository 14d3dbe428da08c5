import io
import time
import tracemalloc
import zipfile

import pytest

from jobdesc.wording import docx
from jobdesc.wording.docx import DocxError, read_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def made(body: str, *, kind: str = KIND, head: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """A small DOCX with this body."""
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", f"{head}<w:document {W} {MC}><w:body>{body}</w:body></w:document>")
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return file.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_lists_and_tables_come_in_order() -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('left')}</w:tc><w:tc>{p('right')}</w:tc></w:tr></w:tbl>"
    bullet = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    text = read_docx(made(p("Über &lt;uns&gt;") + p("Listens", bullet) + table + p("End")))
    assert text.split() == ["Über", "<uns>", "-", "Listens", "left", "right", "End"]


def test_what_was_deleted_or_stands_twice_is_left_out() -> None:
    body = "<w:p><w:del><w:r><w:t>gone</w:t></w:r></w:del><mc:Fallback><w:r><w:t>twice</w:t></w:r></mc:Fallback></w:p>"
    assert read_docx(made(body + p("here"))) == "here"


def test_500_pictures_are_not_even_opened() -> None:
    more = {f"word/media/image{number}.png": b"\0" * 2_000 for number in range(500)}
    assert read_docx(made(p("text"), more=more)) == "text"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"Just text", "no Word document"),
        (b"PK\x03\x04 broken", "damaged"),
        (made(p("x"))[:-30], "damaged"),
        (made("<w:p>"), "damaged"),
        (made(p("x"), kind="application/vnd.ms-excel"), "another program"),
        (made(p("x"), kind="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (made(p("x"), more={"word/vbaProject.bin": b"x"}), "macros"),
        (made("<w:p>" * 300 + "</w:p>" * 300), "damaged"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data: bytes, message: str) -> None:
    with pytest.raises(DocxError, match=message):
        read_docx(data)


@pytest.mark.parametrize(
    "entity",
    ['<!ENTITY a SYSTEM "file:///etc/passwd">', '<!ENTITY a "lol">', '<!ENTITY % a SYSTEM "http://127.0.0.1/">%a;'],
)
def test_entities_are_refused_unread(entity: str) -> None:
    with pytest.raises(DocxError, match="entities"):
        read_docx(made(p("&a;"), head=f"<!DOCTYPE d [{entity}]>"))


def test_a_zip_bomb_is_stopped_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "MOST_XML", 10_000)
    with pytest.raises(DocxError, match="too long"):
        read_docx(made(p("x" * 50_000)))
    monkeypatch.setattr(docx, "MOST_UNPACKED", 10_000)
    with pytest.raises(DocxError, match="unpacks to far more"):
        read_docx(made(p("x"), more={"big": b"\0" * 20_000}))


@pytest.mark.parametrize(
    "body",
    [
        "<w:p/>" * 150_000,
        "<w:p " + " ".join(f"a{n}=''" for n in range(150_000)) + "/>",
        "".join(f"<p xmlns:a{n}='b'/>" for n in range(80_000)),
        f"<w:p a='{'x' * 600_000}'/>",
    ],
    ids=["elements", "attributes", "namespaces", "a long tag"],
)
def test_more_markup_than_a_document_has_is_refused(body: str) -> None:
    with pytest.raises(DocxError, match="too long"):
        read_docx(made(body))


def test_reading_the_worst_file_that_is_taken_needs_little_memory() -> None:
    worst = made("".join(f"<a{n:x} b{n:x}=''/>" for n in range(docx.MOST_MARKUP // 2 - 10)) + p("read"))
    tracemalloc.start()
    try:
        assert read_docx(worst) == "read"
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_list_of_200_000_empty_files_is_refused_before_it_is_read() -> None:
    entries = (b"PK\x01\x02" + bytes(42)) * 200_000
    end = b"PK\x05\x06" + bytes(4) + b"\xff" * 4 + len(entries).to_bytes(4, "little") + bytes(6)
    begun = time.perf_counter()
    with pytest.raises(DocxError, match="unpacks to far more"):
        read_docx(entries + end)
    assert time.perf_counter() - begun < 0.5


def test_thirty_pages_as_a_word_processor_writes_them_are_read() -> None:
    properties = '<w:rPr><w:rFonts w:ascii="Arial"/><w:b/></w:rPr>'
    run = f'<w:r w:rsidR="00A1">{properties}<w:t xml:space="preserve">word </w:t></w:r>'
    paragraph = f'<w:p w:rsidR="00A1" w:rsidRDefault="00A1"><w:pPr><w:spacing w:after="0"/></w:pPr>{run * 14}</w:p>'
    assert len(read_docx(made(paragraph * 1_000)).split()) == 14_000


def test_too_many_parts_or_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "MOST_ENTRIES", 3)
    with pytest.raises(DocxError, match="unpacks"):
        read_docx(made(p("x"), more={"a": b"", "b": b""}))
    monkeypatch.setattr(docx, "MOST_BYTES", 10)
    with pytest.raises(DocxError, match="larger than"):
        read_docx(made(p("x")))


def test_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "MOST_CHARACTERS", 5)
    with pytest.raises(DocxError, match="too long"):
        read_docx(made(p("sixsix")))


def test_a_packing_that_no_word_processor_writes_is_refused_unread() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made(p("hi")))) as whole, zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as packed:
        for name in whole.namelist():
            packed.writestr(name, whole.read(name))
    damaged = bytearray(file.getvalue())
    damaged[60] ^= 0xFF
    for data in (file.getvalue(), bytes(damaged)):
        with pytest.raises(DocxError, match="damaged"):
            read_docx(data)
