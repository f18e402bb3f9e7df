"""Files of contacts, products, orders, order lines and events into a store."""

from .columns import COLUMNS, KINDS, Kind
from .importing import detect_kind, import_file
from .problems import FileProblem
from .report import Counts, Options, Progress, Report

__all__ = [
    "COLUMNS",
    "KINDS",
    "Counts",
    "FileProblem",
    "Kind",
    "Options",
    "Progress",
    "Report",
    "detect_kind",
    "import_file",
]
