"""办理: what every paper has that goes from hand to hand, whatever its kind.

`holding`: in whose hands it is. `opening`: who has seen it since it came to them, which
`application` notes. `limits`: for whose eyes somebody's words are. `transcription`: a leader's act
that another entered (代录).
"""
