"""The base of every ir model: frozen, closed, and serialised the same way each time."""

from __future__ import annotations

import hashlib

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value; unknown keys are refused so that an old reader never guesses."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def to_json(self) -> str:
        """Canonical JSON: fields in declaration order, absent ones left out, no spaces."""
        return self.model_dump_json(exclude_none=True)

    def digest(self) -> str:
        """SHA-256 of the canonical JSON, lower hex: equal content, equal digest."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()
