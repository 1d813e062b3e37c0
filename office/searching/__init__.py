"""Search: one inverted index over own character bigrams, behind one port, on both databases.

`text` says what counts as a word, `terms` what stands in the index for it, `wanted` what is asked
of the index, `index` is the port with its two implementations (`fts5`, `tsvector`). Rooms say what
of their papers is found (`indexed`); `keeping` writes it, `followers` after every act, and
`searching` answers.
"""
