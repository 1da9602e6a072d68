"""Two people who cover together what nobody covers alone (matching.md §7.4)."""

from .explanation import explain_pair
from .team import TOGETHER, Pair, Partner, Team, best_pairs, can_share

__all__ = ["TOGETHER", "Pair", "Partner", "Team", "best_pairs", "can_share", "explain_pair"]
