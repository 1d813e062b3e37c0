"""What access keeps between requests: sessions, tries to log in, the access log."""

from __future__ import annotations

from pyramid.registry import Registry

from office.access.buckets import LoginBuckets
from office.access.log import AccessLog, access_log_of
from office.access.sessions import Sessions, sessions_of
from office.kernel.clock import Clock
from office.kernel.store import Store


def keep_in(registry: Registry) -> None:
    """Keep them in the registry's store, by its clock."""
    registry[Sessions] = sessions_of(registry)
    registry[LoginBuckets] = LoginBuckets(registry[Store], registry[Clock], registry[Sessions])
    registry[AccessLog] = access_log_of(registry)
