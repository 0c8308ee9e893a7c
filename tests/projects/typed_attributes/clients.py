import urllib.request


class Client:
    base = "https://api.example"

    def get(self, path):
        return urllib.request.urlopen(self.base + path).read()
