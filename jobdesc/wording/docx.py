"""The text of an uploaded DOCX: paragraphs and tables in their order, nothing else.

A DOCX is a zip of XML. Of a stranger's file two small parts are read, piece by piece and up to a limit, with a parser
that refuses every document type and so has no entities; pictures, macros and links in it are never opened, run or
followed. The limits hold down what the worst file costs (`bench.docx` measures it); thirty pages of a word processor
need a quarter of them.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

MOST_BYTES = 10_000_000  # of the file
MOST_ENTRIES = 5_000
MOST_UNPACKED = 300_000_000  # of all that the file says it holds: more is no document
MOST_XML = 6_000_000  # bytes of the part that is read
MOST_MARKUP = 150_000  # its elements, their attributes and namespaces together
MOST_CHARACTERS = 800_000
MOST_DEPTH = 200

_CHUNK = 65_536
_LONGEST_TAG = 500_000  # one tag or comment: pictures of old drawings stand in an attribute
_ENTRY = b"PK\x01\x02"  # how a file begins in the list at the end of a zip

_TYPES = "[Content_Types].xml"
_MAIN = "wordprocessingml.document.main+xml"
_TEMPLATE = "wordprocessingml.template.main+xml"
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_SKIPPED = {"del", "moveFrom", "instrText", "delText", "Fallback", "footnoteReference", "pPrChange", "rPrChange"}
_PIECES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class DocxError(Exception):
    """Why a file cannot be read, as a sentence for the person who chose it."""


def read_docx(data: bytes) -> str:
    """The text of a DOCX, with "- " before items of lists. Raises DocxError."""
    _refuse_other_kinds(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = _main_part(archive)
            return _text(_unpacked(archive, part))
    except DocxError:
        raise
    except (
        zipfile.BadZipFile,
        KeyError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
        OverflowError,
    ):
        raise DocxError(_BROKEN) from None
    except Exception as error:  # zlib.error and what other damage makes of a reader: a damaged file is never our fault
        if type(error).__module__ in ("zlib", "lzma", "xml.parsers.expat", "struct", "pyexpat"):
            raise DocxError(_BROKEN) from None
        raise


_BROKEN = "This file is damaged, or is no Word document. Open it in a word processor and save it as .docx once more."
_BOMB = "This file unpacks to far more than a document holds, so it is not opened. Paste the text instead."
_TOO_LONG = "The text of this file is too long to be read. Paste the part that matters."


def _refuse_other_kinds(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise DocxError(
            f"This file is larger than {MOST_BYTES // 1_000_000} MB. Take the pictures out, or paste the text."
        )
    if not data:
        raise DocxError("This file is empty.")
    if data.lstrip()[:5] == b"%PDF-":
        raise DocxError("This is a PDF, whatever its name says. Save the text as .docx, or paste it.")
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise DocxError(
            "This file is protected by a password or in Word's old format. Save it as .docx without a password."
        )
    if data[:2] != b"PK":
        raise DocxError("This is no Word document (.docx). Save the text as .docx, or paste it.")
    if data.count(_ENTRY) > MOST_ENTRIES:  # before `zipfile` makes an object of each
        raise DocxError(_BOMB)


def _main_part(archive: zipfile.ZipFile) -> str:
    """The name of the part that holds the document's body."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise DocxError(_BOMB)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise DocxError("This file is protected by a password. Save it without one.")
    names = {entry.filename for entry in entries}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise DocxError("This file holds macros. Save it as .docx, which has none.")
    if _TYPES not in names:
        raise DocxError("This is a zip file, but no Word document (.docx).")
    types = _Types()
    types.parse(_unpacked(archive, _TYPES))
    name = types.main.lstrip("/")
    if name not in names:
        raise DocxError("This is a file of another program (a sheet, slides, OpenDocument?). Save the text as .docx.")
    return name


def _unpacked(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """What one part holds, in pieces, up to a limit.

    What the zip says of its size is not believed, and no packing but a document's is taken.
    """
    if archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise DocxError(_BROKEN)
    room = MOST_XML
    with archive.open(name) as part:
        while piece := part.read(_CHUNK):
            room -= len(piece)
            if room < 0:
                raise DocxError(_TOO_LONG)
            yield piece


class _Parser:
    """Expat without document types: no DTD, no entities beyond the five of XML, nothing is ever fetched."""

    depth = 0
    markup = 0

    def parse(self, pieces: Iterable[bytes]) -> None:
        parser = expat.ParserCreate(None, " ", None)  # the last: it keeps no table of all names
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.StartNamespaceDeclHandler = self._count
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.characters
        fed = 0
        try:
            for piece in pieces:
                parser.Parse(piece, False)
                fed += len(piece)
                if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise DocxError(_TOO_LONG)
            parser.Parse(b"", True)
        except expat.ExpatError:
            raise DocxError(_BROKEN) from None

    def _refuse(self, *_: object) -> None:
        raise DocxError("This file declares entities, which no word processor writes, so it is not opened.")

    def _count(self, *_: object) -> None:
        self.markup += 1

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.markup += 1 + len(attributes)
        if self.depth > MOST_DEPTH:
            raise DocxError(_BROKEN)
        if self.markup > MOST_MARKUP:
            raise DocxError(_TOO_LONG)
        space, _, local = name.rpartition(" ")
        self.start(space, local, attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
        space, _, local = name.rpartition(" ")
        self.end(space, local)

    def start(self, space: str, local: str, attributes: dict[str, str]) -> None: ...

    def end(self, space: str, local: str) -> None: ...

    def characters(self, text: str) -> None: ...


class _Types(_Parser):
    """Finds which part is the document."""

    main = ""

    def start(self, space: str, local: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        if "macroEnabled" in kind:
            raise DocxError("This file holds macros. Save it as .docx, which has none.")
        if local == "Override" and kind.endswith((_MAIN, _TEMPLATE)):
            self.main = attributes.get("PartName", "")


@dataclass
class _Body(_Parser):
    """Gathers text, a line for each paragraph."""

    made: io.StringIO = field(default_factory=io.StringIO)
    length: int = 0
    skipped: int = 0  # how many elements deep inside something that is not shown
    in_text: bool = False

    def start(self, space: str, local: str, attributes: dict[str, str]) -> None:
        if self.skipped or local in _SKIPPED:
            self.skipped += 1
        elif space not in _WORD:
            return
        elif local == "t":
            self.in_text = True
        elif local == "numPr":
            self.put("- ")
        elif local in _PIECES and not attributes.get(f"{space} val"):  # a tab stop in a style has a value
            self.put(_PIECES[local])

    def end(self, space: str, local: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif space in _WORD and local == "t":
            self.in_text = False
        elif space in _WORD and local in ("p", "tr"):
            self.put("\n")

    def characters(self, text: str) -> None:
        if self.in_text and not self.skipped:
            self.put(text)

    def put(self, piece: str) -> None:
        self.length += len(piece)
        if self.length > MOST_CHARACTERS:
            raise DocxError(_TOO_LONG)
        self.made.write(piece)


def _text(pieces: Iterable[bytes]) -> str:
    body = _Body()
    body.parse(pieces)
    return body.made.getvalue().strip("\n")
