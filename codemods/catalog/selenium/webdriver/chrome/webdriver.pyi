"""Chrome."""

from selenium.webdriver.chromium.webdriver import ChromiumDriver

from asyncfix import blocking

@blocking("subprocess")
class WebDriver(ChromiumDriver): ...
