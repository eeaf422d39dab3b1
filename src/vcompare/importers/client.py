"""urllib3: through which proxy a request goes, and what its errors mean."""

from typing import TYPE_CHECKING
from urllib.parse import unquote
from urllib.request import getproxies, proxy_bypass

from vcompare.errors import system_says

if TYPE_CHECKING:
    from urllib3 import PoolManager
    from urllib3.util import Url

LATER = "try again later"
_CONNECTION = "check the address and your connection"


def towards(url: "Url") -> "PoolManager":
    """Return what sends a request, through the proxy that the environment names, but not to this machine."""
    from urllib3 import PoolManager, ProxyManager, make_headers
    from urllib3.util import parse_url

    from vcompare.importers.addresses import is_here

    proxies = getproxies()
    named = proxies.get(url.scheme or "") or proxies.get("all")
    if not named or is_here(url) or proxy_bypass(url.host or ""):
        return PoolManager()
    proxy = parse_url(named if "://" in named else f"http://{named}")
    headers = make_headers(proxy_basic_auth=unquote(proxy.auth)) if proxy.auth else None
    return ProxyManager(proxy._replace(auth=None).url, proxy_headers=headers)


def reason(problem: Exception, silence: float) -> tuple[str, str]:
    """Return what went wrong on the way, and what may help."""
    from urllib3 import exceptions as of

    refused = f"no connection: {_cause(problem)}"
    reasons: dict[type[Exception], tuple[str, str]] = {
        of.NameResolutionError: ("its host is not found", _CONNECTION),
        of.ReadTimeoutError: (f"the server sends nothing for {silence:g} seconds", LATER),
        of.NewConnectionError: (refused, _CONNECTION),
        of.ConnectTimeoutError: (refused, _CONNECTION),
        of.ProxyError: (f"no connection through the proxy: {_cause(problem)}", "check the proxy"),
        of.ProxySchemeUnknown: ("the proxy is of an unknown kind", "set https_proxy to an http address"),
        of.SSLError: (f"its certificate is not trusted: {_cause(problem)}", "check the address"),
        of.DecodeError: ("it is not compressed as the server says", LATER),
        of.ProtocolError: ("the connection ended early", LATER),
    }
    known = (reason for kind, reason in reasons.items() if isinstance(problem, kind))
    return next(known, (str(problem), "check the address"))


def _cause(problem: Exception) -> str:
    """Return what the system says of a problem, without what the client says around it."""
    first: BaseException = problem
    while cause := first.__cause__ or first.__context__:
        first = cause
    if isinstance(first, TimeoutError):
        return "timed out"
    return getattr(first, "verify_message", "") or system_says(first)
