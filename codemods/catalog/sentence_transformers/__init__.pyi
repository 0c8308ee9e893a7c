"""Embeddings in this process."""

from sentence_transformers.SentenceTransformer import SentenceTransformer as SentenceTransformer
