import time


class Engine:
    def __init__(self, is_async):
        self.kind = is_async

    def call(self):
        if self.kind == "async":

            async def inner():
                self.finish()  # ok: nobody awaits what is returned

            return inner()
        return self.finish()

    def call_awaited(self):
        async def inner():
            self.rest()  # AFX103

        return inner()

    def finish(self):
        time.sleep(1)

    def rest(self):
        time.sleep(2)


def run(engine: Engine):
    engine.call()
