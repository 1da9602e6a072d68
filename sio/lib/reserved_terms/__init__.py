"""Acts the law reserves, and words one should not publish, found while one writes (legal.md §12).

scan("Tenue de la comptabilité") → [Finding(rule="compta_tenue", level=Level.FORBIDDEN, …)]
"""

from .rules import RULES, Level, Rule
from .scanning import Finding, scan

__all__ = ["RULES", "Finding", "Level", "Rule", "scan"]
