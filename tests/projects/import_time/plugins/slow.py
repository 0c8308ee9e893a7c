import urllib.request

CATALOG = urllib.request.urlopen("https://catalog.example").read()


def use():
    return CATALOG
