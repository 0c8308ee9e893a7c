from locks import Client, install, remove


async def one():
    install("a")
    Client("https://settings.example")
    remove("a")  # AFX103


async def two():
    install("b")
    Client("https://settings.example")


async def three():
    install("c")
    Client("https://settings.example")


async def four():
    install("d")
    Client("https://settings.example")


async def five():
    install("e")
    Client("https://settings.example")


async def six():
    install("f")
    Client("https://settings.example")
