"""The headers that every response carries, pages and errors alike (C10, C21)."""

from collections.abc import MutableMapping

from flask import Flask, Response, request
from whitenoise import WhiteNoise

from webapp.instance import instance

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    ]
)
FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
}
ONE_YEAR = "max-age=31536000; includeSubDomains"
LINK_PAGES = "/i/"


def install(app: Flask) -> None:
    """Set the headers on every response. A view may set a stricter one of its own."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        if request.path.startswith(LINK_PAGES):
            response.headers["Referrer-Policy"] = "no-referrer"
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        if instance().settings.secure:
            response.headers["Strict-Transport-Security"] = ONE_YEAR
        return response


def serve_static(app: Flask, *, max_age: int) -> None:
    """Serve `static/` before the application is reached, with the same headers."""
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=app.static_folder,
        prefix="static/",
        max_age=max_age,
        autorefresh=app.debug,
        allow_all_origins=False,
        add_headers_function=_add_static_headers,
    )


def _add_static_headers(headers: MutableMapping[str, str], _path: str, _url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
