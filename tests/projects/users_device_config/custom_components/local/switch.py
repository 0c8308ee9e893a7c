from .platform import async_setup_platform


async def async_setup_entry(hass, entry, add):
    await async_setup_platform(hass, entry.data["kind"], add)
