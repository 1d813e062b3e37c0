"""Certificates for trying: of agencies, of whoever signs and seals, of the node and its time."""

from __future__ import annotations

from office.directory.kinds import Role
from office.house import House
from signing.checkpoints.application import Checkpoints
from signing.issuing.application import Certificates, Holder
from signing.issuing.holders import holder
from signing.keys.algorithms import Algorithm

BY = "operator:demo"
SIGNING = {Role.LEADER, Role.SIGNER, Role.CLERK}
ALGORITHMS = (Algorithm.SM2, Algorithm.ECDSA)
"""For OFD and for PDF; RSA keys would take the demonstration's patience."""


def certify(house: House) -> None:
    """By the development authority, which is made if there is none."""
    room = house.find(Certificates)
    # One commit, and not one for each of some fifty keys.
    with house.node.store.writing():
        if room.has_authority:
            room.trust_authority(by=BY)
        else:
            room.make_authority(name="云川省", by=BY)
        for each in _holders(house):
            for algorithm in ALGORITHMS:
                room.issue(each, algorithm=algorithm, by=BY)


def _holders(house: House) -> list[Holder]:
    """The node's, then each agency's and its people's."""
    directory = house.directory
    node = house.find(Checkpoints).known_name
    found = [holder(directory, kind=kind, whose="", node=node) for kind in ("node", "time")]
    agencies = directory.agencies_on()
    found += [holder(directory, kind="agency", whose=each.code) for each in agencies]
    highest = next(each for each in agencies if not each.superior)
    found.append(holder(directory, kind="seal-maker", whose=highest.code))
    posts = [post for each in agencies for post in directory.posts_on(each.code)]
    logins = dict.fromkeys(each.person.login for each in posts if SIGNING & set(each.roles))
    return found + [holder(directory, kind="person", whose=each) for each in logins]
