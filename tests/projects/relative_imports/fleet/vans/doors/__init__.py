from . import locks
from ..  import park


async def close():
    locks.engage()  # AFX103
    park()  # AFX103
