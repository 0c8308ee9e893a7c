"""Windows' management."""

from asyncfix import blocking

class _wmi_namespace:
    @blocking("wait")
    def query(self, *args, **kwargs): ...

@blocking("wait")
def connect(computer="", **kwargs) -> _wmi_namespace: ...

WMI = connect
