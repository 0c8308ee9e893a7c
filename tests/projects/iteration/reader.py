from pathlib import Path

from mail.folders import (
    Folder,
    Page,
    both,
    each_listed,
    footers,
    headers,
    listed,
    messages,
    numbers,
    read_listed,
    ticks,
)


async def loops():
    for message in messages("https://a.example"):  # AFX103
        print(message)
    for header in both("https://a.example", "https://b.example"):  # AFX103
        print(header)
    for page in Page("https://a.example"):  # AFX103
        print(page)
    for message in Folder("https://a.example"):  # AFX103
        print(message)


async def at_once(seen: list):
    everything = list(headers("https://a.example"))  # AFX103
    listed = [header for header in both("a", "b")]  # AFX103
    seen.extend(headers("https://b.example"))  # AFX103
    return everything, listed


async def one():
    next(ticks())  # AFX103
    for _ in ticks():  # AFX103
        break


async def made_but_not_iterated():
    return messages("https://a.example")  # ok: nothing runs yet


async def short():
    return sum(numbers())  # ok: it only counts


async def spread():
    first, second = footers("https://a.example")  # AFX103
    pair = first, second = list(numbers())  # ok: it only counts
    return [*footers("https://b.example"), first, second, pair]  # AFX103


async def numbered():
    for place, footer in enumerate(footers("https://c.example")):  # AFX103
        print(place, footer)
    waiting = enumerate(footers("https://d.example"))  # ok: nothing runs yet
    return waiting


async def paired():
    return dict(zip(numbers(), footers("https://e.example")))  # AFX103


async def files(root: Path, take):
    take(listed(root))  # ok: nothing is read yet
    take(each_listed(root))  # ok
    names = read_listed(root)  # AFX104
    for path in each_listed(root):  # AFX104
        names.append(path)
    return names
