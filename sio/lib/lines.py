"""A dialogue by lines: queries on standard input, one JSON answer a line on standard output, as soon as they come."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

AT_ONCE = 65_536


def answer_lines(answers: Callable[[Sequence[str]], Sequence[dict[str, Any]]]) -> None:
    """Answer every line of standard input, in order; lines that arrive together are answered together."""
    for lines in _batches(sys.stdin.buffer):
        for answer in answers(lines):
            sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()


def _batches(stream: BinaryIO) -> Iterator[list[str]]:
    read = getattr(stream, "read1", stream.read)
    rest = b""
    while arrived := read(AT_ONCE):
        *whole, rest = (rest + arrived).split(b"\n")
        if whole:
            yield [_text(line) for line in whole]
    if rest:
        yield [_text(rest)]


def _text(line: bytes) -> str:
    return line.rstrip(b"\r").decode("utf-8", "replace")
