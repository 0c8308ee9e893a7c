from bank import Table, Transfer
from bank.accounts import Ledger


async def look(key):
    table = Table("bank.db")
    return table[key]  # AFX103


async def add(amount):
    table = Table("bank.db")
    table = table - amount  # ok: it does nothing
    return Table("bank.db") + amount  # AFX103


async def call(amount):
    transfer = Transfer()
    transfer(amount)  # AFX103


async def count(ledger: Ledger):
    return len(ledger)  # AFX103


async def compare(ledger: Ledger, other: Ledger):
    if ledger < other:  # ok: it only looks at paths
        return str(ledger)  # ok: as above
    return ledger == other  # AFX103
