"""Absolute addresses come from PUBLIC_BASE_URL, never from what a request says of its host (C6)."""

from urllib.parse import urlsplit

from flask import Flask, current_app
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.instance import instance
from webapp.settings import Settings


def configure(app: Flask, settings: Settings) -> None:
    """Trust the named hosts alone, and exactly as many proxies as there are."""
    app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts)
    if hops := settings.proxy_hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]


def absolute_url(endpoint: str, **values: object) -> str:
    """The public address of a page, for mails and documents. Works outside a request too."""
    base = urlsplit(instance().settings.public_base_url)
    adapter = current_app.url_map.bind(base.netloc, url_scheme=base.scheme)
    return adapter.build(endpoint, values, force_external=True)
