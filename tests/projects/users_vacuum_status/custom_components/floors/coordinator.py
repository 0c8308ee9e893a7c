from .client import FloorClient


class FloorCoordinator:
    def __init__(self, hass, token, device):
        self.hass = hass
        self.client = FloorClient(token)
        self.device = device

    async def _async_update_data(self):
        return self.client.status(self.device)  # AFX103
