"""The settings of a journey."""

from __future__ import annotations

from .. import nodes
from .templates import Phrases

PHRASES: Phrases = {
    nodes.StartingPoint: "starting point: {event}",
    nodes.Status: "status: {word}",
    nodes.OnlyIf: "only if: {condition}",
    nodes.ReEntry: "re-entry: {kind}[ {after}]",
    nodes.ExitWhen: "exit when: {test}",
    nodes.Goal: "goal: {test}[ within {within}]",
    nodes.Objective: "objective: {text}",
    nodes.Holdout: "holdout: {share}",
    nodes.QuietHours: lambda node, say: f"quiet hours: {say(node.hours) or 'none'}",
    nodes.TimeZone: "time zone: {zone}",
}
