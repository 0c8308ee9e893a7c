# Blocking calls that peers do not see.
import asyncio
import time as clock


async def in_a_class_body():
    class Settings:
        clock.sleep(1)  # ok: left alone, as a class body can await nothing (found by flake8-async)

    return Settings


async def under_another_name():
    pause = clock.sleep
    pause(1)  # AFX101


async def imported_here():
    from time import sleep

    sleep(1)  # AFX101


async def after_an_inner_function():
    def inner():
        clock.sleep(1)  # ok: nobody calls it

    clock.sleep(1)  # AFX101


async def in_comprehensions():
    [clock.sleep(1) for _ in range(3)]  # AFX101
    return {clock.sleep(1) for _ in range(3)}  # AFX101


def helper():
    clock.sleep(1)


async def through_a_helper():
    helper()  # AFX103


async def through_a_callback():
    asyncio.get_running_loop().call_soon(helper)  # AFX103
