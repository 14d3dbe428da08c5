"""Papers made of a job description, as DOCX, PDF, HTML to paste and Markdown."""
