"""Templates are compiled once in a test process, not once in each application that a test makes."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from webapp.app import Erkin


class CompiledTemplates(BytecodeCache):
    """What was compiled, by name and source."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = self._kept.get((bucket.key, bucket.checksum))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


def share_compiled_templates() -> None:
    """Let every application that is made from now on share what was compiled."""
    Erkin.jinja_options = {**Erkin.jinja_options, "bytecode_cache": CompiledTemplates()}
