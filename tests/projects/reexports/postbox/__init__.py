from postbox._transport import deliver
from postbox._transport import fetch as fetch_mail
from postbox._parse import parse

__all__ = ["deliver", "fetch_mail", "parse"]
