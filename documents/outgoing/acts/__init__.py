"""The acts of the outgoing room: `foundation` first, the one way each of them goes.

Then as a document lives: `drafting`, `preparing` (review to sign-off), beside it `clearing`
(保密审查 as an act of its own), `asking_agencies` and `transcribing` (代录); `sending` (发文办理)
with what a recheck may mend (`correcting`) and what leaves the house (`issuing`).
"""
