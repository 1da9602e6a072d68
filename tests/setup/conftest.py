import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sio.dev import places


@pytest.fixture
def home() -> Iterator[Path]:
    """A directory with a name short enough for sockets, into which only its owner walks."""
    directory = Path(tempfile.mkdtemp(prefix="sio-", dir=places.memory() or "/tmp"))
    yield directory
    shutil.rmtree(directory, ignore_errors=True)
