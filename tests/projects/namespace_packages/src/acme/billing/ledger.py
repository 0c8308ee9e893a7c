import sqlite3


def balance(path, account):
    connection = sqlite3.connect(path)
    row = connection.execute("select sum(amount) from entries where account = ?", (account,)).fetchone()
    connection.close()
    return row[0]
