"""What there is no counterpart of is refused before anything is solved."""

from __future__ import annotations

from dataclasses import fields

from ._names import ProblemData

_CONSTRAINTS = {
    "start_before_start", "start_before_end", "end_before_start", "end_before_end",
    "start_at_start", "start_at_end", "end_at_start", "end_at_end", "identical_resources",
    "different_resources", "consecutive", "same_sequence", "setup_times", "mode_dependencies",
    "select_all_or_none", "select_at_least_one", "select_exactly_one",
}

_WEIGHTS = {
    "weight_makespan", "weight_tardy_jobs", "weight_total_flow_time", "weight_total_tardiness",
    "weight_total_earliness", "weight_max_tardiness", "weight_total_setup_time",
}


def check_supported(data: ProblemData) -> None:
    """Raises for what a later PyJobShop may say and this one does not know."""
    for entry in fields(data.constraints):
        if entry.name not in _CONSTRAINTS and getattr(data.constraints, entry.name):
            raise NotImplementedError(f"constraints.{entry.name}")
    for entry in fields(data.objective):
        if entry.name not in _WEIGHTS and getattr(data.objective, entry.name):
            raise NotImplementedError(f"objective.{entry.name}")
