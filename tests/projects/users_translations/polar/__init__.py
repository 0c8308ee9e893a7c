# After samoswall/polaris-mqtt#25: the file is opened in the coroutine itself.
import json

from polar.const import TRANSLATIONS


async def async_setup_entry(hass, entry):
    with open(TRANSLATIONS) as file:  # AFX102
        hass.data["polar"] = json.load(file)
    return True
