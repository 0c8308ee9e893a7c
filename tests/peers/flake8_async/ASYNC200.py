# Calls that the peer is told of by its settings. Here a stub says so: see tests/projects.
import ledger


async def book(entry):
    ledger.write(entry)  # ok: nobody has said that it blocks
