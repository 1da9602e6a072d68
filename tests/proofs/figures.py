"""What was proved, as lines of one table."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    what: str
    found: str
    asked: str


@dataclass
class Figures:
    lines: list[Figure] = field(default_factory=list)

    def add(self, what: str, found: str, asked: str) -> None:
        self.lines.append(Figure(what, found, asked))

    def table(self) -> str:
        rows = [f"| {one.what} | {one.found} | {one.asked} |" for one in self.lines]
        return "\n".join(["| Proof | Found | Asked |", "| --- | --- | --- |", *rows])
