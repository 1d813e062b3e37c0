"""The page of a document: `page` puts it together, `buttons` hands what is pressed to the room.

`forms` has the act of whose turn it is, `other_forms` what may be done beside it (`asking_form`,
`route_form`, `warnings` are parts of them); `history` tells the events, `route_drawn` the way,
`sheets` the pages on paper. `files`, `transcribing` and `batch` answer addresses of their own.
"""
