"""Names that do not exist: an error that says which one was meant."""

from __future__ import annotations

from difflib import get_close_matches

from jinja2 import StrictUndefined
from jinja2.utils import missing

from ...compiler.ir.templates import ALWAYS, OPTIONAL, UNSUBSCRIBE


class Missing(StrictUndefined):
    """What an unknown name stands for: any use of it fails, with the nearest name that exists."""

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_obj is missing and name in OPTIONAL:
            return no_record(name)
        near = [word for word in get_close_matches(name, self._known(), n=2) if word != name]
        return f"`{name}` is unknown here" + (f", did you mean `{near[0]}`?" if near else "")

    def _known(self) -> tuple[str, ...]:
        """The names that would have been right in this place."""
        if self._undefined_obj is missing:
            return (*ALWAYS, UNSUBSCRIBE, *OPTIONAL)
        if isinstance(self._undefined_obj, dict):
            return tuple(map(str, self._undefined_obj))
        return ()

    def __bool__(self) -> bool:  # type: ignore[override]
        """`{% if cart %}` asks whether there is one; any other unknown name is a mistake."""
        if self._undefined_obj is missing and self._undefined_name in OPTIONAL:
            return False
        self._fail_with_undefined_error()


def no_record(name: str) -> str:
    """What is said of a record that not every journey has."""
    return f"there is no `{name}` in this journey: write `{{% if {name} %}}` around it"
