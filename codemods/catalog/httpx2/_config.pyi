"""Which certificates a client trusts."""

from asyncfix import blocking, unless

__thread_safe__ = True

@blocking("load")
@unless(verify=False)
def create_ssl_context(verify=True, cert=None, trust_env=True): ...
