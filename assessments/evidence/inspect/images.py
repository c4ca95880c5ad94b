"""Pictures are drawn anew: pixels alone go on, and neither place, device nor time (C17)."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, JpegImagePlugin, UnidentifiedImageError

from assessments.evidence.inspect import Refused
from assessments.evidence.limits import LARGEST_FILE, MOST_PIXELS

FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
JPEG_MODES = ("L", "RGB")


def inspection(data: bytes, kind: str) -> bytes:
    """The same picture in the same format, upright, with nothing but its pixels."""
    # The limit is checked here, on the declared size, before any pixel is read.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(BytesIO(data), formats=[FORMATS[kind]]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Refused("pixels")
            image.load()
            quality = _same_quality(image)
            upright = ImageOps.exif_transpose(image)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError) as error:
        raise Refused("damaged") from error
    buffer = BytesIO()
    _pixels_alone(upright, kind).save(buffer, FORMATS[kind], **quality)
    if buffer.tell() > LARGEST_FILE:
        raise Refused("too_heavy")
    return buffer.getvalue()


def _same_quality(image: Image.Image) -> dict[str, Any]:
    """How to save so that little is lost and the file does not grow."""
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        return {
            "qtables": image.quantization,
            "subsampling": JpegImagePlugin.get_sampling(image),
        }
    return {"quality": 90, "method": 2} if image.format == "WEBP" else {}


def _pixels_alone(image: Image.Image, kind: str) -> Image.Image:
    transparency = image.info.get("transparency")
    if kind == "jpeg" and image.mode not in JPEG_MODES:
        image = image.convert("RGB")
    image.info = {}
    if kind == "png" and transparency is not None:
        image.info["transparency"] = transparency
    return image
