import old
import old.extras


@old.retry
def save(connection, rows):
    old.begin(connection)
    for row in rows:
        connection.insert(row)

    # a comment stays
    connection.touch()
    old.commit(connection)
    return rows


class Worker(old.retry):
    def run(self, text):
        try:
            parsed = old.parse(text)
        except old.ParseError as problem:
            print(problem)
            raise
        return parsed


def other_connection(a, b):
    old.begin(a)
    a.work()
    old.commit(b)
