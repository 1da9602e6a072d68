"""Where each network takes a shared address, and the links of the share bar."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.urls import reverse

from blog.enums import Network
from blog.models import Article
from notifications.layout import full_url


@dataclass(frozen=True)
class ShareLink:
    """A link of the bar. `copies` is the address that is copied on the spot when JavaScript runs."""

    label: str
    href: str
    before: str = ""
    copies: str = ""


def share_links(article: Article) -> list[ShareLink]:
    return [_link(article, network) for network in Network]


def destination(network: Network, article: Article) -> str:
    """The address of the network that proposes to share the article; not for « copier », which stays here."""
    url, title = article_url(article), article.title
    match network:
        case Network.LINKEDIN:
            return _with("https://www.linkedin.com/sharing/share-offsite/", url=url)
        case Network.FACEBOOK:
            return _with("https://www.facebook.com/sharer/sharer.php", u=url)
        case Network.X:
            return _with("https://x.com/intent/post", text=title, url=url)
        case Network.WHATSAPP:
            return _with("https://wa.me/", text=f"{title} {url}")
        case Network.EMAIL:
            return _with("mailto:", subject=title, body=f"{article.summary}\r\n\r\n{url}")
        case Network.COPY:
            return article.get_absolute_url()


def article_url(article: Article) -> str:
    """The address that is passed on: in full, without anything that says who passed it."""
    return full_url(article.get_absolute_url())


def _link(article: Article, network: Network) -> ShareLink:
    return ShareLink(
        label=network.label,
        href=reverse("blog:share", args=[article.slug, network.value]),
        before="Partager sur " if network.is_site else "Partager par " if network is Network.EMAIL else "",
        copies=article_url(article) if network is Network.COPY else "",
    )


def _with(address: str, **parameters: str) -> str:
    """Spaces as %20: mail programs show a plus as a plus."""
    return f"{address}?{urlencode(parameters, quote_via=quote)}"
