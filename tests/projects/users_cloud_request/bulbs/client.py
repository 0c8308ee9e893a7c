from bulbs.request import Request


class Cloud:
    def __init__(self, session_id):
        self._session_id = session_id

    async def async_do_request(self, url, payload):
        return Request(url, payload).get_response(self._session_id)  # AFX103

    async def async_toggle(self, bulb):
        return await self.async_do_request("https://bulbs.example/toggle", {"id": bulb})
