"""Where a document is drafted: by `type_choice` or `importing`, then `web` with `draft_page`.

`draft_form` and `particulars_form` read what was typed, `findings` shows what the rules say of
it, `images` keeps its pictures.
"""
