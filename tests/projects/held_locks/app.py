import shutil

from locks import Gate, Journal, entry, turn


class Disk:
    def __init__(self, directory):
        self.directory = directory
        self._gate = Gate()

    async def in_gate(self):
        with self._gate.passing():
            shutil.rmtree(self.directory)  # AFX102

    async def gate(self):
        with self._gate:
            shutil.rmtree(self.directory)  # AFX102


async def in_turn(directory):
    with turn("a"):
        shutil.rmtree(directory)  # AFX102


async def journal(directory):
    with Journal(directory):
        shutil.rmtree(directory)  # AFX102
    with entry(directory):
        shutil.rmtree(directory)  # AFX102
