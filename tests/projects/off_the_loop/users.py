from bridge import Bridge, pause, pause_anyway, pause_or_fail


async def use(bridge: Bridge, coroutine):
    bridge.call(coroutine)  # ok: it raises on the loop
    pause(1)  # ok: it sleeps only where no loop runs
    pause_or_fail(1)  # ok: it raises on the loop
    pause_anyway(1)  # AFX103
