"""Pictures lose what they tell of people, and what hangs on them (C17)."""

from io import BytesIO

import pytest
from PIL import Image

from assessments.evidence.service import prepare
from tests.assessments.evidence import samples
from tests.assessments.evidence.refusals import reason_for
from tests.assessments.evidence.samples import archive, pdf, picture


@pytest.mark.parametrize(
    ("kind", "filename"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")]
)
def test_a_picture_keeps_its_pixels_upright_and_loses_place_device_and_notes(
    kind: str, filename: str
) -> None:
    sent = samples.telling_picture(kind)
    with Image.open(BytesIO(sent)) as before:
        assert before.getexif().get_ifd(samples.GPS_IFD)
        assert before.getexif()[samples.MAKE] == samples.DEVICE
        assert before.size == (40, 20)

    kept = prepare(sent, filename).data

    for secret in (samples.DEVICE.encode(), samples.XMP, b"secret", samples.COMMENT, b"Exif"):
        assert secret not in kept
    with Image.open(BytesIO(kept)) as after:
        assert after.format == kind
        assert dict(after.getexif()) == {}
        assert not after.getexif().get_ifd(samples.GPS_IFD)
        assert not {"exif", "xmp", "comment", "icc_profile", "Comment"} & set(after.info)
        assert after.size == (20, 40)
        grey = after.convert("L")
        assert grey.getpixel((10, 5)) < 50
        assert grey.getpixel((10, 35)) > 200


def test_the_sample_with_metadata_would_betray_a_picture_that_is_passed_on_as_it_is() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        assert samples.XMP in samples.telling_picture(kind)
    assert samples.COMMENT in samples.telling_picture("JPEG")


@pytest.mark.parametrize(
    ("mode", "kind", "filename"),
    [
        ("L", "JPEG", "a.jpg"),
        ("CMYK", "JPEG", "a.jpg"),
        ("1", "PNG", "a.png"),
        ("P", "PNG", "a.png"),
        ("LA", "PNG", "a.png"),
        ("RGBA", "PNG", "a.png"),
        ("I;16", "PNG", "a.png"),
        ("RGBA", "WEBP", "a.webp"),
    ],
)
def test_pictures_of_every_colour_mode_are_taken(mode: str, kind: str, filename: str) -> None:
    buffer = BytesIO()
    Image.new(mode, (16, 8)).save(buffer, kind)
    with Image.open(BytesIO(prepare(buffer.getvalue(), filename).data)) as kept:
        assert kept.size == (16, 8)


def test_a_transparent_colour_stays_transparent() -> None:
    buffer = BytesIO()
    Image.new("P", (4, 4)).save(buffer, "PNG", transparency=0)
    with Image.open(BytesIO(prepare(buffer.getvalue(), "a.png").data)) as kept:
        assert kept.convert("RGBA").getpixel((0, 0))[3] == 0


def test_a_small_file_that_would_unfold_into_too_many_pixels_is_refused() -> None:
    bomb = samples.pixel_bomb()
    assert len(bomb) < 10_000
    assert reason_for(bomb, "a.png") == "pixels"


@pytest.mark.parametrize(
    "tail", [archive([("a.js", b"x()")]), b"<script>x()</script>", pdf()], ids=["zip", "web", "pdf"]
)
@pytest.mark.parametrize(
    ("kind", "filename"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")]
)
def test_what_hangs_on_a_picture_is_cut_off(kind: str, filename: str, tail: bytes) -> None:
    kept = prepare(picture(kind) + tail, filename).data
    assert tail not in kept
    for trace in (b"<script", b"PK\x03\x04", b"%PDF-"):
        assert trace not in kept


def test_a_picture_that_hides_a_web_page_in_its_comment_loses_it() -> None:
    hiding = picture("JPEG", comment=b"*/=1;<script>x()</script>")
    assert b"<script" in hiding
    assert b"<script" not in prepare(hiding, "a.jpg").data
