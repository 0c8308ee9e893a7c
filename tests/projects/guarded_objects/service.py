# select: AFX103
import media
from media import Image


async def attributes(image: Image, other: Image):
    image.to_dict()  # ok: it is loaded only where it is there
    image.to_dict_by_another()  # ok: a method between them asks nothing
    image.to_dict_otherwise()  # AFX103
    image.after_assignment()  # AFX103
    image.after_a_call()  # AFX103
    image.in_a_loop()  # AFX103
    image.only_if_empty()  # AFX103
    image.of_another(other)  # AFX103
    image.length()  # ok: the property asks only where nothing is there
    image.any_length()  # AFX103
    image.measured()  # AFX103


class Awaiting(Image):
    async def at_once(self):
        if self.content:
            self.load_again()  # ok: it is there

    async def after_waiting(self, gate):
        if self.content:
            await gate
            self.load_again()  # AFX103

    async def before_waiting(self, gate):
        assert self.content
        self.load_again()  # ok: it is there
        await gate
        self.load_again()  # AFX103


async def classes(image, other):
    if not isinstance(image, str):
        media.to_bytes(image)  # ok: no text
        media.to_bytes(other)  # AFX103
    else:
        media.to_bytes(image)  # AFX103
    if isinstance(image, bytes):
        media.to_bytes(image)  # ok: bytes are no text
        media.to_text(image)  # ok: it is decoded
    media.to_bytes(None)  # ok: no text
    media.to_bytes("http://host")  # AFX103
    media.encoded_twice(image)  # AFX103


async def own_names(queue, paths):
    for image in paths:
        if isinstance(image, str):
            continue
        media.to_bytes(image)  # ok: texts are left out
    image = await queue.get()
    if not isinstance(image, (str, bytes)):
        media.to_bytes(image)  # ok: no text
        image = str(image)
        media.to_bytes(image)  # AFX103
    kind = await queue.get()
    if kind != "url":
        media.given(kind)  # ok: no address
    while kind == "url":
        media.given(kind)  # AFX103
        kind = await queue.get()
    media.given(kind)  # ok: the loop has ended
