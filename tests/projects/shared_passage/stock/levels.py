import socket


def lookup(host):
    return socket.gethostbyname(host)


def level(item):
    return len(lookup("stock.example")) + len(item)  # AFX103


def below(item, limit):
    return level(item) < limit
