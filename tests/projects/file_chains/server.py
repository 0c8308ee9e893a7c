from site_tools import mirror

from website.pages import Theme, here, is_there, page, packed, publish, settings, unpacked


async def handle(name, theme: Theme):
    if is_there(name):  # ok: a cheap question
        return page(name)  # AFX104
    theme.style  # AFX104
    return settings("site.json")  # AFX104


async def upload(data, path):
    packed(data)  # ok: in memory
    return unpacked(path)  # AFX104


async def release():
    publish("draft", "public")  # AFX104
    return here()  # AFX104


async def copy():
    mirror("https://site.example")  # AFX103
