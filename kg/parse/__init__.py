"""Text -> sentences of words: the language model, and the trees that the rules read.

With `kg.train`, the only room that imports spaCy.
"""
