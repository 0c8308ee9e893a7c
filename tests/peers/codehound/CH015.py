# Properties that are coroutine functions: they can be awaited, so only those that nobody can are found.
class Page:
    @property
    async def title(self):  # ok: `await page.title` works, though the peer finds it
        return "title"

    @title.setter
    async def title(self, value):  # AFX208
        self.value = value
