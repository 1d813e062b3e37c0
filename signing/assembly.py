"""How signing is put together over a house: before the rooms whose papers it signs."""

from __future__ import annotations

from datetime import timedelta

from office.house import House
from office.outside.pictures import Pictures
from signing.certificates.trusted import Trusted
from signing.checkpoints.application import Checkpoints
from signing.checkpoints.auditing import CheckpointAuditor
from signing.checkpoints.exchanging import Exchange
from signing.checkpoints.followers import Checkpointer
from signing.checkpoints.permissions import RULES as CHECKPOINT_RULES
from signing.checkpoints.registers import checkpoint_register
from signing.issuing.application import Certificates
from signing.issuing.states import must_not_be_revoked
from signing.keys.keystore import Keystore
from signing.keys.owners import HeldKey
from signing.keys.token import open_token
from signing.requests.application import SealRequests
from signing.requests.permissions import RULES as REQUEST_RULES
from signing.requests.registers import request_register
from signing.seals.application import Seals
from signing.seals.permissions import RULES as SEAL_RULES
from signing.seals.registers import seal_register
from signing.timestamps.remembering import time_service


def join(house: House) -> Seals:
    """Bring keys, certificates, whom the node trusts and seals into the house. Gives the seals,
    which papers are sealed with."""
    store, clock, secret = house.node.store, house.node.clock, house.settings.key_secret
    trusted = Trusted(store, clock)

    def objects(held: HeldKey) -> None:
        must_not_be_revoked(held, trust=trusted.trust(), now=clock.now())

    keys = Keystore(
        store,
        clock=clock,
        secret=secret,
        open_token=open_token(house.settings.pkcs11),
        objects=objects,
    )
    checkpoints = Checkpoints(house.node, keys=keys, name=house.settings.node)
    every = timedelta(minutes=house.settings.checkpoint_minutes)

    def auditor() -> CheckpointAuditor:
        return CheckpointAuditor(store, name=checkpoints.node_name, trusted=trusted, clock=clock)

    service = time_service(house.settings.time_service, store=store, clock=clock)
    seals = Seals(
        house.node,
        keys=keys,
        trusted=trusted,
        directory=house.directory,
        time_service=service,
    )
    if service is not None:
        house.join(service)
    house.join(
        Pictures(house.node.content),
        keys,
        trusted,
        Certificates(
            keys,
            trusted,
            clock=clock,
            secret=secret,
            folder=house.settings.ca,
            list_days=house.settings.ca_list_days,
        ),
        checkpoints,
        Exchange(checkpoints, trusted),
        seals,
        SealRequests(house.node, seals=seals, directory=house.directory),
        auditors=(auditor,),
        registers=(checkpoint_register, seal_register, request_register),
        rules=(*CHECKPOINT_RULES, *SEAL_RULES, *REQUEST_RULES),
        followers=(Checkpointer(checkpoints, every=every),),
    )
    return seals
