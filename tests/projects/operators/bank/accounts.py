import sqlite3


class Table:
    def __init__(self, path):
        self.path = path

    def __getitem__(self, key):
        return sqlite3.connect(self.path).execute("select * from t where id = ?", (key,)).fetchone()

    def __add__(self, other):
        sqlite3.connect(self.path).execute("insert into t values (?)", (other,))
        return self

    def __contains__(self, key):
        return self[key] is not None

    def __len__(self):
        return sqlite3.connect(self.path).execute("select count(*) from t").fetchone()[0]

    def __sub__(self, other):
        return self


class Transfer:
    def __call__(self, amount):
        Table("bank.db") + amount


class Ledger:
    def __init__(self, path):
        self.path = path

    def __len__(self):
        return len(sqlite3.connect(self.path).execute("select 1 from t").fetchall())

    def __eq__(self, other):
        return sqlite3.connect(self.path).execute("select 1").fetchone() == other

    def __lt__(self, other):
        return self.path < other.path

    def __str__(self):
        return self.path
