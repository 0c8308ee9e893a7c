import socket


def count():
    return len(socket.gethostbyname("shelves.example"))
