"""Sends pictures and files, and gives them back."""

from typing import Any

from tests.support.telegram_server.errors import bad
from tests.support.telegram_server.house import House
from tests.support.telegram_server.keyboards import check_keyboard
from tests.support.telegram_server.params import Params, Upload
from tests.support.telegram_server.payloads import bare, message_payload

from .words import common, read_caption

PHOTO_LIMIT = 10 * 2**20
FILE_LIMIT = 50 * 2**20


def take_file(house: House, p: Params, source: Any, name: str) -> tuple[str, Upload]:
    """An upload, an `attach://`, a known file id, or a web address (taken as fetched)."""
    if isinstance(source, str) and source.startswith("attach://"):
        upload = p.files.get(source.removeprefix("attach://"))
    elif isinstance(source, str) and source.startswith(("http://", "https://")):
        upload = Upload(source.rsplit("/", 1)[-1], "application/octet-stream", b"")
    elif isinstance(source, str):
        if (upload := house.uploads.get(source)) is None:
            raise bad("wrong remote file identifier specified: Wrong character in the string")
        return source, upload
    else:
        upload = p.files.get(name)
    if upload is None:
        raise bad(f"there is no {name} in the request")
    return keep_file(house, upload), upload


def keep_file(house: House, upload: Upload) -> str:
    file_id = f"file-{house.world.serial()}"
    house.uploads[file_id] = upload
    return file_id


def photo_content(file_id: str, upload: Upload) -> dict[str, Any]:
    sizes = ((90, 67, "s"), (1280, 960, "x"))
    return {
        "photo": [
            {
                "file_id": file_id,
                "file_unique_id": f"u{file_id}{z}",
                "width": w,
                "height": h,
                "file_size": len(upload.content),
            }
            for w, h, z in sizes
        ]
    }


def document_content(file_id: str, upload: Upload) -> dict[str, Any]:
    named = bare(file_name=upload.name, mime_type=upload.mime)
    return {
        "document": {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(upload.content), **named}
    }


def content(house: House, p: Params, kind: str, source: Any) -> dict[str, Any]:
    file_id, upload = take_file(house, p, source, kind)
    limit = PHOTO_LIMIT if kind == "photo" else FILE_LIMIT
    if len(upload.content) > limit:
        raise bad(f"file of size {len(upload.content)} bytes is too big for a {kind}")
    return photo_content(file_id, upload) if kind == "photo" else document_content(file_id, upload)


def _send(house: House, p: Params, kind: str) -> dict[str, Any]:
    chat, fields = common(house, p, f"can_send_{kind}s")
    caption, entities = read_caption(house, p.values)
    keyboard = check_keyboard(p.raw("reply_markup"))
    inside = content(house, p, kind, p.raw(kind))
    message = house.put(chat, caption=caption, entities=entities, keyboard=keyboard, content=inside, **fields)
    return message_payload(message)


def send_photo(house: House, p: Params) -> dict[str, Any]:
    return _send(house, p, "photo")


def send_document(house: House, p: Params) -> dict[str, Any]:
    return _send(house, p, "document")


def send_media_group(house: House, p: Params) -> list[dict[str, Any]]:
    items = p.array("media")
    if not 2 <= len(items) <= 10:
        raise bad("there must be from 2 to 10 files in the media group")
    if {item.get("type") for item in items} not in ({"photo"}, {"document"}):
        raise bad("media of different or unknown kinds can't be mixed in an album")
    kind = str(items[0]["type"])
    chat, fields = common(house, p, f"can_send_{kind}s")
    group = f"{13_000_000_000_000_000 + house.world.serial()}"
    ready = [(read_caption(house, item), content(house, p, kind, item.get("media"))) for item in items]
    written = [
        house.put(chat, caption=caption, entities=entities, content=inside, media_group=group, **fields)
        for (caption, entities), inside in ready
    ]
    return [message_payload(message) for message in written]


def get_file(house: House, p: Params) -> dict[str, Any]:
    file_id = p.text("file_id") or ""
    if (upload := house.uploads.get(file_id)) is None:
        raise bad("invalid file_id")
    size = len(upload.content)
    return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": size, "file_path": f"files/{file_id}"}


METHODS = {
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
}
