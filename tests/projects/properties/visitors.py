from devices.porch import porch


async def look():
    return porch().snapshot  # AFX103


class Album:
    snapshot = "visitors.jpg"


async def cover():
    return Album().snapshot  # ok: another class's attribute of the same name
