"""One style sheet and one script in production, the small sources one by one in development.

The sources stay small files; `collectstatic` joins them in a fixed order into `css/site.css` and `js/site.js`,
then hashes and compresses them like everything else. There is no other build.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

SITE_STYLE = "css/site.css"
SITE_SCRIPT = "js/site.js"


def sources() -> Path:
    return Path(settings.STATICFILES_DIRS[0])


def style_sources() -> list[str]:
    """The style sheets in the order of their layers; within a layer, by name."""
    return [
        "css/tokens.css",
        "css/base.css",
        "css/layout.css",
        *_named("css/components/*.css"),
        *_named("css/pages/*.css"),
        "css/print.css",
    ]


def script_sources() -> list[str]:
    """The library first, then each behaviour by name; none depends on another."""
    return ["vendor/htmx.min.js", *_named("js/*.js")]


def joined(names: list[str]) -> str:
    """The text of the sources, one after the other."""
    return "\n".join((sources() / name).read_text(encoding="utf-8").strip() for name in names) + "\n"


def is_bundled() -> bool:
    return isinstance(staticfiles_storage, SiteStaticStorage)


def styles() -> list[str]:
    """What a page links: one sheet in production, the sources elsewhere."""
    return [SITE_STYLE] if is_bundled() else style_sources()


def scripts() -> list[str]:
    return [SITE_SCRIPT] if is_bundled() else script_sources()


def _named(pattern: str) -> list[str]:
    return sorted(path.relative_to(sources()).as_posix() for path in sources().glob(pattern))


class SiteStaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # WhiteNoise has no types
    """WhiteNoise's hashed and compressed files, plus the two joined ones."""

    def post_process(self, paths: dict[str, Any], *, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            for target, names in ((SITE_STYLE, style_sources()), (SITE_SCRIPT, script_sources())):
                self._write(target, joined(names))
                paths[target] = (self, target)
        yield from super().post_process(paths, dry_run, **options)

    def _write(self, name: str, text: str) -> None:
        if self.exists(name):
            self.delete(name)
        self.save(name, ContentFile(text.encode("utf-8")))
