"""Records: what the store knows, as the plain values that templates read."""

from .batch import Material, gather
from .programs import Programs

__all__ = ["Material", "Programs", "gather"]
