"""Links free French to the concepts of an index of labels: no pretrained network, both genders alike.

Linker([Label("M1607", "Secrétaire"), …]).link("secrétaire médicale (h/f)").candidates[0].id
"""

from .linker import Answer, Candidate, Label, Linker

__all__ = ["Answer", "Candidate", "Label", "Linker"]
