"""HTTP for people, without async."""

from requests.api import (
    delete as delete,
    get as get,
    head as head,
    options as options,
    patch as patch,
    post as post,
    put as put,
    request as request,
)
from requests.models import Response as Response
from requests.sessions import Session as Session, session as session

__thread_safe__ = True
