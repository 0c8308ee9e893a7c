from bank import Table, Transfer


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
