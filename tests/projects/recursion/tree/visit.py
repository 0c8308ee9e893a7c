import urllib.request

from tree import walk


def visit(node):
    urllib.request.urlopen(node.url)
    walk.walk(node)
