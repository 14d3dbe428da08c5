"""Makes one tag tree of those of the parts, in the order of the parts.

ISO 32000-1, 14.7: each page and each annotation that has content in the tree has a number of its own, under which the
parent tree says where in the tree that content belongs. Only these numbers change; the elements stay as they are.
"""

from pikepdf import Array, Dictionary, Name, Object, Pdf


class TagTree:
    """The tree of the document that is being joined; parts are added one after the other."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=Array()))
        self.numbers = Array()
        self.next = 0

    def add(self, source: Pdf, pages: list[Object], title: str) -> None:
        """Put the tree of `source` at the end. `pages`: its pages, as they already are in the joined document."""
        tree = source.Root.StructTreeRoot
        numbers = self.pdf.copy_foreign(tree.ParentTree).Nums
        highest = -1
        for n in range(0, len(numbers), 2):
            highest = max(highest, int(numbers[n]))
            self.numbers.append(int(numbers[n]) + self.next)
            self.numbers.append(numbers[n + 1])
        for page in pages:
            if Name.StructParents in page:
                page.StructParents = int(page.StructParents) + self.next
            for annotation in page.get(Name.Annots, Array()):
                if Name.StructParent in annotation:
                    annotation.StructParent = int(annotation.StructParent) + self.next
        self.next += highest + 1
        for top in tree.K:
            part = self.pdf.copy_foreign(top)
            part.S, part.T, part.P = Name.Part, title, self.document
            self.document.K.append(part)

    def close(self) -> None:
        """Put the tree into the document."""
        self.root.K = Array([self.document])
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=self.numbers))
        self.root.ParentTreeNextKey = self.next
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)
