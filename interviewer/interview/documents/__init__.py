"""From a document to a bank of questions, and an edit back into the document: text in, text out."""
