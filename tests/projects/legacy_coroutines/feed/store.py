import socket


def resolve(host):
    return socket.getaddrinfo(host, None)
