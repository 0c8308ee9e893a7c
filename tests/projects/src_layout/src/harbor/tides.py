import urllib.request


def table(station):
    with urllib.request.urlopen(f"https://tides.example/{station}") as answer:
        return answer.read().decode()


def next_high_water(station):
    return table(station).splitlines()[0]
