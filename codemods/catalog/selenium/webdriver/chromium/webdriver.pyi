"""Browsers made from Chromium."""

from selenium.webdriver.remote.webdriver import WebDriver as RemoteWebDriver

from asyncfix import blocking

@blocking("subprocess")
class ChromiumDriver(RemoteWebDriver): ...
