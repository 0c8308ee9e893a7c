# Coroutines of trio that nobody awaits.
import trio


async def functions(address, port, serve, listeners, context, task, handle):
    trio.sleep(1)  # AFX201
    trio.sleep_until(3.5)  # AFX201
    trio.sleep_forever()  # AFX201
    trio.run_process(["true"])  # AFX201
    trio.open_tcp_stream(address, port)  # AFX201
    trio.open_tcp_listeners(port)  # AFX201
    trio.open_ssl_over_tcp_stream(address, port)  # AFX201
    trio.open_ssl_over_tcp_listeners(port, context)  # AFX201
    trio.open_unix_socket("control")  # AFX201
    trio.serve_tcp(serve, port)  # AFX201
    trio.serve_ssl_over_tcp(serve, port, context)  # AFX201
    trio.serve_listeners(serve, listeners)  # AFX201
    trio.open_file("names.txt")  # AFX201
    trio.aclose_forcefully(listeners)  # AFX201
    trio.lowlevel.checkpoint()  # AFX201
    trio.lowlevel.checkpoint_if_cancelled()  # AFX201
    trio.lowlevel.cancel_shielded_checkpoint()  # AFX201
    trio.lowlevel.open_process(["true"])  # AFX201
    trio.lowlevel.wait_readable(handle)  # AFX201
    trio.lowlevel.wait_writable(handle)  # AFX201
    trio.lowlevel.wait_task_rescheduled(task)  # AFX201
    trio.lowlevel.permanently_detach_coroutine_object(task)  # AFX201
    trio.lowlevel.temporarily_detach_coroutine_object(task)  # AFX201
    trio.lowlevel.reattach_detached_coroutine_object(task, handle)  # AFX201


async def methods(serve):
    async with trio.open_nursery() as nursery:
        nursery.start(serve)  # AFX201
        await nursery.start(serve)  # ok: awaited
        nursery.start_soon(serve)  # ok: a plain method


async def awaited(address):
    await trio.sleep(1)  # ok: awaited
    stream = await trio.open_tcp_stream(address, 80)  # ok: awaited
    async with await trio.open_file("names.txt") as names:  # ok: awaited
        await stream.send_all(await names.read())


async def used(choose):
    later = trio.sleep(1)
    await later  # ok: awaited in the next line
    return choose(trio.sleep(2))  # ok: whoever is given it may await it


async def in_an_expression():
    if trio.sleep(2):  # AFX201
        pass
