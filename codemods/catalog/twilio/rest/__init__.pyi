"""Messages and calls."""

from twilio.rest.api.v2010.account.call import CallList
from twilio.rest.api.v2010.account.message import MessageList

from asyncfix import blocking, quick

class Client:
    calls: CallList
    messages: MessageList
    @quick
    def __init__(self, *args, **kwargs): ...
    @blocking("http")
    def request(self, *args, **kwargs): ...
