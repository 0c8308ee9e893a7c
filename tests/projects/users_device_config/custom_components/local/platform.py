from .config import get_config


async def async_setup_platform(hass, kind, add):
    config = get_config(kind)  # AFX104
    add(config.entities)
