import smtplib
import urllib.request


def deliver(message):
    with smtplib.SMTP("localhost") as server:
        server.send_message(message)


def fetch():
    return urllib.request.urlopen("https://mail.example").read()
