"""The document given back with its findings as comments: .docx as Word comments, .pdf as highlights."""
