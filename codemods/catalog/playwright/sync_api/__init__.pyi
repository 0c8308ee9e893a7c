"""Browsers, without async. Each call waits for the browser's process."""

from playwright.sync_api._context_manager import PlaywrightContextManager
from playwright.sync_api._generated import (
    Browser as Browser,
    BrowserContext as BrowserContext,
    BrowserType as BrowserType,
    Locator as Locator,
    Page as Page,
    Playwright as Playwright,
)

from asyncfix import async_twin

@async_twin("playwright.async_api.async_playwright")
def sync_playwright() -> PlaywrightContextManager: ...
