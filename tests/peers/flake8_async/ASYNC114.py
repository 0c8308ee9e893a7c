# A startable function that is missing in the settings of the peer. No rule: nothing has to be set here, what is startable is
# seen in the program.
import trio


async def listen(port, *, task_status=trio.TASK_STATUS_IGNORED):  # ok: no rule
    listeners = await trio.open_tcp_listeners(port)
    task_status.started(listeners)
    await trio.sleep_forever()
