"""The gallery, for the tests of the look."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.instances import free_port, served
from tests.webapp.look.gallery import create_gallery


@pytest.fixture(scope="session")
def gallery() -> Flask:
    """The application that shows every macro."""
    return create_gallery()


@pytest.fixture(scope="session")
def gallery_url(gallery: Flask) -> Iterator[str]:
    """Where a browser finds the gallery."""
    port = free_port()
    with served(gallery, port):
        yield f"http://127.0.0.1:{port}"
