import pathlib
import time

import httpx
import requests


class Image:
    def __init__(self, url=None, content=None):
        self.url = url
        self.content = content
        self.size = None

    def load(self):
        if self.content:
            return self.content
        return httpx.get(self.url).content

    def load_again(self):
        if self.content:
            return self.content
        return httpx.put(self.url).content

    def encoded(self):
        return self.load().hex()

    def to_dict(self):
        result = {"url": self.url}
        if self.content:
            result["content"] = self.load()
        return result

    def to_dict_by_another(self):
        if self.content is not None and self.content:
            return {"content": self.encoded()}
        return {}

    def to_dict_otherwise(self):
        if not self.content:
            return {"content": self.load()}
        return {}

    def after_assignment(self):
        if self.content:
            self.content = None
            return self.load()
        return None

    def after_a_call(self):
        if self.content:
            self.forget()
            return self.load()
        return None

    def forget(self):
        self.content = None

    def in_a_loop(self):
        if self.content:
            for _ in range(2):
                self.load_again()
                self.content = None

    def forgets_first(self):
        self.content = None
        return self.load_again()

    def only_if_empty(self):
        if self.content:
            return self.forgets_first()
        return None

    def of_another(self, other):
        if other.content:
            return self.load_again()
        return None

    @property
    def data(self):
        if not self.content:
            return httpx.post(self.url).content
        return self.content

    def length(self):
        if not self.content:
            return 0
        return len(self.data)

    def any_length(self):
        return len(self.data)

    def measured(self):
        if self.size is None:
            self.size = self.measure()
        return self.size

    def measure(self):
        if self.size is not None:
            return self.size
        time.sleep(1)
        return 1


def to_bytes(image):
    if isinstance(image, str):
        return requests.get(image).content
    return image


def to_text(image):
    if isinstance(image, (bytes, bytearray)):
        return image.decode()
    if isinstance(image, pathlib.Path):
        return image.name
    return requests.put(image).text


def given(kind):
    if kind == "url":
        return requests.delete(kind)
    return None


def encoded_twice(image):
    if isinstance(image, bytes):
        return to_text(image)
    return to_bytes(image)
