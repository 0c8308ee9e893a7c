"""Starts and stops the driver."""

from playwright.sync_api._generated import Playwright

from asyncfix import blocking

class PlaywrightContextManager:
    @blocking("subprocess")
    def start(self) -> Playwright: ...
    @blocking("subprocess")
    def __enter__(self) -> Playwright: ...
