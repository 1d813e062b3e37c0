"""Four nodes made ready: each its own house, one authority for all, everybody met by everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

from documents.demonstration.certified import BY, SIGNING
from integrations.exchange.book.application import Peers
from integrations.exchange.book.making import OwnSnapshots
from integrations.exchange.demonstration.places import HOST, Site
from office.directory.application import directory_act
from office.directory.ids import DIRECTORY
from office.house import House
from office.kernel.act import Act
from office.kernel.rebuild import outdated, rebuild
from office.settings import load_settings
from signing.certificates.certificate import Certificate
from signing.certificates.trusted import Trusted
from signing.checkpoints.application import Checkpoints
from signing.issuing.application import Certificates, Holder
from signing.issuing.holders import holder
from signing.issuing.tls import issue_tls
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.secret import make_secret

HOSTS = (HOST, "localhost")
NATIONAL = (Algorithm.SM2,)
BOTH = (Algorithm.SM2, Algorithm.ECDSA)
"""For OFD and for PDF."""


@contextmanager
def houses_of(sites: Sequence[Site]) -> Iterator[dict[Site, House]]:
    """Every node's house, in this process."""
    with ExitStack() as stack:
        found = {}
        for site in sites:
            found[site] = House(load_settings(site.ini))
            stack.callback(found[site].close)
        yield found


def provision(houses: dict[Site, House], *, authority: Path) -> Iterator[str]:
    """Bring each to where it can exchange; what is there already stays. A sentence after each.

    `authority`: the folder of the development authority that all of them trust.
    """
    for site, house in houses.items():
        _prepare(site, house, authority=authority)
        yield f"{site.place.name}：目录、密钥、证书"
    for house in houses.values():
        house.find(OwnSnapshots).make()
    for site, house in houses.items():
        for other in houses.values():
            if other is not house:
                _meet(house, other)
        yield f"{site.place.name}：认识其他节点"


def _prepare(site: Site, house: House, *, authority: Path) -> None:
    if outdated(house.node.store, house.node.registers):
        rebuild(house.node.store, house.node.registers)
    house.follow_source(directory_act(BY, uuid4().hex))
    if not house.settings.key_secret.exists():
        make_secret(house.settings.key_secret)
    room = Certificates(
        house.find(Keystore),
        house.find(Trusted),
        clock=house.node.clock,
        secret=authority / "secret",
        folder=authority,
    )
    with house.node.store.writing():
        if room.has_authority:
            room.trust_authority(by=BY)
        else:
            room.make_authority(name="云川省", by=BY)
        for each, algorithms in _holders(house, site.place.agency):
            for algorithm in algorithms:
                if not room.keys.current(each.owner, algorithm=algorithm, purpose=each.purpose):
                    room.issue(each, algorithm=algorithm, by=BY)
    if not site.tls.exist:
        issue_tls(room, HOSTS, site.tls, algorithm=Algorithm.ECDSA)


def _holders(house: House, agency: str) -> Iterator[tuple[Holder, tuple[Algorithm, ...]]]:
    """The node's, its agency's and those of whoever signs there."""
    directory, name = house.directory, house.find(Checkpoints).known_name
    yield holder(directory, kind="node", whose="", node=name), NATIONAL
    yield holder(directory, kind="agency", whose=agency), BOTH
    for kind in ("exchange", "encryption"):
        yield holder(directory, kind=kind, whose=agency), NATIONAL
    posts = directory.posts_on(agency)
    for login in dict.fromkeys(each.person.login for each in posts if SIGNING & set(each.roles)):
        yield holder(directory, kind="person", whose=login), BOTH


def _meet(here: House, there: House) -> None:
    """What two administrators do on the telephone: the fingerprint is asked of the other node's
    own keystore and not read off the snapshot."""
    snapshot = there.find(Peers).book.newest({})[0]
    room = here.find(Peers)
    brought = room.bring(snapshot, by=BY, via="演示")
    if not brought.waits:
        return
    signer = there.find(Checkpoints).signer()
    room.confirm(
        Act(agency=DIRECTORY, person=BY, command=str(uuid4())),
        brought.node,
        fingerprint=Certificate(signer.certificate).fingerprint,
        digest=snapshot.digest,
        reason="演示节点，指纹取自对方的密钥库",
    )
