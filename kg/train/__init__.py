"""Treebanks and entity corpora -> the language model in `kg/parse/model`. Needs the extra ``.[train]`` (torch)."""
