"""
Text: spans, limits, lines and columns, and the folding of words.

Every offset counts code points of the string exactly as it was given.
"""

from cwkit.text.folding import FOLD, encode_text, fold_text, fold_word, split_words
from cwkit.text.spans import Limits, LineIndex, Position, Span

__all__ = [
    "FOLD",
    "Limits",
    "LineIndex",
    "Position",
    "Span",
    "encode_text",
    "fold_text",
    "fold_word",
    "split_words",
]
