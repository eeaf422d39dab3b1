"""Which addresses are read: `https`, and `http` only from this machine itself."""

from ipaddress import ip_address
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from vcompare.errors import VcompareError

_WANTED = "write one such as https://example.com/data.json"


def judged(address: str) -> Url:
    """Return an address that may be read, in parts. Raises VcompareError for any other."""
    try:
        url = parse_url(address.strip())
    except LocationParseError:
        raise VcompareError(f'"{address}" is no address', _WANTED) from None
    if url.auth is not None:
        shown = url._replace(auth=None).url
        raise VcompareError(f"{shown}: a user name or password in an address is not sent", "leave it out")
    if not url.host or url.scheme not in {"https", "http"}:
        raise VcompareError(f'"{address}" is no address that is read', _WANTED)
    if url.scheme == "http" and not is_here(url):
        raise VcompareError(f"{address} is not encrypted, so anybody could change it on its way", "use https")
    if not url.host.isascii():
        raise VcompareError(f"{address}: the name of the host is not ASCII", "write it with xn--")
    return url._replace(fragment=None)


def redirected(url: Url, location: str) -> Url:
    """Return where an answer leads. Raises VcompareError for an address that would not be read itself.

    Nobody else may lead to this machine, where a request can do what nobody outside could.
    """
    try:
        target = judged(urljoin(url.url, location))
    except VcompareError as error:
        raise VcompareError(f"{url.url} leads to what is not read: {error.message}") from None
    except ValueError:
        raise VcompareError(f'{url.url} leads to what is not read: "{location}" is no address') from None
    if is_here(target) and not is_here(url):
        raise VcompareError(f"{url.url} leads to {target.url}, which is on this machine")
    return target


def is_here(url: Url) -> bool:
    """Say whether an address is on this machine."""
    host = (url.host or "").strip("[]").lower()
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
