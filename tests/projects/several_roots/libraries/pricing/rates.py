import urllib.request


def rate(order):
    return float(urllib.request.urlopen("https://rates.example").read())
