# After jfarmer08/ha-sengledapi#73: an object made and asked in one expression.
import requests


class Request:
    def __init__(self, url, payload, no_return=False):
        self._url = url
        self._payload = payload
        self._no_return = no_return

    def get_response(self, session_id):
        headers = {"Cookie": f"JSESSIONID={session_id}"}
        answer = requests.post(self._url, json=self._payload, headers=headers)
        if self._no_return:
            return None
        return answer.json()
