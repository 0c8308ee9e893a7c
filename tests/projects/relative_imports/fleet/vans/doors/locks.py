from ...clock import settle
from .. import park as park_van


def engage():
    settle()


async def engage_parked():
    park_van()  # AFX103
