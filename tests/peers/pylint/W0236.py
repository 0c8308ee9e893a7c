# A method that overrides one of the other kind, and a call that meets it.
class Shop:
    async def open(self):
        return True

    def close(self):
        return True

    async def day(self):
        await self.open()
        self.close()


class Stall(Shop):
    def open(self):  # AFX404
        return True

    async def close(self):  # AFX404
        return True


class Store(Shop):
    async def open(self):  # ok: of the same kind
        return True


class Fruit:
    async def peel(self):
        return True


class Apple(Fruit):
    def peel(self):  # ok: the difference alone, which the peer finds: nobody calls the one for the other
        return True
