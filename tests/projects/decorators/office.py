from press.printers import (
    Printer,
    connect,
    model,
    shake,
    wait_for_ink,
    wait_for_paper,
    wait_for_power,
    warm_up,
)


async def keeps_colour():
    wait_for_paper()  # AFX103
    wait_for_ink()  # AFX103
    wait_for_power()  # AFX103
    model()  # AFX103
    connect()  # AFX103


async def of_classes():
    Printer.reset()  # AFX103
    printer = Printer.discover()  # AFX103
    printer.reset()  # AFX103


async def changes_colour():
    await warm_up()  # ok: the decorator runs it in a thread
    shake()  # ok: nothing is known of what the decorator makes
