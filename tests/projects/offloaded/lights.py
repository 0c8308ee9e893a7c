from homeassistant.core import HomeAssistant
from slow import nap


async def async_setup_entry(hass: HomeAssistant, entry):
    await hass.async_add_executor_job(nap, 3)  # ok: in a thread
    nap(3)  # AFX103
    return True
