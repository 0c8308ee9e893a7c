import time

from tree import visit


def walk(node):
    for child in node.children:
        visit.visit(child)


def depth(node):
    return 1 + max(depth(child) for child in node.children)


def ping(count):
    if count:
        pong(count - 1)


def pong(count):
    time.sleep(0.1)
    ping(count)
