"""Mail."""

from django.core.mail.message import (
    EmailMessage as EmailMessage,
    EmailMultiAlternatives as EmailMultiAlternatives,
)

from asyncfix import blocking

@blocking("socket")
def mail_admins(*args, **kwargs): ...
@blocking("socket")
def mail_managers(*args, **kwargs): ...
@blocking("socket")
def send_mail(*args, **kwargs): ...
@blocking("socket")
def send_mass_mail(*args, **kwargs): ...
