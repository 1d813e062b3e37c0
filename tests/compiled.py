"""What is put together once for all the applications and databases of the tests: templates, SQL,
routes and views.

Each application of a test is a new one over a new database; a process of the house has one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from types import ModuleType
from typing import Any

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid_jinja2 import IJinja2Environment
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

PagesOf = Callable[[Sequence[ModuleType]], Configurator]

DIALECTS = (SQLiteDialect_pysqlite, PGDialect_psycopg)


class CompiledTemplates(FileSystemBytecodeCache):
    """Templates compiled once on this machine, and read once by this process."""

    def __init__(self) -> None:
        super().__init__()
        self._code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        key = bucket.key, bucket.checksum
        bucket.code = self._code.get(key)
        if bucket.code is None:
            super().load_bytecode(bucket)
            self._code[key] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        super().dump_bytecode(bucket)
        self._code[bucket.key, bucket.checksum] = bucket.code


COMPILED = CompiledTemplates()


def shared_between(make: Callable[[str], Engine]) -> Callable[[str], Engine]:
    """`make`, all of whose engines of a kind have one cache of compiled statements.

    Its keys name the dialect, and all of our engines of a kind have theirs set up the same.
    """
    for dialect in DIALECTS:
        dialect.__eq__ = _is_alike  # type: ignore[method-assign]  # for the tests alone
        dialect.__hash__ = _kind_of  # type: ignore[method-assign]  # as above
    caches: dict[type, Any] = {dialect: LRUCache[Any, Any](5_000) for dialect in DIALECTS}

    def made(url: str) -> Engine:
        engine = make(url)
        engine._compiled_cache = caches[type(engine.dialect)]
        return engine

    return made


def _is_alike(self: object, other: object) -> bool:
    return type(self) is type(other)


def _kind_of(self: object) -> int:
    return hash(type(self))


def pages_shared(make: PagesOf) -> PagesOf:
    """`make`, which puts the pages of the same rooms together once.

    Each application gets a registry of its own, in which its house can move in; the adapters in
    it, routes, views and templates, are the same ones.
    """

    @cache
    def made(rooms: tuple[ModuleType, ...]) -> Registry:
        registry: Registry = make(rooms).registry
        registry.getUtility(IJinja2Environment, name=".jinja2").bytecode_cache = COMPILED
        return registry

    def shared(rooms: Sequence[ModuleType]) -> Configurator:
        model = made(tuple(rooms))
        registry = Registry.__new__(Registry)
        vars(registry).update(vars(model))
        registry.update(model)
        return Configurator(registry=registry)

    return shared
