from tree.visit import visit
from tree.walk import depth, ping, pong, walk


async def crawl(root):
    walk(root)  # AFX103
    visit(root)  # AFX103
    return depth(root)  # ok: it calls itself alone


async def ping_pong():
    ping(3)  # AFX103
    pong(3)  # AFX103
