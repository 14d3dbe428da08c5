"""`python -m bench.docx` measures what reading an uploaded DOCX costs: the worst that are taken, and refused ones.

Needs no database. Each is read in a process of its own; *more* is the most memory that reading it added there.
"""

import io
import multiprocessing
import statistics
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from jobdesc.wording.docx import MOST_BYTES, MOST_MARKUP, MOST_XML, DocxError, read_docx

ROUNDS = 5
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
SPACE = MOST_XML - 500


def main() -> None:
    print("| file | kB | kB of XML | it is | ms | MB more |\n|---|---|---|---|---|---|")
    for name, body in _bodies():
        _measure(name, _packed(body), len(body))
    _measure("217,000 empty entries", _entries(), 0)
    _measure("a body of 60 MB", _packed("a" * 60_000_000), 60_000_000)
    noise = bytes(range(256)) * (MOST_BYTES // 256 - 4)
    _measure("10 MB of pictures", _packed("<w:p><w:r><w:t>x</w:t></w:r></w:p>", noise), 0)


def _bodies() -> Iterator[tuple[str, str]]:
    properties = "<w:pPr><w:spacing w:after='0'/></w:pPr><w:r><w:rPr><w:b/></w:rPr>"
    yield "thirty pages", f"<w:p>{properties}<w:t>Walks beside people. </w:t></w:r></w:p>" * 4_000
    yield "as many elements as are taken", "<w:p/>" * (MOST_MARKUP - 10)
    yield "one element too many, all empty", "<w:p/>" * (SPACE // 6)
    yield "as much text as is taken, in one run", f"<w:p><w:r><w:t>{'é' * 799_000}</w:t></w:r></w:p>"
    yield "text that is not shown", f"<w:p><w:del><w:t>{'x' * (SPACE - 200)}</w:t></w:del></w:p>"
    yield "line ends without end", f"<w:p><w:r><w:t>{chr(10) * (SPACE - 200)}</w:t></w:r></w:p>"
    yield "references", f"<w:p><w:r><w:t>{'&lt;' * 799_000}</w:t></w:r></w:p>"
    yield "attributes without end", "<w:p " + " ".join(f"a{n:x}=''" for n in range(SPACE // 10)) + "/>"
    many = "".join(
        "<w:p " + " ".join(f"a{n:x}=''" for n in range(k, k + 40_000)) + "/>" for k in range(0, 500_000, 40_000)
    )
    yield "many elements with many attributes", many[: many.rfind("<")][:SPACE]
    yield (
        "many attributes, as many as are taken",
        "".join(
            "<w:p " + " ".join(f"a{n:x}=''" for n in range(k, k + 48_000)) + "/>" for k in range(0, 140_000, 48_000)
        ),
    )
    tag = "<w:p a='" + "x" * 490_000 + "'/>"
    yield "tags as long as are taken", tag * (SPACE // len(tag))
    yield "names, each another", "".join(f"<a{n:x}/>" for n in range(MOST_MARKUP - 10))
    yield "namespaces, each another", "".join(f"<p xmlns:a{n:x}='b{n:x}'/>" for n in range(MOST_MARKUP // 2 - 10))
    yield "deep", ("<w:p>" * 190 + "</w:p>" * 190) * 500


def _packed(body: str, picture: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        if picture:
            archive.writestr("word/media/image.png", picture, zipfile.ZIP_STORED)
    return file.getvalue()


def _entries() -> bytes:
    head = b"PK\x01\x02" + bytes(42)
    count = (MOST_BYTES - 100) // len(head)
    size = count * len(head)
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff\xff\xff" + size.to_bytes(4, "little") + bytes(4) + bytes(2)
    return head * count + end


def _measure(name: str, data: bytes, xml: int) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        said, taken, more = pool.apply(_read, (data,))
    print(f"| {name} | {len(data) / 1000:,.0f} | {xml / 1000:,.0f} | {said} | {taken * 1000:,.0f} | {more:,.0f} |")


def _read(data: bytes) -> tuple[str, float, float]:
    """What became of it, median seconds, and how many MB reading it added."""
    times, before, added = [], _peak(), 0.0
    said = ""
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        try:
            said = f"read ({len(read_docx(data)):,} characters)"
        except DocxError as refused:
            said = f"refused: {str(refused)[:40]}…"
        times.append(time.perf_counter() - begun)
        added = max(added, _peak() - before)
    return said, statistics.median(times), added


def _peak() -> float:
    """Of this process since it began, in MB; `getrusage` would count what its parent held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
