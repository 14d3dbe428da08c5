"""What becomes of an issue besides pages: a Word file to go on writing in, and its figures as a workbook."""
