"""The acts of the outgoing room: `foundation` first, the one way each of them goes.

Then as a document lives: `drafting`, `preparing` (review to sign-off), `asking_agencies`,
`transcribing` (代录), `sending` (发文办理) with what a recheck may mend (`correcting`) and what
leaves the house (`issuing`).
"""
