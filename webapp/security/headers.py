"""The headers that every response carries, pages and errors alike (C10, C21)."""

from collections.abc import Iterable, MutableMapping
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response, request
from whitenoise import WhiteNoise

from webapp.instance import instance
from webapp.settings import Settings

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


STATIC_AGE = 30 * 24 * 3600


class StaticFiles(WhiteNoise):  # type: ignore[misc]
    """Serves files to those who read; whatever else is asked goes to the application."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            answer: Iterable[bytes] = super().__call__(environ, start_response)
            return answer
        return self.application(environ, start_response)  # type: ignore[no-any-return]


def install(app: Flask) -> None:
    """Set the headers on every response. A view may set a stricter one of its own."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        if request.path.startswith(LINK_PAGES):
            response.headers["Referrer-Policy"] = "no-referrer"
        for name, value in headers_for(instance().settings).items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def configure(app: Flask, settings: Settings) -> None:
    """Serve `static/` before the application is reached, with the same headers."""

    def add_headers(headers: MutableMapping[str, str], _path: str, _url: str) -> None:
        for name, value in headers_for(settings).items():
            headers[name] = value

    app.wsgi_app = StaticFiles(  # type: ignore[method-assign]
        app.wsgi_app,
        root=app.static_folder,
        prefix="static/",
        max_age=STATIC_AGE,
        autorefresh=app.debug,
        allow_all_origins=False,
        add_headers_function=add_headers,
    )


def headers_for(settings: Settings) -> dict[str, str]:
    """The headers of every response; over https it also promises to stay there."""
    return HEADERS | ({"Strict-Transport-Security": ONE_YEAR} if settings.secure else {})
