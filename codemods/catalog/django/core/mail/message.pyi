"""A mail."""

from asyncfix import blocking

class EmailMessage:
    @blocking("socket")
    def send(self, *args, **kwargs): ...

class EmailMultiAlternatives(EmailMessage): ...
