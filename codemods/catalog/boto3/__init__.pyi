"""Amazon's services. What a client's methods are is known only at run time."""

from boto3.session import Session as Session

from asyncfix import async_twin, blocking

@blocking("load")
@async_twin("aioboto3.Session.client")
def client(*args, **kwargs): ...
@blocking("load")
@async_twin("aioboto3.Session.resource")
def resource(*args, **kwargs): ...
