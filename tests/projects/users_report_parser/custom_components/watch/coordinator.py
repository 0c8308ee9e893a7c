# select: AFX104
# After the trace in BJReplay/ha-solcast-solar#110: a generator over files, iterated over on the loop.
from .utils.parser import parse


class Coordinator:
    def __init__(self, hass, folders):
        self.hass = hass
        self.folders = folders

    async def refresh(self):
        return await parse(self.folders, ["*/.git/*"])
