import plugins.early


async def handle():
    from plugins.slow import use  # AFX105

    return use()


async def handle_submodule():
    from plugins import slow  # AFX105

    return slow.use()


async def handle_passing():
    import plugins.passing  # AFX105

    return plugins.passing.VALUE


def load():
    import plugins.slow

    return plugins.slow.use()


async def handle_helper():
    return load()  # AFX105


async def handle_early():
    from plugins.early import use  # ok: it is loaded at the top of this file

    return use()


async def handle_guarded():
    import plugins.guarded  # ok: what blocks runs only where it is the script

    return plugins.guarded
