# select: AFX103
import hosts
from hosts import Shell


async def by_name(host, flag):
    hosts.resolved(host)  # ok: it does not resolve unless it is asked to
    hosts.resolved(host, resolve=False)  # ok: it is asked not to
    hosts.resolved(host, resolve=True)  # AFX103
    hosts.resolved(host, resolve=flag)  # AFX103


async def handed_on_twice(host):
    hosts.checked(host)  # ok: the default is handed on
    hosts.checked(host, False)  # ok: what is handed on is constant
    hosts.checked(host, True)  # AFX103
    hosts.passed_on(host, lookup=0)  # ok: zero is no


async def handed_on_from_here(host, lookup=False):
    hosts.found(host, lookup=lookup)  # AFX103
    if not lookup:
        hosts.found(host, lookup=lookup)  # ok: it is false here


async def bound_anew(host):
    hosts.rebound(host)  # AFX103
    hosts.rebound_inside(host, resolve=False)  # AFX103
    hosts.rebound_later(host, answer=host)  # ok: it is bound anew after the test
    hosts.rebound_later(host, session=host)  # AFX103
    hosts.rebound_in_a_loop([host])  # AFX103
    hosts.filled_in(host, "session")  # ok: it is given
    hosts.filled_in(host)  # AFX103
    hosts.closed(host)  # ok: what would ask is not called


async def stars(host, *args, **kwargs):
    hosts.resolved(host, **kwargs)  # ok: what is handed on seldom turns on what is off
    hosts.found(host, **kwargs)  # AFX103
    hosts.rebound(*args)  # AFX103
    hosts.loaded(*args)  # AFX103


async def values(url, session):
    hosts.fetched(url, None, "put")  # ok: no branch is for it
    hosts.fetched(url, session, "put", retries=3)  # AFX103
    hosts.fetched(url, mode="post")  # AFX103
    hosts.fetched(url, "session")  # ok: it is given
    hosts.loaded(url)  # AFX103
    hosts.loaded(url, "text")  # ok: it is cached
    hosts.either(url, True, False)  # ok: it leaves
    hosts.either(url, False, False)  # AFX103


async def combined():
    hosts.through(True)  # ok: it leaves
    hosts.through(False)  # AFX103
    hosts.against(True)  # ok: what is called asks for the contrary
    hosts.against(None)  # ok: and is not called otherwise
    hosts.recursive(3)  # AFX103
    hosts.finished(None, kill=True)  # AFX103
    hosts.decorated("host")  # AFX103
    hosts.slowly("host")  # AFX103


async def many(mode):
    hosts.all_modes(1)  # AFX103
    hosts.all_modes(7)  # AFX103


async def contexts(run, pages):
    with hosts.beats(run, join=False):  # ok: it does not wait for the end
        pass
    with hosts.beats(run):  # AFX103
        pass
    for page in hosts.rows(pages):  # ok: it does not wait
        print(page)
    for page in hosts.rows(pages, wait=True):  # AFX103
        print(page)


async def methods(response):
    shell = Shell()  # ok: it is not connected
    Shell("host")  # AFX103
    shell.start(response=response)  # ok: no request without an address
    shell.start(None, response)  # ok: no request without an address
    shell.start("http://host")  # AFX103
    Shell.start(shell, None, "text")  # ok: given with its object
    shell.restart(response)  # ok: no request without an address
    Shell.known("name")  # ok: it asks nobody
    shell.known("name", True)  # AFX103
    Shell.spoken("name", False)  # ok: it is silent
    shell.spoken("name", True)  # AFX103
    shell("name")  # ok: it does not wait
    shell("name", True)  # AFX103
