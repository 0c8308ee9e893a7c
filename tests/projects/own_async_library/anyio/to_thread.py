async def run_sync(function, *arguments):
    return function(*arguments)
