import urllib.request


def send(line):
    urllib.request.urlopen("https://audit.example", data=line.encode())  # AFX103


def flush():
    urllib.request.urlopen("https://audit.example/flush")


def record(event):
    format_and_send(event)


def format_and_send(event):
    send(f"{event}\n")
