# select: AFX104
# After AlexxIT/SonoffLAN#1318.
from .core import system_health


async def async_setup(hass, config):
    return True


async def async_setup_entry(hass, entry):
    if entry.options.get("debug"):
        await system_health.setup_debug(hass)
    return True
