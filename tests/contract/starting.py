"""Runs in a package as Lambda has it, without the libraries of this environment: imports it, and looks at photos.

Usage: ``python -S starting.py [FOLDER] MODULE…``. It imports the modules, builds the models of the wire where there are
any, and prints what became of each photo in the folder: its size, or why it was refused.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    """Import and look."""
    folder = Path(sys.argv[1])
    for module in sys.argv[2:]:
        import_module(module)
    if "pydantic" in sys.modules:
        from handler.wire.common import Wire

        for model in Wire.__subclasses__():
            model.model_rebuild()
    print(json.dumps({path.name: looked_at(path) for path in sorted(folder.iterdir())}))


def looked_at(path: Path) -> object:
    """Do with a photo what the functions do: check it, make the small one, turn it, cut it, look at its pixels."""
    from handler.adapters.pictures.image import PillowInspector
    from handler.adapters.pictures.montage import PillowMontageMaker
    from handler.adapters.pictures.pixels import PillowPixels
    from handler.domain.errors import BadPhoto
    from handler.domain.geometry import BoundingBox
    from handler.domain.reading.montage import Place, montage_of

    body, kind = path.read_bytes(), "image/png" if path.suffix == ".png" else "image/jpeg"
    try:
        inspector = PillowInspector()
        found = inspector.inspect(body, kind)
    except BadPhoto as error:
        return error.code
    place = Place(BoundingBox(0.25, 0.25, 0.5, 0.5), 0.25)
    made = (
        found.thumbnail_jpeg(),
        inspector.turned_over(body).jpeg,
        PillowMontageMaker().render(body, montage_of([place], found.image_size)),
    )
    assert all(one.startswith(b"\xff\xd8") for one in made)
    PillowPixels(body).whole(32)
    PillowPixels(body).small()
    return [found.image_size.width, found.image_size.height]


if __name__ == "__main__":
    main()
