import urllib.request


def fetch_rates():
    return urllib.request.urlopen("https://rates.example").read()


def fetch_stock():
    return urllib.request.urlopen("https://stock.example").read()
